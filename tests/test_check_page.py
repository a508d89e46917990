"""The page on which a person reviews a parse: all of the text, every record, nothing that runs or is fetched."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from kb.health import TYPES
from kb.model import Origin, Parsed, Span, Table
from kb.parse import parse
from kb.render.cards import card, words
from kb.render.check_page import SWITCHES, check_page, style
from kb.render.check_text import Text
from kb.render.marks import Cut, Mark
from tests.support import CASES, PLAN, ROOT, rows
from tools.mutations import reading

OURS = sorted((ROOT / "tests" / "laws" / "texts").glob("*.txt"))
HOSTILE = [row.values[0]["text"] for row in rows("hostile")]


@pytest.fixture(scope="module", params=[PLAN, *OURS], ids=lambda path: path.stem if path != PLAN else "plan")
def parsed(request: pytest.FixtureRequest) -> Parsed:
    path: Path = request.param
    return parse(path)


def tree(page: str) -> Any:
    return html.document_fromstring(page.encode("utf-8", "replace"))


def words_of(element: Any) -> str:
    return "".join("".join(element.itertext()).split())


def shown(page: str) -> str:
    """The characters of the document on the page, without line numbers and cards."""
    article = tree(page).get_element_by_id("text")
    for extra in article.xpath('.//*[@class="line"] | .//aside | .//caption'):
        extra.drop_tree()
    return words_of(article)


def test_all_of_the_text_is_there(parsed: Parsed) -> None:
    text = "".join(parsed.document.text.split())
    lost = Counter(re.sub(r"[|\-]", "", text)) - Counter(shown(check_page(parsed)))
    assert not lost


def test_every_record_has_a_card_and_every_link_leads_somewhere(parsed: Parsed) -> None:
    page = tree(check_page(parsed))
    ids = [element.get("id") for element in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    links = {href[1:] for href in page.xpath("//a/@href")}
    assert links <= set(ids)
    cards = {int(id[1:]) for id in ids if re.fullmatch(r"r\d+", id)}
    assert cards == {n for n, record in enumerate(parsed.records) if record.type in TYPES}
    marked = {int(href[2:]) for href in page.xpath('//article//a[contains(@class, "mark")]/@href')}
    told = [n for n, r in enumerate(parsed.records) if r.type in ("enterprise", "organization", "document_ref")]
    anchors = {int(id[1:]) for id in ids if re.fullmatch(r"m\d+", id)}
    assert anchors >= {*told, *marked}


def test_each_heading_and_notice_is_linked(parsed: Parsed) -> None:
    page = tree(check_page(parsed))
    outline = [words_of(a) for a in page.xpath("//nav//a")]
    assert len(outline) == len(parsed.document.sections)
    notices = page.xpath('//section[starts-with(@class, "notices")]//li')
    assert len(notices) == len(parsed.of("notice"))
    unread = page.xpath('//article//*[contains(@class, "unread")]')
    assert len(unread) >= sum(notice.code == "unread_number" for notice in parsed.of("notice"))


def test_nothing_is_fetched_and_nothing_runs(parsed: Parsed) -> None:
    page = tree(check_page(parsed))
    assert not page.xpath("//script | //link | //img | //iframe | //form | //object | //embed")
    assert not [a for e in page.iter() for a in e.attrib if a.startswith("on")]
    assert all(href.startswith("#") for href in page.xpath("//@href"))
    assert "default-src 'none'" in page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')[0]
    assert not re.search(r"url\(|@import|@font-face", style())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile: str) -> None:
    text = f"{hostile}\n一、{hostile}。\n\n到2025年，{hostile}达到50家，{hostile}公司（以下简称“{hostile}”）3件。\n"
    text += f"\n表1 {hostile}\n\n| {hostile} | 2025年 |\n| --- | --- |\n| {hostile} | 3 |\n"
    parsed = reading(text)
    found = tree(check_page(parsed))
    assert not found.xpath("//script | //img | //svg | //iframe | //form | //link | //object")
    assert len(found.xpath("//style")) == 1
    assert shown(check_page(parsed)).count("".join(hostile.split())) >= 3


def test_marks_may_lie_over_each_other() -> None:
    marks = [Mark(Span(0, 10), "measure", 1), Mark(Span(2, 5), "statement", 2), Mark(Span(4, 8), "enterprise", 3)]
    pieces = [(tuple(p.span), [m.kind for m in p.marks]) for p in Cut(marks).pieces(Span(0, 12))]
    assert pieces == [
        ((0, 2), ["measure"]),
        ((2, 4), ["measure", "statement"]),
        ((4, 5), ["measure", "statement", "enterprise"]),
        ((5, 8), ["measure", "enterprise"]),
        ((8, 10), ["measure"]),
        ((10, 12), []),
    ]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))), st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_pieces_are_the_place_and_know_all_that_lies_over_them(
    spans: list[tuple[int, int]], place: tuple[int, int]
) -> None:
    marks = {Mark(Span(min(s), max(s)), "statement", n) for n, s in enumerate(spans)}
    start, end = min(place), max(place)
    pieces = list(Cut(marks).pieces(Span(start, end)))
    assert [i for piece in pieces for i in range(*piece.span)] == list(range(start, end))
    for piece in pieces:
        for i in range(*piece.span):
            assert set(piece.marks) == {m for m in marks if m.span.start <= i < m.span.end}


def test_merged_cells_are_one_cell() -> None:
    parsed = reading("表1 指标\n\n| 类别 | 甲 | 乙 |\n| --- | --- | --- |\n| 投入 | 1 | 2 |\n| 产出 | 3 | 4 |\n")
    [table] = parsed.document.tables
    first, second = table.cells
    head = (table.column_cells[0], table.column_cells[1], table.column_cells[1])
    merged = table.model_copy(update={"column_cells": head, "cells": (first, (first[0], *second[1:]))})
    assert isinstance(merged, Table)
    found = html.fromstring("".join(Text(parsed, Cut([]))._table(merged)))
    assert [[(c.text, c.get("colspan"), c.get("rowspan")) for c in row] for row in found.iter("tr")] == [
        [("类别", None, None), ("甲", "2", None)],
        [("投入", None, "2"), ("1", None, None), ("2", None, None)],
        [("3", None, None), ("4", None, None)],
    ]


def test_a_file_with_pages_shows_them() -> None:
    parsed = reading("一、总则\n加快发展。\n二、附则\n")
    origins = tuple(Origin(page=page) for page in (1, 1, 2, 2))
    source = parsed.document.source.model_copy(update={"origins": origins})
    document = parsed.document.model_copy(update={"source": source})
    found = tree(check_page(parsed.model_copy(update={"document": document})))
    order = [words_of(element) for element in found.get_element_by_id("text")]
    assert [order.index(page) for page in ("第1页", "第2页")] == [0, 3]


def test_a_card_says_what_the_text_leaves_open() -> None:
    parsed = reading("一、扶持\n\n对认定为国家级的企业，给予不超过100万元奖励。\n")
    [measure] = parsed.of("measure")
    fields = dict(card(measure).fields)
    assert fields["提供方"] == "未载明"
    assert fields["类别"] == "奖励"
    assert "100万元" in fields["金额"]
    assert "100万元" in card(measure).line


def test_a_period_of_years_is_one_field() -> None:
    parsed = reading("一、目标\n\n2021—2025年，专利授权量年均增长5%。\n")
    assert ("期间", "2021—2025") in card(parsed.of("statement")[0]).fields


def test_every_switch_has_a_name_and_a_rule() -> None:
    for kind in SWITCHES:
        assert kind in TYPES or kind in words()["page"]
        assert f"#show-{kind}:not(:checked)" in style()


def test_the_hostile_texts_are_there() -> None:
    assert len(HOSTILE) > 10
    assert (CASES / "hostile.toml").exists()
