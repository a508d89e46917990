"""From offsets in a document to what people read: anchors, line numbers, section paths."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kb.model import Anchor, Section, Span
from kb.text import Lines, trim


class Places:
    """Looks up places in one text; `sections` in reading order, each with its `extent`."""

    def __init__(self, text: str, sections: Sequence[Section] = ()) -> None:
        self.text = text
        self.lines = Lines(text)
        self._sections = tuple(sections)
        self._starts = [s.span.start for s in self._sections]

    def line(self, offset: int) -> int:
        """The physical line, from 1."""
        return self.lines.number(offset)

    def anchor(self, span: Span) -> Anchor:
        """Lines and verbatim quote of a span, white space at its ends left out."""
        start, end = trim(self.text, span)
        return Anchor(line_start=self.line(start), line_end=self.line(max(start, end - 1)), quote=self.text[start:end])

    def section(self, offset: int) -> Section | None:
        """The innermost section whose extent holds this offset."""
        for i in range(bisect_right(self._starts, offset) - 1, -1, -1):
            start, end = self._sections[i].places["extent"]
            if start <= offset < end:
                return self._sections[i]
        return None

    def path(self, offset: int) -> tuple[str, ...]:
        """The headings above this offset, from the top."""
        section = self.section(offset)
        return section.section if section else ()
