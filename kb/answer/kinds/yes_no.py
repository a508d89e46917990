"""Yes or no about a figure: does a value exceed a bound, was a goal met; with the evidence for or against."""

from __future__ import annotations

from kb.answer import wording
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.kinds.value import unanswerable
from kb.answer.matching import named_series
from kb.answer.picking import Picked, pick, plan_year
from kb.answer.question import Question
from kb.answer.refusal import Refusal, refuse_year
from kb.answer.series import Series
from kb.model import Statement
from kb.text import fold
from kb.vocab import phrases

NAME = "yes_no"


def accepts(question: Question) -> bool:
    """A yes-or-no question that states a bound, or asks whether a goal was met."""
    if fold(question.text).lstrip().startswith(("what ", "which ", "how ")):
        return False  # What goal does the plan set … asks for it, not whether it does
    asks = question.has("yes_no", "met", "reach") and (bool(question.figures) or question.has("exceed", "target"))
    return asks or question.has("met")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """Yes or no, with the value that decides it."""
    named = named_series(question, catalog, limit=1)
    if not named:
        return None
    if refusal := unanswerable(question, catalog, named):
        return refusal
    series = named[0].series
    if not question.figures:
        return _met(question, catalog, series)
    year = question.years[0] if question.years else plan_year(series, question, catalog)
    picked = pick(series, year, question)
    if picked.best is None or picked.best.value is None:
        return refuse_year(question, catalog, series, year or 0, target=False)
    return _bounded(question, catalog, picked, picked.best)


def _bounded(question: Question, catalog: Catalog, picked: Picked, statement: Statement) -> Draft:
    """Whether the stated value exceeds, or is, the figure in the question."""
    say, figure = phrases(question.language), question.figures[0]
    assert statement.value is not None
    bound = figure.against(statement)
    how = "exceeds" if question.has("exceed") else "reaches" if question.has("reach", "met") else "equals"
    yes = {"exceeds": statement.value > bound, "reaches": statement.value >= bound, "equals": figure.equals(statement)}[
        how
    ]
    key = ("yes_" if yes else "no_") + how
    detail = wording.state(picked.series, statement, question.language)
    draft = Draft(catalog)
    draft.state(say(key, detail=detail, bound=figure.printed) + say("stop"), *picked.statements)
    draft.give(statement)
    return draft


def _met(question: Question, catalog: Catalog, series: Series) -> Draft | None:
    """Whether an outcome reached the goal set for the same year."""
    both = [
        (fact, goal)
        for goal in series.statements
        for fact in series.statements
        if goal.kind == "target" and fact.kind == "actual" and goal.year == fact.year and goal.value and fact.value
    ]
    if not both:
        return None
    fact, goal = both[-1]
    assert fact.value is not None
    assert goal.value is not None
    say, language = phrases(question.language), question.language
    detail = wording.state(series, fact, language)
    detail += say("earlier_target", year=goal.year, value=wording.figure(goal, language))
    draft = Draft(catalog)
    draft.state(say("yes_met" if fact.value >= goal.value else "no_met", detail=detail) + say("stop"), fact, goal)
    draft.give(fact)
    draft.give(goal)
    return draft
