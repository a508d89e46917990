"""Squares: rows of places, all of one length, in which a merged cell stands at every position that it covers."""

from __future__ import annotations

import re
from functools import cache

from kb.model import Span
from kb.text import fold
from kb.vocab import vocabulary

Row = list[Span]
Square = list[Row]


@cache
def shape(role: str) -> re.Pattern[str]:
    """All patterns of the shapes of one role, over folded text."""
    return re.compile("|".join(f"(?:{s.pattern})" for s in vocabulary().shapes if s.role == role and s.pattern))


def is_square(rows: Square) -> bool:
    """Whether rows make a table: two or more of them, of one length, and that more than one cell."""
    return len(rows) > 1 and len(rows[0]) > 1 and all(len(row) == len(rows[0]) for row in rows)


def spans_all(row: Row) -> bool:
    """Whether one cell that holds something covers the whole row."""
    return row[0].start < row[0].end and all(cell == row[0] for cell in row)


def lone(row: Row) -> Span | None:
    """The only cell of a row that holds something, none where there are more or none at all."""
    filled = dict.fromkeys(cell for cell in row if cell.start < cell.end)
    return next(iter(filled)) if len(filled) == 1 else None


def holds_number(text: str, row: Row) -> bool:
    """Whether a cell of a row begins with a figure that is no year."""
    return any(shape("figure").match(fold(text[slice(*cell)])) for cell in row)
