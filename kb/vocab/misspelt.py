"""Mistyped English words, put right only where one letter makes one known word of them.

A word of six letters or more that nothing knows is taken for the word of the vocabulary that is one letter away (left
out, added, changed, or two swapped), when there is exactly one with the same first letter and the word is no ordinary
English word (ordinary.toml): patients are never made patents.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from kb.vocab import vocabulary
from kb.vocab.loader import HOUSE
from kb.vocab.spelling import Token, american, forms, spellings, tokens
from kb.vocab.stopwords import soft_stopwords, stopwords

SHORTEST = 6
"""Fewest letters of a word that is put right."""
MEANT = ("indicators", "concepts", "instruments", "cues")
"""The tables whose words may have been meant."""
KNOWN = ("glossary", "regions", "units", "periods")
"""The tables whose words are known and left alone besides."""


class Respelt(NamedTuple):
    """A word as typed and as meant."""

    typed: str
    meant: str


def respelt(text: str, is_name: Callable[[str], bool] = lambda _: False) -> tuple[str, tuple[Respelt, ...]]:
    """The text with its mistyped English words put right, and which they were; a word that `is_name` stays.

    >>> respelt("How many incubatrs and patients?")
    ('How many incubators and patients?', (Respelt(typed='incubatrs', meant='incubators'),))
    """
    found: list[Respelt] = []
    pieces, end = [], 0
    for token in tokens(text):
        typed = text[token.span.start : token.span.end]
        opens = not text[: token.span.start].strip()
        if (meant := _meant(token, typed, opens)) and not is_name(typed):
            pieces += [text[end : token.span.start], meant]
            end = token.span.end
            found.append(Respelt(typed, meant))
    return "".join((*pieces, text[end:])), tuple(dict.fromkeys(found))


def _meant(token: Token, typed: str, opens: bool) -> str | None:
    """The one known word that was meant; none for a name, a known word and an ordinary one."""
    if len(typed) < SHORTEST or not (typed.isascii() and typed.isalpha()) or (typed[0].isupper() and not opens):
        return None
    known, ordinary = _known(), _ordinary()
    if token.written in ordinary or any(form in known for form in (token.written, *forms(token.word))):
        return None
    meant = set(_near(token.word))
    if not meant and token.word.endswith("s"):
        meant = {word + "s" for word in _near(token.word[:-1])}
    return meant.pop() if len(meant) == 1 else None


def _near(word: str) -> Iterator[str]:
    """The words that may have been meant and are one letter from this one, their first letter alike."""
    candidates = {near for shorter in _shortened(word) for near in _by_shortened().get(shorter, ())}
    return (near for near in sorted(candidates) if near[0] == word[:1] and _one_letter(word, near))


def _shortened(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters: two words one letter apart share one of these."""
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def _one_letter(left: str, right: str) -> bool:
    """Whether one letter left out, added or changed, or two neighbours swapped, makes one word of the other."""
    at = 0
    while at < min(len(left), len(right)) and left[at] == right[at]:
        at += 1
    swapped = left[at : at + 2] == right[at : at + 2][::-1] and left[at + 2 :] == right[at + 2 :]
    rests = (left[at + 1 :], right[at + 1 :]), (left[at + 1 :], right[at:]), (left[at:], right[at + 1 :])
    return swapped or any(a == b for a, b in rests)


@cache
def _by_shortened() -> dict[str, tuple[str, ...]]:
    """Every word that may have been meant, by what is left of it without one letter."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(_words(MEANT)):
        if len(word) >= SHORTEST and word.isalpha():
            for shorter in _shortened(word):
                found[shorter].append(word)
    return {shorter: tuple(words) for shorter, words in found.items()}


@cache
def _known() -> frozenset[str]:
    stops = (american(w) for w in stopwords("en") | soft_stopwords("en"))
    return frozenset({*_words((*MEANT, *KNOWN)), *stops})


def _words(tables: tuple[str, ...]) -> set[str]:
    entries = (entry for table in tables for entry in getattr(vocabulary(), table))
    return {word for entry in entries for name in entry.en for words in spellings(name) for word in words}


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(tomllib.loads((HOUSE / "ordinary.toml").read_text("utf-8"))["words"])
