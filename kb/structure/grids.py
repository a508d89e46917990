"""Grids that a file marks up, as squares: every position that a cell covers holds it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from kb.model import Grid, GridCell, Span
from kb.structure.squares import Row, Square, is_square
from kb.text import trim

WIDEST = 1000
"""Columns a cell may cover, after the HTML standard (https://html.spec.whatwg.org/#attr-tdth-colspan)."""
LARGEST = 2_000_000
"""Positions a square may have; a grid beyond it is left to the passages."""


class _Placed(NamedTuple):
    """A cell at its columns, `first` up to, not including, `last`; `left` rows below are covered by it as well."""

    first: int
    last: int
    left: int
    cell: Span


def square(text: str, grid: Grid) -> Square | None:
    """The square of a grid; none for one that is no table: a single row, a single column, or one too large.

    Cells take the first free columns from the left, as in HTML. Columns in which no cell begins are none, and a row
    that ends early is filled up with empty cells at its end.
    """
    rows = [list(row) for row in _placed(text, grid)]
    starts = sorted({placed.first for row in rows for placed in row})
    if len(rows) * len(starts) > LARGEST:
        return None
    found = [_filled(row, starts) for row in rows]
    return found if is_square(found) else None


def _placed(text: str, grid: Grid) -> Iterator[list[_Placed]]:
    open_cells: list[_Placed] = []
    for row in (row for row in grid.rows if row):
        fresh = _fresh(text, row, open_cells)
        now = sorted([*open_cells, *fresh])
        open_cells = [placed._replace(left=placed.left - 1) for placed in now if placed.left]
        yield now


def _fresh(text: str, row: tuple[GridCell, ...], above: list[_Placed]) -> Iterator[_Placed]:
    """The cells that begin in a row, in the columns that the cells above leave free."""
    column, waiting = 0, iter([*above, None])
    over = next(waiting)
    for cell in row:
        while over is not None and over.first <= column:
            column, over = max(column, over.last), next(waiting)
        room = over.first - column if over is not None else WIDEST
        last = column + max(1, min(cell.across, room))
        yield _Placed(column, last, max(0, cell.down - 1), trim(text, cell.span))
        column = last


def _filled(row: list[_Placed], starts: list[int]) -> Row:
    """The cells of a row by the columns that begin somewhere in the table."""
    end = max((placed.cell.end for placed in row), default=0)
    found = [Span(end, end)] * len(starts)
    for placed in row:
        for i in range(bisect_left(starts, placed.first), bisect_left(starts, placed.last)):
            found[i] = placed.cell
    return found
