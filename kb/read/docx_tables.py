"""Tables of a docx: the cells that begin in each row, with the rows and columns they cover."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from kb.read.docx_xml import Element, W, children, switched_on, value, whole
from kb.read.galley import Slot

WIDEST = 16_384
"""Columns a cell may claim; what counts in the end is the columns other cells begin in."""


class Cell(NamedTuple):
    """A cell from its first column up to, not including, its last; `merge` as the file says: restart or continue."""

    first: int
    last: int
    element: Element
    merge: str | None


def rows_of(table: Element) -> list[list[Cell]]:
    """The rows of a table from the top, deleted ones left out."""
    return [_cells(row) for row in children(table) if row.tag == W + "tr" and row.find(f"{W}trPr/{W}del") is None]


def headers_of(table: Element) -> int:
    """How many rows from the top the file repeats on each page."""
    count = 0
    for row in children(table):
        if row.tag == W + "tr":
            if not switched_on(row.find(f"{W}trPr/{W}tblHeader")):
                return count
            count += 1
    return count


def _cells(row: Element) -> list[Cell]:
    cells: list[Cell] = []
    at = _claimed(value(row, "trPr", "gridBefore"), 0)
    for element in children(row):
        if element.tag != W + "tc":
            continue
        properties = element.find(W + "tcPr")
        end = at + _claimed(value(properties, "gridSpan"), 1)
        if _merge(properties, "hMerge") == "continue" and cells and not _worded(element):
            cells[-1] = cells[-1]._replace(last=end)
        else:
            cells.append(Cell(at, end, element, _merge(properties, "vMerge")))
        at = end
    return cells


def _claimed(text: str | None, default: int) -> int:
    return min(max(whole(text, default), default), WIDEST)


def _merge(properties: Element | None, name: str) -> str | None:
    element = None if properties is None else properties.find(W + name)
    return None if element is None else element.get(W + "val", "continue")


def _worded(element: Element) -> bool:
    return any((text.text or "").strip() for text in element.iter(W + "t"))


def slots_of(rows: list[list[Cell]], text_of: Callable[[Element], str]) -> list[list[Slot]]:
    """The cells to be set, row by row.

    A cell that continues the one above adds a row to it, unless it holds words of its own. Columns are those where some
    cell begins: the hair-fine grid of Word and a claimed width of thousands both come down to what can be seen.
    """
    columns = sorted({cell.first for row in rows for cell in row})
    slots: list[list[Slot]] = []
    open_cells: dict[int, tuple[int, int]] = {}
    for row in rows:
        slots.append([])
        going_on: dict[int, tuple[int, int]] = {}
        for cell in row:
            above = open_cells.get(cell.first)
            text = text_of(cell.element)
            if cell.merge == "continue" and above is not None and not text.strip():
                upper, index = above
                slots[upper][index] = slots[upper][index]._replace(down=len(slots) - upper)
                going_on[cell.first] = above
                continue
            across = bisect_left(columns, cell.last) - bisect_left(columns, cell.first)
            slots[-1].append(Slot(text, across=max(1, across)))
            if cell.merge is not None:
                going_on[cell.first] = (len(slots) - 1, len(slots[-1]) - 1)
        open_cells = going_on
    return slots
