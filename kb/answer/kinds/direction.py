"""Did it rise or fall, does it double, is one more than the other: yes or no from two stated values, both shown."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from kb.answer import wording
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators import reckoning
from kb.answer.indicators.intervals import Interval, promised
from kb.answer.indicators.matching import Named, named_apart
from kb.answer.indicators.picking import wanted_kind
from kb.answer.indicators.reckoning import Operand
from kb.answer.indicators.selection import figures_of
from kb.answer.indicators.series import Series
from kb.answer.kinds.compare import own_place, stated_change, two_years
from kb.answer.kinds.together import operands, point
from kb.answer.kinds.value import unanswerable
from kb.answer.refusal import Refusal, refuse_units
from kb.numbers import parse
from kb.text import fold
from kb.vocab import phrases, vocabulary

NAME = "direction"
FACTORS = {"doubling": 2, "tripling": 3, "quadrupling": 4}
"""Cue of a multiple -> how many times the base is meant; 翻两番 is four times."""
ENGLISH = {"twice": 2, "three times": 3, "four times": 4, "five times": 5}
_OTHER = (
    "measure",
    "responsible",
    "topic",
    "amount",
    "list",
    "why",
    "difference",
    "growth_rate",
    "multiple",
)


def accepts(question: Question) -> bool:
    """Asks whether something rises, falls, doubles, or is more than something else."""
    asks = question.has("direction") or (
        question.has("yes_no") and question.has("rises", "falls", "outdoes", "steadily", "times_over", *FACTORS)
    )
    figures = [f for f in question.figures if f.unit != "倍" and not question.has("times_over")]
    counts = question.has("how_many") and not question.has("yes_no")  # Has the number of firms fallen?
    return asks and not figures and not counts and not question.has(*_OTHER)


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """Yes or no with both values; a refusal when one of them is not stated."""
    named = named_apart(question, catalog)
    if refusal := unanswerable(question, catalog, named):
        return refusal
    if not named:
        return None
    if len(named) > 1 and question.has("outdoes"):
        return _outdoes(named, question, catalog)
    if question.has("steadily"):
        return _steady(named[0].series, question, catalog)
    multiplied = question.has("times_over", *FACTORS)
    if not multiplied and (change := stated_change(named[0], question, catalog)):
        draft = Draft(catalog)
        detail = wording.state(named[0].series, change, question.language)
        falls = wording.declines(change)
        said = _verdict(_asks_fall(question) == falls, detail, question)
        if _open(question):
            said = phrases(question.language)("falling" if falls else "rising", detail=detail)
        draft.state(said, change)
        draft.give(change)
        return draft
    pair = two_years(named[0], _over_facts(named[0].series, question), catalog)
    if not isinstance(pair, tuple):
        return pair
    return _multiplied(*pair, question, catalog) if multiplied else _moved(*pair, question, catalog)


def _over_facts(series: Series, question: Question) -> Question:
    """Without years: from the first fact to the last one, or to the goal where the future is meant."""
    facts = series.years("actual")
    if question.years or question.times.span or question.has("target", "times_over", *FACTORS) or len(facts) < 2:
        return question
    return question.with_(times=question.times._replace(years=(facts[0], facts[-1])))


def _moved(a: Operand, b: Operand, question: Question, catalog: Catalog) -> Draft | Refusal:
    same = a.in_unit_of(b)
    if same is None:
        return refuse_units(question, catalog, [a, b])
    say, language, step = phrases(question.language), question.language, b.value - same.value
    result = reckoning.difference(same, b)
    key = "gap_up" if step > 0 else "gap_down" if step < 0 else "unmoved"
    slots = {"name": wording.name(b.series, language), "year_a": a.year, "year_b": b.year}
    slots |= {"value_a": a.words(language), "value_b": b.words(language)}
    detail = say(key, **slots, result=reckoning.told(result, language), formula=result.formula)
    if not _open(question):
        detail = _verdict(step < 0 if _asks_fall(question) else step > 0, detail, question)
    else:
        detail = say("rising" if step > 0 else "falling" if step < 0 else "even", detail=detail) + say("stop")
    draft = Draft(catalog)
    draft.state(detail, *reckoning.cited([a, b]), formula=result.formula)
    draft.compute(result.value, result.unit, b.year, b.series.name, b.series.doc_id)
    reckoning.give(draft, [a, b])
    return draft


def _open(question: Question) -> bool:
    """Whether both directions are offered (上升还是下降): neither yes nor no."""
    return any(w in question.text for w in ("还是", "或", " or "))


def _asks_fall(question: Question) -> bool:
    """Whether a fall is asked about; the words may stand inside a longer wording (下降了吗)."""
    entry, plain = vocabulary().cues["falls"], fold(question.text)
    words = (*(fold(n) for n in entry.names), *(rf"\b{w}\b" for w in entry.en))
    return any(re.search(w, plain) for w in words)


def _verdict(yes: bool, detail: str, question: Question) -> str:
    say = phrases(question.language)
    return say("yes_equals" if yes else "no_moved", detail=detail) + say("stop")


def _multiplied(a: Operand, b: Operand, question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """Whether the later value is so many times the earlier one."""
    same = a.in_unit_of(b)
    if same is None or same.value <= 0:
        return None
    asked = Interval(same.value * (asked_factor(question) or Decimal(1)), Decimal("Infinity"))
    reached = promised(b.statements[0]) if b.derived is None else Interval(b.value, b.value)
    result = reckoning.multiple(same, b)
    say, language = phrases(question.language), question.language
    slots = {"name": wording.name(b.series, language), "year_a": a.year, "year_b": b.year}
    slots |= {"value_a": a.words(language), "value_b": b.words(language)}
    detail = say("times", **slots, result=reckoning.told(result, language), formula=result.formula)
    key = "yes_equals" if asked.covers(reached) else "open" if asked.meets(reached) else "no_moved"
    draft = Draft(catalog)
    draft.state(say(key, detail=detail) + say("stop"), *reckoning.cited([a, b]), formula=result.formula)
    draft.compute(result.value, None, b.year, b.series.name, b.series.doc_id)
    reckoning.give(draft, [a, b])
    return draft


def asked_factor(question: Question) -> Decimal | None:
    """How many times the question says: 翻一番 two, 三倍 three, 3.5倍 that; none when it does not."""
    known = next((f for cue, f in FACTORS.items() if question.has(cue)), None)
    if known is not None:
        return Decimal(known)
    plain = fold(question.text)
    match = re.search(vocabulary().cues["times_over"].pattern or "", plain)
    if match:
        return parse(match["number"] or match["english"]) or Decimal(1)
    number = next((n for word, n in ENGLISH.items() if word in plain), None)
    return Decimal(number) if number else None


def _outdoes(named: list[Named], question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """Whether the first indicator named is more than the second, or less where that is asked."""
    ordered = sorted(named[:2], key=lambda n: own_place(n, named[1] if n is named[0] else named[0]))
    found = operands(ordered, question, catalog)
    if isinstance(found, Refusal):
        return found
    first, second = found[0], found[1].in_unit_of(found[0])
    if second is None:
        return refuse_units(question, catalog, found)
    gap = reckoning.difference(second, first)
    yes = first.value < second.value if question.has("lesser") else first.value > second.value
    say, language = phrases(question.language), question.language
    slots = {"name_a": point(first, language), "name_b": point(found[1], language)}
    detail = say("side_by_side", **slots, result=reckoning.told(gap, language), formula=gap.formula)
    draft = Draft(catalog)
    draft.state(_verdict(yes, detail, question), *reckoning.cited(found), formula=gap.formula)
    reckoning.give(draft, found)
    return draft


def _steady(series: Series, question: Question, catalog: Catalog) -> Draft | None:
    """Whether each stated value lies above the one before (below, where a fall is asked for)."""
    found = [e for e in figures_of(series, question, wanted_kind(question) or "actual") if e.best.value is not None]
    facts = list({e.best.year: e for e in reversed(found)}.values())[::-1]
    if len(facts) < 3:
        return None
    steps = [b.value - a.value for a, b in pairwise(facts)]
    yes = all(s < 0 for s in steps) if _asks_fall(question) else all(s > 0 for s in steps)
    say, language = phrases(question.language), question.language
    points = say("separator").join(wording.point(e.best, language) for e in facts)
    draft = Draft(catalog)
    detail = say("series", name=wording.name(series, language), points=points)
    draft.state(_verdict(yes, detail, question), *(e.best for e in facts))
    for entry in facts:
        draft.give(entry.best)
    return draft
