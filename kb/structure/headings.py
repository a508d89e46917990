"""All places of a text that are or could be headings, found in its joined rows and led back to the text as received."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from kb.model import Source, Span
from kb.structure.boxes import BoxEnds
from kb.structure.glued import GluedLines
from kb.structure.lists import without_items
from kb.structure.markers import Marker
from kb.structure.unnumbered import standing_alone, styled
from kb.structure.wrapped import Joined, joined
from kb.text import Lines
from kb.vocab.entries import Numbering


class Heading(NamedTuple):
    """A marker at its place in the text as received; `pieces` are its whole extent, page numbers inside left out.

    `words`, `label_words` and `title_words` are read in the joined text: a title broken over two lines is whole.
    `line_end` is where its row ends, `until` where its box ends, `hint` the level the file itself gives its line.
    """

    style: Numbering
    number: int | None
    is_heading: bool
    label: Span
    title: Span
    pieces: tuple[Span, ...]
    rest: Span
    words: str
    label_words: str
    title_words: str
    line_end: int
    until: int | None
    hint: int | None

    @property
    def start(self) -> int:
        """Where the heading begins."""
        return self.pieces[0].start


_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")


def _hash_marks(lines: Lines, passed_over: Collection[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    """The lines that Markdown marks as headings: where their words begin, and the level."""
    for number, span in enumerate(lines.spans(), 1):
        if number not in passed_over and (match := _HASHES.match(lines.text, *span)):
            yield number, (match.end(), len(match[1]))


class Headings:
    """The markers of a source, those of some lines passed over; `by_line` holds them for every line they stand on."""

    def __init__(self, source: Source, lines: Lines, passed_over: Collection[int]) -> None:
        self.source, self.lines = source, lines
        self._marked = {} if source.format != "md" else dict(_hash_marks(lines, passed_over))
        self._levels = source.headings or {n: level for n, (_, level) in self._marked.items()}
        words = {n: start for n, (start, _) in self._marked.items()}
        self.joined: Joined = joined(lines, passed_over, words)
        self.rows = Lines(self.joined.text)

    @cached_property
    def found(self) -> tuple[Heading, ...]:
        """All of them in reading order, list items included."""
        boxes = BoxEnds(self.rows)
        return tuple(self._placed(row, m, boxes) for row, found in sorted(self._markers().items()) for m in found)

    @cached_property
    def by_line(self) -> Mapping[int, list[Heading]]:
        """Line -> the markers of the row it is a part of."""
        lines: dict[int, list[Heading]] = {}
        for heading in self.found:
            first = self.lines.number(heading.start)
            for number in range(first, self.lines.number(max(first and heading.line_end, heading.start)) + 1):
                lines.setdefault(number, []).append(heading)
        return lines

    def _markers(self) -> dict[int, list[Marker]]:
        """The settled markers of each row, by its index."""
        spans = list(self.rows.spans())
        found = self._numbered(spans)
        for row, marker in self._hinted(spans, found):
            found[row] = [marker]
        hinted = any(m.style.id == "styled" for markers in found.values() for m in markers)
        alone = {} if hinted else standing_alone(self.joined.text, spans, found)
        return found | {row: [marker] for row, marker in alone.items()}

    def _numbered(self, spans: list[Span]) -> dict[int, list[Marker]]:
        text = self.joined.text
        glued = GluedLines(text)
        found = [(row, m) for row, s in enumerate(spans) for m in glued.markers(s)]
        settled = without_items(text, [m for _, m in found])
        by_row: dict[int, list[Marker]] = {}
        for (row, _), marker in zip(found, settled, strict=True):
            by_row.setdefault(row, []).append(marker)
        return by_row

    def _hinted(self, spans: list[Span], found: Mapping[int, list[Marker]]) -> Iterator[tuple[int, Marker]]:
        """Lines without any numbering that the file marks as headings."""
        for row, span in enumerate(spans):
            numbered = any(not m.style.run_in for m in found.get(row, ()))
            if self._hint(span) and not numbered and (marker := styled(self.joined.text, span)):
                yield row, marker

    def _hint(self, row: Span) -> int | None:
        return self._levels.get(self.lines.number(self.joined.start(row.start))) if self._levels else None

    def _pieces(self, marker: Marker) -> tuple[Span, ...]:
        """The places of a heading; the ## before it is a part of it."""
        first, *others = self.joined.pieces(marker.heading, self.source.text)
        line = self.lines.number(first.start)
        if line in self._marked and first.start == self._marked[line][0]:
            first = Span(self.lines.span(line).start, first.end)
        return (first, *others)

    def _placed(self, row: int, marker: Marker, boxes: BoxEnds) -> Heading:
        text, place = self.joined.text, self.joined.place
        span = self.rows.span(row + 1)
        until = boxes.end(marker.heading) if marker.style.id == "box" else None
        return Heading(
            style=marker.style,
            number=marker.number,
            is_heading=marker.is_heading,
            label=place(marker.label),
            title=place(marker.title),
            pieces=self._pieces(marker),
            rest=place(marker.rest),
            words=text[slice(*marker.heading)].strip(),
            label_words=text[slice(*marker.label)].strip(),
            title_words=text[slice(*marker.title)].strip(),
            line_end=place(span).end,
            until=None if until is None else self.joined.start(until),
            hint=self._hint(span) if marker.is_heading else None,
        )
