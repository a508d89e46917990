"""The questions, with what a right answer states; all of it follows from the gold."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, NamedTuple

from tests.generated.gold import Fact, Indicator, indicators, toml
from tests.generated.noise import CHINESE, ENGLISH

UNSTATED_YEARS = (2009, 2012, 2014, 2016, 2018, 2019, 2021, 2025)
LEVELS = ("actual", "target")


class Asked(NamedTuple):
    """A question before it is worded: the pattern's slots, and the facts its answer must and may state."""

    kind: str
    pattern: str
    slots: dict[str, Any]
    must: tuple[Fact, ...] = ()
    may: tuple[Fact, ...] = ()
    status: tuple[str, ...] = ("answered",)


class Case(NamedTuple):
    """A question as it is put."""

    text: str
    language: str
    noise: str
    asked: Asked


def cases(count: int, seed: int = 20201) -> list[Case]:
    """So many different questions, the same for the same seed; each kind in turn, so that all have their share."""
    chance = Random(seed)
    wells = {kind: list(group) for kind, group in _by_kind().items()}
    found: dict[str, Case] = {}
    for kind in itertools.cycle(wells):
        for _ in range(20):
            case = _worded(chance.choice(wells[kind]), chance)
            if case.text not in found:
                found[case.text] = case
                break
        if len(found) == count:
            return list(found.values())
    raise AssertionError


def _worded(asked: Asked, chance: Random) -> Case:
    language = chance.choice(("zh", "zh", "zh", "en"))
    patterns = toml_patterns()[asked.pattern]
    slots = {key: _name(slot, language, chance) for key, slot in asked.slots.items()}
    text = chance.choice(patterns[language]).format(**slots)
    noises = CHINESE if language == "zh" else ENGLISH
    noise = chance.choice(("plain", *noises))
    return Case(noises[noise](text, chance), language, noise, asked)


def _name(slot: Any, language: str, chance: Random) -> Any:
    if isinstance(slot, Indicator):
        return chance.choice(slot.names[language])
    return chance.choice(slot[language]) if isinstance(slot, dict) else slot


@cache
def toml_patterns() -> dict[str, dict[str, list[str]]]:
    """The patterns by kind and language."""
    return toml("patterns")


@cache
def _by_kind() -> dict[str, list[Asked]]:
    groups: dict[str, list[Asked]] = {}
    for one in itertools.chain(*(make() for make in MAKERS)):
        groups.setdefault(one.kind, []).append(one)
    return groups


def _slots(one: Indicator, year: int, facts: tuple[Fact, ...] = ()) -> dict[str, Any]:
    unit = next((f.unit for f in (*facts, *one.facts) if f.unit), "")
    return {"name": one, "year": year, "unit": unit}


def _beside(one: Indicator) -> tuple[Fact, ...]:
    return tuple(f for other in one.also for f in indicators()[other].facts)


def single_values() -> Iterator[Asked]:
    """A goal, a fact, or whichever there is of one indicator and year."""
    for one in indicators().values():
        for year in one.years(*LEVELS):
            goals, facts = one.at(year, "target"), one.at(year, "actual")
            aside = (*_beside(one), *(f for f in one.facts if f.kind == "change" and f.year == year))
            if goals:
                yield Asked("target", "target", _slots(one, year, goals), goals, aside)
            if facts:
                yield Asked("actual", "actual", _slots(one, year, facts), facts, (*aside, *goals))
            yield Asked("plain", "plain", _slots(one, year), facts or goals, (*aside, *goals))


def open_targets() -> Iterator[Asked]:
    """A goal without a year: the last one, which says its year."""
    for one in indicators().values():
        if one.years("target"):
            last = one.at(one.years("target")[-1], "target")
            if last[0].year == 2020:
                yield Asked("open_target", "open_target", _slots(one, 2020), last, (*one.facts, *_beside(one)))


def several() -> Iterator[Asked]:
    """Two indicators of one year, or two goals of one indicator."""
    for a, b in itertools.permutations(indicators().values(), 2):
        if a.id in b.also or b.id in a.also:
            continue
        for kind, pattern in (("target", "several_targets"), ("actual", "several_actuals")):
            for year in set(a.years(kind)) & set(b.years(kind)):
                must = (*a.at(year, kind), *b.at(year, kind))
                slots = {"a": a, "b": b, "year": year}
                yield Asked("several", pattern, slots, must, (*a.at(year, "target"), *b.at(year, "target")))
    for one in indicators().values():
        for first, last in itertools.combinations(one.years("target"), 2):
            if first > 2015:
                must = (*one.at(first, "target"), *one.at(last, "target"))
                yield Asked("several", "several_years", {"name": one, "a": first, "b": last}, must)


def halves() -> Iterator[Asked]:
    """Two indicators, of which the plan states one only for that year."""
    for a, b in itertools.permutations(indicators().values(), 2):
        for year in set(a.years("target")) - set(b.years(*LEVELS)):
            if not b.spans and b.years("target") and a.id not in b.also:
                slots = {"a": a, "b": b, "year": year}
                yield Asked("half", "several_targets", slots, a.at(year, "target"), _beside(a), ("partial",))


def courses() -> Iterator[Asked]:
    """The figures of several years."""
    for one in indicators().values():
        years = one.years(*LEVELS)
        extra = tuple(f for f in one.facts if f.kind in ("target", "derived", "change"))
        facts = [f for f in one.facts if f.kind == "actual" or (f.kind == "target" and f.year != 2015)]
        if len(years) > 2 and not one.spans:
            yield Asked("series", "course", {"name": one}, tuple(facts), extra)
        for a, b in itertools.combinations(range(2011, 2016), 2):
            inside = tuple(f for f in facts if f.year is not None and a <= f.year <= b)
            if b - a > 1 and len({f.year for f in inside}) > 1:
                yield Asked("series", "series", {"name": one, "a": a, "b": b}, inside, extra)


def changes() -> Iterator[Asked]:
    """What a value has changed by, as the text says it or as it follows; and the value of the year before."""
    for one in indicators().values():
        change = tuple(f for f in one.facts if f.kind == "change")
        if change:
            rest = tuple(f for f in one.facts if f not in change)
            yield Asked("change", "change", _slots(one, 2015), change, rest)
        for fact in (f for f in one.facts if f.kind == "derived" and f.year == 2010):
            yield Asked("derived", "actual", _slots(one, 2010, (fact,)), (fact,))


def reverse() -> Iterator[Asked]:
    """Which indicator has a value."""
    everyone = [f for one in indicators().values() for f in one.facts]
    for kind in LEVELS:
        for fact in (f for f in everyone if f.kind == kind and f.year and None not in f.years):
            same = tuple(f for f in everyone if f.value == fact.value and f.year == fact.year)
            slots = {"year": fact.year, "value": fact.printed, "unit": fact.unit}
            yield Asked("reverse", f"reverse_{kind}", slots, (fact,), same)


def vague() -> Iterator[Asked]:
    """A name that several indicators answer to: each of them is said."""
    for row in toml("indicators")["vague"]:
        kind = "actual" if row["year"] == 2015 else "target"
        must = tuple(f for i in row["all"] for f in indicators()[i].at(row["year"], kind))
        may = tuple(f for i in row.get("may", ()) for f in indicators()[i].at(row["year"], kind))
        slots = {"name": {"zh": [row["name"]], "en": [row["name"]]}, "year": row["year"], "unit": must[0].unit}
        yield Asked("vague", "plain", slots, must, may)


def unstated() -> Iterator[Asked]:
    """A year without a figure; a goal where there is only a fact, and a fact where there is only a goal."""
    nothing = ("not_found",)
    for one in indicators().values():
        for year in UNSTATED_YEARS:
            if not one.spans and year not in one.years(*LEVELS, "derived"):
                pattern = "target" if year > 2015 else "actual"
                yield Asked("year", pattern, _slots(one, year), status=nothing)
        for year in one.years(*LEVELS):
            if not one.at(year, "target") and not one.spans:
                yield Asked("no_goal", "target", _slots(one, year), status=nothing)
            if not one.at(year, "actual") and not one.spans:
                yield Asked("no_fact", "fact_of_goal", _slots(one, year), status=nothing)


def absent() -> Iterator[Asked]:
    """An indicator the plan has no figure for, and another territory."""
    tables = toml("indicators")
    for row in tables["absent"]:
        for year in row["years"]:
            slots = {"name": {"zh": row["zh"], "en": row["en"]}, "year": year, "unit": ""}
            kind = "target" if year > 2015 else "actual"
            yield Asked("absent", kind, slots, status=("not_found", "partial"))
    for row in tables["elsewhere"]:
        for one in (indicators()[i] for i in row["indicators"]):
            slots = {**_slots(one, 2020), "place": {"zh": row["zh"], "en": row["en"]}}
            yield Asked("elsewhere", "elsewhere", slots, status=("not_found",))


MAKERS = (
    single_values,
    open_targets,
    several,
    halves,
    courses,
    changes,
    reverse,
    vague,
    unstated,
    absent,
)
