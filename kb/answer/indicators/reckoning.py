"""Arithmetic between stated values, each result with its formula; only what two statements give is reckoned.

Results are exact where the decimals end, else rounded to two (half up, as official statistics round) and marked so.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from kb.answer import wording
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.picking import pick
from kb.answer.indicators.series import Series
from kb.model import Derived, Statement
from kb.vocab import phrases
from kb.vocab.unit_names import comparable

POINTS, PERCENT = "百分点", "%"
FINE = Decimal("0.0001")
"""A result that ends within four decimals is told exactly."""


class Operand(NamedTuple):
    """A value to reckon with, in its own unit: the statements of it, the best first, or what it follows from."""

    series: Series
    value: Decimal
    unit: str | None
    year: int | None
    statements: tuple[Statement, ...]
    derived: Derived | None = None

    @property
    def is_ratio(self) -> bool:
        """Whether it is a percentage: differences of those are points."""
        return self.unit in (PERCENT, POINTS)

    @property
    def exact(self) -> bool:
        """Whether the number is meant as it stands, not 以上 or 约."""
        return self.derived is None and self.statements[0].comparator == "="

    def words(self, language: str) -> str:
        """The value as people read it, with its comparator; a derived one with its formula."""
        if self.derived is None:
            return wording.figure(self.statements[0], language)
        return f"{wording.with_unit(self.value, self.unit, language)}（{self.derived.formula}）"

    def in_unit_of(self, other: Operand) -> Operand | None:
        """The same value in the other's unit; none where the units do not meet."""
        factor = comparable(self.unit, other.unit)
        return self._replace(value=self.value * factor, unit=other.unit) if factor is not None else None


class Result(NamedTuple):
    """What was reckoned: value, unit (none for a multiple), formula in figures, and whether it was rounded."""

    value: Decimal
    unit: str | None
    formula: str
    rounded: bool = False


def operand(series: Series, year: int | None, question: Question, catalog: Catalog) -> Operand | None:
    """The value of a series in a year: the best statement, else the derived level; none when neither is there."""
    picked = pick(series, year, question)
    numbers = tuple(s for s in picked.statements if s.value is not None and s.upper is None)
    if numbers:
        best, *others = sorted(numbers, key=lambda s: s.table is not None)
        same = (s for s in others if (s.value, s.unit, s.comparator) == (best.value, best.unit, best.comparator))
        return of_statement(series, best)._replace(statements=(best, *same))
    derived = next((d for d in series.derived if d.year == year and d.indicator in series.names), None)
    if derived is None:
        return None
    records = (catalog.store.record(derived.doc_id, i) for i in derived.from_)
    sources = tuple(r for r in records if isinstance(r, Statement))
    return Operand(series, derived.value, derived.unit, derived.year, sources, derived)


def of_statement(series: Series, statement: Statement) -> Operand:
    """A statement with a number as an operand."""
    assert statement.value is not None
    return Operand(series, statement.value, statement.unit, statement.year, (statement,))


def give(draft: Draft, operands: Sequence[Operand]) -> None:
    """The operands as values of the answer."""
    for one in operands:
        if one.derived is None:
            draft.give(one.statements[0])
        else:
            draft.compute(one.value, one.unit, one.year, one.series.name, one.series.doc_id)


def cited(operands: Sequence[Operand]) -> tuple[Statement, ...]:
    """The statements behind operands, each once."""
    return tuple({(s.doc_id, s.id): s for one in operands for s in one.statements}.values())


# ------------------------------------------------------------------ the operations; `a` is the earlier or smaller one


def difference(a: Operand, b: Operand) -> Result:
    """How far apart, always positive; percentages differ by points."""
    high, low = (b, a) if b.value >= a.value else (a, b)
    return Result(high.value - low.value, _step_unit(b), f"{_n(high)}-{_n(low)}")


def multiple(a: Operand, b: Operand) -> Result:
    """How many times `a` is in `b`; `a` must not be zero."""
    return _result(b.value / a.value, None, f"{_n(b)}÷{_n(a)}")


def share(a: Operand, b: Operand) -> Result:
    """`b` as a percentage of `a`."""
    return _result(b.value / a.value * 100, PERCENT, f"{_n(b)}÷{_n(a)}×100%", fine=False)


def growth(a: Operand, b: Operand) -> Result:
    """The rate of change from `a` to `b` in percent, negative for a decline."""
    rate = (b.value - a.value) / a.value * 100
    return _result(rate, PERCENT, f"({_n(b)}-{_n(a)})÷{_n(a)}×100%", fine=False)


def pace(a: Operand, b: Operand) -> Result:
    """The change a year: the same step every year."""
    years = (b.year or 0) - (a.year or 0)
    return _result((b.value - a.value) / years, _step_unit(b), f"({_n(b)}-{_n(a)})÷{years}")


def compound(a: Operand, b: Operand) -> Result:
    """The rate a year in percent: the same rate every year (年均增长率)."""
    years = (b.year or 0) - (a.year or 0)
    rate = ((b.value / a.value) ** (Decimal(1) / years) - 1) * 100
    return Result(rounded(rate), PERCENT, f"[({_n(b)}÷{_n(a)})^(1/{years})-1]×100%", rounded=True)


def total(operands: Sequence[Operand]) -> Result:
    """The sum of values in one unit."""
    value = sum((o.value for o in operands), Decimal(0))
    return Result(value, operands[0].unit, "+".join(_n(o) for o in operands))


def _step_unit(operand: Operand) -> str | None:
    return POINTS if operand.is_ratio else operand.unit


def _n(operand: Operand) -> str:
    return wording.printed(operand.value)


def _result(value: Decimal, unit: str | None, formula: str, fine: bool = True) -> Result:
    exact = value.quantize(FINE if fine else Decimal("0.01"))
    if exact == value:
        return Result(exact, unit, formula)
    return Result(rounded(value), unit, formula, rounded=True)


def rounded(value: Decimal) -> Decimal:
    """Two decimals, half up, as official statistics round.

    >>> str(rounded(Decimal("2.336")))
    '2.34'
    """
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def told(result: Result, language: str) -> str:
    """The size of a result in words, 约 where it was rounded."""
    value = wording.with_unit(abs(result.value), result.unit, language)
    return phrases(language)("about", value=value) if result.rounded else value
