"""Statements: every figure the document gives, from its prose and its tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterable

from kb.extract.figures.drafts import Draft, records
from kb.extract.figures.prose import prose_drafts
from kb.extract.figures.table_prose import cell_drafts
from kb.extract.figures.table_rows import table_drafts
from kb.extract.reading import Reading
from kb.model import Record, Statement


def statements(reading: Reading, _: tuple[Record, ...]) -> Iterable[Statement]:
    """The statements of a document."""
    drafts: list[Draft] = [*prose_drafts(reading), *table_drafts(reading), *cell_drafts(reading)]
    return records(reading, drafts)
