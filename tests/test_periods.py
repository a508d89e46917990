"""Years and spans of years, case by case."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.extract.figures import periods
from kb.extract.figures.periods import Mark
from kb.extract.setting import Setting
from kb.vocab import vocabulary
from tests.support import rows

SETTING = Setting(period=(2021, 2025), year=2021)


def shown(mark: Mark) -> str:
    """A mark as a case writes it."""
    years = mark.resolve(SETTING)
    return f"{mark.role} {years[0]}-{years[1]}" if years else f"{mark.role} none"


@pytest.mark.parametrize("case", rows("periods"))
def test_a_text_names_these_times(case: dict[str, Any]) -> None:
    assert [shown(m) for m in periods.find(case["text"])] == case["finds"]


@given(st.text(alphabet="到至从比2015 -年底末“十三五”期间以来的，二〇一七比上", max_size=40))
def test_times_never_overlap(text: str) -> None:
    found = periods.find(text)
    assert all(a.span.end <= b.span.start for a, b in zip(found, found[1:], strict=False))


def test_a_comparison_is_told_from_the_year_of_its_figure() -> None:
    mark = periods.find("比上年增长")[0]
    assert mark.resolve(SETTING, at=2018) == (2017, 2017)


def test_without_a_setting_a_relative_time_says_nothing() -> None:
    assert periods.find("去年")[0].resolve(Setting()) is None


def test_five_year_plans_follow_each_other_without_a_gap() -> None:
    plans = sorted((p.first, p.last) for p in vocabulary().periods)
    assert all(last + 1 == first for (_, last), (first, _) in zip(plans, plans[1:], strict=False))
    assert all(last - first == 4 for first, last in plans)
