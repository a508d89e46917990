"""Rows as text in columns that stand straight, Chinese characters being two cells wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

GAP = "  "
WIDEST = 40
"""Cells wider than this are cut; the last column never is."""


def width(text: str) -> int:
    """The cells a text takes in a terminal.

    >>> width("50家")
    4
    """
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table: the head, and every row below it.

    >>> list(columns(("指标", "值"), [("专利", "3")]))
    ['指标  值', '专利  3']
    """
    lines = [[*map(_cut, row[:-1]), row[-1]] for row in (head, *rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell + " " * (w - width(cell)) for cell, w in zip(line, widths, strict=True))
        yield GAP.join(padded).rstrip()


def _cut(text: str) -> str:
    """The text in one line and no wider than a column."""
    text = " ".join(text.split())
    if width(text) <= WIDEST:
        return text
    while width(text) > WIDEST - 1:
        text = text[:-1]
    return f"{text}…"
