"""A figure: the target or actual value of one or more indicators."""

from __future__ import annotations

from kb.answer import wording
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.matching import Named, left_over, named_series
from kb.answer.picking import Picked, distinct, pick, plan_year, wanted_kind
from kb.answer.question import Question
from kb.answer.refusal import Refusal, near_misses, refuse_topic, refuse_year, related_series
from kb.model import Statement
from kb.vocab import phrases

NAME = "value"
_OTHER = ("list", "measure", "responsible", "definition", "topic", "mention", "monitored", "problems", "basis")


def accepts(question: Question) -> bool:
    """Asks for a number, or names an indicator with a year or a goal."""
    asks = question.has("how_many", "target", "actual") or bool(question.years) or question.times.plan_end
    return asks and not (question.has(*_OTHER) and not question.has("how_many", "target"))


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The values, each verified at its place; a refusal when an indicator is named and the value is not stated."""
    named = named_series(question, catalog)
    if refusal := unanswerable(question, catalog, named):
        return refusal
    if not named:
        return _no_such_figure(question, catalog) if question.has("how_many") else None
    draft = Draft(catalog)
    for one in named:
        for year in question.years or (plan_year(one.series, question, catalog),):
            picked = pick(one.series, year, question)
            if not picked.statements and picked.derived is None:
                return refuse_year(question, catalog, one.series, year or 0, wanted_kind(question) == "target")
            _say(draft, picked, question.language)
    return draft


def unanswerable(question: Question, catalog: Catalog, named: list[Named]) -> Refusal | None:
    """A refusal when the question names something that no named indicator covers: another place, another thing."""
    say = phrases(question.language)
    lost = [a for a in left_over(question, catalog, named) if a.weight >= 0.6]
    stranger = [a for a in lost if catalog.count(a) == 0 or a.proper]
    if stranger and (named or question.has("how_many", "target", "actual")):
        reason = say("not_found_name", name=stranger[0].printed)
        return refuse_topic(question, catalog, reason, tuple(a for a in question.content if a not in stranger))
    return None


def _no_such_figure(question: Question, catalog: Catalog) -> Refusal:
    """A number is asked for and no indicator is named: sentences with other numbers are no answer."""
    say = phrases(question.language)
    what = say("comma").join(dict.fromkeys(a.printed for a in question.content)) or question.text
    near = related_series(catalog, near_misses(question, catalog), question.language)
    refusal = refuse_topic(question, catalog, say("not_found", what=what))
    return Refusal(refusal.text, (*near, *refusal.related), refusal.suggestions)


def _say(draft: Draft, picked: Picked, language: str) -> None:
    """One claim for each thing the document says of that year; two values are both said."""
    if picked.derived is not None and not picked.statements:
        say, derived = phrases(language), picked.derived
        value = wording.with_unit(derived.value, derived.unit, language)
        title = wording.name(picked.series, language)
        text = say("derived", year=derived.year, name=title, value=value, formula=derived.formula)
        draft.derive(text, derived)
        return
    for group in distinct(picked.statements):
        best = sorted(group, key=_prose_first)
        draft.state(wording.state(picked.series, best[0], language), *best)
        for statement in best[:1]:
            draft.give(statement)


def _prose_first(statement: Statement) -> bool:
    return statement.table is not None
