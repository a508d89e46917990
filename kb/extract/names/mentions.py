"""From names and the places where they stand to records of named things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from kb.extract.flow import Flow
from kb.ids import Ids
from kb.model import AliasReason, Mention, Named, Span
from kb.places import Places

N = TypeVar("N", bound=Named)


class Sighting(NamedTuple):
    """A name as printed and where it stands in a stretch of text; `role` is what the text says of it there."""

    name: str
    flow: Flow
    start: int
    end: int
    role: str | None = None


class Thing(NamedTuple):
    """One named thing: its chief name, its other names each with what joins it to the first, and where it is named."""

    name: str
    aliases: dict[str, AliasReason]
    sightings: tuple[Sighting, ...]


def records(kind: type[N], things: Iterable[Thing], places: Places, doc_id: str) -> tuple[N, ...]:
    """One record for each thing; each mention is the clause that names it, and a clause counts once."""
    ids = Ids()
    return tuple(_record(kind, t, places, doc_id, ids) for t in things if t.sightings)


def _record(kind: type[N], thing: Thing, places: Places, doc_id: str, ids: Ids) -> N:
    clauses: dict[Span, Sighting] = {}
    for sighting in sorted(thing.sightings, key=lambda s: s.flow.offsets[s.start]):
        clauses.setdefault(_clause(sighting), sighting)
    first_span, first = next(iter(clauses.items()))
    return kind(  # type: ignore[call-arg]  # each kind has its type by default
        id=ids.new(f"{kind.model_fields['type'].default}-{thing.name.strip('《》')}"),
        doc_id=doc_id,
        section=places.path(first_span.start),
        anchor=places.anchor(first_span),
        spans=tuple(clauses),
        places={"name": first.flow.span(first.start, first.end)},
        name=thing.name,
        aliases=tuple(thing.aliases),
        alias_reasons=thing.aliases,
        mentions=tuple(_mention(span, s, places) for span, s in clauses.items()),
    )


def _clause(sighting: Sighting) -> Span:
    return sighting.flow.span(*sighting.flow.clause(sighting.start, sighting.end))


def _mention(span: Span, sighting: Sighting, places: Places) -> Mention:
    anchor = places.anchor(span)
    return Mention(line=places.line(sighting.flow.offsets[sighting.start]), quote=anchor.quote, role=sighting.role)


def distinct(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Sightings in reading order, one for each place; the longer name stands where two begin together."""
    best: dict[tuple[int, int], Sighting] = {}
    for sighting in sightings:
        key = (sighting.flow.offsets[0], sighting.start)
        if key not in best or best[key].end < sighting.end:
            best[key] = sighting
    return [best[k] for k in sorted(best)]
