"""The places an answer can open in the plan: its citations and, where nothing was found, what is related.

Citations of cells in one table row are one place to a reader: they are shown, counted and lit up together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kb.errors import KBError
from kb.knowledge import KnowledgeBase
from kb.model import Answer, Citation, Document, Related, Span, Table
from kb.render import stands
from kb.text import Lines, trim


class Spot(NamedTuple):
    """A place by its key, 1, 2, ... for what proves the answer and r1, r2, ... for what is related to it.

    `spans` is null when the document no longer holds what was quoted.
    """

    key: str
    shown: Citation | Related
    spans: tuple[Span, ...] | None

    @property
    def is_citation(self) -> bool:
        """Whether it proves the answer, and is not merely related."""
        return isinstance(self.shown, Citation)


class Spots:
    """All places of an answer in order, those that prove it first."""

    def __init__(self, answer: Answer, kb: KnowledgeBase) -> None:
        self._key_of: dict[int, str] = {}
        cited = [self._cited(str(n), row, answer, kb) for n, row in enumerate(_by_row(answer.citations, kb), 1)]
        related = [Spot(f"r{n}", r, _related_spans(r, kb)) for n, r in enumerate(answer.related, 1)]
        self.cited, self.related = tuple(cited), tuple(related)
        self.all = (*self.cited, *self.related)

    def get(self, key: str) -> Spot | None:
        """The place of this key, or none."""
        return next((spot for spot in self.all if spot.key == key), None)

    def keys(self, citations: Iterable[int]) -> list[str]:
        """The keys of these citations, each once."""
        return list(dict.fromkeys(self._key_of[index] for index in citations))

    def _cited(self, key: str, indexes: list[int], answer: Answer, kb: KnowledgeBase) -> Spot:
        self._key_of |= dict.fromkeys(indexes, key)
        cited = sorted((answer.citations[index] for index in indexes), key=lambda c: c.spans)
        document = kb.document(cited[0].doc_id)
        holds = all(stands(document, citation) for citation in cited)
        return Spot(key, _joined(cited, document), tuple(s for c in cited for s in c.spans) if holds else None)


def _by_row(citations: Iterable[Citation], kb: KnowledgeBase) -> list[list[int]]:
    """The indexes of the citations, those of one table row together, in order of first appearance."""
    rows: dict[object, list[int]] = {}
    for index, citation in enumerate(citations):
        row = _row(kb.document(citation.doc_id), citation.spans[0])
        rows.setdefault((citation.doc_id, row[0].id, row[1]) if row else index, []).append(index)
    return list(rows.values())


def _row(document: Document, span: Span) -> tuple[Table, int] | None:
    """Table and row, from 0, in one of whose cells the span begins."""
    for table in document.tables:
        for number, cells in enumerate(table.cells):
            if any(cell.start <= span.start < cell.end for cell in cells):
                return table, number
    return None


def _joined(cited: list[Citation], document: Document) -> Citation:
    """One citation to show for all of a row, the table's name at the end of its path."""
    row = _row(document, cited[0].spans[0])
    named = (" ".join(filter(None, (row[0].label, row[0].title))),) if row else ()
    update = {
        "line_start": min(c.line_start for c in cited),
        "line_end": max(c.line_end for c in cited),
        "quote": "\n".join(c.quote for c in cited),
        "section": (*cited[0].section, *named),
    }
    return cited[0].model_copy(update=update)


def _related_spans(related: Related, kb: KnowledgeBase) -> tuple[Span, ...] | None:
    """Where the related record stands; else its words, where they are verbatim; else its lines."""
    document = kb.document(related.doc_id)
    try:
        return kb.record(related.doc_id, related.record_id or "").spans
    except KBError:
        return _found_in_lines(related, document)


def _found_in_lines(related: Related, document: Document) -> tuple[Span, ...] | None:
    lines = Lines(document.text)
    if not 1 <= related.line_start <= related.line_end <= len(lines):
        return None
    start, end = lines.span(related.line_start).start, lines.span(related.line_end).end
    at = document.text.find(related.text, start, end) if related.text else -1
    return (Span(at, at + len(related.text)) if at >= 0 else trim(document.text, Span(start, end)),)
