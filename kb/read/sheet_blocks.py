"""A worksheet cut into blocks: lines (titles, units, notes) and tables whose merged cells count rows and columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kb.read.galley import Slot
from kb.read.refusals import refused
from kb.read.worksheet import Area, Worksheet

MOST_CELLS = 500_000
"""Cells of one table, empty ones included; a sheet sparser than that is no table."""
LONG = 20
"""Characters from which a lone cell right below a table is a note, not the label of a row."""


class Block(NamedTuple):
    """Rows of a sheet with their numbers: a table, or lines of one cell each."""

    is_table: bool
    rows: list[int]
    slots: list[list[Slot]]


def blocks_of(sheet: Worksheet, name: str) -> Iterator[Block]:
    """The blocks of a sheet from the top; raises SourceError (too_big) when a table would be endless."""
    words: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(sheet.cells.items()):
        words.setdefault(row, {})[column] = text
    merged = {(area.top, area.left): area for area in sheet.merged if (area.top, area.left) in sheet.cells}
    for stretch in _stretches(words, merged):
        first, last = _table_bounds(stretch, words, merged)
        yield from _lines(stretch[:first], words)
        if first < last:
            yield _table(stretch[first:last], words, merged, name)
        yield from _lines(stretch[last:], words)


def _stretches(words: dict[int, dict[int, str]], merged: dict[tuple[int, int], Area]) -> Iterator[list[int]]:
    """Rows that belong together: a gap before a lone cell begins something new."""
    stretch: list[int] = []
    reach = 0
    for row in words:
        if stretch and row > reach + 1 and _lone(row, words, merged):
            yield stretch
            stretch = []
        stretch.append(row)
        reach = max(reach, row, *(merged[row, column].bottom for column in words[row] if (row, column) in merged))
    if stretch:
        yield stretch


def _lone(row: int, words: dict[int, dict[int, str]], merged: dict[tuple[int, int], Area]) -> bool:
    """Whether a row holds one cell that no other row shares."""
    area = merged.get((row, next(iter(words[row]))))
    return len(words[row]) == 1 and (area is None or area.bottom == area.top)


def _table_bounds(
    rows: list[int], words: dict[int, dict[int, str]], merged: dict[tuple[int, int], Area]
) -> tuple[int, int]:
    """Where, in a stretch of rows, the table begins and ends; it is empty when every row is a lone cell."""
    lone = [_lone(row, words, merged) for row in rows]
    if all(lone):
        return len(rows), len(rows)
    first = lone.index(False)
    last = len(rows)
    while lone[last - 1] and _is_note(rows[last - 1], words, merged):
        last -= 1
    return first, last


def _is_note(row: int, words: dict[int, dict[int, str]], merged: dict[tuple[int, int], Area]) -> bool:
    column, text = next(iter(words[row].items()))
    return len(text) > LONG or (row, column) in merged


def _lines(rows: list[int], words: dict[int, dict[int, str]]) -> Iterator[Block]:
    if rows:
        yield Block(False, rows, [[Slot(text) for text in words[row].values()] for row in rows])


def _table(rows: list[int], words: dict[int, dict[int, str]], merged: dict[tuple[int, int], Area], name: str) -> Block:
    columns = sorted({column for row in rows for column in words[row]})
    if len(rows) * len(columns) > MOST_CELLS:
        raise refused("too_big", name, "工作表太稀疏")
    spans, covered = _merges(rows, columns, words, merged)
    slots = [
        [
            Slot(words[row].get(column, ""), *spans.get((row, column), (1, 1)))
            for column in columns
            if (row, column) not in covered
        ]
        for row in rows
    ]
    return Block(True, rows, slots)


def _merges(
    rows: list[int], columns: list[int], words: dict[int, dict[int, str]], merged: dict[tuple[int, int], Area]
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """How many rows and columns of the table each merged cell covers, and the places covered.

    An area that covers another or hides words is no merge a program would show; it is left as single cells, and so are
    those beyond what the table could hold twice over.
    """
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    budget = 2 * len(rows) * len(columns)
    for place in ((row, column) for row in rows for column in words[row] if (row, column) in merged):
        across, down = _inside(merged[place], rows, columns)
        budget -= len(across) * len(down)
        if budget < 0:
            break
        others = [(row, column) for row in down for column in across if (row, column) != place]
        if not any(other in covered or other[1] in words[other[0]] for other in others):
            covered.update(others)
            spans[place] = (len(down), len(across))
    return spans, covered


def _inside(area: Area, rows: list[int], columns: list[int]) -> tuple[list[int], list[int]]:
    """The columns and the rows of the table that an area covers."""
    across = columns[bisect_left(columns, area.left) : bisect_right(columns, area.right)]
    down = rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]
    return across, down
