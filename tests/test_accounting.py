"""Every numeral of a document is in a record, explained, or in a notice."""

from __future__ import annotations

import pytest

from kb.extract import extract
from kb.extract.accounting import KINDS, NUMBER, account, unread
from kb.model import About, Document, Source
from kb.numbers import numerals
from kb.parse import parse
from kb.structure import structure
from tests.reasoning import document
from tests.support import PLAN


def kinds(text: str) -> dict[str, str]:
    """Numeral -> its kind, for a text that stands under 三、重点任务."""
    made = document(text, ["三、重点任务"])
    return {e.text: e.kind for e in account(made, extract(made)) if e.span.start > len("三、重点任务")}


@pytest.mark.parametrize(
    ("text", "numeral", "kind"),
    [
        ("到2025年，高新技术企业达到300家。", "300", "record"),
        ("到2025年，高新技术企业达到300家。", "2025", "record"),
        ("2017年7月28日起实行。", "28", "date"),
        ("按照国办函〔2016〕108号执行。", "108", "name"),
        ("（一）培育企业。", "一", "label"),
        ("见附件3。", "3", "label"),
        ("推广5G应用。", "5", "code"),
        ("引证码CLI.12.4792728。", "4792728", "code"),
        ("访问https://www.example.cn/a123.html办理。", "123", "code"),
        ("建设“1+1+7”示范区。", "7", "name"),
        ("落实“一带一路”倡议。", "一", "name"),
        ("引入第三方机构。", "三", "name"),
        ("自受理之日起10个工作日内办结。", "10", "duration"),
        ("年龄在45周岁以下。", "45", "unread"),
        ("重点抓好六个方面工作。", "六", "passing"),
        ("引进一批企业。", "一", "passing"),
        ("统一标准。", "一", "word"),
        ("每增长1个百分点，相当于过去的两倍。", "1", "unread"),
    ],
)
def test_a_numeral_has_the_kind_a_reader_would_give_it(text: str, numeral: str, kind: str) -> None:
    assert kinds(text)[numeral] == kind
    assert kind in KINDS


@pytest.mark.parametrize(
    ("text", "numeral"),
    [
        ("（一）上年度营业收入2000万元以上；", "2000"),
        ("（二）从业人员不少于30人，其中研发人员占比达到15%；", "15"),
        ("第九条 所需资金由市、区财政按7:3比例分担。", "7"),
        ("第十条 补助面积不超过800平方米。", "800"),
    ],
)
def test_in_rules_of_support_a_threshold_is_a_condition(text: str, numeral: str) -> None:
    lines = ["江州市扶持办法", "第一条 为促进发展，制定本办法。", "第二条 申请扶持的企业应当具备以下条件：", text]
    source = Source(text="\n\n".join(lines), format="plain", encoding="utf-8", sha256="0" * 64)
    made = structure(source, "rules", About(title=lines[0]))
    assert {e.kind for e in account(made, extract(made)) if e.text == numeral} == {"condition"}


@pytest.mark.parametrize(
    ("table", "numeral", "kind"),
    [
        ("序号\t名称\n1\t甲\n2\t乙", "2", "label"),
        ("任务\t要求\n培训\t1.每年办班。 2.建立台账。", "2", "label"),
        ("级别\t奖励金额（万元）\n国家级\t100\n省级\t50", "50", "record"),
        ("学历\t分值\n本科\t60\n专科\t40", "40", "record"),
        ("项目名称\t总投资（亿元）\n智慧港口\t12\n冷链园区\t9", "12", "record"),
        ("指标\t2021年\t三年累计\n新建公园（个）\t10\t35", "35", "record"),
        ("指标\t2025年\n孵化器（家）\t30", "30", "record"),
        ("事项\t说明\n培训\t37\n考核\t41", "37", "unread"),
    ],
)
def test_a_number_in_a_table_is_held_by_what_reads_it(table: str, numeral: str, kind: str) -> None:
    assert kinds(table)[numeral] == kind


def test_an_unread_number_becomes_a_notice_at_its_place() -> None:
    made = document("每增长1个百分点的增量来之不易。")
    notices = [r for r in extract(made) if r.type == "notice"]
    assert [(n.code, made.text[slice(*n.span)]) for n in notices] == [(NUMBER, "1")]  # type: ignore[attr-defined]


def test_the_account_holds_every_numeral_once_and_in_order() -> None:
    parsed = parse(PLAN)
    entries = account(parsed.document, parsed.records)
    text = parsed.document.text
    assert [e.text for e in entries] == [text[slice(*e.span)] for e in entries]
    assert [e.span for e in entries] == sorted(e.span for e in entries)
    assert len(entries) == sum(len(list(numerals(line))) for line in text.split("\n"))


def test_the_taishan_plan_has_no_unread_number() -> None:
    parsed = parse(PLAN)
    assert unread(parsed.document, parsed.records) == ()


def test_a_record_that_takes_a_numeral_is_named() -> None:
    made: Document = document("到2025年，高新技术企业达到300家。", ["二、发展目标"])
    records = extract(made)
    entry = next(e for e in account(made, records) if e.text == "300")
    assert entry.id in {r.id for r in records}
