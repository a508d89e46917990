"""Arithmetic between two stated values: difference, multiple, share, growth, pace; always with its formula."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from kb.answer import wording
from kb.answer.catalog import Catalog
from kb.answer.changes import stated_changes
from kb.answer.claims import Draft
from kb.answer.kinds.value import say_changes, unanswerable
from kb.answer.matching import Named, named_series
from kb.answer.picking import pick, plan_year
from kb.answer.question import Question
from kb.answer.refusal import Refusal, refuse_year
from kb.answer.series import Series
from kb.model import Statement
from kb.vocab import phrases
from kb.vocab.unit_names import comparable

NAME = "compare"
CUES = ("difference", "multiple", "share_of", "growth_rate", "pace")


class Operand(NamedTuple):
    """A value to reckon with: the statement that is quoted, and all places that state it."""

    series: Series
    statement: Statement
    places: tuple[Statement, ...]

    @property
    def value(self) -> Decimal:
        """The number; only statements with one become operands."""
        assert self.statement.value is not None
        return self.statement.value


def accepts(question: Question) -> bool:
    """Asks for a difference, a multiple, a share or a growth."""
    return question.has(*CUES)


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The result with its formula and both places; a refusal when one of the two is not stated."""
    named = named_series(question, catalog, limit=2)
    if refusal := unanswerable(question, catalog, named):
        return refusal
    if not named:
        return None
    if len(named) == 1 and question.has("share_of") and not question.has(*CUES[:2], *CUES[3:]):
        return None  # a share that is an indicator of its own is looked up, not reckoned
    if not question.has("multiple", "pace") and len(named) == 1 and (stated := stated_changes(question, catalog)):
        return say_changes(Draft(catalog), stated, question)
    two = len(named) > 1 and len(question.years) < 2 and not question.times.span
    pair = _two_series(named, question, catalog) if two else _two_years(named[0], question, catalog)
    if isinstance(pair, Refusal) or pair is None:
        # 增速 and 占比 are words of indicators as well: two of those are looked up, not reckoned with.
        return None if two and not question.has("difference", "multiple", "pace") else pair
    draft = Draft(catalog)
    _reckon(draft, *pair, question)
    return draft


def _operand(series: Series, year: int | None, question: Question, catalog: Catalog) -> Operand | Refusal:
    picked = pick(series, year, question)
    numbers = tuple(s for s in picked.statements if s.value is not None)
    if not numbers:
        return refuse_year(question, catalog, series, year or 0, target=False)
    best = sorted(numbers, key=lambda s: s.table is not None)[0]
    return Operand(series, best, tuple(s for s in numbers if s.value == best.value))


def _two_years(named: Named, question: Question, catalog: Catalog) -> tuple[Operand, Operand] | Refusal | None:
    """Earlier and later value of one series; a missing year is the last fact or the last goal."""
    series, loose = named.series, question.with_(cues=question.cues - {"target", "actual"})
    years = sorted(question.times.span or question.years)
    if len(years) == 1:
        facts, goals = series.years("actual", "count"), series.years("target")
        others = [y for y in (*facts[-1:], *goals[-1:]) if y != years[0]]
        years = sorted({years[0], *others[:1]}) if others else years
    if not years:
        years = sorted({*series.years("actual", "count")[-1:], *series.years("target")[-1:]})
    if len(years) < 2:
        return None
    earlier, later = (_operand(series, y, loose, catalog) for y in (years[0], years[-1]))
    if isinstance(earlier, Refusal):
        return earlier
    return later if isinstance(later, Refusal) else (earlier, later)


def _two_series(named: list[Named], question: Question, catalog: Catalog) -> tuple[Operand, Operand] | Refusal:
    """The same year of two series, in the order of the question; the first is compared with the second."""
    first, second = named[:2]
    ordered = sorted((first, second), key=lambda n: _own_place(n, second if n is first else first))
    pair = []
    for one in ordered:
        year = question.years[0] if question.years else plan_year(one.series, question, catalog)
        operand = _operand(one.series, year, question, catalog)
        if isinstance(operand, Refusal):
            return operand
        pair.append(operand)
    return pair[1], pair[0]


def _own_place(one: Named, other: Named) -> int:
    """Where the question names this series and not the other one."""
    shared = {a.key for a in other.used}
    return min((a.span.start for a in one.used if a.key not in shared), default=0)


def _reckon(draft: Draft, a: Operand, b: Operand, question: Question) -> None:
    """`a` is the earlier value, or the one that is compared with."""
    language, same = question.language, a.series.key == b.series.key
    result, unit, formula, key = _formula(a, b, question, same)
    slots: dict[str, object] = {
        "result": wording.with_unit(result, unit, language),
        "formula": formula,
        "value_a": wording.figure((a if same else b).statement, language),
        "value_b": wording.figure((b if same else a).statement, language),
    }
    if same:
        slots |= {"name": wording.name(a.series, language), "year_a": a.statement.year, "year_b": b.statement.year}
    else:
        slots |= {"name_a": wording.name(b.series, language), "name_b": wording.name(a.series, language)}
    say = phrases(language)
    draft.state(say(key, **slots) + say("stop"), *_quoted(a), *_quoted(b), formula=formula)
    draft.compute(result, unit, b.statement.year, b.series.name, b.series.doc_id)
    for operand in (a, b):
        draft.give(operand.statement)


def _quoted(operand: Operand) -> tuple[Statement, ...]:
    return (operand.statement,)


def _formula(a: Operand, b: Operand, question: Question, same: bool) -> tuple[Decimal, str | None, str, str]:
    """The result, its unit, its formula in figures, and the phrase that states it."""
    factor = comparable(a.statement.unit, b.statement.unit) or Decimal(1)
    a = a._replace(statement=a.statement.model_copy(update={"value": a.value * factor}))
    later, earlier = wording.printed(b.value), wording.printed(a.value)
    if question.has("multiple") and a.value:
        return rounded(b.value / a.value), None, f"{later}÷{earlier}", "times" if same else "between_times"
    if question.has("share_of") and a.value and not same:
        return rounded(b.value / a.value * 100), "%", f"{later}÷{earlier}×100%", "between_share"
    if question.has("growth_rate") and a.value and same and not _is_ratio(b.statement):
        return rounded((b.value - a.value) / a.value * 100), "%", f"({later}-{earlier})÷{earlier}×100%", "growth"
    unit = "百分点" if _is_ratio(b.statement) else b.statement.unit
    if question.has("pace") and same and a.statement.year and b.statement.year:
        span = b.statement.year - a.statement.year
        return rounded((b.value - a.value) / span), unit, f"({later}-{earlier})÷{span}", "pace"
    result = b.value - a.value
    key = ("gap_up" if result >= 0 else "gap_down") if same else "between"
    high, low = (later, earlier) if result >= 0 else (earlier, later)
    return abs(result), unit, f"{high}-{low}", key


def _is_ratio(statement: Statement) -> bool:
    return statement.unit in ("%", "百分点")


def rounded(value: Decimal) -> Decimal:
    """Two decimals, half up, as official statistics round.

    >>> str(rounded(Decimal("2.336")))
    '2.34'
    """
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
