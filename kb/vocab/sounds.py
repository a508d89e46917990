"""Characters of one sound, and short terms typed by sound: 高气 is 高企.

Two characters agree with too much by chance, so a short term is put right only where all speak for it: exactly one
character differs, what was typed is no word of the dictionary, no part of one, and stands nowhere in the corpus.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.loader import HOUSE
from kb.vocab.stopwords import stopwords
from kb.words import Word, in_dictionary, tokenizer

RARE = 10
"""A word of a lower frequency in jieba's dictionary is hardly one (高气: 3)."""


@cache
def sounds() -> dict[str, str]:
    """Character -> its sound in pinyin without tones, for the common characters."""
    table = tomllib.loads((HOUSE / "sounds.toml").read_text("utf-8"))
    return {char: sound for sound, chars in table.items() for char in chars}


@cache
def alike(char: str) -> frozenset[str]:
    """The other common characters of the same sound.

    >>> "企" in alike("气"), "气" in alike("气")
    (True, False)
    """
    return _rows().get(sounds().get(char, ""), frozenset()) - {char}


@cache
def _rows() -> dict[str, frozenset[str]]:
    table = tomllib.loads((HOUSE / "sounds.toml").read_text("utf-8"))
    return {sound: frozenset(chars) for sound, chars in table.items()}


@cache
def _short_terms() -> dict[tuple[str, str], tuple[str, ...]]:
    """The names of two characters of indicators and their notions, and short forms of other terms, by their sounds."""
    tables = vocabulary()
    names = {n for table in (tables.indicators, tables.concepts) for e in table for n in e.names}
    names |= {n for e in tables.glossary if len(e.zh) > 2 for n in e.aliases}
    names = {fold(n) for n in names if len(n) == 2}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for name in sorted(names - stopwords("zh")):
        if name[0] in sounds() and name[1] in sounds():
            key = (sounds()[name[0]], sounds()[name[1]])
            found[key] = (*found.get(key, ()), name)
    return found


def repair_short(text: str, stands: Callable[[str], bool]) -> str:
    """The text with its short terms put right; `stands` says whether words stand somewhere in the corpus.

    >>> repair_short("高气2020年目标", lambda words: False)
    '高企2020年目标'
    >>> repair_short("最高气温", lambda words: False)
    '最高气温'
    """
    plain, chars = fold(text), list(text)
    for at, term in _windows(plain):
        typed = plain[at : at + 2]
        if not in_dictionary(typed, RARE) and not _inside_words(plain, at) and not stands(typed):
            chars[at : at + 2] = [
                new if new != old else kept for new, old, kept in zip(term, typed, chars[at:], strict=False)
            ]
    return "".join(chars)


def _windows(plain: str) -> Iterator[tuple[int, str]]:
    """(place, term) of every two characters that sound like exactly one short term and differ from it in one."""
    heard = sounds()
    for at in range(len(plain) - 1):
        key = (heard.get(plain[at], ""), heard.get(plain[at + 1], ""))
        terms = _short_terms().get(key, ())
        differ = [sum(a != b for a, b in zip(t, plain[at : at + 2], strict=True)) for t in terms]
        if len(terms) == 1 and differ == [1]:
            yield at, terms[0]


def _inside_words(plain: str, at: int) -> bool:
    """Whether a character of the two belongs to a word of the dictionary, or is a function word that stands alone."""
    if in_dictionary(plain[at + 1 : at + 3], RARE) and at + 3 <= len(plain):
        return True
    words = [w.text for w in _cut(plain) if w.start < at + 2 and w.end > at]
    others = (word for word in words if word != plain[at : at + 2])
    return any((len(word) > 1 and in_dictionary(word)) or word in stopwords("zh") for word in others)


@lru_cache(maxsize=64)
def _cut(plain: str) -> tuple[Word, ...]:
    return tuple(tokenizer().tokenize(plain))
