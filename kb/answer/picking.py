"""Which statements of a series a question is after: the year, and whether a goal or a fact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kb.answer.catalog import Catalog
from kb.answer.question import Question
from kb.answer.series import Series
from kb.model import Derived, Statement
from kb.text import fold
from kb.vocab import vocabulary

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


def plan_year(series: Series, question: Question, catalog: Catalog) -> int | None:
    """The year the wording means without naming it: the end of the plan, the last goal, the last fact."""
    period = catalog.document(series.doc_id).info.period
    if question.times.plan_end and period:
        return period[1]
    kind = wanted_kind(question)
    years = series.years("target") if kind == "target" else series.years("actual", "count") if kind else ()
    years = years or (series.years("actual", "count") if question.has("how_many") else ()) or series.years()
    return years[-1] if years else None


def pick(series: Series, year: int | None, question: Question) -> Picked:
    """The statements for a year, of the kind the wording asks for where there are such."""
    if year is None:
        return Picked(series, None, _open(series))
    found = series.at(year)
    facts = any(s.kind != "target" for s in found)
    kind = wanted_kind(question) or ("actual" if facts or not found else "target")
    right = tuple(s for s in found if (s.kind == "target") == (kind == "target"))
    if right:
        return Picked(series, year, right)
    if found and not (kind == "target" and _insists(question)):
        return Picked(series, year, found)
    spanning = tuple(s for s in series.statements if s.kind in LEVELS and s.year is None and _covers(s, year))
    derived = next((d for d in series.derived if d.year == year), None) if not spanning and kind != "target" else None
    return Picked(series, year, spanning, derived)


def _insists(question: Question) -> bool:
    """Whether a goal and nothing else is asked for."""
    goal = vocabulary().cues["target"]
    return question.has("target") and (goal.zh in fold(question.text) or goal.en[0] in question.text.lower())


def _open(series: Series) -> tuple[Statement, ...]:
    """Statements without a year: those for a span of years, else whatever there is."""
    spanning = tuple(s for s in series.statements if s.kind in LEVELS and s.year is None)
    return spanning or tuple(s for s in series.statements if s.kind in LEVELS) or series.statements


def _covers(statement: Statement, year: int) -> bool:
    return statement.period is not None and statement.period[0] <= year <= statement.period[1]


def distinct(statements: Iterable[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """The statements grouped by what they say: value, upper end and comparator."""
    groups: dict[object, list[Statement]] = {}
    for one in statements:
        key = (one.value, one.upper, one.comparator) if one.value is not None else one.value_text
        groups.setdefault(key, []).append(one)
    return tuple(tuple(g) for g in groups.values())
