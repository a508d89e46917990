"""Which statements of a series a question is after: the year, and whether a goal or a fact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.indicators.series import Series, wide, within
from kb.model import Derived, Statement

MEASURES = frozenset({"share", "growth", "intensity", "number_of", "per_10000"})
"""Concepts that are measured and nothing else."""
LEVELS = ("actual", "target", "count")


class Picked(NamedTuple):
    """The statements for one year of one series, or the derived value; `year` is what was asked or chosen."""

    series: Series
    year: int | None
    statements: tuple[Statement, ...]
    derived: Derived | None = None

    @property
    def best(self) -> Statement | None:
        """The statement to quote first: prose before a table, since prose says what is meant."""
        ordered = sorted(self.statements, key=lambda s: s.table is not None)
        return ordered[0] if ordered else None


def wanted_kind(question: Question) -> str | None:
    """`target` or `actual` when the wording says so."""
    if question.has("target") and not question.has("actual"):
        return "target"
    return "actual" if question.has("actual") and not question.has("target") else None


def is_measured(question: Question) -> bool:
    """Whether what is named is a measure (强度, 比重, 增速, 每万人 …): its name alone asks for its figures."""
    return any(n.key in MEASURES for a in question.atoms for n in a.notions)


def plan_year(series: Series, question: Question, catalog: Catalog) -> int | None:
    """The year the wording means without naming it: the end of the plan, the last goal, the last fact."""
    period = catalog.document(series.doc_id).info.period
    if question.times.plan_end and period:
        return period[1]
    kind = wanted_kind(question)
    years = series.years("target") if kind == "target" else series.years("actual", "count") if kind else ()
    years = years or (series.years("actual", "count") if question.has("how_many") else ()) or series.years()
    return years[-1] if years else None


def pick(series: Series, year: int | None, question: Question, strict: bool = False) -> Picked:
    """The statements for a year, of the kind the wording asks for where there are such.

    A `strict` pick never gives a fact for a goal, nor a goal for a fact.
    """
    kind = wanted_kind(question)
    if year is None:
        return Picked(series, None, _of_kind(_open(series), kind if strict else None))
    found = _narrow(series.at(year))
    facts = any(s.kind != "target" for s in found)
    right = _of_kind(found, kind or ("actual" if facts else "target"))
    if right or (found and not strict):
        return Picked(series, year, right or found)
    spanning = (s for s in series.statements if s.kind in LEVELS and s.year is None and within(s, year))
    held = _of_kind(tuple(spanning), kind if strict else None)
    derived = next((d for d in series.derived if d.year == year), None) if not held and kind != "target" else None
    return Picked(series, year, held, derived)


def _narrow(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Of each kind those of the year alone, where there are such, before those of several years that end in it."""
    exact = {s.kind for s in statements if not wide(s)}
    return tuple(s for s in statements if not wide(s) or s.kind not in exact)


def of_span(series: Series, question: Question) -> tuple[Statement, ...]:
    """The statements about just the span of years that is asked for: 十三五期间."""
    span = question.times.span
    held = tuple(s for s in series.statements if span and s.period == span and s.kind in LEVELS)
    return _of_kind(held, wanted_kind(question))


def _of_kind(statements: tuple[Statement, ...], kind: str | None) -> tuple[Statement, ...]:
    """Those of a kind; a count (三大工程) is neither goal nor fact."""
    unlike = {"target": "actual", "actual": "target"}.get(kind or "")
    return tuple(s for s in statements if s.kind != unlike)


def _open(series: Series) -> tuple[Statement, ...]:
    """Statements without a year: those for a span of years, else whatever there is."""
    spanning = tuple(s for s in series.statements if s.kind in LEVELS and s.year is None)
    return spanning or tuple(s for s in series.statements if s.kind in LEVELS) or series.statements


def distinct(statements: Iterable[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """The statements grouped by what they say: value, upper end and comparator."""
    groups: dict[object, list[Statement]] = {}
    for one in statements:
        key = (one.value, one.upper, one.comparator) if one.value is not None else one.value_text
        groups.setdefault(key, []).append(one)
    return tuple(tuple(g) for g in groups.values())
