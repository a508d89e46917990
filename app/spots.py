"""The places an answer can open in the plan: its citations and, where nothing was found, what is related."""

from __future__ import annotations

from typing import NamedTuple

from kb.model import Answer, Citation, Document, Related, Span
from kb.render import stands
from kb.text import Lines, trim


class Spot(NamedTuple):
    """A place by its key: 1, 2, ... for citations, r1, r2, ... for what is related."""

    key: str
    cited: Citation | Related

    @property
    def doc_id(self) -> str:
        """The document it stands in."""
        return self.cited.doc_id

    @property
    def is_citation(self) -> bool:
        """Whether it proves the answer, and is not merely related."""
        return isinstance(self.cited, Citation)


def spots_of(answer: Answer) -> list[Spot]:
    """All places of an answer, citations first."""
    cited = [Spot(str(n), c) for n, c in enumerate(answer.citations, 1)]
    return cited + [Spot(f"r{n}", r) for n, r in enumerate(answer.related, 1)]


def spans_of(spot: Spot, document: Document) -> tuple[Span, ...] | None:
    """What to light up; none when the document no longer holds what was quoted."""
    if isinstance(spot.cited, Citation):
        return spot.cited.spans if stands(document, spot.cited) else None
    return _related_spans(spot.cited, document)


def _related_spans(related: Related, document: Document) -> tuple[Span, ...] | None:
    """The words of a related passage where they stand verbatim, else its lines."""
    lines = Lines(document.text)
    if not 1 <= related.line_start <= related.line_end <= len(lines):
        return None
    start, end = lines.span(related.line_start).start, lines.span(related.line_end).end
    at = document.text.find(related.text, start, end) if related.text else -1
    return (Span(at, at + len(related.text)) if at >= 0 else trim(document.text, Span(start, end)),)
