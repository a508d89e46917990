"""From text to terms, the same for indexing and for asking, so that what is written alike is found alike.

Fold first; then numbers, Latin words and Chinese are taken apart before jieba cuts, because jieba keeps `2016-2020` in
one piece and loses `3` and `R&D`. A number is its normal decimal: 2.5, 2.50, ２．５％ and 2.5% are one term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.numbers import ARABIC
from kb.text import fold
from kb.vocab import vocabulary
from kb.words import Tokenizer, Word

VERSION = "1"
"""Part of a build's fingerprint: terms of another version do not fit an index."""

LONGEST = 64
"""Longest term, in characters; what is longer is cut off, in the index and in the query alike."""

_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LATIN = rf"(?:(?![{_HAN}\d])[^\W_])"
_PIECE = re.compile(
    rf"(?P<word>\d*{_LATIN}(?:{_LATIN}|\d)*(?:\.\d+)?(?:&(?:{_LATIN}|\d)+)*)"  # gdp, 5g, pm2.5, r&d
    rf"|(?P<number>{ARABIC.pattern}|\d+)"
    rf"|(?P<han>[{_HAN}]+)"
)
_QUOTED = re.compile(r"“([^“”\n]{2,16})”|《([^《》\n]{2,40})》|「([^「」\n]{2,16})」")
_OWN = re.compile(rf"[{_HAN}a-z0-9]+")


def terms(text: str, cutter: Tokenizer) -> list[Word]:
    """The terms of a text with their places, in order; words inside long words have their own place.

    >>> from kb.words import tokenizer
    >>> [t.text for t in terms("２０１６-2020年Ｒ＆Ｄ投入占2.50％，3家", tokenizer())]
    ['2016', '2020', '年', 'r&d', '投入', '占', '2.5', '3', '家']
    """
    return [term for piece in _PIECE.finditer(fold(text)) for term in _of_piece(piece, cutter)]


def characters(text: str) -> list[str]:
    """The text as single Chinese characters, numbers and Latin words: what a quoted phrase is matched by.

    >>> characters("高企50.0家")
    ['高', '企', '50', '家']
    """
    found: list[str] = []
    for piece in _PIECE.finditer(fold(text)):
        found += list(piece.group()) if piece.lastgroup == "han" else [_normal(piece)]
    return found


def corpus_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Own words for the tokenizer: names of the vocabulary and what the corpus puts in quotation marks or 《》.

    >>> "小微双创" in corpus_words(["全面启动“小微双创”工作"])
    True
    """
    tables = vocabulary()
    lists = (tables.indicators, tables.concepts, tables.instruments, tables.regions, tables.periods)
    names = {fold(name) for table in lists for entry in table for name in entry.names}
    quoted = {fold(next(filter(None, m.groups()))) for text in texts for m in _QUOTED.finditer(text)}
    return tuple(sorted(word for word in names | quoted if len(word) > 1 and _OWN.fullmatch(word)))


def _of_piece(piece: re.Match[str], cutter: Tokenizer) -> Iterator[Word]:
    if piece.lastgroup != "han":
        yield Word(_normal(piece), *piece.span())
        return
    for word in cutter.tokenize(piece.group(), "search"):
        yield Word(word.text[:LONGEST], piece.start() + word.start, piece.start() + word.end)


def _normal(piece: re.Match[str]) -> str:
    """A Latin word as it stands; a number without leading zeros, thousands marks and zeros after the point."""
    printed = piece.group()
    if piece.lastgroup == "number":
        whole, _, part = printed.replace(",", "").partition(".")
        part = part.rstrip("0")
        printed = (whole.lstrip("0") or "0") + (f".{part}" if part else "")
    return printed[:LONGEST]
