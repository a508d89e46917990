"""The words of a ruled table, cell by cell, and tables that go on over a page break made one."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from kb.read.galley import Slot
from kb.read.layout import Glyph, Line, did_not_fit, join, lines_of
from kb.read.layout_grid import Cell, Lattice

SAME_COLUMN = 6.0
"""Points by which the columns of a table may shift from one page to the next."""


class Ruled(NamedTuple):
    """A table read from ruling lines; each row has the page it stands on."""

    rows: list[list[Slot]]
    pages: list[int]
    columns: tuple[float, ...]


def read_table(page: int, lattice: Lattice, glyphs: Sequence[Glyph]) -> Ruled:
    """The table with its words; every glyph is looked up once."""
    words = by_cell(lattice, glyphs)
    rows: dict[int, list[Slot]] = defaultdict(list)
    for cell in sorted(lattice.cells, key=lambda c: (c.row, c.column)):
        rows[cell.row].append(Slot(_words(page, cell, words[cell]), cell.down, cell.across))
    last = max(cell.row + cell.down for cell in lattice.cells)
    return Ruled([rows[row] for row in range(last)], [page] * last, lattice.columns)


def by_cell(lattice: Lattice, glyphs: Sequence[Glyph]) -> dict[Cell, list[Glyph]]:
    """The characters of each cell; a cell without any is empty."""
    at = {(c.row + i, c.column + k): c for c in lattice.cells for i in range(c.down) for k in range(c.across)}
    edges_x = lattice.columns
    edges_y = sorted({edge for c in lattice.cells for edge in (c.box.y0, c.box.y1)})
    found: dict[Cell, list[Glyph]] = defaultdict(list)
    for g in glyphs:
        row = _slot(edges_y, g.base - 0.35 * g.size)
        column = _slot(edges_x, (g.left + g.right) / 2)
        if (row, column) in at:
            found[at[row, column]].append(g)
    return found


def _slot(edges: Sequence[float], place: float) -> int:
    return bisect_right(edges, place) - 1


def _words(page: int, cell: Cell, glyphs: Sequence[Glyph]) -> str:
    """The lines of a cell on one line: no blank where a word was only broken off."""
    lines = lines_of(page, glyphs)
    if len(lines) > 1 and all(len(line.text.strip()) == 1 for line in lines):
        return "".join(line.text.strip() for line in lines)
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        broken = before is None or did_not_fit(_in_cell(before, cell, lines), line.text)
        text = join(text, line.text) if broken else f"{text.rstrip()} {line.text.lstrip()}"
    return text.strip()


def _in_cell(line: Line, cell: Cell, lines: Sequence[Line]) -> Line:
    """The line with the cell's margins: as far from its right side as the words are from its left."""
    padding = max(0.0, min(ln.left for ln in lines) - cell.box.x0)
    right = max(max(ln.right for ln in lines), cell.box.x1 - padding)
    return line._replace(area=(cell.box.x0 + padding, right))


def goes_on(table: Ruled, following: Ruled) -> bool:
    """Whether a table at the top of a page is the rest of the one at the foot of the page before."""
    return len(table.columns) == len(following.columns) and all(
        abs(a - b) <= SAME_COLUMN for a, b in zip(table.columns, following.columns, strict=True)
    )


def united(table: Ruled, following: Ruled) -> Ruled:
    """The first with the second below: a repeated header once, a row cut by the page break whole again."""
    start = 1 if len(following.rows) > 1 and _texts(following.rows[0]) == _texts(table.rows[0]) else 0
    last = table.rows[-1]
    if _is_rest(last, following.rows[start]):
        last[:] = [a._replace(text=join(a.text, b.text)) for a, b in zip(last, following.rows[start], strict=True)]
        start += 1
    table.rows.extend(following.rows[start:])
    table.pages.extend(following.pages[start:])
    return table


def _texts(row: Sequence[Slot]) -> list[str]:
    return ["".join(slot.text.split()) for slot in row]


def _is_rest(row: Sequence[Slot], following: Sequence[Slot]) -> bool:
    """A row without a word in its first cell, below a row that has one and as many cells, is the rest of it."""
    if not row or not following:
        return False
    same = [s.across for s in row] == [s.across for s in following] and all(s.down == 1 for s in following)
    return same and bool(row[0].text) and not following[0].text and any(s.text for s in following)
