"""Enterprises a document names: in rows closed by 等龙头企业, as 标杆 of something, and by the ends of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kb.extract.cutting import after_order, name_span
from kb.extract.flow import Flow, flows
from kb.extract.lexis import is_common, names
from kb.extract.names.aliases import introduced, join, occurrences, same_enterprise, with_stem
from kb.extract.names.mentions import Sighting, Thing, records
from kb.extract.names.rows import Item, row_before
from kb.extract.names.stems import coined, is_clause, no_part, traded
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
    seen = [s for f in stretches for s in _in_some_way(f, places)]
    known = {s.name for s in seen}
    seen += [s for f in stretches for s in _benchmarks(f, known)]
    seen.sort(key=lambda s: (s.flow.offsets[0], s.start))
    return [with_stem(t, places, stretches) for t in join(_outermost(seen), same_enterprise, introduced(seen))]


def _in_some_way(stretch: Flow, places: re.Pattern[str]) -> Iterator[Sighting]:
    for way in (_in_rows, _opened, _mixed, _labelled):
        yield from way(stretch)
    named = list(_by_tail(stretch, places))
    yield from named
    yield from (n for s in named for n in _neighbours(s))


def _outermost(seen: list[Sighting]) -> list[Sighting]:
    """The sightings that lie in no longer one: of 工商银行某州分行 only the branch."""
    kept: list[Sighting] = []
    for s in sorted(seen, key=lambda s: (s.flow.offsets[0], s.start, -s.end)):
        last = kept[-1] if kept else None
        inside = last and last.flow is s.flow and s.end <= last.end and (s.start, s.end) != (last.start, last.end)
        if not inside:
            kept.append(s)
    return kept


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
        if len(named) * 2 > len(items) and (len(items) > 1 or match.group().startswith("等")):
            role = match.group().removeprefix("等") or None
            yield from (_sighting(stretch, i.span, role) for i in named)


@cache
def _opened_row() -> re.Pattern[str]:
    return re.compile(rf"(?:{names('enterprise', 'body', 'opened')})[^（）()]{{2,60}}?(?=等?[）)])")


@cache
def _mixed_row() -> re.Pattern[str]:
    return re.compile(names("enterprise", "body", "mixed"))


@cache
def _kind_and_name() -> re.Pattern[str]:
    label, trade = names("enterprise", "label", "kind"), names("enterprise", "body", "trade")
    return re.compile(rf"(?:{label})(?P<name>[一-龥]{{2,4}}?(?:{trade}))")


def _opened(stretch: Flow) -> Iterator[Sighting]:
    """The examples in 企业（如甲、乙等）, unless one of them is a clause."""
    for match in _opened_row().finditer(stretch.text):
        items = row_before(stretch.text, match.end())
        texts = [stretch.text[slice(*i.span)] for i in items]
        if not any(no_part().search(t) for t in texts):
            yield from (_sighting(stretch, i.span, None) for i in items if _is_name(i, stretch.text))


def _benchmarks(stretch: Flow, known: set[str]) -> Iterator[Sighting]:
    """以甲、乙公司为标杆: a row in which one item at least is an enterprise by its ending or by other places."""
    for match in _benchmark().finditer(stretch.text):
        items = row_before(stretch.text, match.start())
        texts = [stretch.printed[slice(*i.span)] for i in items]
        if any(t in known or _tail().search(t) or traded(t) for t in texts):
            named = (i for i in items if _is_name(i, stretch.text))
            yield from (_sighting(stretch, i.span, match.group().removeprefix("为")) for i in named)


def _mixed(stretch: Flow) -> Iterator[Sighting]:
    """Enterprises among the items of rows closed by 等单位, by the trade their names end with (江南精工)."""
    for match in _mixed_row().finditer(stretch.text):
        for item in row_before(stretch.text, match.start()):
            starts = [item.span, *after_order(stretch.text, item.span)]
            parts = [Span(a.start, b.start) for a, b in pairwise(starts)] + [starts[-1]]
            firms = (name_span(stretch.text, _less_order(stretch.text, p).end) for p in parts)
            yield from (_sighting(stretch, s, None) for s in firms if traded(stretch.text[slice(*s)]))


def _less_order(text: str, span: Span) -> Span:
    """The span without the verb it ends with."""
    for size in (4, 3, 2):
        if span.end - span.start > size + 2 and is_clause(text[span.end - size : span.end]):
            return Span(span.start, span.end - size)
    return span


def _labelled(stretch: Flow) -> Iterator[Sighting]:
    """Names behind 上市公司, 龙头企业 and the like, when they end with a trade: 上市公司海川股份."""
    for match in _kind_and_name().finditer(stretch.text):
        if traded(match["name"]):
            yield _sighting(stretch, Span(*match.span("name")), None)


def _is_name(item: Item, text: str) -> bool:
    words = text[slice(*item.span)]
    fits = 2 <= len(words) <= LONGEST_IN_ROW and not item.slogan
    return fits and not is_common(words, "enterprise") and not is_clause(words)


def _neighbours(sighting: Sighting) -> Iterator[Sighting]:
    """The firms named before one in its row, by the trade they end with: 康泽药业、华中医药集团."""
    text = sighting.flow.text
    if text[sighting.start - 1 : sighting.start] == "、":
        for item in row_before(text, sighting.start - 1):
            if traded(text[slice(*item.span)]):
                yield _sighting(sighting.flow, item.span, None)


def _by_tail(stretch: Flow, places: re.Pattern[str]) -> Iterator[Sighting]:
    """Names that end in 公司, 集团, 支行 and the like; what is left of 有关银行 or 首家支行 names none."""
    for match in _tail().finditer(stretch.text):
        whole = name_span(stretch.text, match.end())
        for span in reversed([whole, *after_order(stretch.text, whole)]):
            if span.start < match.start() and _is_proper(stretch.text, span, match, places):
                yield _sighting(stretch, span, None)
                break


def _is_proper(text: str, span: Span, tail: re.Match[str], places: re.Pattern[str]) -> bool:
    modifier = text[span.start : tail.start()]
    known = places.match(modifier) or _head().match(text, span.start)
    if not LEAST <= len(modifier) <= LONGEST or is_common(modifier, "enterprise") or "“" in modifier:
        return False
    return bool(known or (_whole_form(tail) and len(modifier) > 3) or coined(modifier) or traded(modifier))


def _whole_form(match: re.Match[str]) -> bool:
    """Whether a name ends in a registered form (…有限公司), which only a full name has."""
    return match.group().endswith("有限公司") or match.group().endswith("责任公司")


def _sighting(stretch: Flow, span: Span, role: str | None) -> Sighting:
    return Sighting(stretch.printed[slice(*span)], stretch, *span, role)
