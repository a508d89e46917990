"""Figures that a table record itself holds, by row and column: they are no indicators, and no statement repeats them.

Sums of support, points, totals of other columns, and the figures of lists of projects or enterprises are such.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.extract.figures.cells import read_cells
from kb.extract.figures.figure_words import shape
from kb.extract.figures.table_heads import chain, tight
from kb.model import Document, Span, Table
from kb.text import fold


def held_cells(table: Table) -> Iterator[Span]:
    """The places of the cells whose figures stand in the record of the table and nowhere else.

    In a column of points the whole of a cell counts, since it says for what the points are (本科20分).
    """
    heads = ["".join(tight(words) for words, _ in chain(table, c)) for c in range(len(table.columns))]
    listed = any(shape("head_things").match(head) for head in heads)
    listed = listed or bool(shape("title_support").search(tight(table.title)))
    for column, head in enumerate(heads):
        points = bool(shape("head_points").search(head))
        if points or listed or shape("head_support").search(head) or shape("sum_column").search(head):
            for row, cells in zip(table.rows, table.cells, strict=True):
                if row[column] and (points or read_cells(row[column])):
                    yield cells[column]


def row_labels(document: Document, table: Table) -> Iterator[Span]:
    """The numbering in cells: the serial numbers of rows, the 1. of a name, and the items a cell lists."""
    serial = {i for i, column in enumerate(table.columns) if shape("head_serial").search(tight(column))}
    for cells in table.cells:
        for i, cell in enumerate(cells):
            if i in serial:
                yield cell
            else:
                for match in shape("cell_item").finditer(fold(document.text[slice(*cell)])):
                    yield Span(cell.start + match.start("label"), cell.start + match.end("label"))
