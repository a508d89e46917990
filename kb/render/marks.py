"""What of a text its records stand on: marks, and the text cut wherever one begins or ends.

Marks may lie over each other, as a value in a measure in a task does; a piece knows all that lie over it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kb.extract.accounting import UNREAD, Entry
from kb.health import RECORD
from kb.model import AnyRecord, Named, Span, Statement, Task

STATED = ("statement", "measure")


class Mark(NamedTuple):
    """A place and what stands there: a type of record, `value`, `number`, `unread`, or `notice`.

    `of` is the position of the record among all records; a number that is in no record has none.
    """

    span: Span
    kind: str
    of: int | None = None
    note: str = ""


class Marked(NamedTuple):
    """A piece of text and the marks over it, the widest first."""

    span: Span
    marks: tuple[Mark, ...]


def record_marks(text: str, records: Sequence[AnyRecord]) -> Iterator[Mark]:
    """The marks of all records that say something, and of notices."""
    for position, record in enumerate(records):
        if isinstance(record, Named):
            yield from (Mark(span, record.type, position) for span in _names(text, record))
        elif isinstance(record, Task):
            spans = [record.places[name] for name in ("title", "responsible") if name in record.places]
            yield from (Mark(span, record.type, position) for span in spans or [_first_line(text, record.span)])
        elif record.type in STATED or record.type == "notice":
            yield from (Mark(span, record.type, position) for span in record.spans)
        if isinstance(record, Statement) and "value" in record.places:
            yield Mark(record.places["value"], "value", position)


def number_marks(entries: Iterable[Entry]) -> Iterator[Mark]:
    """The marks of the numbers that are in no record; `note` is their kind."""
    for entry in entries:
        if entry.kind != RECORD:
            yield Mark(entry.span, "unread" if entry.kind == UNREAD else "number", note=entry.kind)


def _names(text: str, record: Named) -> Iterator[Span]:
    """Where the name itself stands in each mention; the whole mention where it is written in another way."""
    names = sorted((record.name, *record.aliases), key=len, reverse=True)
    for start, end in record.spans:
        found = next((at, n) for n in (*names, text[start:end]) if (at := text.find(n, start, end)) >= 0)
        yield Span(found[0], found[0] + len(found[1]))


def _first_line(text: str, span: Span) -> Span:
    end = text.find("\n", span.start, span.end)
    return Span(span.start, end if end >= 0 else span.end)


class Cut:
    """A text cut at every place where a mark begins or ends."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        found = sorted({m for m in marks if m.span.start < m.span.end}, key=_widest_first)
        edges = sorted({edge for mark in found for edge in mark.span})
        over: dict[int, list[Mark]] = {edge: [] for edge in edges}
        for mark in found:
            for edge in edges[bisect_right(edges, mark.span.start) - 1 : bisect_right(edges, mark.span.end - 1)]:
                over[edge].append(mark)
        self._edges = edges
        self._over = over

    def pieces(self, place: Span) -> Iterator[Marked]:
        """A place in pieces, in order; joined they are the place."""
        first = bisect_right(self._edges, place.start)
        at, over = place.start, self._edges[first - 1] if first else None
        for edge in self._edges[first:]:
            if edge >= place.end:
                break
            yield Marked(Span(at, edge), self._marks(over))
            at = over = edge
        if at < place.end:
            yield Marked(Span(at, place.end), self._marks(over))

    def _marks(self, edge: int | None) -> tuple[Mark, ...]:
        return tuple(self._over[edge]) if edge is not None else ()


def _widest_first(mark: Mark) -> tuple[int, int, str, int]:
    return mark.span.start, -mark.span.end, mark.kind, mark.of or 0
