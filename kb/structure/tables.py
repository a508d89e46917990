"""Tables: those the file marks up, and those that are found in plain text; their captions, headers and notes.

Guarantees: a cell is an exact piece of the text; rows have as many cells as there are columns; lines of a marked-up
table are never guessed at again, and a block of text that does not square is left to the passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.model import Grid, Source, Span, Table
from kb.places import Places
from kb.structure.captions import Caption, caption
from kb.structure.grids import square
from kb.structure.plain_tables import Plain, Ragged, find_plain
from kb.structure.squares import Square, shape
from kb.structure.table_parts import Parts, parts
from kb.text import Lines, fold

__all__ = ["Block", "Ragged", "find_blocks", "is_missing", "plain_cell", "table_record"]


class Block(NamedTuple):
    """A table found in the lines `first` to `last`, with what stands above it."""

    first: int
    last: int
    caption: Caption
    parts: Parts

    def rows(self, lines: Lines) -> Iterator[int]:
        """The lines of its header and data, and of the rules between them."""
        apart = {lines.number(place.start) for place in (*self.parts.titles, *self.parts.notes)}
        return (n for n in range(self.first, self.last + 1) if n not in apart)

    def caption_lines(self, lines: Lines) -> tuple[int, ...]:
        """The lines of its label, title and unit, above the table and in it."""
        return (*self.caption.lines, *(lines.number(title.start) for title in self.parts.titles))


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value; 0 is one.

    >>> is_missing("--"), is_missing("0")
    (True, False)
    """
    return bool(shape("missing").match(fold(cell)))


def find_blocks(source: Source, lines: Lines) -> tuple[list[Block], list[Ragged]]:
    """All tables of a text in order, and what looked like one."""
    marked = [(place, grid) for grid in source.grids if (place := _place(lines, grid))]
    taken = {n for (first, last), _ in marked for n in range(first, last + 1)}
    plain = list(find_plain(lines, taken))
    found = [(*place, square(source.text, grid), grid.headers) for place, grid in marked]
    found += [(*p[:3], 0) for p in plain if isinstance(p, Plain)]
    blocks = list(_blocks(lines, sorted(found, key=lambda f: f[0])))
    return blocks, [p for p in plain if isinstance(p, Ragged)]


def _place(lines: Lines, grid: Grid) -> tuple[int, int] | None:
    """First and last line of a grid, none where all its cells are empty."""
    cells = [cell.span for row in grid.rows for cell in row if lines.text[slice(*cell.span)].strip()]
    return (lines.number(min(cells).start), lines.number(max(c.end for c in cells) - 1)) if cells else None


def _blocks(lines: Lines, found: list[tuple[int, int, Square | None, int]]) -> Iterator[Block]:
    before: set[int] = set()
    for first, last, rows, headers in found:
        table = parts(lines.text, rows, headers) if rows else None
        if table:
            yield Block(first, last, caption(lines, first, table.titles, before), table)
        before = {last}


def plain_cell(words: str) -> str:
    """A cell as people read it: blanks that only space Chinese characters apart are left out.

    >>> plain_cell("指    标"), plain_cell("R&D 经费")
    ('指标', 'R&D 经费')
    """
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000\xa0]+(?=[\u4e00-\u9fff])", "", words)


def table_record(block: Block, number: int, doc_id: str, places: Places) -> Table:
    """The record of a table; its anchor reaches from the caption to the last cell and quotes the caption."""
    text, table, above = places.text, block.parts, block.caption
    heads, body = tuple(map(tuple, table.heads)), tuple(map(tuple, table.body))
    cells = [cell for row in (*heads, *body) for cell in row]
    head = above.head or next(cell for cell in cells if cell.start < cell.end)
    extent = Span(min(head.start, *(c.start for c in cells)), max(cell.end for cell in cells))
    anchor = places.anchor(head).model_copy(update={"line_end": places.line(extent.end - 1)})
    named = {"label": above.label, "title": above.title, "unit": above.unit}

    def words(span: Span | None) -> str:
        return text[slice(*span)] if span else ""

    def printed(row: tuple[Span, ...]) -> tuple[str, ...]:
        return tuple(plain_cell(text[slice(*cell)]) for cell in row)

    return Table(
        id=f"table-{number}",
        doc_id=doc_id,
        section=places.path(head.start),
        anchor=anchor,
        spans=(head,),
        places={"extent": extent} | {k: v for k, v in named.items() if v},
        title=words(above.title),
        label=words(above.label) or None,
        unit=words(above.unit) or None,
        columns=printed(heads[-1]),
        heads=tuple(map(printed, heads[:-1])),
        rows=tuple(map(printed, body)),
        column_cells=heads[-1],
        head_cells=heads[:-1],
        cells=body,
    )
