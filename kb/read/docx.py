"""Word documents (docx, ECMA-376): the body in its order, with the numbers Word prints though they are not in the text.

One line for each paragraph and heading, more where the paragraph has line breaks (in a heading they are joined), one
for each row of a table. Text boxes follow the paragraph they hang on; a table of one column is a frame (专栏), its
contents are lines; footnotes and endnotes stand at the end, each line beginning 脚注N or 尾注N. Headers, footers,
comments, deletions, hidden text and pictures are left out, and a remark counts them.

The origin of a line is its paragraph, from 1: paragraphs of the body, empty ones too, and rows of tables are counted in
reading order; what stands in a text box has the number of the paragraph it hangs on; notes go on counting.

Everything is walked on the element tree: python-docx, which rebuilds a table's grid for every cell, needs 44 s and
5 GiB for a file made to hurt it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.model import Origin, Source
from kb.read.docx_numbering import Numbering
from kb.read.docx_styles import Styles
from kb.read.docx_tables import headers_of, rows_of, slots_of
from kb.read.docx_text import LEFT_OUT, Printed
from kb.read.docx_xml import Element, Parts, W, attribute, children, children_of
from kb.read.galley import Galley, Slot
from kb.read.refusals import refused
from kb.read.zips import open_zip

_BREAK_IN_HEADING = re.compile(r"\s*\n\s*")
_NOTE_WORDS = {"footnote": "脚注", "endnote": "尾注"}


def read(data: bytes, name: str) -> Source:
    """The text of a Word document; raises SourceError when the package is bad, locked, or holds no words."""
    parts = Parts(open_zip(data, name), name)
    body = parts.document().find(W + "body")
    setter = _Setter(parts, name)
    setter.blocks(children_of(body))
    setter.notes(parts)
    if setter.galley.empty:
        raise refused("no_text", name)
    setter.left_out["header"] = sum(map(_worded, [*parts.of("header"), *parts.of("footer")]))
    remarks = [LEFT_OUT[kind].format(count=count) for kind, count in sorted(setter.left_out.items()) if count]
    return setter.galley.source(data, "docx", "utf-8", remarks)


def _worded(root: Element) -> bool:
    return any((text.text or "").strip() for text in root.iter(W + "t"))


class _Setter:
    """Walks the body and sets it on the galley."""

    def __init__(self, parts: Parts, name: str) -> None:
        self.galley = Galley(name)
        self._styles = Styles(next(iter(parts.of("styles")), None))
        self._numbering = Numbering(next(iter(parts.of("numbering")), None), self._styles.lists())
        self._printed = Printed()
        self._paragraph = 0

    @property
    def left_out(self) -> dict[str, int]:
        """What was met and not set, by the names of LEFT_OUT."""
        return self._printed.left_out

    def blocks(self, blocks: Iterator[Element], counted: bool = True) -> None:
        """Set paragraphs and tables one after another; `counted` ones get paragraph numbers of their own."""
        for block in blocks:
            if block.tag == W + "p":
                self._paragraph += counted
                self._set_paragraph(block)
            elif block.tag == W + "tbl":
                self._set_table(block, counted)
            elif block.tag == W + "altChunk":
                self.left_out["chunk"] += 1

    def notes(self, parts: Parts) -> None:
        """Set the footnotes and endnotes in the order of their marks in the text."""
        marks = self._printed.notes
        self.left_out["note"] = len(marks)
        counts = dict.fromkeys(_NOTE_WORDS, 0)
        bodies = {
            (kind, attribute(note, "id")): note
            for kind in _NOTE_WORDS
            for root in parts.of(f"{kind}s")
            for note in root.findall(W + kind)
        }
        for kind, number in dict.fromkeys(marks):
            counts[kind] += 1
            words = self._flat(children_of(bodies.get((kind, number))))
            self._paragraph += 1
            self.galley.line(f"{_NOTE_WORDS[kind]}{counts[kind]} {words}", self._origin)

    @property
    def _origin(self) -> Origin:
        return Origin(paragraph=max(1, self._paragraph))

    def _set_paragraph(self, paragraph: Element) -> None:
        level = self._styles.heading_level(paragraph.find(W + "pPr"))
        text = self._numbered(paragraph)
        if level is not None:
            self.galley.line(_BREAK_IN_HEADING.sub("", text.strip()), self._origin, level)
        else:
            for line in text.split("\n"):
                self.galley.line(line, self._origin)
        for box in self._printed.boxes():
            self.blocks(children(box), counted=False)

    def _numbered(self, paragraph: Element) -> str:
        """The words of a paragraph with its automatic number before them; an empty one is counted, nothing more."""
        text = self._printed.text(paragraph)
        place = self._styles.list_of(paragraph.find(W + "pPr"), self._numbering)
        label = self._numbering.label(*place) if place else ""
        return label + text.lstrip() if label and text.strip() else text

    def _set_table(self, table: Element, counted: bool) -> None:
        rows = rows_of(table)
        if all(len(row) <= 1 for row in rows):
            for row in rows:
                self.blocks((block for cell in row for block in children(cell.element)), counted)
            return
        origins = []
        slots: list[list[Slot]] = slots_of(rows, lambda cell: self._flat(children(cell)))
        for _ in rows:
            self._paragraph += counted
            origins.append(self._origin)
        self.galley.table(slots, origins, headers_of(table))
        for box in self._printed.boxes():
            self.blocks(children(box), counted=False)

    def _flat(self, blocks: Iterator[Element]) -> str:
        """The words of paragraphs and nested tables, apart by one blank."""
        words = []
        for block in blocks:
            if block.tag == W + "p":
                words.append(" ".join(self._numbered(block).split("\n")).strip())
            elif block.tag == W + "tbl":
                self.left_out["nested"] += 1
                words += [self._flat(children(cell.element)) for row in rows_of(block) for cell in row]
        return " ".join(filter(None, words))
