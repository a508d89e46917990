"""Lists for work: narrowed by words as people write them, complete, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kb.cli import cli
from kb.errors import KBError
from kb.knowledge import KnowledgeBase
from kb.model import Statement
from kb.render import csv_text, target_sheet
from kb.render.lists import Sheet
from tests.support import built

PLAN = """江州市工业发展规划（2021-2025年）
一、发展目标
到2025年，国家高新技术企业达到120家以上，绿色工厂达到30家，研发经费投入强度达到2.8%左右。
2023年，绿色工厂达到12家。
二、主要任务
（一）培育企业。对新认定的国家高新技术企业给予20万元奖励，对科技型中小企业给予贷款贴息。（责任单位：市科技局、市财政局）
（二）建设园区。建设2个绿色园区，完善园区服务。（责任单位：市工业和信息化局）
"""
OTHER = """海州市工业发展规划（2021-2025年）
一、发展目标
到2025年，绿色工厂达到8家。
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("lists"), jiangzhou=PLAN, haizhou=OTHER)


@pytest.fixture(scope="module")
def kb(home: Path) -> KnowledgeBase:
    return KnowledgeBase.open(home)


def figures(found: tuple[Statement, ...]) -> set[tuple[str, float, int | None]]:
    return {(s.doc_id, float(s.value or 0), s.year) for s in found}


def test_targets_by_year_indicator_and_document(kb: KnowledgeBase) -> None:
    assert figures(kb.targets(indicator="绿色工厂")) == {
        ("jiangzhou", 30, 2025),
        ("jiangzhou", 12, 2023),
        ("haizhou", 8, 2025),
    }
    assert figures(kb.targets(year=2023)) == {("jiangzhou", 12, 2023)}
    assert figures(kb.targets("haizhou")) == {("haizhou", 8, 2025)}
    with pytest.raises(KBError, match="kb show"):
        kb.targets("nowhere")


@pytest.mark.parametrize(("words", "value"), [("高企", 120), ("研发强度", 2.8), ("R&D", 2.8)])
def test_words_narrow_in_any_spelling(words: str, value: float, kb: KnowledgeBase) -> None:
    assert {found[1] for found in figures(kb.targets(indicator=words))} == {value}


def test_tasks_by_body_and_words(kb: KnowledgeBase) -> None:
    assert [task.title for task in kb.tasks(body="财政局")] == ["培育企业"]
    assert [task.title for task in kb.tasks(about="绿色园区")] == ["建设园区"]
    assert kb.tasks(body="农业农村局") == ()


def test_measures_by_beneficiary_and_amount(kb: KnowledgeBase) -> None:
    assert [float(m.amounts[0].value) for m in kb.measures(whom="高企", stated=True)] == [20]
    assert [m.instrument for m in kb.measures(whom="科技型中小企业")] == ["贷款贴息"]
    assert len(kb.measures(stated=True)) < len(kb.measures())


def test_csv_holds_every_row_with_its_place(home: Path, kb: KnowledgeBase) -> None:
    printed = CliRunner().invoke(cli, ["targets", "--csv", "--home", str(home)]).stdout
    assert printed.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"))))
    assert {(r["文件编号"], float(r["数值"]), int(r["年份"])) for r in rows} == figures(kb.targets())
    assert {r["比较"] for r in rows} == {"", "不低于", "约"}
    assert all(r["原文"] and int(r["行"]) > 0 for r in rows)


def test_a_spreadsheet_runs_nothing_of_a_document() -> None:
    printed = csv_text(Sheet(("a", "b"), (("=1+1", "-2"), ("@SUM(1)", "+1"), ("\t=1", "-x"))))
    rows = list(csv.reader(io.StringIO(printed.removeprefix("\ufeff"))))
    assert rows[1:] == [["'=1+1", "-2"], ["'@SUM(1)", "'+1"], ["'\t=1", "'-x"]]


def test_a_list_without_rows_says_what_to_do(home: Path) -> None:
    printed = CliRunner().invoke(cli, ["targets", "--year", "1999", "--home", str(home)]).stdout
    assert printed == "没有符合条件的。可去掉条件再看，例如：kb targets\n"


def test_the_rows_of_a_sheet_are_as_long_as_its_head(kb: KnowledgeBase) -> None:
    sheet = target_sheet(kb.targets(kind=None), {d.doc_id: d.title for d in kb.documents()})
    assert {len(row) for row in sheet.rows} == {len(sheet.head)}
