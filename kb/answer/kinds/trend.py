"""A series over years: 逐年, 历年, several years in one question."""

from __future__ import annotations

from kb.answer import wording
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import Named, named_series
from kb.answer.indicators.picking import distinct, is_measured, of_span
from kb.answer.indicators.series import Series
from kb.answer.kinds.value import unanswerable
from kb.answer.refusal import Refusal, refuse_year
from kb.model import Statement
from kb.vocab import phrases

NAME = "trend"


def accepts(question: Question) -> bool:
    """Speaks of a course, of each year, or of several years of one indicator."""
    ranged = question.times.span is not None and (bool(question.years) or question.has("how_many"))
    several = len(question.years) > 2 or ranged
    return question.has("trend") or several or _bare(question)


def _bare(question: Question) -> bool:
    """Whether a question is the name of a measure and nothing else: all its figures answer it."""
    times = question.times.years or question.times.span or question.times.plan_end
    return not question.cues and not question.figures and not times and is_measured(question)


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """All stated values in the years asked for, in order of time."""
    named = named_series(question, catalog, limit=2)
    if refusal := unanswerable(question, catalog, named):
        return refusal
    if not named:
        return None
    if not question.has("trend") and all(of_span(n.series, question) for n in named):
        return None  # 十三五期间新增就业 asks for the figure of the whole span where there is one
    draft = Draft(catalog)
    for one in named:
        years = wanted_years(question, one)
        stated = {y: _at(one.series, y) for y in years}
        if _bare(question) and not stated:
            return None
        absent = [y for y in question.years if not stated.get(y)] if not question.times.span else []
        if absent or not any(stated.values()):
            return refuse_year(question, catalog, one.series, (absent or [*years, 0])[0], target=False)
        _say(draft, one.series, {y: s for y, s in stated.items() if s}, question.language)
    return draft


def wanted_years(question: Question, named: Named) -> tuple[int, ...]:
    """The years of the range or list in the question, else every stated year."""
    stated = named.series.years()
    if question.times.span:
        first, last = question.times.span
        return tuple(y for y in stated if first <= y <= last)
    return tuple(sorted(question.years)) if len(question.years) > 1 else stated


def _at(series: Series, year: int) -> tuple[Statement, ...]:
    """The statements of a year; of an outcome and a goal for the same year, the outcome."""
    found = series.at(year)
    return tuple(s for s in found if s.kind != "target") or found


def _say(draft: Draft, series: Series, stated: dict[int, tuple[Statement, ...]], language: str) -> None:
    say = phrases(language)
    points, carried = [], []
    source = _one_source(stated)
    for statements in stated.values():
        for group in distinct(statements):
            best = next((s for s in group if s.table and s.table.id == source), group[0])
            points.append(wording.point(best, language))
            carried.append(best)
    title = wording.name(series, language)
    draft.state(say("series", name=title, points=say("separator").join(points)) + say("stop"), *carried)
    for statement in carried:
        draft.give(statement)


def _one_source(stated: dict[int, tuple[Statement, ...]]) -> str | None:
    """The table that holds most of the years: a series is best shown from one row."""
    tables = [s.table.id for group in stated.values() for s in group if s.table]
    return max(tables, key=tables.count) if tables else None
