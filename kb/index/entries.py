"""What of a document can be found: passages, headings, and tables row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb.model import Document, Passage, Section, Span, Table


class Entry(NamedTuple):
    """One findable place: its own text, and the words above it that say what it is about."""

    doc_id: str
    record_id: str
    record_type: str
    span: Span
    title: str  # the document's title and the headings above
    heading: str  # the innermost heading, or a table's caption and column names
    text: str


def entries(document: Document) -> Iterator[Entry]:
    """The entries of a document in reading order."""
    found = [
        *(_of_passage(document, p) for p in document.passages if p.kind != "furniture"),
        *(_of_section(document, s) for s in document.sections),
        *(row for table in document.tables for row in _of_table(document, table)),
    ]
    return iter(sorted(found, key=lambda e: (e.span, e.record_id)))


def _of_passage(document: Document, passage: Passage) -> Entry:
    above, heading = _path(document, passage.section)
    return Entry(document.id, passage.id, passage.type, passage.span, above, heading, passage.text)


def _of_section(document: Document, section: Section) -> Entry:
    above, _ = _path(document, section.section[:-1])
    start, end = section.span
    return Entry(document.id, section.id, section.type, section.span, above, "", document.text[start:end])


def _of_table(document: Document, table: Table) -> Iterator[Entry]:
    above, _ = _path(document, table.section)
    head = "\n".join(dict.fromkeys((table.title, *(c for row in table.heads for c in row), *table.columns)))
    for number, row in enumerate(table.rows):
        words = "\n".join(w for w, _ in dict.fromkeys(zip(row, table.cells[number], strict=True)))
        yield Entry(document.id, table.id, table.type, table.row_span(number), above, head, words)


def _path(document: Document, section: tuple[str, ...]) -> tuple[str, str]:
    """The words above a place, and its innermost heading."""
    return "\n".join((document.info.title, *section[:-1])), section[-1] if section else ""
