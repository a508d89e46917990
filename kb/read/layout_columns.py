"""Text set in two columns: the left one is read before the right one.

Plans are set in one column; this keeps bulletins and leaflets readable. Two columns are taken for granted only where
most lines of a page are parted at one place near the middle and the left parts reach up to it, as cells do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from kb.read.layout import Glyph, Line, lines_of, rows_of

FEWEST = 10
"""Lines parted at one place from which a page has two columns."""
GAP = 1.2
"""Sizes that part two columns; the gaps of justified text stay below one."""
MIDDLE = (0.35, 0.65)


def lines_in_order(page: int, glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page as they are read; those of a column know which one, 1 or 2."""
    rows = [[g for g in row if not g.char.isspace()] for row in rows_of(glyphs)]
    gutter = _gutter([row for row in rows if row])
    if gutter is None:
        return lines_of(page, glyphs)
    return list(_banded(page, list(rows_of(glyphs)), gutter))


def _banded(page: int, rows: Sequence[list[Glyph]], gutter: float) -> Iterator[Line]:
    """Lines over the whole width part the page in bands; in each the left column comes first."""
    sides: tuple[list[Glyph], list[Glyph]] = ([], [])
    for row in rows:
        if _crosses(row, gutter):
            yield from _both(page, sides)
            sides = ([], [])
            yield from lines_of(page, row)
        else:
            for glyph in row:
                sides[glyph.left >= gutter].append(glyph)
    yield from _both(page, sides)


def _both(page: int, sides: tuple[list[Glyph], list[Glyph]]) -> Iterator[Line]:
    for column, glyphs in enumerate(sides, 1):
        yield from (line._replace(column=column) for line in lines_of(page, glyphs))


def _crosses(row: Sequence[Glyph], gutter: float) -> bool:
    """Whether a line runs over the gutter without the gap of two columns."""
    left = max((g.right for g in row if g.left < gutter and not g.char.isspace()), default=None)
    right = min((g.left for g in row if g.left >= gutter and not g.char.isspace()), default=None)
    return left is not None and (left > gutter or (right is not None and right - left < GAP * row[0].size))


def _gutter(rows: Sequence[Sequence[Glyph]]) -> float | None:
    """The place that parts two columns; none on a page of one column."""
    if len(rows) < FEWEST:
        return None
    start, end = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    near = tuple(start + share * (end - start) for share in MIDDLE)
    gaps = [gap for row in rows for gap in _gaps(row) if near[0] < (gap[0] + gap[1]) / 2 < near[1]]
    if len(gaps) < FEWEST:
        return None
    place = median((left + right) / 2 for left, right in gaps)
    parted = [gap for gap in gaps if gap[0] <= place <= gap[1]]
    size = median(row[0].size for row in rows)
    full = median(place - left for left, _ in parted) < 2.5 * size if parted else False
    return place if full and len(parted) >= FEWEST and 2 * len(parted) > len(rows) else None


def _gaps(row: Sequence[Glyph]) -> Iterator[tuple[float, float]]:
    return ((a.right, b.left) for a, b in pairwise(row) if b.left - a.right >= GAP * a.size)
