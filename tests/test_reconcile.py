"""What statements say about each other: same, conflict, scope, and doubts."""

from __future__ import annotations

import pytest

from kb.model import Finding, Statement
from kb.reason import reason
from tests.reasoning import read

TABLE = "\t序号\n\t指标\n\t2020年\n\t2025年\n\n\t1\n\t{name}\n\t{now}\n\t{then}\n\n\t2\n\t其他（个）\n\t1\n\t2\n"


def findings(text: str, headings: tuple[str, ...] = ("二、发展目标",)) -> list[tuple[str, list[str]]]:
    """Relation and values of each finding on a text."""
    parsed = read(text, headings)
    by_id = {r.id: r for r in parsed.records if isinstance(r, Statement)}
    found = [r for r in reason(parsed.document, parsed.records) if isinstance(r, Finding)]
    return [(f.relation, [by_id[i].value_text for i in f.statements]) for f in found if f.relation != "doubt"]


def doubts(text: str, headings: tuple[str, ...] = ("一、发展成就",)) -> list[str]:
    """The notes of the doubts about a text."""
    parsed = read(text, headings)
    found = reason(parsed.document, parsed.records)
    return [r.note for r in found if isinstance(r, Finding) and r.relation == "doubt"]


def with_table(prose: str, name: str, now: str, then: str) -> str:
    return f"{prose}\n\n{TABLE.format(name=name, now=now, then=then)}"


def test_a_goal_in_prose_and_table_is_one_fact_with_two_places() -> None:
    text = with_table("到2025年，高新技术企业数量达到300家。", "国家高新技术企业（家）", "--", "300")
    assert findings(text) == [("same", ["300", "300"])]


def test_names_in_other_words_meet() -> None:
    text = with_table(
        "到2025年，全社会研究与开发（R&D）投入占地区生产总值（GDP）的比重达到2.5%。",
        "研发经费投入强度（%）",
        "--",
        "2.50",
    )
    assert findings(text) == [("same", ["2.5", "2.50"])]


def test_two_values_for_one_year_conflict_even_if_one_may_be_a_rounding() -> None:
    text = with_table("2020年，高新技术产品产值占比为24.53%。", "高新技术产品产值占比（%）", "25", "--")
    assert findings(text) == [("conflict", ["24.53", "25"])]


def test_equal_values_under_close_names_differ_in_scope() -> None:
    text = with_table(
        "到2025年，省、市工程技术研究中心和省级企业技术中心达到56家。", "省、市级工程技术研究中心（家）", "--", "56"
    )
    assert findings(text) == [("scope_differs", ["56", "56"])]


def test_a_level_above_differs_in_scope() -> None:
    text = with_table("2020年，有省级工程技术研究中心5家。", "省级以上企业工程技术研究中心（个）", "5", "--")
    assert findings(text) == [("scope_differs", ["5", "5"])]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("到2025年，专利申请量达到600件，发明专利申请量达到300件。", id="all patents and inventions"),
        pytest.param("到2025年，专利申请量达到600件，专利授权量达到600件。", id="applied and granted"),
        pytest.param("到2023年，众创空间达到15家。到2025年，众创空间达到20家。", id="two years"),
        pytest.param("2020年，经济总量超过800亿元。2020年，地区生产总值达到823亿元。", id="a bound that holds"),
        pytest.param("2020年，全省研发强度达到2.9%。2020年，我市研发强度达到1.8%。", id="two territories"),
        pytest.param("2020年，众创空间15家，省名牌产品15个。", id="an accidental number"),
        pytest.param("高技术制造业增加值占比4.25%，超额完成“十三五”提出占比4%以上的目标。", id="outcome and goal"),
        pytest.param("2020年，存款余额1.2亿元；2020年，存款余额12000万元以上。", id="a bound in another unit"),
    ],
)
def test_these_are_no_findings(text: str) -> None:
    assert [f for f in findings(text) if f[0] != "same"] == []


def test_amounts_in_different_units_are_compared() -> None:
    assert findings("2020年，研发投入1.2亿元。\n\n2020年，研发投入12000万元。") == [("same", ["1.2", "12000"])]


def test_the_own_territory_has_many_names() -> None:
    assert findings("2020年，全市研发强度2.1%。\n\n2020年，江州研发强度2.1%。") == [("same", ["2.1", "2.1"])]


def test_a_count_that_does_not_fit_its_list_is_doubted() -> None:
    assert doubts("打造“五个强市”（制造强市、农业强市、旅游强市、生态强市）。") == ["第3行说“五个强市”，括号中列出4项"]
    assert doubts("打造“三个强市”（制造强市、农业强市、旅游强市）。") == []


def test_a_series_that_contradicts_a_stated_growth_is_doubted() -> None:
    table = TABLE.format(name="研发强度（%）", now="0.9", then="3").replace("2020年", "2016年")
    notes = doubts(f"2020年，研发强度达到1.54%，比2015年提高0.33个百分点。\n\n{table}")
    assert any("口径可能不同" in note for note in notes)


def test_a_goal_without_a_start_is_doubted() -> None:
    notes = doubts(with_table("正文。", "科技孵化器（个）", "--", "3"), ("二、发展目标",))
    assert any("没有基期数值" in note for note in notes)


def test_findings_are_numbered_through() -> None:
    parsed = read(with_table("到2025年，高新技术企业达到300家。", "高新技术企业（家）", "--", "300"), ("二、发展目标",))
    found = [r.id for r in reason(parsed.document, parsed.records) if isinstance(r, Finding)]
    assert found == [f"finding-{n}" for n in range(1, len(found) + 1)]


def test_what_is_reached_every_year_is_no_total() -> None:
    text = "“十四五”期间，每年培育龙头企业20家。“十四五”期间，培育龙头企业100家。"
    assert findings(text) == []
