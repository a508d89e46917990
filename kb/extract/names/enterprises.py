"""Enterprises a document names: in rows closed by 等龙头企业, as 标杆 of something, and by the ends of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb.extract.cutting import after_small_word, piece_start, strip_lead_in
from kb.extract.flow import Flow, flows
from kb.extract.lexis import is_common, names
from kb.extract.names.aliases import introduced, join, occurrences, same_enterprise
from kb.extract.names.mentions import Sighting, Thing, records
from kb.extract.names.rows import Item, row_before
from kb.extract.names.territory import territories
from kb.extract.reading import Reading
from kb.model import Enterprise, Organization, Record, Span

LEAST, LONGEST = 2, 26
LONGEST_IN_ROW = 14


def enterprises(reading: Reading, found: tuple[Record, ...]) -> tuple[Enterprise, ...]:
    """One record for each enterprise, its mentions complete; what is an organization already is none."""
    stretches = flows(reading)
    places = territories(reading.document.info.region, stretches)
    taken = {n for o in found if isinstance(o, Organization) for n in (o.name, *o.aliases)}
    things = [t for t in named_enterprises(stretches, places) if t.name not in taken]
    return records(Enterprise, occurrences(things, stretches), reading.places, reading.document.id)


def named_enterprises(stretches: tuple[Flow, ...], places: re.Pattern[str]) -> list[Thing]:
    """The enterprises named in some stretches of text, names of one enterprise joined."""
    seen = [s for f in stretches for s in (*_in_rows(f), *_by_tail(f, places))]
    known = {s.name for s in seen}
    seen += [s for f in stretches for s in _benchmarks(f, known)]
    seen.sort(key=lambda s: (s.flow.offsets[0], s.start))
    return join(seen, same_enterprise, introduced(seen))


@cache
def _closers() -> re.Pattern[str]:
    return re.compile(names("enterprise", "list", "企业"))


@cache
def _benchmark() -> re.Pattern[str]:
    return re.compile(f"(?:{names('enterprise', 'list', '标杆')})")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(f"(?:{names('enterprise', 'tail')})")


@cache
def _head() -> re.Pattern[str]:
    return re.compile(f"{names('enterprise', 'head')}|{names('enterprise', 'whole')}")


def _in_rows(stretch: Flow) -> Iterator[Sighting]:
    """The items of rows such as 支持甲、乙、丙等龙头企业; a row of sectors (生物医药、新材料等重点企业) names none."""
    for match in _closers().finditer(stretch.text):
        items = row_before(stretch.text, match.start())
        named = [i for i in items if _is_name(i, stretch.text)]
        if len(named) * 2 > len(items):
            role = match.group().removeprefix("等")
            yield from (_sighting(stretch, i.span, role) for i in named)


def _benchmarks(stretch: Flow, known: set[str]) -> Iterator[Sighting]:
    """以甲、乙公司为标杆: a row in which one item at least is an enterprise by its ending or by other places."""
    for match in _benchmark().finditer(stretch.text):
        items = row_before(stretch.text, match.start())
        texts = [stretch.printed[slice(*i.span)] for i in items]
        if any(t in known or _tail().search(t) for t in texts):
            named = (i for i in items if _is_name(i, stretch.text))
            yield from (_sighting(stretch, i.span, match.group().removeprefix("为")) for i in named)


def _is_name(item: Item, text: str) -> bool:
    words = text[slice(*item.span)]
    return 2 <= len(words) <= LONGEST_IN_ROW and not item.slogan and not is_common(words, "enterprise")


def _by_tail(stretch: Flow, places: re.Pattern[str]) -> Iterator[Sighting]:
    """Names that end in 公司, 集团, 支行 and the like; what is left of 有关银行 or 首家支行 names none."""
    for match in _tail().finditer(stretch.text):
        span = strip_lead_in(stretch.text, Span(piece_start(stretch.text, match.start()), match.end()))
        span = strip_lead_in(stretch.text, after_small_word(stretch.text, span))
        modifier = stretch.text[span.start : match.start()]
        known = places.match(modifier) or _head().match(stretch.text, span.start)
        proper = known or (_whole_form(match) and len(modifier) > 3)
        if proper and len(modifier) >= LEAST and len(modifier) <= LONGEST and not is_common(modifier, "enterprise"):
            yield _sighting(stretch, span, None)


def _whole_form(match: re.Match[str]) -> bool:
    """Whether a name ends in a registered form (…有限公司), which only a full name has."""
    return match.group().endswith("有限公司") or match.group().endswith("责任公司")


def _sighting(stretch: Flow, span: Span, role: str | None) -> Sighting:
    return Sighting(stretch.printed[slice(*span)], stretch, *span, role)
