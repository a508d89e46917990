"""What a bound allows, as laws over random numbers, and the bounds that questions set."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.answer.asking.question import read_question
from kb.answer.indicators.intervals import ENDLESS, Interval, bounds
from kb.answer.indicators.reckoning import rounded

NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)


class NoWords:
    """A corpus that knows no word of its own."""

    terms: frozenset[str] = frozenset()

    def by_pinyin(self, word: str) -> str | None:
        """No name."""
        return None

    def stands(self, words: str) -> bool:
        """No word stands anywhere."""
        return False


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    open_ends = draw(st.booleans()) and low < high
    return Interval(low, draw(st.sampled_from((high, ENDLESS))), open_ends, open_ends)


@given(intervals(), intervals(), NUMBERS)
def test_what_lies_in_the_smaller_lies_in_the_larger(one: Interval, other: Interval, number: Decimal) -> None:
    if one.covers(other) and other.holds(number):
        assert one.holds(number)


@given(intervals(), intervals(), NUMBERS)
def test_a_number_in_both_makes_them_meet(one: Interval, other: Interval, number: Decimal) -> None:
    if one.holds(number) and other.holds(number):
        assert one.meets(other)
        assert other.meets(one)


@given(intervals())
def test_an_interval_covers_and_meets_itself(one: Interval) -> None:
    assert one.covers(one)
    assert one.meets(one)


@pytest.mark.parametrize(
    ("question", "sign", "value"),
    [
        ("哪些目标超过40", ">", 40),
        ("不低于12%的指标", ">=", 12),
        ("目标有没有超过2%？", ">", 2),
        ("70家以上的有哪些", ">=", 70),
        ("哪些不到9家", "<", 9),
        ("大于等于6%的目标", ">=", 6),
        ("Which targets are below 5%?", "<", 5),
        ("Which targets are at least 30?", ">=", 30),
        ("哪个指标是33家", "=", 33),
    ],
)
def test_the_sign_of_a_bound_is_read_beside_its_figure(question: str, sign: str, value: int) -> None:
    (bound,) = bounds(read_question(question, NoWords()))
    assert (bound.sign, bound.figure.value) == (sign, value)


@pytest.mark.parametrize("question", ["介于20%到30%之间的目标", "20%和30%之间的指标", "targets between 20% and 30%"])
def test_two_figures_with_between_are_a_range(question: str) -> None:
    (bound,) = bounds(read_question(question, NoWords()))
    assert bound.interval == Interval(Decimal(20), Decimal(30))


def test_halves_are_rounded_up() -> None:
    assert rounded(Decimal("0.125")) == Decimal("0.13")
