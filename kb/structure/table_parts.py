"""What the rows of a table are: a title over it, header rows, data, notes below."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from kb.model import Span
from kb.structure.squares import Row, Square, holds_number, lone, shape, spans_all
from kb.text import fold


class Parts(NamedTuple):
    """A square taken apart: `titles` stand above it, `heads` are its header rows, `notes` stand below."""

    titles: tuple[Span, ...]
    heads: Square
    body: Square
    notes: tuple[Span, ...]


def parts(text: str, square: Square, headers: int = 0) -> Parts | None:
    """The parts of a square, of whose first rows the file marks `headers` as header; none where nothing is left.

    A cell over the whole width is a title above the header, and a note behind the last row of data. A header that is
    printed again on the next page is no row.
    """
    first = next((i for i, row in enumerate(square) if not spans_all(row)), len(square))
    last = len(square)
    while last > first + 1 and _is_note(text, square[last - 1]):
        last -= 1
    rows = square[first:last]
    if len(rows) < 2:
        return None
    count = min(max(headers - first, 1), len(rows) - 1) if headers else header_rows(text, rows)
    notes = tuple(cell for row in square[last:] for cell in dict.fromkeys(row) if cell.start < cell.end)
    heads = _whole(rows[:count])
    body = [row for row in rows[count:] if not _again(text, heads[-1], row)] or rows[count:]
    return Parts(tuple(row[0] for row in square[:first]), heads, body, notes)


def _again(text: str, head: Row, row: Row) -> bool:
    """Whether a row repeats the header, as on the next page."""
    return all(text[slice(*over)].split() == text[slice(*cell)].split() for over, cell in zip(head, row, strict=True))


def _is_note(text: str, row: Row) -> bool:
    only = lone(row)
    return spans_all(row) or bool(only and shape("table_note").match(fold(text[slice(*only)])))


def header_rows(text: str, rows: Square) -> int:
    """How many rows are header: one, and those below it that its cells reach into or stand over."""
    count = 1
    while count < len(rows) - 1 and _goes_on(text, rows[count - 1], rows[count]):
        count += 1
    return count


def _goes_on(text: str, above: Row, row: Row) -> bool:
    """Whether a row below a header row is one as well.

    It is when a header cell reaches into it; when its first cell is empty and each other one stands below a cell that
    covers several columns, or is itself a year; or when all stand below such cells and one is a year.
    """
    if spans_all(row) or holds_number(text, row):
        return False
    filled = [cell.start < cell.end for cell in row]
    reached = [full and cell == over for full, cell, over in zip(filled, row, above, strict=True)]
    if any(reached):
        return not all(reached)
    sub = [
        above.count(over) > 1 or over.start == over.end or bool(shape("year_cell").match(fold(text[slice(*cell)])))
        for over, cell in zip(above, row, strict=True)
    ]
    below = sum(filled) > 1 and all(s or not full for s, full in zip(sub, filled, strict=True))
    years = any(shape("year_cell").match(fold(text[slice(*cell)])) for cell in row)
    return below and (not filled[0] or (years and all(above.count(over) > 1 for over in above)))


def _whole(heads: Square) -> Square:
    """Header rows without empty cells: those of the lowest row are what stands over them, others their neighbour."""
    for row in heads[:-1]:
        for i in range(1, len(row)):
            row[i] = row[i] if row[i].start < row[i].end else row[i - 1]
    for above, row in pairwise(heads):
        row[:] = [cell if cell.start < cell.end else over for cell, over in zip(row, above, strict=True)]
    return heads
