"""The laws hold for every document of the corpus and for any text at all, however odd."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.codec import pack_parsed, unpack_parsed
from kb.corpus import Member, corpus
from kb.laws import breaches, same_again
from kb.model import Parsed, Source
from kb.parse import parse, parse_document
from kb.structure import structure
from tests.support import CORPUS

MEMBERS = corpus(CORPUS).members

LINES = st.sampled_from(
    (
        "一、总体要求",
        "二、重点任务。",
        "三、保障措施",
        "（一）发展目标。",
        "（二）加大投入",
        "（三）",
        "1.科技投入稳步增长。",
        "2．创新平台建设",
        "（1）培育企业",
        "①支持研发",
        "一是加强领导。二是落实责任；三是强化考核。",
        "——高新技术企业数量倍增。到2020年，高新技术企业达到50家。",
        "第一章 总则",
        "第一条 为了促进创新，制定本办法。",
        "表格 1 主要指标",
        "表1  指标",
        "\t序号",
        "\t指  标",
        "\t2015年",
        "\t2020年",
        "\t1",
        "\t研发投入强度（%）",
        "\t1.54",
        "\t--",
        "| 指标 | 2020年 |",
        "| --- | --- |",
        "| 专利 | 3 |",
        "指标\t单位\t2020年",
        "专利\t件\t３，０００",
        "前  言",
        "公开方式：主动公开",
        "甲市人民政府办公室    2017年1月3日印发",
        "（牵头单位：市科技局；责任单位：市财政局、市教育局）",
        "对认定为国家级的，一次性给予最高100万元奖励，不超过投入的30%。",
        "2015年，全市财政科技拨款达到4114万元，比2010年增加2095万元。",
        "专利申请量、授权量分别达到233件和48件以上。",
        "依托甲乙科技股份有限公司（以下简称“甲乙科技”）建设工程中心。",
        "根据《甲市国民经济和社会发展第十三个五年规划纲要》，",
        "",
        "   ",
        "\u3000\u3000",
    )
)
ODD = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("一二三、（）。；0１9.%年月\t|—-“”《》")), max_size=40
)
TEXTS = st.lists(st.one_of(LINES, LINES, ODD), max_size=30).map("\n".join)


def source(text: str) -> Source:
    return Source(text=text, format="txt", encoding="utf-8", sha256=hashlib.sha256(text.encode()).hexdigest())


def reading(text: str) -> Parsed:
    return parse_document(structure(source(text), "d"))


@pytest.mark.parametrize("member", MEMBERS, ids=[member.doc_id for member in MEMBERS])
def test_a_document_of_the_corpus_keeps_the_laws(member: Member) -> None:
    parsed = parse(member.path, member.doc_id, member.about)
    assert breaches(parsed) == {}
    assert list(same_again(parsed, parse(member.path, member.doc_id, member.about))) == []


@given(TEXTS)
def test_any_text_gives_a_document_that_keeps_the_laws(text: str) -> None:
    parsed = reading(text)
    assert parsed.document.text == text
    assert breaches(parsed) == {}


@given(TEXTS)
def test_any_text_is_read_the_same_again_and_survives_the_store(text: str) -> None:
    parsed = reading(text)
    assert list(same_again(parsed, reading(text))) == []
    assert unpack_parsed(pack_parsed(parsed)) == parsed
