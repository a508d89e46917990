"""The sum of several indicators, where their units agree."""

from __future__ import annotations

from kb.answer import wording
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators import reckoning
from kb.answer.indicators.matching import Named, named_apart, segments
from kb.answer.indicators.picking import plan_year
from kb.answer.indicators.reckoning import Operand
from kb.answer.kinds.compare import own_place
from kb.answer.kinds.value import unanswerable
from kb.answer.refusal import Refusal, refuse_topic, refuse_units, refuse_year, related_series
from kb.vocab import phrases

NAME = "together"
HEAVY = 0.6
"""A part weighs so much where it is a thing; a verb of one character (投) is none."""


def accepts(question: Question) -> bool:
    """Asks what several figures make together."""
    return question.has("sum", "count") and not question.has("list", "measure", "amount", "tasks", "outline")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The sum with its formula; a refusal where one value is not stated or the units differ."""
    named = named_apart(question, catalog)
    if len(question.years) > 1 or question.times.span:
        return None
    if len(named) < 2:
        return _incomplete(named, question, catalog)
    if refusal := unanswerable(question, catalog, named):
        return refusal
    found = operands(named, question, catalog)
    if isinstance(found, Refusal):
        return found
    converted = [o.in_unit_of(found[0]) for o in found]
    terms = [o for o in converted if o is not None]
    if len(terms) < len(found) or found[0].is_ratio:
        return refuse_units(question, catalog, found)
    draft, say, language = Draft(catalog), phrases(question.language), question.language
    result = reckoning.total(terms)
    parts = say("comma").join(point(o, language) for o in found)
    text = say("sum", result=reckoning.told(result, language), formula=result.formula, parts=parts)
    draft.state(text + say("stop"), *reckoning.cited(found), formula=result.formula)
    years = {o.year for o in found}
    name = say("comma").join(o.series.name for o in found)
    draft.compute(result.value, result.unit, years.pop() if len(years) == 1 else None, name, found[0].series.doc_id)
    reckoning.give(draft, found)
    return draft


def _incomplete(named: list[Named], question: Question, catalog: Catalog) -> Refusal | None:
    """A sum of which one part is no stated indicator: the part that is missing, never the other one alone."""
    used = {a.key for n in named for a in n.used}
    parts = (s for s in segments(question, catalog) if any(a.weight >= HEAVY for a in s))
    lost = [s for s in parts if not any(n.key in used for a in s for n in a.notions)]
    if not (named and lost and question.has("sum")):
        return None
    what = phrases(question.language)("comma").join("".join(a.printed for a in s) for s in lost)
    refusal = refuse_topic(question, catalog, phrases(question.language)("not_found", what=what))
    return Refusal(refusal.text, related_series([n.series for n in named], question.language), refusal.suggestions)


def operands(named: list[Named], question: Question, catalog: Catalog) -> list[Operand] | Refusal:
    """The value of each named indicator in one year, in the order of the question; a refusal for one that has none."""
    ordered = sorted(named, key=lambda n: own_place(n, next(o for o in named if o is not n)))
    shared = _shared_year(ordered, question)
    found = []
    for one in ordered:
        year = shared or plan_year(one.series, question, catalog)
        operand = reckoning.operand(one.series, year, question, catalog)
        if operand is None:
            return refuse_year(question, catalog, one.series, year or 0, target=False)
        found.append(operand)
    return found


def _shared_year(named: list[Named], question: Question) -> int | None:
    """The year asked for, else the last one for which all of them are stated."""
    if question.years:
        return question.years[0]
    kinds = ("target",) if question.has("target") else ()
    years = set(named[0].series.years(*kinds)).intersection(*(n.series.years(*kinds) for n in named))
    return max(years) if years and not question.times.plan_end else None


def point(operand: Operand, language: str) -> str:
    """An indicator with its year and value, for a row of them."""
    key = "goal_of" if operand.statements[0].kind == "target" and operand.derived is None else "figure_of"
    name = wording.name(operand.series, language)
    return phrases(language)(key, name=name, year=operand.year, value=operand.words(language))
