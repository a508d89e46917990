"""Web pages of public bodies give their article, line by line; what surrounds it is left out and counted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import SourceError
from kb.model import Source
from kb.read import html
from tests.support import rows


def page(inner: str) -> str:
    return inner if inner.startswith("<html") else f"<html><body>{inner}</body></html>"


def read(text: str, encoding: str = "utf-8") -> Source:
    return html.read(text.encode(encoding), "通知.html")


@pytest.mark.parametrize("case", rows("html"))
def test_a_page_is_read_as_people_read_it(case: dict[str, Any]) -> None:
    source = read(page(case["page"]))
    assert source.text.split("\n") == [line.replace(" | ", "\t") for line in case["lines"]]
    assert source.headings == {int(line): level for line, level in case.get("headings", {}).items()}
    for words in case.get("remarks", ()):
        assert any(words in remark for remark in source.remarks)
    if "spans" in case:
        assert [[[c.down, c.across] for c in row] for grid in source.grids for row in grid.rows] == case["spans"]
    if "headers" in case:
        assert [grid.headers for grid in source.grids] == [case["headers"]]


def test_cells_point_at_their_words() -> None:
    source = read(page("<p>表</p><table><tr><td>甲</td><td></td></tr><tr><td>乙</td><td> 2 </td></tr></table>"))
    assert [[source.text[slice(*c.span)] for c in row] for row in source.grids[0].rows] == [["甲", ""], ["乙", "2"]]


TEXT = "<p>某某市促进产业发展办法，到期末达到五十家。</p>"


@pytest.mark.parametrize(
    ("label", "encoding", "expected"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb2312", "gb18030", "gb18030"),
        ("GBK", "gbk", "gb18030"),
        ("utf-8", "gbk", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
        ("", "gbk", "gb18030"),
        ("", "utf-8-sig", "utf-8-sig"),
        ("", "utf-16", "utf-16"),
        ("no-such-set", "utf-8", "utf-8"),
        ("base64", "utf-8", "utf-8"),
    ],
)
def test_the_encoding_is_found_whatever_the_page_says(label: str, encoding: str, expected: str) -> None:
    declared = f'<meta charset="{label}">' if label else ""
    source = read(
        f"<html><head>{declared}</head><body>{TEXT}㐀</body></html>"
        if encoding != "gbk"
        else f"<html><head>{declared}</head><body>{TEXT}</body></html>",
        encoding,
    )
    assert source.text.startswith("某某市促进产业发展办法") and source.encoding == expected
    said = {"gb2312": "gb18030", "gbk": "gb18030"}.get(label.lower(), label)
    wrong = bool(label) and said in ("utf-8", "gb18030") and said != expected
    assert any("实际按" in remark for remark in source.remarks) == wrong


@pytest.mark.parametrize(
    ("inner", "says"),
    [
        ("<script>load()</script>", "找不到正文"),
        ("", "找不到正文"),
        ("<div>" * 400 + "深", "嵌套"),
        ("<table><tr><td>" * 300 + "深", "嵌套"),
    ],
)
def test_a_page_without_an_article_is_refused_with_the_next_command(inner: str, says: str) -> None:
    with pytest.raises(SourceError) as refusal:
        read(page(inner))
    assert says in str(refusal.value) and "kb parse" in str(refusal.value)


def test_bytes_of_no_encoding_are_refused() -> None:
    with pytest.raises(SourceError, match="编码"):
        html.read(b"<p>\x80\xff\xff</p>", "通知.html")


@pytest.mark.parametrize(
    "inner",
    [
        "<p>甲" + "　" * 300_000 + "乙</p>",
        "<p>甲" + " \n" * 200_000 + "x</p>",
        "<ol>" + "<li>甲</li>" * 5_000 + "</ol>",
        "<table><tr>" + "<td colspan=100000 rowspan=99999>甲</td>" * 2_000 + "</tr><tr><td>a<td>b</table>",
        "<p " + "a" * 300_000 + ">甲</p>",
        "<b>" * 200 + "甲" * 20,
    ],
    ids=["blanks", "breaks", "items", "spans", "attribute", "nesting"],
)
def test_pages_made_to_cost_time_cost_little(inner: str) -> None:
    assert "甲" in read(page(inner)).text


@given(st.binary(max_size=400) | st.text(alphabet="<>/=\"' tdrablep甲0&#;", max_size=300).map(str.encode))
def test_bytes_give_a_text_or_a_sentence(data: bytes) -> None:
    try:
        source = html.read(data, "任意.html")
    except SourceError as refusal:
        assert "kb parse" in str(refusal)
    else:
        assert source.text.strip()
        assert all(0 <= c.span.start <= c.span.end <= len(source.text) for g in source.grids for r in g.rows for c in r)
