"""Where a box (专栏) ends: what stands in it belongs to it, and the section around it goes on behind."""

from __future__ import annotations

from bisect import bisect_right

from kb.model import Span
from kb.text import Lines

_RARE = 6


class BoxEnds:
    """The ends of boxes in one text; in plain text only a blank line shows one, where paragraphs have none between."""

    def __init__(self, lines: Lines) -> None:
        self.text = lines.text
        spans = list(lines.spans())
        while spans and not self.text[slice(*spans[-1])].strip():
            spans.pop()
        self._blank = [s.start for s in spans if not self.text[slice(*s)].strip()]
        self._tell = len(self._blank) * _RARE < len(spans)

    def end(self, heading: Span) -> int | None:
        """The offset of the blank line that ends the box of this heading, if blank lines tell; one right below the
        heading does not."""
        if not self._tell:
            return None
        first = bisect_right(self._blank, heading.end)
        return next((b for b in self._blank[first : first + 3] if self.text[heading.end : b].strip()), None)
