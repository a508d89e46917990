"""What a workbook shows is what its text says: numbers as formatted, merged cells, titles, notes."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from kb.errors import SourceError
from kb.model import Source
from kb.read.number_cells import shown
from kb.read.xlsx import read
from tests.docx_files import zipped
from tests.support import rows

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(*sheets: tuple[str, list[list[Any]], list[str]], formats: dict[str, str] | None = None) -> bytes:
    """A workbook of sheets: name, rows, merged areas; `formats` of cells of the first one."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, values, merged in sheets:
        sheet = made.create_sheet(title)
        for row in values:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    for place, code in (formats or {}).items():
        made.worksheets[0][place].number_format = code
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def raw(sheet: str, strings: str = "") -> bytes:
    """A workbook whose one sheet is this XML."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    linked = f'<Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>'
    linked += f'<Relationship Id="r2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/>'
    sheets = '<sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets>'
    return zipped(
        {
            "xl/workbook.xml": f'<workbook xmlns="{SPACE}" xmlns:r="{relations}">{sheets}</workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{linked}</Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SPACE}">{sheet}</worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{SPACE}">{strings}</sst>',
        }
    )


def cells(source: Source, grid: int = 0) -> list[list[tuple[str, int, int]]]:
    return [[(source.text[slice(*c.span)], c.down, c.across) for c in row] for row in source.grids[grid].rows]


@pytest.mark.parametrize("case", rows("number_cells"))
def test_numbers_stand_as_their_cells_show_them(case: dict[str, Any]) -> None:
    assert shown(case["value"], case["code"]) == case["shows"]


def test_title_unit_table_and_note() -> None:
    values = [
        ["主要指标"],
        [None, None, "单位：亿元"],
        ["指标", "2027年", "2030年"],
        ["研发经费", 12.5, 20],
        ["合计", None, None],
        ["注：2030年数为预期，按当年价格计算，不含中央在地单位。"],
    ]
    source = read(book(("发展指标", values, ["A1:C1", "A6:C6"])), "表.xlsx")
    assert source.text == (
        "发展指标\n主要指标\n单位：亿元\n\n指标\t2027年\t2030年\n研发经费\t12.5\t20\n合计\t\t\n\n"
        "注：2030年数为预期，按当年价格计算，不含中央在地单位。"
    )
    assert [origin.paragraph for origin in source.origins] == [1, 1, 2, 3, 3, 4, 5, 5, 6]


def test_merged_cells_and_formats() -> None:
    values = [["指标", "目标", None], [None, 2027, 2030], ["占比", 0.021, 0.03], ["起", date(2027, 1, 31), None]]
    formats = {"B3": "0.0%", "C3": "0%", "B4": 'yyyy"年"m"月"'}
    source = read(book(("Sheet1", values, ["A1:A2", "B1:C1"]), formats=formats), "表.xlsx")
    assert cells(source) == [
        [("指标", 2, 1), ("目标", 1, 2)],
        [("2027", 1, 1), ("2030", 1, 1)],
        [("占比", 1, 1), ("2.1%", 1, 1), ("3%", 1, 1)],
        [("起", 1, 1), ("2027年1月", 1, 1), ("", 1, 1)],
    ]


def test_two_tables_of_a_sheet_stay_two() -> None:
    values = [["甲", 1], ["乙", 2], [], ["表2"], ["丙", 3], ["丁", 4]]
    source = read(book(("Sheet1", values, [])), "表.xlsx")
    assert source.text == "甲\t1\n乙\t2\n\n表2\n\n丙\t3\n丁\t4"
    assert len(source.grids) == 2


def test_sheets_have_their_names_and_hidden_ones_are_said() -> None:
    made = openpyxl.load_workbook(
        io.BytesIO(book(("Sheet1", [["甲", 1]], []), ("目标", [["乙", 2]], []), ("内部", [["x"]], [])))
    )
    made.worksheets[2].sheet_state = "hidden"
    stream = io.BytesIO()
    made.save(stream)
    source = read(stream.getvalue(), "表.xlsx")
    assert source.text == "甲\t1\n\n目标\n\n乙\t2"
    assert source.remarks == ("1 个隐藏的工作表未读入",)


def test_a_formula_gives_the_result_that_was_saved() -> None:
    source = read(
        raw(
            '<sheetData><row r="1"><c r="A1" t="str"><f>B1</f><v>甲</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
            '<c r="C1"><f>2+2</f></c></row></sheetData>'
        ),
        "表.xlsx",
    )
    assert source.text == "甲\t2"
    assert source.remarks == ("1 个公式没有存下结果，未读入",)


def test_text_of_runs_without_their_sounds_and_text_that_looks_like_a_formula() -> None:
    strings = "<si><r><t>创新</t></r><r><t>平台</t></r><rPh><t>chuang</t></rPh></si>"
    inline = '<c t="inlineStr"><is><t>=1+1</t></is></c>'
    sheet = f'<sheetData><row><c t="s"><v>0</v></c>{inline}<c t="s"><v>9</v></c></row></sheetData>'
    assert read(raw(sheet, strings), "表.xlsx").text == "创新平台\t=1+1"


def test_what_a_sheet_claims_costs_nothing() -> None:
    sheet = (
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>3</v></c><c r="XFD1048576"><v>4</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="nonsense"/></mergeCells>'
    )
    assert read(raw(sheet), "表.xlsx").text == "1\t2\n3\t4"


def test_a_sheet_too_sparse_to_be_a_table_is_refused() -> None:
    diagonal = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="{column(n)}{n}"><v>1</v></c></row>' for n in range(2, 900)
    )
    with pytest.raises(SourceError, match="稀疏") as refusal:
        read(raw(f"<sheetData>{diagonal}</sheetData>"), "表.xlsx")
    assert refusal.value.reason == "too_big"


def column(number: int) -> str:
    return openpyxl.utils.get_column_letter(number)


@pytest.mark.parametrize(
    ("data", "reason"),
    [(raw(""), "no_text"), (zipped({"a": "b"}), "damaged"), (zipped({"xl/workbook.xml": "<workbook/>"}), "no_text")],
)
def test_a_workbook_without_words_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as refusal:
        read(data, "表.xlsx")
    assert refusal.value.reason == reason
