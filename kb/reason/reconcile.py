"""What statements say about each other: one fact told twice, two values for one thing, one value for two things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product
from typing import Literal

from kb.model import Document, Finding, Record, Span, Statement
from kb.reason.territory import Territory
from kb.vocab import vocabulary
from kb.vocab.naming import key, signature
from kb.vocab.unit_names import comparable, size

Relation = Literal["same", "conflict", "scope_differs", "doubt"]
Group = list[Statement]
LOOSE = ("level",)
"""Groups of concepts by which two names may differ and still be thought to name one thing: 省级, 省级以上."""
NEAR = Decimal("0.1")
"""How far, as a share, a value told with 约 or 左右 may lie from another one that it does not contradict."""


def reconcile(document: Document, records: tuple[Record, ...]) -> Iterable[Finding]:
    """Findings over the facts and goals of a document, each in reading order of its first statement."""
    territory = Territory.of(document, records)
    settled = [s for s in records if isinstance(s, Statement) and _is_settled(s)]
    found = [f for bucket in _buckets(settled, territory) for f in _within(bucket)]
    found += [("scope_differs", [a, b]) for a, b in _near_names(settled, territory)]
    found.sort(key=lambda f: (f[1][0].span, f[1][-1].span, f[0]))
    return [
        record(document, n, relation, group, _note(relation, group)) for n, (relation, group) in enumerate(found, 1)
    ]


def record(document: Document, number: int, relation: Relation, group: Sequence[Statement], note: str) -> Finding:
    """The record of a finding; it stands where its statements stand."""
    spans: tuple[Span, ...] = tuple(dict.fromkeys(s.span for s in group))
    return Finding(
        id=f"finding-{number}",
        doc_id=document.id,
        section=group[0].section,
        anchor=group[0].anchor,
        spans=spans,
        relation=relation,
        statements=tuple(s.id for s in group),
        note=note,
    )


def _is_settled(statement: Statement) -> bool:
    """Facts and goals with one number and a time."""
    timed = statement.year is not None or statement.period is not None
    return statement.kind in ("actual", "target") and statement.value is not None and statement.upper is None and timed


def _time(statement: Statement) -> tuple[object, ...]:
    when = (statement.year,) if statement.year else (None, statement.period)
    return (statement.kind, statement.per, *when)


def _buckets(statements: list[Statement], territory: Territory) -> Iterator[Group]:
    """Statements of one thing, time, kind and territory."""
    table: dict[tuple[object, ...], Group] = {}
    for s in statements:
        table.setdefault((key(s.indicator), _time(s), territory.of_scope(s.scope)), []).append(s)
    return (group for group in table.values() if len(group) > 1)


def _within(bucket: Group) -> Iterator[tuple[Relation, Group]]:
    """Equal values agree; values that cannot both be true conflict."""
    classes: list[Group] = []
    for statement in bucket:
        home = next((c for c in classes if _equal(c[0], statement)), None)
        if home is None:
            classes.append([statement])
        else:
            home.append(statement)
    yield from (("same", c) for c in classes if len(c) > 1)
    against = [c for c in classes if any(_contradict(c[0], other[0]) for other in classes if other is not c)]
    if against:
        yield "conflict", sorted((s for c in against for s in c), key=lambda s: s.span)


def _equal(one: Statement, other: Statement) -> bool:
    factor = comparable(one.unit, other.unit)
    return factor is not None and _value(one) * factor == _value(other)


def _contradict(one: Statement, other: Statement) -> bool:
    """Whether two values of one thing exclude each other: 24.53 and 25 do, 67.7 and 60以上 do not."""
    factor = comparable(one.unit, other.unit)
    if factor is None:
        return False
    low, high = _range(one)
    other_low, other_high = _range(other)
    return high * factor < other_low or other_high < low * factor


def _range(statement: Statement) -> tuple[Decimal, Decimal]:
    value, endless = _value(statement), Decimal("Infinity")
    spread = abs(value) * NEAR
    ranges = {">": (value, endless), ">=": (value, endless), "<": (-endless, value), "<=": (-endless, value)}
    return (
        (value - spread, value + spread)
        if statement.comparator == "~"
        else ranges.get(statement.comparator, (value, value))
    )


def _value(statement: Statement) -> Decimal:
    return statement.value if statement.value is not None else Decimal(0)


# ------------------------------------------------------------------ one value under two names


def _near_names(statements: list[Statement], territory: Territory) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of equal values, time and kind whose names are close but not one, in different places of the document."""
    groups: dict[tuple[object, ...], dict[object, Group]] = {}
    for s in statements:
        places = groups.setdefault((_time(s), territory.of_scope(s.scope), _base_value(s)), {})
        places.setdefault(s.table.id if s.table else s.span, []).append(s)
    for places in groups.values():
        for here, there in combinations(places.values(), 2):
            for one, other in product(here, there):
                named_apart = one.span != other.span and key(one.indicator) != key(other.indicator)
                if named_apart and _equal(one, other) and _close(one.indicator, other.indicator):
                    yield (one, other) if one.span < other.span else (other, one)


def _base_value(statement: Statement) -> object:
    """What equal values have in common: the value in the base unit, or value and unit where that is not known."""
    unit = size(statement.unit)
    return _value(statement) * unit.factor if unit else (_value(statement), statement.unit)


def _close(one: str, other: str) -> bool:
    """Whether two names share what they are of and differ only in level or in what else they take in."""
    mine, theirs = (set(signature(n).concepts) for n in (one, other))
    common = mine & theirs - _loose()
    extra = (mine ^ theirs) - _loose()
    if not common:
        return False
    return (mine - _loose()) <= theirs or (theirs - _loose()) <= mine if extra else True


def _loose() -> set[str]:
    return {c.id for c in vocabulary().concepts if c.group in LOOSE}


# ------------------------------------------------------------------ what people read


def _note(relation: Relation, group: Sequence[Statement]) -> str:
    if relation == "scope_differs":
        return f"数值同为{shown(group[0])}，而名称不同：{'；'.join(f'{place(s)}为“{s.indicator}”' for s in group)}"
    told = "；".join(f"{place(s)}{shown(s)}" for s in group)
    head = "多处一致" if relation == "same" else "同一指标同一时间数值不同"
    return f"{group[0].indicator}{head}：{told}"


def shown(statement: Statement) -> str:
    """A value with its unit, as printed."""
    return f"{statement.value_text}{statement.unit or ''}"


def place(statement: Statement) -> str:
    """Where a statement stands, for people."""
    line = statement.anchor.line_start
    return f"第{line}行（表“{statement.table.row}”）" if statement.table else f"第{line}行"
