"""Headings glued behind the end of a sentence on the same line, as text taken from pages has them.

Such a heading counts only if it continues the numbering: inline lists and cross-references do not.
"""

from __future__ import annotations

import re

from kb.model import Span
from kb.structure.markers import Marker, line_markers, start_marker

_BREAK = re.compile(r"(?<=[。；！!）)])[ \u3000\t]*(?=[\d０-９一二三四五六七八九十第（(])")
_STYLES = frozenset({"part", "chapter", "clause_section", "han_comma", "han_paren", "arabic_dot"})


class GluedLines:
    """The markers of lines in reading order, glued ones included."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._last: dict[str, int] = {}

    def markers(self, line: Span) -> list[Marker]:
        """The markers of the next line."""
        found: list[Marker] = []
        start = line.start
        for gap in _BREAK.finditer(self.text, line.start, line.end):
            before = line_markers(self.text, Span(start, gap.start()))
            marker = start_marker(self.text, Span(gap.end(), line.end))
            if marker and self._continues(marker, before):
                found += self._seen(before)
                start = gap.end()
        return [*found, *self._seen(line_markers(self.text, Span(start, line.end)))]

    def _seen(self, markers: list[Marker]) -> list[Marker]:
        self._last |= {m.style.id: m.number for m in markers if m.number is not None}
        return markers

    def _continues(self, marker: Marker, before: list[Marker]) -> bool:
        last = self._last | {m.style.id: m.number for m in before if m.number is not None}
        known = marker.style.id in _STYLES and marker.is_heading and marker.number is not None
        return known and last.get(marker.style.id) == (marker.number or 0) - 1
