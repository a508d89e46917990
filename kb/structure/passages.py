"""Passages: what is neither heading nor cell nor left out, cut along headings, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kb.ids import Ids
from kb.model import Passage, PassageKind, Span
from kb.places import Places
from kb.structure.headings import Heading
from kb.text import trim


def gaps(area: Span, taken: Iterable[Span]) -> list[Span]:
    """What is left of an area when some disjoint places in it are taken out.

    >>> gaps(Span(0, 9), [Span(0, 2), Span(5, 7)])
    [Span(start=2, end=5), Span(start=7, end=9)]
    """
    left, start = [], area.start
    for place in sorted(taken):
        if place.end <= area.start or place.start >= area.end:
            continue
        left.append(Span(start, place.start))
        start = place.end
    left.append(Span(start, area.end))
    return [s for s in left if s.start < s.end]


def passages(
    places: Places,
    doc_id: str,
    taken: Sequence[Span],
    kinds: dict[int, PassageKind],
    markers: Mapping[int, list[Heading]],
) -> tuple[Passage, ...]:
    """One passage for each stretch of a line that no heading or cell takes.

    `kinds` says what special lines are (caption, imprint, furniture); `markers` are those found on each line.
    """
    ids, found = Ids(), []
    by_line: dict[int, list[Span]] = {}
    for span in taken:
        for number in range(places.line(span.start), places.line(max(span.start, span.end - 1)) + 1):
            by_line.setdefault(number, []).append(span)
    for number, line in enumerate(places.lines.spans(), 1):
        for gap in gaps(line, by_line.get(number, [])):
            place = trim(places.text, gap)
            if place.start < place.end:
                kind = kinds.get(number) or _kind(place, markers.get(number, []))
                found.append(_passage(place, kind, doc_id, ids, places))
    return tuple(found)


def _kind(place: Span, markers: list[Heading]) -> PassageKind:
    """`part` follows a run-in heading, `item` begins with a label that heads nothing."""
    for marker in markers:
        if marker.is_heading and marker.style.run_in and marker.rest.start <= place.start < marker.rest.end:
            return "part"
        if not marker.is_heading and marker.label.start == place.start:
            return "item"
    return "paragraph"


def _passage(place: Span, kind: PassageKind, doc_id: str, ids: Ids, places: Places) -> Passage:
    return Passage(
        id=ids.new(f"passage-{places.line(place.start)}"),
        doc_id=doc_id,
        section=places.path(place.start),
        anchor=places.anchor(place),
        spans=(place,),
        text=places.text[slice(*place)],
        kind=kind,
    )
