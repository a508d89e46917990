"""What a Word document says on paper is what its text says: numbers, headings, tables, changes, boxes and notes."""

from __future__ import annotations

import io
from typing import Any

import docx as python_docx
import pytest

from kb.errors import SourceError
from kb.model import Source
from kb.read.docx import read
from tests.docx_files import (
    W,
    abstract,
    cell,
    docx,
    level,
    listed,
    num,
    paragraph,
    restart,
    row,
    run,
    style,
    table,
    zipped,
)
from tests.support import rows


def lines(body: str, **parts: str) -> list[str]:
    return read(docx(body, **parts), "规划.docx").text.split("\n")


def cells(source: Source) -> list[list[tuple[str, int, int]]]:
    """The cells of the first grid: text, rows and columns covered."""
    return [[(source.text[slice(*c.span)], c.down, c.across) for c in r] for r in source.grids[0].rows]


# ------------------------------------------------------------------ automatic numbering


def definition(index: int, entry: dict[str, Any]) -> str:
    more = f'<w:suff w:val="{entry["gap"]}"/>' if "gap" in entry else ""
    more += f'<w:lvlRestart w:val="{entry["restart"]}"/>' if "restart" in entry else ""
    more += "<w:isLgl/>" if entry.get("legal") else ""
    return level(index, entry["form"], entry["text"], more, entry.get("start", 1))


@pytest.mark.parametrize("case", rows("list_numbers"))
def test_numbers_are_printed_as_word_prints_them(case: dict[str, Any]) -> None:
    numbering = abstract(0, *(definition(i, entry) for i, entry in enumerate(case["levels"]))) + num(1, 0)
    body = "".join(listed(f"事项{n}", 1, at) for n, at in enumerate(case["items"]))
    assert lines(body, numbering=numbering) == [f"{label}事项{n}" for n, label in enumerate(case["shows"])]


COUNTING = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))


def test_lists_of_one_definition_count_on_and_an_override_begins_anew() -> None:
    numbering = COUNTING + num(1, 0) + num(2, 0) + num(3, 0, restart(0, 1))
    body = listed("甲", 1) + listed("乙", 2) + listed("丙", 3) + listed("丁", 3)
    assert lines(body, numbering=numbering) == ["1. 甲", "2. 乙", "1. 丙", "2. 丁"]


def test_a_style_may_carry_the_number_and_hand_it_down() -> None:
    tied = abstract(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", '<w:pStyle w:val="Sub"/>'))
    styles = (
        style("Top", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("Sub", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("Own", based_on="Top")
    )
    body = (
        paragraph("总则", '<w:pStyle w:val="Top"/>')
        + paragraph("目标", '<w:pStyle w:val="Sub"/>')
        + paragraph("附则", '<w:pStyle w:val="Own"/>')
        + paragraph("无号", '<w:pStyle w:val="Own"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert lines(body, styles=styles, numbering=tied + num(1, 0)) == ["一、总则", "1. 目标", "二、附则", "无号"]


def test_an_empty_item_is_counted_but_prints_no_line() -> None:
    assert lines(listed("甲", 1) + listed("", 1) + listed("乙", 1), numbering=COUNTING + num(1, 0)) == [
        "1. 甲",
        "3. 乙",
    ]


def test_a_numbering_style_leads_to_its_list_and_a_circle_ends() -> None:
    linked = abstract(5, more='<w:numStyleLink w:val="Legal"/>') + abstract(0, level(0, "decimal", "%1)"))
    styles = style("Legal", '<w:numPr><w:numId w:val="7"/></w:numPr>')
    assert lines(listed("甲", 1), styles=styles, numbering=linked + num(1, 5) + num(7, 0)) == ["1) 甲"]
    assert lines(listed("甲", 1), styles=styles, numbering=linked + num(1, 5) + num(7, 5)) == ["甲"]


def test_numbers_stand_in_cells_too() -> None:
    body = table(row(cell(inner=listed("甲", 1)), cell("5")), row(cell(inner=listed("乙", 1)), cell("6")))
    assert lines(body, numbering=COUNTING + num(1, 0)) == ["1. 甲\t5", "2. 乙\t6"]


# ------------------------------------------------------------------ headings


def test_headings_are_told_by_outline_level_and_by_the_names_of_styles() -> None:
    styles = (
        style("1", shown="heading 1")
        + style("2", shown="标题 2")
        + style("A", '<w:outlineLvl w:val="2"/>')
        + style("B", based_on="A")
        + style("C", '<w:outlineLvl w:val="9"/>', based_on="A")
    )
    body = "".join(paragraph(f"题{name}", f'<w:pStyle w:val="{name}"/>') for name in "12ABC")
    body += paragraph("直写", '<w:outlineLvl w:val="3"/>') + paragraph("正文")
    assert read(docx(body, styles=styles), "a.docx").headings == {1: 1, 2: 2, 3: 3, 4: 3, 6: 4}


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    styles = style("A", based_on="B") + style("B", based_on="A")
    assert lines(paragraph("题", '<w:pStyle w:val="A"/>'), styles=styles) == ["题"]


def test_a_heading_of_two_lines_is_one_heading() -> None:
    body = paragraph("加快发展", '<w:outlineLvl w:val="0"/>', "<w:r><w:br/></w:r>" + run("若干措施"))
    source = read(docx(body), "a.docx")
    assert (source.text, source.headings) == ("加快发展若干措施", {1: 1})


# ------------------------------------------------------------------ words of a paragraph


@pytest.mark.parametrize(
    ("inner", "shows"),
    [
        (
            f"{run('到')}<w:ins>{run('2030年')}</w:ins><w:del><w:r><w:delText>2025年</w:delText></w:r></w:del>",
            ["到2030年"],
        ),
        (f"<w:moveFrom>{run('旧处')}</w:moveFrom><w:moveTo>{run('新处')}</w:moveTo>", ["新处"]),
        (f"<w:hyperlink>{run('详见')}</w:hyperlink><w:smartTag>{run('附件')}</w:smartTag>", ["详见附件"]),
        (f"<w:sdt><w:sdtContent>{run('控件内')}</w:sdtContent></w:sdt>", ["控件内"]),
        (f"{run('甲')}<w:r><w:tab/></w:r>{run('乙')}", ["甲 乙"]),
        (f"{run('甲')}<w:r><w:br/></w:r>{run('乙')}", ["甲", "乙"]),
        (f"{run('甲')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>", ["甲"]),
        (f"<w:r><w:instrText>PAGE</w:instrText></w:r>{run('第1页')}", ["第1页"]),
        (f"<w:r><w:ruby><w:rt>{run('shi')}</w:rt><w:rubyBase>{run('市')}</w:rubyBase></w:ruby></w:r>", ["市"]),
        (f"{run('A')}<w:r><w:noBreakHyphen/></w:r>{run('1')}", ["A-1"]),
        (f"{run('占比')}<m:oMath><m:r><m:t>5%</m:t></m:r></m:oMath>", ["占比5%"]),
    ],
    ids="insertion moved link control tab break hidden field ruby hyphen formula".split(),
)
def test_words_are_those_on_the_page(inner: str, shows: list[str]) -> None:
    assert lines(paragraph(inner=inner)) == shows


def test_a_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    source = read(docx(paragraph("前") + paragraph("正文", inner=drawing) + paragraph("后")), "a.docx")
    assert source.text == "前\n正文\n框内\n后"
    assert [origin.paragraph for origin in source.origins] == [1, 2, 2, 3]


def test_notes_stand_at_the_end_and_what_is_left_out_is_counted() -> None:
    mark = '<w:r><w:footnoteReference w:id="3"/></w:r>'
    notes = f'<w:footnote w:type="separator" w:id="0">{paragraph()}</w:footnote>'
    notes += f'<w:footnote w:id="3">{paragraph("按可比价计算。")}</w:footnote>'
    source = read(docx(paragraph("增长5%", inner=mark), footnotes=notes, header=paragraph("内部资料")), "a.docx")
    assert source.text == "增长5%\n脚注1 按可比价计算。"
    assert source.remarks == ("1 处页眉页脚未读入", "1 条脚注、尾注列在文末")


# ------------------------------------------------------------------ tables


def test_merged_cells_say_what_they_cover() -> None:
    body = paragraph("表1 指标") + table(
        row(
            cell("指标", properties='<w:vMerge w:val="restart"/>'),
            cell("目标值", properties='<w:gridSpan w:val="2"/>'),
            properties="<w:tblHeader/>",
        ),
        row(cell("", properties="<w:vMerge/>"), cell("2027年"), cell("2030年"), properties="<w:tblHeader/>"),
        row(cell("发明专利", "（件）"), cell("30"), cell("50")),
    )
    source = read(docx(body + paragraph("注：预期性")), "a.docx")
    assert source.text.split("\n") == [
        "表1 指标",
        "",
        "指标\t目标值",
        "2027年\t2030年",
        "发明专利 （件）\t30\t50",
        "",
        "注：预期性",
    ]
    assert cells(source) == [
        [("指标", 2, 1), ("目标值", 1, 2)],
        [("2027年", 1, 1), ("2030年", 1, 1)],
        [("发明专利 （件）", 1, 1), ("30", 1, 1), ("50", 1, 1)],
    ]
    assert source.grids[0].headers == 2
    assert [o.paragraph for o in source.origins] == [1, 2, 2, 3, 4, 4, 5]


def test_a_span_counts_columns_that_are_there_not_those_it_claims() -> None:
    wide = cell("全市", properties='<w:gridSpan w:val="99999999"/>')
    body = table(
        row(wide), row(cell("甲"), cell("1")), row(cell("乙", properties='<w:gridSpan w:val="-5"/>'), cell("2"))
    )
    assert cells(read(docx(body), "a.docx"))[0] == [("全市", 1, 2)]


def test_deleted_rows_are_gone_and_old_horizontal_merges_are_read() -> None:
    merged = cell("合计", properties='<w:hMerge w:val="restart"/>') + cell("", properties="<w:hMerge/>")
    body = table(row(cell("甲"), cell("1")), row(cell("旧"), cell("9"), properties="<w:del/>"), row(merged))
    assert cells(read(docx(body), "a.docx")) == [[("甲", 1, 1), ("1", 1, 1)], [("合计", 1, 2)]]


def test_words_in_a_cell_said_to_be_covered_are_kept() -> None:
    body = table(
        row(cell("甲", properties='<w:vMerge w:val="restart"/>'), cell("1")),
        row(cell("乙", properties="<w:vMerge/>"), cell("2")),
    )
    assert cells(read(docx(body), "a.docx")) == [[("甲", 1, 1), ("1", 1, 1)], [("乙", 1, 1), ("2", 1, 1)]]


def test_a_table_of_one_column_is_a_frame_of_paragraphs() -> None:
    source = read(docx(table(row(cell("专栏1 重点工程")), row(cell("1.甲工程。", "2.乙工程。")))), "a.docx")
    assert source.text == "专栏1 重点工程\n1.甲工程。\n2.乙工程。"
    assert source.grids == ()


def test_a_nested_table_is_part_of_its_cell_and_said() -> None:
    inner = table(row(cell("子甲"), cell("子乙")))
    source = read(docx(table(row(cell("甲", inner=inner), cell("1")))), "a.docx")
    assert source.text == "甲 子甲 子乙\t1"
    assert source.remarks == ("1 个单元格内的嵌套表格并入所在单元格",)


# ------------------------------------------------------------------ whole files


def test_a_document_of_python_docx_is_read() -> None:
    document = python_docx.Document()
    document.add_heading("一、总体要求", 1)
    document.add_paragraph("到2030年，建成3家平台。")
    grid = document.add_table(2, 2)
    for n, word in enumerate(("指标", "值", "平台", "3")):
        grid.cell(n // 2, n % 2).text = word
    stream = io.BytesIO()
    document.save(stream)
    source = read(stream.getvalue(), "a.docx")
    assert source.text == "一、总体要求\n到2030年，建成3家平台。\n\n指标\t值\n平台\t3"
    assert source.headings == {1: 1}


def test_strict_open_xml_is_read() -> None:
    data = docx(paragraph("规划"))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    main = f'<w:document xmlns:w="{strict}"><w:body><w:p><w:r><w:t>规划</w:t></w:r></w:p></w:body></w:document>'
    assert strict != W
    assert read(zipped({"word/document.xml": main}), "a.docx").text == read(data, "a.docx").text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx(paragraph()), "no_text"),
        (zipped({"a.xml": "<a/>"}), "damaged"),
        (zipped({"word/document.xml": "<a>"}), "damaged"),
        (zipped({"word/document.xml": "<a/>"}), "no_text"),
    ],
    ids=["blank", "no body part", "broken", "another root"],
)
def test_a_document_without_words_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as refusal:
        read(data, "a.docx")
    assert refusal.value.reason == reason
