"""Yes or no about a figure: does a value exceed a bound, is it the one supposed, was a goal met; with the evidence.

What the plan only promises (73件以上) answers no question beyond it: then the document does not say.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from kb.answer import wording
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators import reckoning
from kb.answer.indicators.intervals import Bound, Interval, bounds, promised
from kb.answer.indicators.matching import named_series
from kb.answer.indicators.picking import Picked, pick, plan_year, wanted_kind
from kb.answer.indicators.series import Series
from kb.answer.kinds.reverse import place_of
from kb.answer.kinds.value import unanswerable
from kb.answer.refusal import Refusal, refuse_year, related_series
from kb.model import Statement
from kb.text import fold
from kb.vocab import phrases
from kb.vocab.unit_names import comparable

NAME = "yes_no"
_WORDS = {
    ">": "bound_over",
    ">=": "bound_at_least",
    "<": "bound_under",
    "<=": "bound_at_most",
    "=": "bound_equal",
    "~": "bound_about",
}
_OPPOSITE = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}


def accepts(question: Question) -> bool:
    """A yes-or-no question that states a bound, or asks whether a goal was met; a premise with a figure in it."""
    if fold(question.text).lstrip().startswith(("what ", "which ", "how ")):
        return False  # What goal does the plan set … asks for it, not whether it does
    asks = question.has("yes_no", "met", "reach") and (bool(question.figures) or question.has("exceed", "target"))
    return asks or question.has("met") or _supposes(question)


def _supposes(question: Question) -> bool:
    """为什么目标是60家: the figure is taken for granted."""
    return bool(question.figures) and question.has("why", "topic") and question.has("target", "actual")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """Yes or no, with the value that decides it."""
    named = named_series(question, catalog, limit=1)
    if not named:
        return None
    if refusal := unanswerable(question, catalog, named):
        return refusal
    series, limits = named[0].series, bounds(question)
    if not limits:
        return _met(question, catalog, series)
    limit = _reaching(limits[0], question)
    if limit.sign == "=" and limit.upper is None:
        return _equals(question, catalog, series, limit)
    picked = _picked(question, catalog, series)
    if picked.best is None or picked.best.value is None or _measure(limit, picked.best) is None:
        return refuse_year(question, catalog, series, picked.year or 0, target=False)
    return _bounded(question, catalog, picked, picked.best, limit)


def _reaching(limit: Bound, question: Question) -> Bound:
    """达到2%了吗 asks for at least so much."""
    if limit.sign == "=" and limit.upper is None and question.has("reach", "met"):
        return limit._replace(sign=">=", interval=Interval(limit.figure.value, Decimal("Infinity")))
    return limit


def _picked(question: Question, catalog: Catalog, series: Series) -> Picked:
    year = question.years[0] if question.years else plan_year(series, question, catalog)
    return pick(series, year, question)


def _measure(limit: Bound, statement: Statement) -> Decimal | None:
    """By what the bound is to be multiplied to be in the statement's unit; none where they do not meet."""
    return comparable(limit.figure.unit, statement.unit) if limit.figure.unit else Decimal(1)


# ------------------------------------------------------------------ a bound


def _bounded(question: Question, catalog: Catalog, picked: Picked, statement: Statement, limit: Bound) -> Draft:
    """Whether the stated value lies inside the bound."""
    say, language = phrases(question.language), question.language
    verdict = _verdict(limit, statement)
    detail = wording.state(picked.series, statement, language)
    draft = Draft(catalog)
    bound = _said(limit, language, verdict == "no")
    draft.state(say(f"verdict_{verdict}", detail=detail, bound=bound) + say("stop"), *picked.statements)
    draft.give(statement)
    return draft


def _verdict(limit: Bound, statement: Statement) -> Literal["yes", "no", "open"]:
    factor = _measure(limit, statement) or Decimal(1)
    low, high, *ends = limit.interval
    asked, held = Interval(low * factor, high * factor, *ends), promised(statement)
    return "yes" if asked.covers(held) else "open" if asked.meets(held) else "no"


def _said(limit: Bound, language: str, opposite: bool) -> str:
    """The bound in words, or what is the case where it does not hold."""
    say, value = phrases(language), limit.figure.printed
    if limit.upper is not None:
        key = "bound_outside" if opposite else "bound_between"
        return say(key, low=value, high=limit.upper.printed)
    return say(_WORDS[_OPPOSITE.get(limit.sign, limit.sign) if opposite else limit.sign], value=value)


# ------------------------------------------------------------------ a supposed value


def _equals(question: Question, catalog: Catalog, series: Series, limit: Bound) -> Draft | Refusal | None:
    """Whether the figure is the stated one; where it is not, what is stated, and what else the figure stands for."""
    picked = _picked(question, catalog, series)
    same = [s for s in series.statements if limit.figure.equals(s) and _is_meant(s, question)]
    if _supposes(question) and not question.has("yes_no") and same:
        return None
    if same:
        picked = picked._replace(
            statements=tuple(s for s in same if (s.year, s.kind) == (same[-1].year, same[-1].kind))
        )
    if picked.best is None:
        return refuse_year(question, catalog, series, picked.year or 0, target=False)
    say, language, draft = phrases(question.language), question.language, Draft(catalog)
    detail = wording.state(picked.series, picked.best, language)
    text = say("yes_equals" if same else "no_equals", detail=detail, bound=limit.figure.printed)
    draft.state(text + say("stop"), *picked.statements)
    draft.give(picked.best)
    others = [] if same else [s for s in series.statements if limit.figure.equals(s)]
    for other in others[:1]:
        what = place_of(series, other, language)
        draft.state(say("elsewhere", bound=limit.figure.printed, what=what) + say("stop"), *others)
    return draft


def _is_meant(statement: Statement, question: Question) -> bool:
    kind = wanted_kind(question)
    timed = not question.years or statement.year in question.years
    return timed and statement.kind in ("actual", "target", "change") and (kind is None or statement.kind == kind)


# ------------------------------------------------------------------ a goal and its outcome


def _met(question: Question, catalog: Catalog, series: Series) -> Draft | Refusal | None:
    """Whether an outcome reached the goal set for the same year; without an outcome the document does not say."""
    both = [
        (fact, goal)
        for goal in series.statements
        for fact in series.statements
        if goal.kind == "target" and fact.kind == "actual" and goal.year == fact.year and goal.value and fact.value
        if not question.years or goal.year in question.years
    ]
    if not both:
        later = _later_goal(question, catalog, series)
        return later or (_unfulfilled(question, series) if question.has("met") else None)
    fact, goal = both[-1]
    assert fact.value is not None
    say, language = phrases(question.language), question.language
    detail = wording.state(series, fact, language)
    detail += say("earlier_target", year=goal.year, value=wording.figure(goal, language))
    draft = Draft(catalog)
    met = promised(goal).holds(fact.value) or (goal.comparator == "=" and fact.value >= (goal.value or 0))
    draft.state(say("yes_met" if met else "no_met", detail=detail) + say("stop"), fact, goal)
    draft.give(fact)
    draft.give(goal)
    return draft


def _later_goal(question: Question, catalog: Catalog, series: Series) -> Draft | None:
    """2015年达到2020年的目标了吗: the fact of one year against the goal of a later one."""
    loose = question.with_(cues=question.cues - {"target", "actual"})
    found = [reckoning.operand(series, y, loose, catalog) for y in sorted(question.years)]
    if len(found) != 2 or found[0] is None or found[1] is None:
        return None
    fact, goal = found[0], found[1]
    if fact.statements[0].kind != "actual" or goal.statements[0].kind != "target" or fact.value >= goal.value:
        return None
    say, language, result = phrases(question.language), question.language, reckoning.difference(fact, goal)
    slots = {"name": wording.name(series, language), "year_a": fact.year, "year_b": goal.year}
    slots |= {"value_a": fact.words(language), "value_b": goal.words(language)}
    text = say("not_yet", **slots, result=reckoning.told(result, language), formula=result.formula)
    draft = Draft(catalog)
    draft.state(text + say("stop"), *reckoning.cited([fact, goal]), formula=result.formula)
    reckoning.give(draft, [fact, goal])
    return draft


def _unfulfilled(question: Question, series: Series) -> Refusal | None:
    goals = [s for s in series.statements if s.kind == "target" and (not question.years or s.year in question.years)]
    if not goals:
        return None
    detail = wording.state(series, goals[-1], question.language)
    return Refusal(
        phrases(question.language)("unfulfilled", detail=detail), related_series([series], question.language)
    )
