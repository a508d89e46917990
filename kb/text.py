"""Spans, lines, clauses, and a fold that never changes length.

Everything here works on one frozen text; offsets are half-open code points, lines count from 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from kb.model import Span

_FOLD = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
_FOLD |= {ord(a): b for a, b in zip("\u3000\xa0﹒﹑〔〕硏", "  .、（）研", strict=True)}
# The full-width marks of Chinese prose stay Chinese: a clause ends at ， and not at the , of 1,234.
_FOLD |= {ord(c): c for c in "，。：；！？（）"}

_NARROW = {code: to for code, to in _FOLD.items() if code in range(0xFF01, 0xFF5F) or code == 0x3000}
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_FOLDED = re.compile("[" + re.escape("".join(chr(c) for c, to in _FOLD.items() if to != chr(c))) + "]")
SHORT = 40
_CLAUSE_END = "，。；！？\n"
_CLAUSE_MARK = re.compile(rf"[{_CLAUSE_END}（《(）》)]")
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？]+[”’」』）]*|[^。；！？\n]+")


@cache
def _simplifier() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def narrow(text: str) -> str:
    """The text with full-width Latin letters, digits and marks in half width, character for character.

    >>> narrow("Ｒ＆Ｄ ２０２０"), narrow("１０，０００")
    ('R&D 2020', '10,000')
    """
    return _THOUSANDS.sub(",", text.translate(_NARROW))


def fold(text: str) -> str:
    """The text in simplified, half-width, lower-case form, character for character.

    >>> fold("２０２０年研發經費佔ＧＤＰ比重")
    '2020年研发经费占gdp比重'
    >>> len(fold("İß№後發")) == 5
    True
    """
    return _fold_short(text) if len(text) <= SHORT else _fold_long(text)


def _fold(text: str) -> str:
    half = text.translate(_FOLD) if _FOLDED.search(text) else text  # translate walks its dict for every character
    return _same_length(_same_length(half, _simplifier()), str.lower)


_fold_short = lru_cache(maxsize=1 << 16)(_fold)
"""Names and words are folded again and again."""
_fold_long = lru_cache(maxsize=1 << 8)(_fold)
"""A paragraph is folded by each who reads it, one soon after the other."""


def _same_length(text: str, change: Callable[[str], str]) -> str:
    """The changed text; where a change would alter its length, only the characters it maps one to one."""
    changed = change(text)
    if len(changed) == len(text):
        return changed
    return "".join(new if len(new := change(char)) == 1 else char for char in text)


class Lines:
    """Physical lines of a text: from offsets to line numbers and back."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def __len__(self) -> int:
        return len(self._starts)

    def number(self, offset: int) -> int:
        """The line, from 1, in which this offset lies.

        >>> Lines("a\\nb").number(2)
        2
        """
        return bisect_right(self._starts, offset)

    def span(self, number: int) -> Span:
        """The place of a line, its newline left out."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return Span(start, end)

    def spans(self) -> Iterator[Span]:
        """All lines in order."""
        return (self.span(n) for n in range(1, len(self) + 1))


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends.

    >>> trim("  ab ", Span(0, 5))
    Span(start=2, end=4)
    """
    start, end = span
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return span if type(span) is Span else Span(start, end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def sentences(text: str, span: Span) -> list[Span]:
    """Sentences inside a span, each with its closing mark; ； closes one too, since plans chain tasks with it.

    >>> [("甲。乙；丙"[s:e]) for s, e in sentences("甲。乙；丙", Span(0, 5))]
    ['甲。', '乙；', '丙']
    """
    found = (Span(m.start(), m.end()) for m in _SENTENCE.finditer(text, span.start, span.end))
    return [s for s in (trim(text, f) for f in found) if s.start < s.end]


def clauses(text: str, span: Span) -> list[Span]:
    """Clauses inside a span, cut at ，。；！？ outside brackets and book titles; the mark is left out.

    >>> text = "落实《甲，乙》（丙，丁），推进戊。"
    >>> [text[s:e] for s, e in clauses(text, Span(0, len(text)))]
    ['落实《甲，乙》（丙，丁）', '推进戊']
    """
    found, start, depth = [], span.start, 0
    for mark in _CLAUSE_MARK.finditer(text, *span):
        char = mark.group()
        depth += (char in "（《(") - (char in "）》)" and depth > 0)
        if char in _CLAUSE_END and (depth == 0 or char == "\n"):
            found.append(Span(start, mark.start()))
            start, depth = mark.end(), 0
    found.append(Span(start, span.end))
    return [s for s in (trim(text, f) for f in found) if s.start < s.end]
