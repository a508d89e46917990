"""Values that follow from what a document states directly: the base of a change, its rate, the step between two years.

4114万元 and 比2010年增加2095万元 give 2019万元 for 2010. Only what the text gives in so many words is derived here;
growth, gap and multiple between any two statements are computed when somebody asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from kb.ids import Ids
from kb.model import Derived, Document, Record, Span, Statement, Year
from kb.vocab.naming import Signature, concepts, root
from kb.vocab.unit_names import comparable

PERCENT, POINTS = "%", "百分点"
EXACT = ("=", "~")


class Value(NamedTuple):
    """A derived value before it has an id, with the statements it comes from."""

    indicator: str
    value: Decimal
    unit: str | None
    year: Year | None
    sources: tuple[Statement, ...]
    formula: str
    approximate: bool = False


def derive(document: Document, records: tuple[Record, ...]) -> Iterable[Derived]:
    """The derived values of a document, in the order of the statements they come from."""
    statements = [r for r in records if isinstance(r, Statement) and r.value is not None]
    levels = _levels(statements)
    values = [v for s in statements if s.kind == "change" for v in _from_change(s, levels)]
    values += [v for pair in _pairs(statements, lambda s: s.span) for v in _step(*pair)]
    values += [v for pair in _pairs(statements, lambda s: (s.year, s.unit, s.scope)) for v in _margin(*pair)]
    ids, count = Ids(), Counter[int]()
    for value in sorted(values, key=lambda v: v.sources[0].span):
        line = value.sources[0].anchor.line_start
        count[line] += 1
        yield _record(document, value, ids.new(f"derived-{line}-{count[line]}"))


def _pairs(statements: list[Statement], also: Callable[[Statement], object]) -> Iterator[tuple[Statement, Statement]]:
    """All pairs of statements of one thing that are alike in something else as well."""
    by_root: dict[tuple[Signature, object], list[Statement]] = {}
    for statement in statements:
        by_root.setdefault((root(statement.indicator), also(statement)), []).append(statement)
    return (pair for group in by_root.values() for pair in combinations(group, 2))


def _record(document: Document, value: Value, id: str) -> Derived:
    first = value.sources[0]
    spans: tuple[Span, ...] = tuple(dict.fromkeys(s.span for s in value.sources))
    own = value._asdict()
    own["from"] = tuple(s.id for s in own.pop("sources"))
    return Derived.model_validate(
        {
            "id": id,
            "doc_id": document.id,
            "section": first.section,
            "anchor": first.anchor,
            "spans": spans,
            **own,
        }
    )


# ------------------------------------------------------------------ a change and the level it led to


Levels = dict[tuple[Year | None, str | None, Signature], list[Statement]]
"""Values reached, by year, territory and thing, in the order of the text."""


def _levels(statements: Iterable[Statement]) -> Levels:
    levels: Levels = {}
    for s in statements:
        if s.kind == "actual" and s.per is None and s.table is None and s.comparator in EXACT:
            levels.setdefault((s.year, s.scope, root(s.indicator)), []).append(s)
    return levels


def _from_change(change: Statement, levels: Levels) -> Iterator[Value]:
    if change.base_year is None or change.comparator not in EXACT or change.upper is not None:
        return
    level = _level_of(change, levels)
    if level is None:
        return
    if change.unit == PERCENT:  # a percentage of a percentage may mean points or a rate: nothing is derived
        yield from _by_rate(level, change) if level.unit != PERCENT else ()
    elif (change.unit == POINTS and level.unit == PERCENT) or comparable(change.unit, level.unit):
        yield from _by_amount(level, change)


def _level_of(change: Statement, levels: Levels) -> Statement | None:
    """The value the change led to: the nearest one of the same thing, year and territory before it, else after it."""
    same = levels.get((change.year, change.scope, root(change.indicator)), [])
    before = [s for s in same if s.span.start <= change.span.start]
    return before[-1] if before else same[0] if same else None


def _sign(change: Statement) -> int:
    return -1 if "decline" in concepts(change.indicator) else 1


def _by_amount(level: Statement, change: Statement) -> Iterator[Value]:
    """The base is the level without the change; amounts also give the rate, points do not."""
    factor = Decimal(1) if change.unit == POINTS else comparable(change.unit, level.unit) or Decimal(1)
    step = _sign(change) * (change.value or Decimal(0)) * factor
    base = (level.value or Decimal(0)) - step
    operation = f"{level.value_text}{'-' if step >= 0 else '+'}{_printed(change, factor)}"
    approximate = "~" in (level.comparator, change.comparator)
    pair = (level, change)
    yield Value(level.indicator, base, level.unit, change.base_year, pair, operation, approximate)
    if change.unit not in (POINTS, PERCENT) and base > 0:
        rate = _rounded(step / base * 100, 2)
        name = f"{level.indicator}{change.base_year}-{level.year}年增长率"
        formula = f"{'-' if step < 0 else ''}{_printed(change, factor)}/({operation})*100"
        yield Value(name, rate, PERCENT, level.year, pair, formula, approximate=True)


def _by_rate(level: Statement, change: Statement) -> Iterator[Value]:
    """The base is the level over one plus the rate, as exact as the level is printed."""
    rate, value = _sign(change) * (change.value or Decimal(0)) / 100, level.value or Decimal(0)
    if rate <= -1:
        return
    base = _rounded(value / (1 + rate), _places(level))
    divisor = f"(1{'+' if rate >= 0 else '-'}{change.value_text}%)"
    pair = (level, change)
    formula = f"{level.value_text}/{divisor}"
    yield Value(level.indicator, base, level.unit, change.base_year, pair, formula, approximate=True)
    name = f"{level.indicator}比{change.base_year}年增加量"
    difference = f"{level.value_text}-{level.value_text}/{divisor}"
    yield Value(name, value - base, level.unit, level.year, pair, difference, approximate=True)


def _printed(change: Statement, factor: Decimal) -> str:
    """The change as printed, in the unit of the level."""
    return (
        change.value_text if factor == 1 else format((change.value or Decimal(0)) * factor, "f").rstrip("0").rstrip(".")
    )


def _places(statement: Statement) -> int:
    return len(statement.value_text.partition(".")[2])


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places))


# ------------------------------------------------------------------ two values of one thing


def _step(one: Statement, other: Statement) -> Iterator[Value]:
    """从2010年的19.15%提高到2015年的24.53%: the step between two years told in one clause."""
    if one.span != other.span or one.table or "count" in (one.kind, other.kind) or not _alike(one, other):
        return
    if one.kind != "actual" or one.year is None or other.year is None or one.year >= other.year:
        return
    name = f"{one.indicator}{one.year}-{other.year}年变化"
    yield _difference(name, other, one, (one, other))


def _margin(one: Statement, other: Statement) -> Iterator[Value]:
    """What was reached against what had been aimed at for the same year."""
    fact, goal = (one, other) if one.kind == "actual" else (other, one)
    if (fact.kind, goal.kind) != ("actual", "target") or not _alike(fact, goal) or fact.year != goal.year:
        return
    if fact.year is not None and fact.comparator == "=" and goal.upper is None:
        yield _difference(f"{fact.indicator}超目标幅度", fact, goal, (fact, goal))


def _alike(one: Statement, other: Statement) -> bool:
    same = one.unit == other.unit and one.scope == other.scope and root(one.indicator) == root(other.indicator)
    return same and one.upper is None and other.upper is None


def _difference(name: str, more: Statement, less: Statement, sources: tuple[Statement, ...]) -> Value:
    value = (more.value or Decimal(0)) - (less.value or Decimal(0))
    unit = POINTS if more.unit == PERCENT else more.unit
    formula = f"{more.value_text}-{less.value_text}"
    approximate = "~" in (more.comparator, less.comparator)
    return Value(name, value, unit, more.year, sources, formula, approximate)
