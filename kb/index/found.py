"""What an index gives back: where something stands and how well it fits, never its text."""

from __future__ import annotations

from typing import NamedTuple

from kb.model import Span


class Found(NamedTuple):
    """A place that fits a query; `span` is in the document's text."""

    doc_id: str
    record_id: str
    record_type: str
    span: Span
    score: float
