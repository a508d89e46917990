"""Values that follow from what a text states directly, and those that do not."""

from __future__ import annotations

from typing import Any

import pytest

from kb.reason.derive import derive
from tests.reasoning import document, read

PAST = ["一、发展成就"]


def derived(text: str, **setting: Any) -> list[tuple[str, float, str | None, int | None, str]]:
    """Indicator, value, unit, year and formula of each value that follows from a text."""
    parsed = read(text, **{"headings": PAST, **setting})
    values = derive(parsed.document, parsed.records)
    return [(d.indicator, float(d.value), d.unit, d.year, d.formula) for d in values]


def test_an_increase_gives_the_base_and_the_rate() -> None:
    assert derived("2015年，全市财政科技拨款达到4114万元，比2010年增加2095万元。") == [
        ("财政科技拨款", 2019, "万元", 2010, "4114-2095"),
        ("财政科技拨款2010-2015年增长率", 103.76, "%", 2015, "2095/(4114-2095)*100"),
    ]


def test_points_give_the_base_and_no_rate() -> None:
    found = derived("2015年，R&D经费占GDP比重达到1.54%，比2010年提高0.33个百分点。")
    assert found == [("R&D经费占GDP比重", 1.21, "%", 2010, "1.54-0.33")]


def test_a_rate_gives_the_base_as_exact_as_the_level_is_printed() -> None:
    assert derived("2015年，专利申请量745件，比2010年增长约98.14%。") == [
        ("专利申请量", 376, "件", 2010, "745/(1+98.14%)"),
        ("专利申请量比2010年增加量", 369, "件", 2015, "745-745/(1+98.14%)"),
    ]


def test_a_decrease_gives_a_larger_base() -> None:
    found = derived("2020年，农村贫困人口200人，比2015年减少800人。")
    assert found[0] == ("农村贫困人口", 1000, "人", 2015, "200+800")
    assert found[1][:2] == ("农村贫困人口2015-2020年增长率", -80)


def test_a_change_in_another_unit_is_converted() -> None:
    found = derived("2020年，技术合同成交额1.2亿元，比2015年增加2000万元。")
    assert found[0] == ("技术合同成交额", 1, "亿元", 2015, "1.2-0.2")


def test_two_years_told_in_one_clause_give_the_step() -> None:
    found = derived("高新技术产品产值占比从2010年的19.15%提升至2015年的24.53%。")
    assert found == [("高新技术产品产值占比2010-2015年变化", 5.38, "百分点", 2015, "24.53-19.15")]


def test_a_fact_against_the_goal_for_the_same_year_gives_the_margin() -> None:
    text = "2020年高技术制造业增加值占比为4.25%，超额完成“十三五”提出占比4%以上的目标。"
    assert derived(text) == [("高技术制造业增加值占比超目标幅度", 0.25, "百分点", 2020, "4.25-4")]


def test_approximations_are_marked() -> None:
    parsed = read("2015年，专利申请量745件，比2010年增长约98.14%。", headings=PAST)
    assert all(d.approximate for d in derive(parsed.document, parsed.records))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2020年，专利申请量增长15%。", id="no level"),
        pytest.param("2020年，专利申请量745件，增长15%。", id="no base year"),
        pytest.param("2020年，研发强度2.1%，比2015年增长10%。", id="a rate of a share"),
        pytest.param("2020年，专利申请量745件，专利授权量345件。", id="two indicators"),
        pytest.param("2020年，专利申请量745件，比2015年增长超过30%。", id="a bound is no value"),
        pytest.param("2020年，全省专利申请量7450件，我市比2015年增加300件。", id="two territories"),
    ],
)
def test_nothing_is_derived_that_the_text_does_not_give(text: str) -> None:
    assert derived(text) == []


def test_goals_are_not_derived_from() -> None:
    assert derived("到2025年，专利申请量达到1000件，比2020年增加300件。", headings=["二、发展目标"]) == []


def test_a_derived_value_stands_where_its_statements_stand() -> None:
    parsed = read("2015年，财政科技拨款达到4114万元，比2010年增加2095万元。", headings=PAST)
    by_id = {r.id: r for r in parsed.records}
    for value in derive(parsed.document, parsed.records):
        assert value.spans == tuple(by_id[id].span for id in value.from_)
        assert value.anchor == by_id[value.from_[0]].anchor


def test_an_empty_document_gives_nothing() -> None:
    assert list(derive(document("没有数。"), ())) == []
