"""Numerals in any spelling, case by case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import numbers
from tests.support import rows


@pytest.mark.parametrize("case", rows("numbers"))
def test_a_text_holds_these_numerals(case: dict[str, Any]) -> None:
    found = [[n.text, float(n.value)] for n in numbers.numerals(case["text"])]
    assert found == [[text, float(value)] for text, value in case["finds"]]


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False))
def test_a_printed_decimal_comes_back_as_it_was(value: Decimal) -> None:
    assert numbers.parse(f"{value}") == value
    assert numbers.parse(f"{value:,}") == value


HAN = "零一二三四五六七八九"


@given(st.integers(min_value=1, max_value=9999))
def test_han_numerals_read_back(number: int) -> None:
    thousands, hundreds, tens, ones = (number // 10**k % 10 for k in (3, 2, 1, 0))
    words, gap = "", False
    for digit, place in ((thousands, "千"), (hundreds, "百"), (tens, "十"), (ones, "")):
        if digit:
            words += ("零" if gap and words else "") + HAN[digit] + place
        gap = not digit
    assert numbers.parse(words) == number


def test_what_is_no_numeral_has_no_value() -> None:
    assert numbers.parse("若干") is None
    assert numbers.parse("") is None
