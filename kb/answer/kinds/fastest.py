"""Which indicator grows most: rates of growth are compared with each other, percentages by their points."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from kb.answer import wording
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators import reckoning
from kb.answer.indicators.matching import named_series
from kb.answer.indicators.reckoning import Operand, Result
from kb.answer.indicators.selection import narrowing, of_topic, wanted_dimensions
from kb.answer.indicators.series import Series
from kb.answer.kinds.compare import derived_years
from kb.answer.kinds.direction import asked_factor
from kb.answer.refusal import Refusal
from kb.model import Statement
from kb.text import fold
from kb.vocab import phrases, vocabulary

NAME = "fastest"


class Move(NamedTuple):
    """How an indicator changes between two stated years."""

    earlier: Operand
    later: Operand
    result: Result


def accepts(question: Question) -> bool:
    """Asks what grows, rises or changes most or least."""
    asks = question.has("most_change", "most_decline") or (
        question.has("list", "reverse") and asked_factor(question) is not None
    )
    return asks and not question.has("measure", "amount", "responsible", "topic", "yes_no")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The one that grows most, by rate and, for percentages, by points, with all that were compared."""
    named = [n.series for n in named_series(question, catalog)]
    if len(named) == 1 and question.has("which_year"):
        moves = list(_yearly(named[0], question, catalog))
    else:
        topic = narrowing(question, catalog)
        candidates = named if len(named) > 1 else [s for s in catalog.series if of_topic(s, topic)]
        moves = [m for s in candidates if (m := _move(s, *_years(s, question), question, catalog))]
    dimensions = wanted_dimensions(question, catalog)
    draft, factor = Draft(catalog), asked_factor(question)
    if question.has("most_decline"):
        fallen = [m for m in moves if m.result.value < 0]
        if moves and not fallen:
            return Refusal(phrases(question.language)("none_fell", number=len(moves)))
        moves = fallen
    if factor is not None and not question.has("most_change"):
        return _multiplied(draft, moves, factor, question)
    for group, key in ((_of(moves, ratio=False), "fastest_rate"), (_of(moves, ratio=True), "fastest_points")):
        if group and (not dimensions or group[0].earlier.series.dimension in dimensions):
            _say(draft, group, key, question)
    return draft if draft.claims else None


def _of(moves: Iterable[Move], ratio: bool) -> list[Move]:
    return [m for m in moves if m.later.is_ratio == ratio]


def _years(series: Series, question: Question) -> tuple[int | None, int | None]:
    """The two years asked for, else the last fact and the last goal; of a span that begins later, its first value."""
    levels = series.years("actual", "target")
    if question.times.span or len(question.years) > 1:
        first, last = question.times.span or (min(question.years), max(question.years))
        known = (*levels, *derived_years(series))
        order = (first, first - 1) if question.years else (first - 1, first)
        base = next((y for y in order if y in known), None)
        return base, last if last in levels else None
    facts, goals = series.years("actual"), series.years("target")
    end = question.years[0] if question.years else goals[-1] if goals else None
    earlier = [y for y in facts if end is not None and y < end]
    return (earlier[-1] if earlier else None), end


def _move(series: Series, first: int | None, last: int | None, question: Question, catalog: Catalog) -> Move | None:
    if first is None or last is None or first >= last:
        return None
    loose = question.with_(cues=question.cues - {"target", "actual"})
    a, b = (reckoning.operand(series, y, loose, catalog) for y in (first, last))
    same = a.in_unit_of(b) if a and b else None
    if a is None or b is None or same is None or (same.value <= 0 and not b.is_ratio):
        return None
    if not b.is_ratio:
        return Move(a, b, reckoning.growth(same, b))
    step = reckoning.difference(same, b)
    return Move(a, b, step if b.value >= same.value else step._replace(value=-step.value))


def _yearly(series: Series, question: Question, catalog: Catalog) -> Iterable[Move]:
    """The steps from each stated year to the next one."""
    years = series.years("actual")
    for first, last in pairwise(years):
        if last == first + 1 and (move := _move(series, first, last, question, catalog)):
            yield move


def _say(draft: Draft, moves: list[Move], key: str, question: Question) -> None:
    say, language, low = phrases(question.language), question.language, _least(question)
    ordered = sorted(moves, key=lambda m: m.result.value, reverse=not low)
    best = [m for m in ordered if m.result.value == ordered[0].result.value]
    which = say("least" if low else "greatest")
    said = say("separator").join(_words(m, language, formula=True) for m in best)
    listed = say("separator").join(_words(m, language) for m in ordered)
    draft.state(say(key, which=which, said=said) + say("stop"), *_cited(best), formula=best[0].result.formula)
    for one in best:
        draft.compute(one.result.value, one.result.unit, one.later.year, one.later.series.name, one.later.series.doc_id)
        reckoning.give(draft, [one.earlier, one.later])
    if len(moves) > len(best):
        draft.state(say("compared", number=len(moves), listed=listed) + say("stop"), *_cited(ordered))


def _multiplied(draft: Draft, moves: list[Move], factor: Decimal, question: Question) -> Draft | None:
    """Every indicator that comes to so many times its base."""
    found = [m for m in moves if m.earlier.value > 0 and _times(m) >= factor]
    if not found:
        return None
    say, language = phrases(question.language), question.language
    draft.lead = say("multiplied", number=len(found), compared=len(moves), factor=wording.printed(factor))
    for move in found:
        a, b, _ = move
        slots = {"name": wording.name(b.series, language), "year_a": a.year, "year_b": b.year}
        slots |= {"value_a": a.words(language), "value_b": b.words(language)}
        result = reckoning.multiple(a.in_unit_of(b) or a, b)
        text = say("times", **slots, result=reckoning.told(result, language), formula=result.formula)
        draft.state(text + say("stop"), *_cited([move]), formula=result.formula)
        draft.compute(result.value, None, b.year, b.series.name, b.series.doc_id)
        reckoning.give(draft, [a, b])
    return draft


def _times(move: Move) -> Decimal:
    base = move.earlier.in_unit_of(move.later) or move.earlier
    return move.later.value / base.value


def _cited(moves: list[Move]) -> tuple[Statement, ...]:
    return reckoning.cited([o for m in moves for o in (m.earlier, m.later)])


def _words(move: Move, language: str, formula: bool = False) -> str:
    a, b, result = move
    slots = {"name": wording.name(b.series, language), "year_a": a.year, "year_b": b.year}
    slots |= {"value_a": a.words(language), "value_b": b.words(language)}
    sign = "-" if result.value < 0 else "+"
    key = "moved_by" if formula else "moved"
    return phrases(language)(key, **slots, result=sign + reckoning.told(result, language), formula=result.formula)


def _least(question: Question) -> bool:
    """Whether the least growth is asked for."""
    entry, plain = vocabulary().cues["lowest"], fold(question.text)
    return question.has("most_decline") or any(fold(w) in plain for w in (*entry.names, *entry.en))
