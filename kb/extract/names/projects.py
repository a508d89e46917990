"""Projects a document names: works, parks and towns, programmes, platforms; the names of one thing joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations, permutations
from typing import NamedTuple

from kb.extract.cutting import piece_start, strip_lead_in
from kb.extract.flow import Flow, flows
from kb.extract.names.aliases import introduced, join, occurrences, same_by
from kb.extract.names.mentions import Sighting, Thing, records
from kb.extract.names.named_works import ending, works
from kb.extract.names.proper import Proper
from kb.extract.names.territory import short, territories
from kb.extract.reading import Reading
from kb.model import AliasReason, Enterprise, Organization, Project, Record, Span
from kb.text import fold

LEAST_BARE = 4
LEAST_SHARED = 3
LONGEST_NAME = 30


def projects(reading: Reading, found: tuple[Record, ...]) -> tuple[Project, ...]:
    """One record for each named project, park, programme or platform, its mentions complete."""
    stretches = flows(reading)
    region = reading.document.info.region
    places = territories(region, stretches)
    firms = [n for e in found if isinstance(e, Enterprise) for n in (e.name, *e.aliases)]
    proper = Proper.of(places, firms)
    bodies = {n for o in found if isinstance(o, Organization) for n in (o.name, *o.aliases)}
    title = re.sub("（[^（）]*）$", "", reading.document.info.title)
    taken = Taken.of({*bodies, *firms})
    seen = [s for f in stretches for s in works(f, proper) if s.name not in {*bodies, title} and not taken.holds(s)]
    things = join(seen, same_by(lambda n: normal(n, places), "spelling"), introduced(seen))
    things = _with_nested_places([_with_owner(t, firms) for t in things], places)
    things = _under_shared_names(things, stretches)
    bare = {t.name: _bare(t.name, places) for t in things}
    shared = Counter(bare.values())
    things = [_with_bare_name(t, bare[t.name], stretches) if shared[bare[t.name]] == 1 else t for t in things]
    return records(Project, occurrences(things, stretches), reading.places, reading.document.id)


class Taken(NamedTuple):
    """The names of bodies and firms: no works are named inside one, areas excepted."""

    names: re.Pattern[str] | None

    @classmethod
    def of(cls, names: Iterable[str]) -> Taken:
        """For these names, the longest first."""
        known = "|".join(re.escape(fold(n)) for n in sorted(names, key=lambda n: (-len(n), n)))
        return cls(re.compile(known) if known else None)

    def holds(self, sighting: Sighting) -> bool:
        """Whether a sighting lies inside one of the names, which is longer."""
        if self.names is None or _is_area(sighting.name):
            return False
        start, end = max(0, sighting.start - LONGEST_NAME), sighting.end + LONGEST_NAME
        around = (m.span() for m in self.names.finditer(sighting.flow.text, start, end))
        return any(
            a <= sighting.start and sighting.end <= b and b - a > sighting.end - sighting.start for a, b in around
        )


def normal(name: str, places: re.Pattern[str]) -> str:
    """A name without quotation marks and without the ranks of territories: 江门市…库 is 江门…库."""
    plain = re.sub("[“”]", "", fold(name))
    return places.sub(lambda m: short(m.group()), plain)


def _with_owner(thing: Thing, firms: list[str]) -> Thing:
    """An enterprise's whole name before 项目 names the project as well (台山核电项目: 台山核电)."""
    owner = next((f for f in firms if thing.name.startswith(f) and ending().fullmatch(thing.name, len(f))), None)
    return thing._replace(aliases={**thing.aliases, owner: "owner"}) if owner else thing


def _with_nested_places(things: list[Thing], places: re.Pattern[str]) -> list[Thing]:
    """Areas named with and without the city around them (广州南沙开发区, 南沙开发区) as one."""
    for long, brief in permutations([t for t in things if _is_area(t.name)], 2):
        head = long.name.removesuffix(brief.name)
        inside = head != long.name and places.fullmatch(fold(head)) and places.match(fold(brief.name))
        if inside and long in things and brief in things:
            aliases: dict[str, AliasReason] = {**long.aliases, brief.name: "territory", **brief.aliases}
            joined = Thing(long.name, aliases, long.sightings + brief.sightings)
            things = [joined if t is long else t for t in things if t is not brief]
    return things


def _under_shared_names(things: list[Thing], stretches: tuple[Flow, ...]) -> list[Thing]:
    """Parts of one area (大湾东片区, 大湾经济区) under the name they share, if it stands alone somewhere."""
    for a, b in combinations([t for t in things if _is_area(t.name)], 2):
        head = _shared(a.name, b.name)
        if (
            len(head) >= LEAST_SHARED
            and a in things
            and b in things
            and _stands_alone(head, (a.name, b.name), stretches)
        ):
            parts: dict[str, AliasReason] = {a.name: "shared", b.name: "shared"}
            joined = Thing(head, {**parts, **a.aliases, **b.aliases}, a.sightings + b.sightings)
            things = [joined if t is a else t for t in things if t is not b]
    return things


def _is_area(name: str) -> bool:
    match = ending().search(fold(name))
    return bool(match and match.lastgroup == "area")


def _shared(a: str, b: str) -> str:
    size = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[:size]


def _stands_alone(head: str, longer: tuple[str, ...], stretches: tuple[Flow, ...]) -> bool:
    text = "\n".join(s.printed for s in stretches)
    return text.count(head) > sum(text.count(n) for n in longer)


def _with_bare_name(thing: Thing, rest: str, stretches: tuple[Flow, ...]) -> Thing:
    """The thing with its name less the territory (台山工业新城: 工业新城), where the text uses that alone."""
    if not rest or rest in thing.aliases:
        return thing
    bare = [s for f in stretches for s in _alone(rest, f)]
    if not bare:
        return thing
    return thing._replace(aliases={**thing.aliases, rest: "territory"}, sightings=(*thing.sightings, *bare))


def _bare(name: str, places: re.Pattern[str]) -> str:
    match = places.match(fold(name))
    rest = name[match.end() :] if match else ""
    state = rest.startswith("国家")
    return rest if len(rest) >= LEAST_BARE and (state or _is_area(name)) and "（" not in rest else ""


def _alone(words: str, stretch: Flow) -> Iterator[Sighting]:
    """Places where the words stand as a name of their own: nothing but verbs and small words before them."""
    plain = fold(words)
    for match in re.finditer(re.escape(plain), stretch.text) if plain in stretch.text else ():
        piece = Span(piece_start(stretch.text, match.start()), match.end())
        if strip_lead_in(stretch.text, piece).start == match.start():
            yield Sighting(words, stretch, *match.span())
