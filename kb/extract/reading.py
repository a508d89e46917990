"""A document as the extractors see it: its paragraphs, each with its annotated Doc, and its setting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kb.extract.annotate import text_of
from kb.extract.pipeline import read_texts
from kb.extract.setting import Setting
from kb.model import Document, Passage, Section, Span
from kb.places import Places
from kb.text import trim

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CLOSED = re.compile(r"[。；：！？;:!?]\s*$")
SKIPPED = ("caption", "imprint", "furniture")


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A run of text to be read as a whole: a heading's title, a passage, or the wrapped lines of one passage."""

    span: Span
    section: tuple[str, ...]
    heading: bool
    doc: Doc

    @cached_property
    def printed(self) -> str:
        """The text as it stands in the document."""
        return text_of(self.doc)

    @cached_property
    def text(self) -> str:
        """The text, with its line breaks as blanks: a wrapped line ends no clause."""
        return self.printed.replace("\n", " ")


@dataclass(frozen=True, eq=False)
class Reading:
    """A document, its paragraphs in reading order, and what it says of its own time and place."""

    document: Document
    places: Places
    setting: Setting
    paragraphs: tuple[Paragraph, ...]


def reading(document: Document) -> Reading:
    """The document with every heading and paragraph annotated."""
    pieces = sorted([*_headings(document), *_runs(document)])
    docs = read_texts(document.text[slice(*span)] for span, _, _ in pieces)
    paragraphs = tuple(Paragraph(*piece, doc) for piece, doc in zip(pieces, docs, strict=True))
    places = Places(document.text, document.sections)
    return Reading(document, places, Setting.of(document), paragraphs)


Piece = tuple[Span, tuple[str, ...], bool]


def _headings(document: Document) -> Iterator[Piece]:
    """The titles of the sections: a heading may state a goal."""
    for section in document.sections:
        place = trim(document.text, _title(section))
        if place.start < place.end:
            yield place, section.section, True


def _title(section: Section) -> Span:
    return section.places.get("title", section.span)


def _runs(document: Document) -> Iterator[Piece]:
    """Passages, lines that were wrapped in mid-sentence joined again."""
    run: list[Passage] = []
    for passage in (p for p in document.passages if p.kind not in SKIPPED):
        if run and not _continues(run[-1], passage, document.text):
            yield _piece(run)
            run = []
        run.append(passage)
    if run:
        yield _piece(run)


def _piece(run: list[Passage]) -> Piece:
    return Span(run[0].span.start, run[-1].span.end), run[0].section, False


def _continues(before: Passage, after: Passage, text: str) -> bool:
    """Whether a passage goes on in the next line, as text taken from pages does."""
    gap = text[before.span.end : after.span.start]
    wrapped = gap.count("\n") == 1 and not gap.strip() and before.section == after.section
    return wrapped and after.kind == "paragraph" and not _CLOSED.search(before.text)
