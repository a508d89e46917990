"""Headings glued behind the end of a sentence on the same line, as text taken from pages has them.

Such a heading counts only if it continues the numbering: inline lists and cross-references do not. The first of its
style counts if it is short and fills the rest of its line.
"""

from __future__ import annotations

import re

from kb.model import Span
from kb.structure.markers import Marker, start_marker
from kb.structure.run_in import line_markers

_BREAK = re.compile(r"(?<=[。；！!）)])[ \u3000\t]*(?=[\d０-９一二三四五六七八九十第（(])")
_STYLES = frozenset({"part", "chapter", "clause_section", "han_comma", "han_paren", "arabic_dot", "box"})
_TOP = frozenset({"part", "chapter", "han_comma"})
_SHORT = 20
_ENOUGH = 400
"""Characters that show whether a heading begins here; a line may be a whole book."""


class GluedLines:
    """The markers of lines in reading order, glued ones included."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._last: dict[str, int] = {}

    def markers(self, line: Span) -> list[Marker]:
        """The markers of the next line."""
        found: list[Marker] = []
        start, opening = line.start, None
        for gap in _BREAK.finditer(self.text, line.start, line.end):
            marker = start_marker(self.text, Span(gap.end(), min(line.end, gap.end() + _ENOUGH)))
            if marker is None or marker.style.id not in _STYLES or not marker.is_heading:
                continue
            if opening is None:
                opening = line_markers(self.text, Span(start, min(gap.start(), start + _ENOUGH)))
            if self._continues(marker, opening):
                found += self._seen(line_markers(self.text, Span(start, gap.start())))
                start, opening = gap.end(), None
        return [*found, *self._seen(line_markers(self.text, Span(start, line.end)))]

    def _seen(self, markers: list[Marker]) -> list[Marker]:
        self._last |= {m.style.id: m.number for m in markers if m.number is not None}
        return markers

    def _continues(self, marker: Marker, before: list[Marker]) -> bool:
        if marker.number is None:
            return False
        last = self._last | {m.style.id: m.number for m in before if m.number is not None}
        known = last.get(marker.style.id)
        return known == marker.number - 1 if known is not None else self._begins(marker)

    def _begins(self, marker: Marker) -> bool:
        title = self.text[slice(*marker.title)]
        alone = marker.rest.start >= marker.rest.end and not self.text[slice(*marker.heading)].endswith("。")
        return marker.number == 1 and marker.style.id in _TOP and alone and len(title) <= _SHORT and "，" not in title
