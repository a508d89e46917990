"""The laws hold for any table a file may mark up, however its cells are merged; a large one is read in due time."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.codec import pack_parsed, unpack_parsed
from kb.laws import breaches
from kb.model import Document
from kb.parse import parse_document
from kb.render.blocks import blocks
from kb.structure import structure
from tests.grids import HERE, source
from tests.support import calls

WORDS = st.sampled_from(
    (
        "指标|单位|2020年|2025年目标|目标值|现状|年均增速（%）|地区|东湖区|合计|序号|1|2|高新技术企业（家）|"
        "其中：国家级|总量|亿元|300|≥60|[15]|3.5万|--||翻一番|900/500|2023年：20；2025年：50|国家级3家、省级20家|"
        "完成省下达任务|约束性|一、创新投入|注：含园区。|表1 主要指标|单位：亿元|市科技局|分值|奖励金额（万元）|"
        "项目名称|2025年比2020年增长|  专 利  |（2）就业*"
    ).split("|")
)
SIZES = st.integers(min_value=1, max_value=4)
CELLS = st.one_of(WORDS, st.fixed_dictionaries({"text": WORDS, "down": SIZES, "across": SIZES}))
GRIDS = st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=8)
AROUND = st.lists(st.sampled_from(("一、发展目标", "表2 主要指标", "单位：亿元", "正文。", "", HERE)), max_size=8)
LARGE = {"rows": 1000, "columns": 50}


def shown(document: Document) -> str:
    """What a reader of the laid-out document sees."""
    cells = (runs for block in blocks(document) for runs in (block.runs, *(c for row in block.rows for c in row)))
    return "".join(run.text for runs in cells for run in runs)


def ink(text: str) -> list[str]:
    """The letters and digits of a text, sorted: what stands between the rows of a table is shown behind it."""
    return sorted(filter(str.isalnum, text))


@given(AROUND, st.lists(GRIDS, min_size=1, max_size=3), st.integers(min_value=0, max_value=3))
def test_any_grid_gives_a_document_that_keeps_the_laws(around: list[str], grids: list[Any], headers: int) -> None:
    text = "\n".join([*around, *[HERE] * (len(grids) - around.count(HERE))])
    parsed = parse_document(
        structure(source({"text": text, "grids": grids[: text.count(HERE)], "headers": headers}), "d")
    )
    assert breaches(parsed) == {}
    assert unpack_parsed(pack_parsed(parsed)) == parsed
    assert ink(shown(parsed.document)) == ink(parsed.document.text)
    for table in parsed.document.tables:
        assert {len(row) for row in (*table.heads, *table.rows, *table.cells)} == {len(table.columns)}


def table_of(rows: int, columns: int, marked: bool) -> Document:
    """A table of names and figures, marked up or only parted by tabs."""
    table = [["指标", *(f"{1990 + c}年" for c in range(columns - 1))]]
    table += [[f"产业{r}产值", *(f"{r}.{c}" for c in range(1, columns))] for r in range(1, rows)]
    if marked:
        return structure(source({"grids": [table]}), "d")
    return structure(source({"text": "\n".join("\t".join(row) for row in table)}), "d")


def cost(rows: int, columns: int, marked: bool) -> int:
    """The calls it takes to read a table of this size."""

    def read() -> None:
        assert len(table_of(rows, columns, marked).tables[0].rows) == rows - 1

    return calls(read)


@pytest.mark.parametrize("marked", [True, False], ids=["marked up", "tabs"])
def test_a_cell_of_a_large_table_takes_a_few_calls(marked: bool) -> None:
    assert cost(**LARGE, marked=marked) < 100 * LARGE["rows"] * LARGE["columns"]


@pytest.mark.parametrize("marked", [True, False], ids=["marked up", "tabs"])
def test_eight_times_the_rows_take_no_more_than_their_share(marked: bool) -> None:
    assert cost(4000, 3, marked) < 10 * cost(500, 3, marked)


@pytest.mark.parametrize(
    "line", ["序号", "甲  乙", "甲\t乙\n丙", "| 甲 | 乙\n|", "\t", "序号\n1", "+-+", "表1 甲", "单位：亿元"]
)
def test_lines_that_begin_tables_again_and_again_are_looked_at_once(line: str) -> None:
    def spent(times: int) -> int:
        return calls(lambda: structure(source({"text": "\n".join([line] * times)}), "d"))

    assert spent(4000) < 10 * spent(500)
