"""What a reader sees of answers and sources: every character, none of them as markup, exactly the cited ones lit up."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import render
from kb.model import Answer, Citation, Claim, Document, Frame, Origin, Related, Source, Span, Value
from kb.read import read
from kb.render.answers import escaped, place
from kb.structure import structure
from kb.vocab.interface import interface
from tests.support import PLAN, rows

TEXTS = st.text(alphabet=st.sampled_from("一二（）、.。第条 \t\n12年—<&>元是"), max_size=120)
SPANS = st.lists(st.tuples(st.integers(-5, 130), st.integers(-5, 130)).map(lambda s: Span(*s)), max_size=5)


def document(text: str) -> Document:
    return structure(Source(text=text, format="txt", encoding="utf-8", sha256="0" * 64), "doc")


@cache
def read_plan() -> Document:
    return structure(read(PLAN), "plan")


@pytest.fixture
def plan() -> Document:
    return read_plan()


def cite(plan: Document, quote: str) -> Citation:
    at = plan.text.index(quote)
    first = plan.text.count("\n", 0, at) + 1
    return Citation(
        doc_id=plan.id,
        title="某市科技规划",
        sha256=plan.source.sha256,
        section=("二、科技创新发展新蓝图", "（三）发展目标"),
        line_start=first,
        line_end=first + quote.count("\n"),
        quote=quote,
        spans=(Span(at, at + len(quote)),),
    )


# ------------------------------------------------------------------ segments


@given(TEXTS, SPANS)
def test_segments_cover_the_text_exactly_and_light_up_exactly_the_spans(text: str, spans: list[Span]) -> None:
    found = render.segments(document(text), spans)
    lit = {i for s, e in spans for i in range(max(s, 0), min(e, len(text)))}
    assert "".join(s.text for s in found) == text
    assert [s.marked for s in found for _ in s.text] == [i in lit for i in range(len(text))]


@given(TEXTS, SPANS)
def test_a_segment_stands_on_its_line(text: str, spans: list[Span]) -> None:
    at = 0
    for segment in render.segments(document(text), spans):
        assert segment.line == text.count("\n", 0, at) + 1
        assert "\n" not in segment.text[:-1]
        at += len(segment.text)


@given(TEXTS, SPANS)
def test_html_holds_the_text_and_no_markup_but_marks(text: str, spans: list[Span]) -> None:
    html = render.html_segments(document(text), spans)
    assert unescape(re.sub(r"</?mark>", "", html)) == text
    assert set(re.findall(r"<[^>]*>", html)) <= {"<mark>", "</mark>"}


# ------------------------------------------------------------------ blocks


def characters(blocks: list[render.Block]) -> list[render.Run]:
    return [run for b in blocks for runs in (b.runs, *(cell for row in b.rows for cell in row)) for run in runs]


def ink(text: str) -> str:
    return "".join(text.split())


def test_the_blocks_of_a_plan_hold_every_character_in_order(plan: Document) -> None:
    assert ink("".join(run.text for run in characters(render.blocks(plan)))) == ink(plan.text)


@given(TEXTS)
def test_no_letter_or_digit_of_any_text_is_lost(text: str) -> None:
    held = "".join(run.text for run in characters(render.blocks(document(text))))
    assert sorted(filter(str.isalnum, held)) == sorted(filter(str.isalnum, text))


@given(st.integers(0, 11_000), st.integers(1, 400))
def test_any_span_of_a_plan_is_lit_up_exactly(start: int, length: int) -> None:
    plan = read_plan()
    marked = "".join(run.text for run in characters(render.blocks(plan, [Span(start, start + length)])) if run.marked)
    assert ink(marked) == ink(plan.text[start : start + length])


@pytest.mark.parametrize("row", rows("layout"))
def test_a_line_is_laid_out_as_a_reader_expects(plan: Document, row: dict[str, object]) -> None:
    block = next(b for b in render.blocks(plan) if b.line == row["line"])
    assert (block.kind, block.level) == (row["kind"], row.get("level", 0))
    if "strong" in row:
        assert "".join(run.text for run in block.runs if run.strong) == row["strong"]
    if "row" in row:
        assert ["".join(run.text for run in cell) for cell in block.rows[1]] == row["row"]


def test_a_cited_table_row_lights_up_its_cells_and_no_other(plan: Document) -> None:
    quote = "国家高新技术企业（家）\n\t13\n\t50"
    table = [b for b in render.blocks(plan, cite(plan, quote).spans) if b.marked]
    assert [b.kind for b in table] == ["table"]
    lit = [["".join(r.text for r in cell if r.marked) for cell in row] for row in table[0].rows]
    assert [row for row in lit if any(row)] == [["", "国家高新技术企业（家）", "13", "50"]]


# ------------------------------------------------------------------ citations


def test_a_citation_stands_until_the_document_is_another_one(plan: Document) -> None:
    citation = cite(plan, "国家高新技术企业数量达到50家")
    assert render.stands(plan, citation)
    assert not render.stands(plan, citation.model_copy(update={"sha256": "0" * 64}))


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "国家高新技术企业数量达到60家"},
        {"line_start": 1, "line_end": 3},
        {"line_start": 128, "line_end": 9999},
        {"spans": (Span(0, 5),)},
    ],
)
def test_a_citation_that_does_not_fit_its_lines_does_not_stand(plan: Document, change: dict[str, object]) -> None:
    assert not render.stands(plan, cite(plan, "国家高新技术企业数量达到50家").model_copy(update=change))


# ------------------------------------------------------------------ answers


def answer(plan: Document, language: str) -> Answer:
    said = {
        "zh": "到2020年，国家高新技术企业数量的目标是50家。",
        "en": "By 2020 there are to be 50 national high-tech enterprises.",
    }[language]
    return Answer(
        question="?",
        language="zh" if language == "zh" else "en",
        frame=Frame(language="zh" if language == "zh" else "en"),
        kind="value",
        status="answered",
        answer=said,
        values=(Value(value="50", unit="家", year=2020, indicator="国家高新技术企业数量", comparator=">="),),
        claims=(Claim(text=said, citations=(0, 1)),),
        citations=(
            cite(plan, "国家高新技术企业数量达到50家"),
            cite(plan, "国家高新技术企业（家）\n\t13\n\t50"),
        ),
        build="b",
    )


def test_a_chinese_answer_reads_answer_values_sources(plan: Document) -> None:
    assert render.text(answer(plan, "zh")) == (
        "到2020年，国家高新技术企业数量的目标是50家。[1][2]\n"
        "\n"
        "数值\n"
        "  不低于50家  2020年，国家高新技术企业数量\n"
        "\n"
        "出处\n"
        "  [1] 《某市科技规划》 › 二、科技创新发展新蓝图 › （三）发展目标  第128行\n"
        "      “国家高新技术企业数量达到50家”\n"
        "  [2] 《某市科技规划》 › 二、科技创新发展新蓝图 › （三）发展目标  第145—147行\n"
        "      “国家高新技术企业（家）\u300013\u300050”\n"
    )


def test_a_claim_is_marked_after_the_stop_that_closes_it(plan: Document) -> None:
    said = answer(plan, "zh")
    open_ = said.model_copy(update={"claims": (Claim(text=said.answer.rstrip("。"), citations=(0,)),)})
    assert render.text(open_).startswith("到2020年，国家高新技术企业数量的目标是50家。[1]\n")


def test_an_english_answer_speaks_english_around_chinese_quotes(plan: Document) -> None:
    said = render.text(answer(plan, "en"))
    assert "at least 50家  2020, 国家高新技术企业数量" in said
    assert "\nSources\n" in said
    assert "lines 145–147" in said


def test_a_refusal_shows_what_there_is_instead(plan: Document) -> None:
    refusal = answer(plan, "zh").model_copy(
        update={
            "status": "not_found",
            "answer": "规划没有载明2018年的目标。",
            "values": (),
            "claims": (),
            "citations": (),
            "related": (
                Related(text="达到35家", doc_id="plan", section=("一、", "（二）"), line_start=128, line_end=128),
            ),
            "suggestions": ("2017年的目标是多少？",),
        }
    )
    assert render.text(refusal) == (
        "规划没有载明2018年的目标。\n\n文件中相近的内容\n  · 达到35家\n    一、 › （二）  第128行\n\n"
        "还可以问\n  2017年的目标是多少？\n"
    )


@given(
    st.lists(st.sampled_from(["甲。", "乙。", "甲。乙。", "丙"]), max_size=5), st.permutations(["甲。", "乙。", "丁"])
)
def test_the_pieces_of_an_answer_are_its_text(parts: list[str], claims: list[str]) -> None:
    said = Answer(
        question="?",
        language="zh",
        frame=Frame(language="zh"),
        kind="value",
        status="answered",
        answer="".join(parts),
        claims=tuple(Claim(text=c, citations=(n,)) for n, c in enumerate(claims)),
        build="b",
    )
    assert "".join(piece.text for piece in render.pieces_of(said)) == said.answer


@pytest.mark.parametrize("row", rows("hostile", label="text"))
def test_markdown_shows_hostile_text_as_it_is_written(row: dict[str, str]) -> None:
    plain = escaped(row["text"])
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain) == row["text"]
    unescaped = re.sub(r"\\[!-/:-@\[-`{-~]", "", plain)
    assert not re.search(r"[<>\[\]`*_$~|&]|:\w+:|!\[|www\.|https?:", unescaped)


# ------------------------------------------------------------------ words


def test_both_languages_have_the_same_words_with_the_same_slots() -> None:
    zh, en = interface("zh"), interface("en")
    assert zh.names() == en.names()
    for name in zh.names():
        assert slots(zh._templates[name]) == slots(en._templates[name]), name


def slots(template: str) -> set[str | None]:
    return {slot for _, slot, _, _ in Formatter().parse(template) if slot}


@pytest.mark.parametrize(
    ("origin", "chinese", "english"),
    [
        (None, "第7行", "line 7"),
        (Origin(), "第7行", "line 7"),
        (Origin(page=3), "第3页，第7行", "page 3, line 7"),
        (Origin(paragraph=12), "第12段，第7行", "paragraph 12, line 7"),
        (Origin(page=3, paragraph=12), "第3页，第12段，第7行", "page 3, paragraph 12, line 7"),
    ],
)
def test_a_place_says_page_and_paragraph_where_the_file_has_them(
    origin: Origin | None, chinese: str, english: str
) -> None:
    cited = Citation(
        doc_id="a",
        title="规划",
        sha256="0",
        section=(),
        line_start=7,
        line_end=7,
        quote="文",
        spans=(Span(0, 1),),
        origin=origin,
    )
    assert place(cited, interface("zh")) == chinese
    assert place(cited, interface("en")) == english
