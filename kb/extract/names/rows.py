"""Rows of names: 甲、乙、“丙”和丁, read backwards from the word that closes them (等企业)."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.extract.cutting import strip_lead_in
from kb.model import Span

_STOP = "，。；：！？—\n,;:"
_MARKS = re.compile(r"、|(?<=”)(?=“)")
_PARTS = re.compile(r"、|(?<=”)(?=“)|(?<![总调温平共饱谐])[和与](?![谐平会])|以及|及(?![时格其])")


class Item(NamedTuple):
    """One name of a row; a slogan is an item in quotation marks."""

    span: Span
    slogan: bool


def row_before(text: str, end: int, joints: bool = True) -> list[Item]:
    """The items of the row that ends here, verbs and small words before the first one left out.

    Without `joints` the row is parted by 、 only, for names that hold 和 or 及 themselves.

    >>> text = "加强与海湾重工、东河精密等企业的联系"
    >>> [text[slice(*i.span)] for i in row_before(text, 12)]
    ['海湾重工', '东河精密']
    """
    start = _row_start(text, end)
    parts = _PARTS if joints else _MARKS
    cuts = [m.span() for m in parts.finditer(text, start, end) if _outside(text, start, m.start())]
    edges = [start, *(e for cut in cuts for e in cut), end]
    spans = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    if spans:
        spans[0] = strip_lead_in(text, spans[0])
    return [_item(text, s) for s in spans if s.start < s.end]


def _row_start(text: str, end: int) -> int:
    depth = 0
    for i in range(end - 1, -1, -1):
        depth += (text[i] in "”）)") - (text[i] in "“（(")
        if depth < 0 or (depth == 0 and text[i] in _STOP):
            return i + 1
    return 0


def _outside(text: str, start: int, place: int) -> bool:
    """Whether a place stands outside quotation marks and brackets."""
    inside = text[start:place]
    return all(inside.count(a) <= inside.count(b) for a, b in ("“”", "（）", "()"))


def _item(text: str, span: Span) -> Item:
    quoted = text[span.start] == "“" and text[span.end - 1] == "”"
    return Item(Span(span.start + 1, span.end - 1) if quoted else span, quoted)
