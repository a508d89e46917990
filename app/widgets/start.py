"""What stands below the question box before anything is asked: examples and the documents held."""

from __future__ import annotations

from collections.abc import Sequence

from app.widgets.answer import questions_view
from app.widgets.nodes import Node, each, h
from kb.model import DocumentRecord
from kb.vocab.phrasing import Phrases


def start_view(questions: Sequence[str], documents: Sequence[DocumentRecord], words: Phrases) -> list[Node]:
    """Welcome, examples, library."""
    return each(
        [
            h("section", h("p", words("start_note"), class_="lead")),
            questions_view(questions, words("examples")) if questions else None,
            _library(documents, words),
        ]
    )


def _library(documents: Sequence[DocumentRecord], words: Phrases) -> Node:
    title = words("library", count=len(documents))
    items = (h("li", *_document(document, words)) for document in documents)
    return h("section", h("h2", title), h("ul", *items, class_="library"), aria_label=title)


def _document(document: DocumentRecord, words: Phrases) -> list[Node]:
    note = words("assigned") if document.title_origin == "assigned" else None
    facts = " · ".join(filter(None, (document.issuer, document.number, document.issued_on, note)))
    return each(
        [
            h("span", document.title or words("no_title"), class_="title", lang="zh-CN"),
            h("span", facts, class_="where") if facts else None,
        ]
    )
