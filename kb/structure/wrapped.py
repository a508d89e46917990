"""A text without the breaks that only the paper made: wrapped lines joined, what belongs to the page passed over.

Text taken from pages breaks lines in mid-word and puts a page number into a sentence. Headings and items are looked
for in the joined text; every place found leads back to the text as received.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import NamedTuple

from kb.model import Span
from kb.structure.markers import SENTENCE_END, start_marker
from kb.text import Lines, trim

NARROWEST, WIDEST = 36, 160
_FEWEST = 5
_SLACK = 4
_TAIL = 15
_CLOSED = re.compile(r"[。；：！？;:!?][”’」』）)]*$")
_GOES_ON = re.compile(r"[，、,和及与或的在对为（《“]$")
_GLUED = re.compile(r"(?<=[。；！])[ \u3000\t]+")
_INDENT = re.compile(r"[ \u3000\t]{2,}|\u3000")


class Joined(NamedTuple):
    """The joined text; `offsets[i]` is the place in the text as received of its character i."""

    text: str
    offsets: tuple[int, ...]
    end: int

    def start(self, at: int) -> int:
        """The offset in the text as received of a place of the joined text."""
        return self.offsets[at] if at < len(self.offsets) else self.end

    def place(self, span: Span) -> Span:
        """The place as received of a part of the joined text, all that was passed over inside it included."""
        if span.start >= span.end:
            return Span(self.start(span.start), self.start(span.start))
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1)

    def pieces(self, span: Span, received: str) -> tuple[Span, ...]:
        """The same without what was passed over: more than one where a page number stands inside."""
        whole = self.place(span)
        found, start = [], whole.start
        for at in range(span.start + 1, span.end):
            before, after = self.offsets[at - 1] + 1, self.offsets[at]
            if after > before and received[before:after].strip():
                found.append(trim(received, Span(start, before)))
                start = after
        return (*found, Span(start, whole.end))

    def up_to(self, offset: int) -> int:
        """How much of the joined text stands before an offset of the text as received."""
        return bisect_left(self.offsets, offset)


def joined(lines: Lines, passed_over: Collection[int], marked: Mapping[int, int]) -> Joined:
    """The text of these lines, wrapped ones joined, those of some numbers passed over.

    `marked` says of lines that begin with a mark of the format (##) where their words begin; they are never joined.
    """
    layout = Layout(lines, passed_over)
    words: list[str] = []
    offsets: list[int] = []
    before = 0
    for number, span in enumerate(lines.spans(), 1):
        if number in passed_over:
            continue
        place = Span(marked.get(number, span.start), span.end)
        apart = number in marked or before in marked
        if before and not apart and layout.goes_on(before, number):
            place = trim(lines.text, span)
            _unbreak(words, offsets, lines.text[place.start : place.start + 1])
        words += lines.text[slice(*place)]
        offsets += range(*place)
        words.append("\n")
        offsets.append(span.end)
        before = number if place.start < place.end else before
    return Joined("".join(words), tuple(offsets), len(lines.text))


def _unbreak(words: list[str], offsets: list[int], first: str) -> None:
    """Take back a line break, and all blanks before it; between Latin words a blank stays."""
    last = 0
    while words and words[-1].isspace():
        words.pop()
        last = offsets.pop()
    if words and words[-1].isascii() and words[-1].isalpha() and first.isascii() and first.isalpha():
        words.append(" ")
        offsets.append(last)


class Layout:
    """The look of a text on paper: the widths its lines were broken at, if they were."""

    def __init__(self, lines: Lines, passed_over: Collection[int]) -> None:
        self.lines = lines
        self._passed = passed_over
        kept = [s for n, s in enumerate(lines.spans(), 1) if n not in passed_over]
        rows = [lines.text[slice(*s)].rstrip() for s in kept]
        self.widths = _broken_at([r for r in rows if r])
        gaps = [bool(a) and not b for a, b in pairwise(rows)]
        self.spaced = sum(gaps) > 0.8 * sum(map(bool, rows))

    def goes_on(self, number: int, after: int) -> bool:
        """Whether the sentence of one line goes on in a later one, with at most a page's end between."""
        line, next_line = self._row(number), self._row(after)
        torn = any(n in self._passed for n in range(number + 1, after))
        blank = any(not self._row(n) for n in range(number + 1, after) if n not in self._passed)
        if not next_line.strip() or _CLOSED.search(line) or (blank and not torn and not self.spaced):
            return False
        if not self._is_full(line) and not (torn and width(line) >= NARROWEST):
            return False
        if _INDENT.match(next_line) and not _INDENT.match(line):
            return False
        if _GOES_ON.search(line):
            return True
        marker = start_marker(self.lines.text, self.lines.span(after))
        return marker is None and self._needs(number, next_line.strip())

    def _needs(self, number: int, next_line: str) -> bool:
        """Whether a line that could be a whole heading wants the next one: text below a heading fills its line."""
        title = self._whole_heading(number)
        if title is None or "，" in title:
            return True
        stop = SENTENCE_END.search(next_line)
        return stop.start() <= _TAIL if stop else not self._is_full(next_line)

    def _whole_heading(self, number: int) -> str | None:
        """The title of a line that is a heading and nothing else."""
        row, span = self._row(number), self.lines.span(number)
        if width(row) > self.widths[-1] + _SLACK if self.widths else False:
            span = Span(span.start + len(row) - len(_GLUED.split(row)[-1]), span.end)
        marker = start_marker(self.lines.text, span)
        if marker is None or not marker.is_heading or marker.rest.start < marker.rest.end:
            return None
        return self.lines.text[slice(*marker.title)]

    def _row(self, number: int) -> str:
        return self.lines.text[slice(*self.lines.span(number))].rstrip()

    def _is_full(self, row: str) -> bool:
        """Whether a line reaches one of the widths; of one with a heading glued behind, the heading does."""
        if not self.widths:
            return False
        if width(row) > self.widths[-1] + _SLACK:
            row = _GLUED.split(row)[-1]
        return any(w - _SLACK <= width(row) <= w + _SLACK for w in self.widths) or width(row) > self.widths[-1]


def _broken_at(rows: list[str]) -> list[int]:
    """The widths that many lines reach without ending a sentence, the widest last; none for a text of whole lines."""
    open_ones = Counter(width(r) for r in rows if not _CLOSED.search(r))
    count = Counter(width(r) for r in rows)
    most = max((w for w in count if NARROWEST <= w <= WIDEST), key=lambda w: (_near(open_ones, w), w), default=0)
    closed = _near(count, most) - _near(open_ones, most)
    if _near(open_ones, most) < max(_FEWEST, closed) or sum(c for w, c in count.items() if w > WIDEST) * 4 > len(rows):
        return []
    enough = max(_FEWEST, len(rows) // 25)
    return sorted(w for w in count if 0.75 * most <= w <= WIDEST and _near(open_ones, w) >= enough)


def _near(count: Counter[int], w: int) -> int:
    return sum(count[w + d] for d in range(-2, 3))


def width(row: str) -> int:
    """How wide a line is in half-width characters."""
    return sum(2 if char > "\u2000" else 1 for char in row)
