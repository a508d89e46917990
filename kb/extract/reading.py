"""A document as the extractors see it: its paragraphs, each with its annotated Doc, and its setting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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

SHORT_LINE = 15
_CLOSED = re.compile(r"[。；：！？;:!?]\s*$")
_BREAK = re.compile(r"[ \t\u3000\xa0]*\n\s*")
SKIPPED = ("caption", "imprint", "furniture")


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A run of text to be read as a whole: a heading's title, a passage, or the wrapped lines of one passage.

    `offsets[i]` is the place in the document of its character i; without it the characters follow one another.
    """

    span: Span
    section: tuple[str, ...]
    heading: bool
    doc: Doc
    offsets: tuple[int, ...] | None = None

    @cached_property
    def printed(self) -> str:
        """The text as it stands in the document, breaks that only the paper made left out."""
        return text_of(self.doc)

    @cached_property
    def text(self) -> str:
        """The text, with its line breaks as blanks: a wrapped line ends no clause."""
        return self.printed.replace("\n", " ")

    def place(self, span: Span) -> Span:
        """A place of this text as one of the document."""
        if self.offsets is None:
            return Span(self.span.start + span.start, self.span.start + span.end)
        start = self.offsets[span.start] if span.start < len(self.offsets) else self.span.end
        return Span(start, self.offsets[span.end - 1] + 1 if span.end > span.start else start)


@dataclass(frozen=True, eq=False)
class Reading:
    """A document, its paragraphs in reading order, and what it says of its own time and place.

    `text` is the document's with blanks for what belongs to the page: a page number is no part of a sentence.
    """

    document: Document
    text: str
    places: Places
    setting: Setting
    paragraphs: tuple[Paragraph, ...]


def reading(document: Document) -> Reading:
    """The document with every heading and paragraph annotated."""
    text = without_furniture(document)
    pieces = sorted([*_headings(document), *_runs(document, text)])
    unbroken = [_unbroken(text, span) for span, _, _ in pieces]
    docs = read_texts(printed for printed, _ in unbroken)
    paragraphs = tuple(
        Paragraph(*piece, doc, offsets) for piece, (_, offsets), doc in zip(pieces, unbroken, docs, strict=True)
    )
    places = Places(document.text, document.sections)
    return Reading(document, text, places, Setting.of(document), paragraphs)


def without_furniture(document: Document) -> str:
    """The text of a document, of the same length, with blanks where page numbers and running heads stand."""
    text, parts, start = document.text, [], 0
    for span in (p.span for p in document.passages if p.kind == "furniture"):
        parts += [text[start : span.start], re.sub(r"[^\n]", " ", text[slice(*span)])]
        start = span.end
    return "".join([*parts, text[start:]])


def _unbroken(text: str, span: Span) -> tuple[str, tuple[int, ...] | None]:
    """A stretch without the line breaks inside its words, and where its characters stand; none where all follow."""
    breaks = [m for m in _BREAK.finditer(text, *span) if m.end() < span.end and not _ends_line(text, m)]
    if not breaks:
        return text[slice(*span)], None
    kept: list[int] = []
    start = span.start
    for one in breaks:
        kept += range(start, one.start())
        if _both_ascii(text[one.start() - 1], text[one.end()]):
            kept.append(one.start())
        start = one.end()
    kept += range(start, span.end)
    return "".join(" " if text[i] == "\n" else text[i] for i in kept), tuple(kept)


def _ends_line(text: str, line_break: re.Match[str]) -> bool:
    return ends_short_line(text, line_break.start())


def ends_short_line(text: str, end: int) -> bool:
    """Whether a line that ends here is too short to have been wrapped: it ends something."""
    line = text[text.rfind("\n", 0, end) + 1 : end].rstrip()
    return 0 < len(line) < SHORT_LINE and not line.endswith(("，", "、"))


def _both_ascii(before: str, behind: str) -> bool:
    """Whether two Latin words or two figures meet, which a break keeps apart."""
    return before.isascii() and before.isalnum() and behind.isascii() and behind.isalnum()


Piece = tuple[Span, tuple[str, ...], bool]


def _headings(document: Document) -> Iterator[Piece]:
    """The titles of the sections: a heading may state a goal."""
    for section in document.sections:
        place = trim(document.text, _title(section))
        if place.start < place.end:
            yield place, section.section, True


def _title(section: Section) -> Span:
    return section.places.get("title", section.span)


def _runs(document: Document, text: str) -> Iterator[Piece]:
    for run in runs(document.passages, text):
        yield Span(run[0].span.start, run[-1].span.end), run[0].section, False


def runs(passages: Iterable[Passage], text: str) -> Iterator[list[Passage]]:
    """Passages in groups to be read as one: lines that were wrapped in mid-sentence belong together."""
    run: list[Passage] = []
    for passage in (p for p in passages if p.kind not in SKIPPED):
        if run and not _continues(run[-1], passage, text):
            yield run
            run = []
        run.append(passage)
    if run:
        yield run


def _continues(before: Passage, after: Passage, text: str) -> bool:
    """Whether a passage goes on in the next line, as text taken from pages does; a page may end between."""
    gap = text[before.span.end : after.span.start]
    torn = gap.count("\n") > 1 and any(line for line in gap.split("\n")[1:-1])
    wrapped = (gap.count("\n") == 1 or torn) and not gap.strip() and before.section == after.section
    return wrapped and after.kind in ("paragraph", "part") and not _CLOSED.search(before.text)
