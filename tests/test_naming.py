"""When two names of indicators are one, and which entry they stand for."""

from __future__ import annotations

import pytest

from kb.vocab import vocabulary
from kb.vocab.entries import Indicator
from kb.vocab.naming import IDLE, entry_of, key, signature

ENTRIES = list(vocabulary().indicators)

ONE_THING = [
    ["研发强度", "R&D经费占GDP的比重", "研究和试验发展（R&D）经费投入强度", "全社会研究与开发投入占地区生产总值的比重"],
    ["国家高新技术企业数量", "高企", "国家级高新技术企业", "高新技术企业总数"],
    ["万人发明专利拥有量", "每万人口发明专利拥有量", "每万人口有效发明专利拥有量"],
    ["工业技改投资", "工业技术改造投资额"],
    ["规上工业增加值", "规模以上工业增加值"],
    ["单位GDP能耗", "万元地区生产总值能耗", "单位国内生产总值能源消耗"],
    ["PM2.5浓度", "细颗粒物（PM2.5）平均浓度"],
    ["常住人口城镇化率", "城镇化率"],
]
TWO_THINGS = [
    ("高技术制造业增加值占比", "高新技术产品产值占比"),
    ("高新技术产业产值占比", "高新技术产品产值占比"),
    ("专利申请量", "发明专利申请量"),
    ("发明专利申请量", "发明专利授权量"),
    ("省级工程技术研究中心", "市级工程技术研究中心"),
    ("省级工程技术研究中心", "省级以上企业工程技术研究中心"),
    ("省、市级工程技术研究中心", "省、市工程技术研究中心和省级企业技术中心"),
    ("科技型中小企业", "科技型小微企业"),
    ("研发经费投入", "研发经费投入强度"),
    ("工业技术改造投资", "工业技术改造投资增长率"),
    ("城镇登记失业率", "城镇调查失业率"),
    ("地区生产总值", "人均地区生产总值"),
    ("科技企业孵化器", "科技企业孵化器在孵企业"),
]


@pytest.mark.parametrize("names", ONE_THING, ids=lambda names: names[0])
def test_these_names_are_one(names: list[str]) -> None:
    assert len({key(name) for name in names}) == 1, [(name, key(name)) for name in names]
    assert entry_of(names[0]) is not None


@pytest.mark.parametrize(("one", "other"), TWO_THINGS)
def test_these_names_are_two(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_every_name_of_an_entry_leads_to_it_and_no_near_miss_does(entry: Indicator) -> None:
    for name in entry.names:
        found = entry_of(name)
        assert found is not None
        assert found.id == entry.id, name
    for name in entry.not_:
        found = entry_of(name)
        assert found is None or found.id != entry.id, name


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_every_indicator_has_an_english_name_and_a_unit(entry: Indicator) -> None:
    assert entry.en
    assert entry.unit


def test_names_that_no_entry_knows_still_meet_through_their_concepts() -> None:
    assert key("高新技术企业研发投入") == key("高企R&D经费投入")
    assert entry_of("高新技术企业研发投入") is None


def test_a_name_is_never_made_of_idle_words_alone() -> None:
    assert all(signature(n) != signature("") for e in ENTRIES for n in e.names)
    assert IDLE in {c.group for c in vocabulary().concepts}
