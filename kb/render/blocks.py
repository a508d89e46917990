"""A document laid out for reading: headings, paragraphs and tables in order, with the marked characters kept apart.

One block is one physical line or one table. Together the blocks hold every character of the text but white space and
what stands between the cells of a table.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from kb.model import Document, Section, Span, Table
from kb.render.segments import pieces, union
from kb.text import Lines, trim

Kind = Literal["heading", "paragraph", "caption", "imprint", "furniture", "table"]


class Run(NamedTuple):
    """Characters that look the same; `strong` for a heading that runs into its paragraph, as 一是… does."""

    text: str
    marked: bool = False
    strong: bool = False


Runs = tuple[Run, ...]


class Block(NamedTuple):
    """A line or a table. `level` is that of a heading, else 0; a table has `rows`, the first `header` of them heads."""

    kind: Kind
    line: int
    level: int
    runs: Runs
    rows: tuple[tuple[Runs, ...], ...] = ()
    header: int = 0

    @property
    def marked(self) -> bool:
        """Whether any character of the block is lit up."""
        return any(run.marked for runs in (self.runs, *(c for row in self.rows for c in row)) for run in runs)


class Part(NamedTuple):
    """A line or a table before anything is marked: where it stands, and which headings run into it."""

    kind: Kind
    line: int
    level: int
    place: Span
    strong: tuple[Span, ...] = ()
    table: Table | None = None


def blocks(document: Document, spans: Iterable[Span] = ()) -> list[Block]:
    """The document in reading order, the characters of `spans` marked."""
    lit = _Lit(document.text, spans)
    return [lit.block(part) for part in parts(document)]


def parts(document: Document) -> Iterator[Part]:
    """The lines and tables of a document in reading order; a table stands where its first cell does."""
    return _Layout(document).parts()


class _Lit:
    """A text and the marks on it."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        self.text = text
        self.marks = union(spans, len(text))
        self._mark_ends = [m.end for m in self.marks]

    def block(self, part: Part) -> Block:
        """The part with its characters, marked ones apart."""
        if part.table is None:
            return Block(part.kind, part.line, part.level, self._runs(part.place, part.strong))
        return self._table(part.table, part.line)

    def _table(self, table: Table, line: int) -> Block:
        """A merged cell is shown where it begins."""
        shown: set[Span] = set()
        rows = [tuple(self._once(cell, shown) for cell in row) for row in cell_rows(table)]
        return Block("table", line, 0, (), tuple(rows), len(rows) - len(table.cells))

    def _once(self, cell: Span, shown: set[Span]) -> Runs:
        if cell in shown:
            return ()
        shown.add(cell)
        return self._runs(cell)

    def _runs(self, place: Span, strong: Iterable[Span] = ()) -> Runs:
        return tuple(
            Run(self.text[a:b], marked, heading)
            for part, heading in pieces(place, strong)
            for (a, b), marked in pieces(part, self._near(part))
        )

    def _near(self, place: Span) -> list[Span]:
        first = bisect_right(self._mark_ends, place.start)
        return self.marks[first : bisect_left(self.marks, Span(place.end, 0))]


def cell_rows(table: Table) -> Iterator[tuple[Span, ...]]:
    """The cells of a table row by row, the rows of its head first when it has one; a merged cell comes repeatedly."""
    if table.column_cells:
        yield from (*table.head_cells, table.column_cells)
    yield from table.cells


class _Layout:
    """One pass over the lines of a document."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.lines = Lines(document.text)
        self._sections = sorted(document.sections, key=lambda s: s.span)
        self._section_ends = [s.span.end for s in self._sections]
        self._passages = sorted((p.span, p.kind) for p in document.passages)
        self._cells = sorted((cell, n) for n, table in enumerate(document.tables) for cell in table.parts)
        self._cell_ends = [cell.end for cell, _ in self._cells]
        self._tables = document.tables

    def parts(self) -> Iterator[Part]:
        """Line by line; a table comes with the first line that holds one of its cells."""
        shown: set[int] = set()
        for number, span in enumerate(self.lines.spans(), start=1):
            cells = self._cells_on(span)
            for table in dict.fromkeys(n for _, n in cells if n not in shown):
                shown.add(table)
                yield Part("table", number, 0, span, table=self._tables[table])
            for rest in _outside(span, [cell for cell, _ in cells]):
                place = trim(self.text, rest)
                if place.start < place.end and not (cells and _is_rule(self.text[place.start : place.end])):
                    yield self._line(place, number)

    def _cells_on(self, line: Span) -> list[tuple[Span, int]]:
        found = []
        for cell, table in self._cells[bisect_right(self._cell_ends, line.start) :]:
            if cell.start >= line.end:
                break
            found.append((cell, table))
        return found

    def _line(self, place: Span, number: int) -> Part:
        headings = self._headings(place)
        if len(headings) == 1 and _same(self.text, headings[0].span, place):
            return Part("heading", number, headings[0].level, place)
        return Part(self._kind(place), number, 0, place, tuple(h.span for h in headings))

    def _headings(self, place: Span) -> list[Section]:
        found = []
        for section in self._sections[bisect_right(self._section_ends, place.start) :]:
            if section.span.start >= place.end:
                break
            found.append(section)
        return found

    def _kind(self, place: Span) -> Kind:
        at = bisect_right(self._passages, (Span(place.start, len(self.text) + 1), "")) - 1
        if at >= 0 and place.start < self._passages[at][0].end:
            kind = self._passages[at][1]
            if kind == "caption" or kind == "imprint" or kind == "furniture":
                return kind
        return "paragraph"


def _outside(line: Span, cells: Iterable[Span]) -> Iterator[Span]:
    return (span for span, inside in pieces(line, union(cells, line.end)) if not inside)


def _is_rule(text: str) -> bool:
    """Whether this is only the drawing of a table: bars, dashes, commas between cells."""
    return not any(char.isalnum() for char in text)


def _same(text: str, heading: Span, place: Span) -> bool:
    """Whether a heading fills its line, but for closing marks the heading may leave out."""
    rest = text[place.start : max(place.start, heading.start)] + text[min(heading.end, place.end) : place.end]
    return not rest.strip(" \t\u3000。：:.")
