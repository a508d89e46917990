"""Pages of placed characters and ruling lines made into text: the shared second half of the pdf and ofd readers.

Order of work: ruled tables and boxes are taken out of each page, running heads and page numbers are left out, and what
is left flows on from page to page as paragraphs. Each line of the text knows the page it begins on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.read.galley import Galley
from kb.read.layout import Glyph, Line, Page, lines_of
from kb.read.layout_columns import lines_in_order
from kb.read.layout_edges import without_edges
from kb.read.layout_flow import area_of, habits, paragraphs, with_margins
from kb.read.layout_grid import Lattice, inside, lattices
from kb.read.layout_tables import Ruled, by_cell, goes_on, read_table, united

FRAME = 0.6
"""Share of the page's height from which a box is the frame of the page itself."""


class Block(NamedTuple):
    """Lines that follow each other; a boxed one stands in a frame of its own."""

    lines: list[Line]
    boxed: bool


class Sheet(NamedTuple):
    """A page taken apart: its free lines, and its tables and boxes with the height they begin at."""

    page: Page
    lines: list[Line]
    framed: list[tuple[float, Block | Ruled]]


def set_pages(pages: Sequence[Page], galley: Galley) -> list[str]:
    """Set all pages; returns remarks on what was left out."""
    sheets = [_sheet(page) for page in pages]
    bodies, heads, numbers = without_edges([s.lines for s in sheets], [s.page.height for s in sheets])
    if not any(bodies) and not any(sheet.framed for sheet in sheets):
        bodies, heads, numbers = [sheet.lines for sheet in sheets], [], 0
    bodies = with_margins(bodies, [sheet.page.width for sheet in sheets])
    how = habits([line for body in bodies for line in body])
    for item in _united(_items(sheets, bodies)):
        if isinstance(item, Ruled):
            galley.table(item.rows, item.pages)
            continue
        for paragraph in paragraphs(item.lines, how):
            galley.line(paragraph.text, paragraph.page)
    return _remarks(heads, numbers)


def _remarks(heads: Sequence[str], numbers: int) -> list[str]:
    found = [f"每页重复的页眉页脚未读入：{'；'.join(head[:40] for head in heads[:4])}"] if heads else []
    return found + ([f"{numbers} 处页码未读入"] if numbers else [])


def _sheet(page: Page) -> Sheet:
    """The parts of a page; a character belongs to the smallest frame around it."""
    frames = [f for f in lattices(page.rules) if f.is_table or f.box.y1 - f.box.y0 < FRAME * page.height]
    free: Sequence[Glyph] = page.glyphs
    framed: list[tuple[float, Block | Ruled]] = []
    for frame in sorted(frames, key=_area):
        within = inside(free, frame.box)
        if any(not g.char.isspace() for g in within):
            taken = set(map(id, within))
            free = [g for g in free if id(g) not in taken]
            framed.extend(_framed(page.number, frame, within))
    return Sheet(page, lines_in_order(page.number, free), framed)


def _area(frame: Lattice) -> float:
    return (frame.box.x1 - frame.box.x0) * (frame.box.y1 - frame.box.y0)


def _framed(page: int, frame: Lattice, glyphs: Sequence[Glyph]) -> Iterator[tuple[float, Block | Ruled]]:
    """The table of a frame; or the texts of the cells that a box has below each other."""
    if frame.is_table:
        yield frame.box.y0, read_table(page, frame, glyphs)
        return
    words = by_cell(frame, glyphs)
    for cell in frame.cells:
        lines = lines_of(page, words[cell])
        yield cell.box.y0, Block([line._replace(area=area_of(lines)) for line in lines], boxed=True)


def _items(sheets: Sequence[Sheet], bodies: Sequence[Sequence[Line]]) -> Iterator[Block | Ruled]:
    """Tables, boxes and the free lines between them, in the order of the pages."""
    for sheet, body in zip(sheets, bodies, strict=True):
        rest = list(body)
        for top, item in sorted(sheet.framed, key=lambda pair: pair[0]):
            above = next((i for i, line in enumerate(rest) if line.base > top), len(rest))
            yield Block(rest[:above], boxed=False)
            yield item
            rest = rest[above:]
        yield Block(rest, boxed=False)


def _united(items: Iterator[Block | Ruled]) -> Iterator[Block | Ruled]:
    """The same with text that runs on, and tables and boxes cut by a page break, put together."""
    last: Block | Ruled | None = None
    for item in items:
        if isinstance(item, Block) and not item.lines:
            continue
        if last is not None and (whole := _one(last, item)) is not None:
            last = whole
            continue
        if last is not None:
            yield last
        last = item
    if last is not None:
        yield last


def _one(item: Block | Ruled, following: Block | Ruled) -> Block | Ruled | None:
    """Both as one where the second continues the first."""
    if isinstance(item, Ruled) and isinstance(following, Ruled):
        new_page = item.pages[-1] != following.pages[0]
        return united(item, following) if new_page and goes_on(item, following) else None
    if isinstance(item, Block) and isinstance(following, Block) and item.boxed == following.boxed:
        if item.boxed and item.lines[-1].page == following.lines[0].page:
            return None
        item.lines.extend(following.lines)
        return item
    return None
