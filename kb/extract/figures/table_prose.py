"""Cells that hold sentences: 工作目标, 主要内容 … are read as prose, each by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.extract.figures.cells import read_cells
from kb.extract.figures.drafts import Draft
from kb.extract.figures.prose import prose_drafts
from kb.extract.pipeline import read_texts
from kb.extract.reading import Paragraph, Reading
from kb.model import Span, Table, TableRef

SHORTEST = 10
_SENTENCE = re.compile(r"[，。；！]")


def cell_drafts(reading: Reading) -> Iterator[Draft]:
    """The statements of cells that hold sentences, those with a figure of their own left to the rows."""
    found = {cell: ref for table in reading.document.tables for cell, ref in _sentences(table)}
    cells = sorted(found)
    docs = read_texts(reading.document.text[slice(*cell)] for cell in cells)
    for cell, doc in zip(cells, docs, strict=True):
        section, ref = found[cell]
        paragraph = Paragraph(cell, section, False, doc)
        for draft in prose_drafts(replace(reading, paragraphs=(paragraph,))):
            yield replace(draft, table=ref)


def _sentences(table: Table) -> Iterator[tuple[Span, tuple[tuple[str, ...], TableRef]]]:
    for row, cells in zip(table.rows, table.cells, strict=True):
        for i, (words, cell) in enumerate(zip(row, cells, strict=True)):
            if len(words) >= SHORTEST and _SENTENCE.search(words) and not read_cells(words):
                ref = TableRef(id=table.id, row=_label(row, words), column=table.columns[i])
                yield cell, (table.section, ref)


def _label(row: tuple[str, ...], words: str) -> str:
    """The words by which a row is known: the first cell that is no number, and not the sentence itself."""
    return next((w for w in row if w and w != words and not w.isdecimal()), words)
