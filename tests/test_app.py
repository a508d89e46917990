"""The web app without a browser: what an address shows, what an act does, what happens when something is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter
from typing import Any
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from app.settings import settings
from app.spots import Spot, Spots
from app.widgets import nodes
from app.widgets.source import source_view
from app.words import LANGUAGES, examples, words
from kb.answer import KINDS
from kb.build import build
from kb.codec import canonical
from kb.knowledge import KnowledgeBase
from kb.model import Answer, Citation, Document, Frame, Proof, Related, Source, Span
from kb.places import Places
from kb.render import interface
from kb.structure import structure
from tests.support import CORPUS, ROOT, rows

ENTRY = ROOT / "app" / "streamlit_app.py"
ZH = "2020年高新技术企业目标"
EN = "2020 target for high-tech enterprises"
DOC = "taishan-sti-plan-2016-2020"

Visit = Callable[..., AppTest]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("app") / "home"
    build(CORPUS, folder)
    return folder


@pytest.fixture
def visit(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """Opens an address: visit("q=...&lang=en")."""
    st.cache_resource.clear()

    def open_(address: str = "", at: Path = home) -> AppTest:
        monkeypatch.setenv("KB_HOME", str(at))
        app = AppTest.from_file(str(ENTRY), default_timeout=60)
        for name, values in parse_qs(address).items():
            app.query_params[name] = values
        return app.run()

    yield open_
    st.cache_resource.clear()


def sheets(app: AppTest) -> dict[str, list[Any]]:
    """What the sheets of a page show, by their keys."""
    assert not app.exception
    return {sheet.key: json.loads(sheet.proto.json)["nodes"] for sheet in app.get("bidi_component")}


def elements(found: Any, tag: str) -> list[Any]:
    """All elements of this tag, in order."""
    here = [found] if found and found[0] == tag else []
    return here + [e for child in found if isinstance(child, list) for e in elements(child, tag)]


def said(node: Any) -> str:
    """The text of a node, or of a list of nodes."""
    if isinstance(node, str):
        return node
    children = node[2:] if node and isinstance(node[0], str) else node
    return "".join(said(child) for child in children)


def acts(found: Any) -> list[str]:
    return [button[1]["act"] for button in elements(found, "button")]


def marked(app: AppTest) -> str:
    return "".join(said(mark) for mark in elements(sheets(app)["sheet-source"], "mark"))


def address(app: AppTest) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


# ------------------------------------------------------------------ start


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_on_the_start_page_is_answered(visit: Visit, home: Path, lang: str) -> None:
    shown = [act.removeprefix("ask:") for act in acts(sheets(visit(f"lang={lang}"))["sheet-start"])]
    kb = KnowledgeBase.open(home)
    assert 3 <= len(shown) <= 5
    assert set(shown) <= set(examples(lang))
    assert {kb.ask(question, ()).status for question in shown} == {"answered"}


def test_the_start_page_lists_the_documents_and_says_when_a_title_is_ours(visit: Visit, home: Path) -> None:
    shown = said(sheets(visit())["sheet-start"])
    document = KnowledgeBase.open(home).documents()[0]
    assert document.title in shown
    assert str(document.issuer) in shown
    assert "题名由本库拟定" in shown


# ------------------------------------------------------------------ asking


@pytest.mark.parametrize(("lang", "question"), [("zh", ZH), ("en", EN)])
def test_a_question_typed_is_answered_and_kept_in_the_address(visit: Visit, lang: str, question: str) -> None:
    app = visit(f"lang={lang}")
    app.text_input[0].set_value(question)
    app.button[0].click().run()
    assert address(app) == {"q": question, "lang": lang}
    assert "50" in said(elements(sheets(app)["sheet-answer"], "section")[0])


@pytest.mark.parametrize("question", [ZH, EN, "高企2020年目标比2015年多多少家", "2018年高企目标是多少家"])
def test_the_page_shows_the_answer_of_every_other_door(visit: Visit, home: Path, question: str) -> None:
    shown: Proof = visit(f"q={question}").session_state["answer"]
    assert canonical(shown.answer) == canonical(KnowledgeBase.open(home).ask(question))


def test_the_answer_comes_first_then_values_sources_and_how_it_was_understood(visit: Visit) -> None:
    sections = [s[1].get("aria-label") for s in elements(sheets(visit(f"q={ZH}"))["sheet-answer"], "section")]
    wanted = ["回答", "数值", "出处", "如何理解这个问题", "答案的由来"]
    assert [next((w for w in wanted if str(s).startswith(w)), None) for s in sections if s != "提示"] == wanted


def test_an_answer_lights_up_the_sentence_and_the_table_row(visit: Visit) -> None:
    lit = marked(visit(f"q={ZH}"))
    assert "国家高新技术企业数量达到50家" in lit
    assert "国家高新技术企业（家）" in lit


def test_choosing_a_citation_lights_up_its_quote_and_nothing_else(visit: Visit, home: Path) -> None:
    kb = KnowledgeBase.open(home)
    spots = Spots(kb.ask(ZH), kb).cited
    assert len(spots) >= 2
    for spot in spots:
        app = visit(f"q={ZH}&cite={spot.key}")
        assert isinstance(spot.shown, Citation)
        assert "".join(marked(app).split()) == "".join(spot.shown.quote.split())
        path = said(elements(sheets(app)["sheet-source"], "ol")[0])
        assert path == "".join(spot.shown.section)


def test_every_citation_of_the_answer_can_be_opened(home: Path) -> None:
    kb = KnowledgeBase.open(home)
    answer = kb.ask(ZH)
    spots = Spots(answer, kb)
    for index, citation in enumerate(answer.citations):
        spot = spots.get(spots.keys([index])[0])
        assert spot is not None
        assert set(citation.spans) <= set(spot.spans or ())


def test_cells_of_one_table_row_are_one_place_and_other_places_stay_apart(home: Path) -> None:
    kb = KnowledgeBase.open(home)
    first, second = kb.document(DOC).tables[0].cells[1:3]
    answer = cited(kb, first[6], second[1], first[1], first[2])
    spots = Spots(answer, kb)
    assert [getattr(spot.shown, "quote", None) for spot in spots.cited] == [
        "国家高新技术企业（家）\n10\n13",
        "高新技术产品产值占规模以上工业总产值比重（%）",
    ]
    assert spots.keys([0, 1, 2, 3]) == ["1", "2"]
    assert spots.cited[0].spans == (first[1], first[2], first[6])
    assert (spots.cited[0].shown.line_start, spots.cited[0].shown.line_end) == (42, 47)
    assert spots.cited[0].shown.section[-1] == "表格 1 “十二五”科技创新主要指标"


def cited(kb: KnowledgeBase, *spans: Span) -> Answer:
    """An answer that cites these places of the plan."""
    document, places = kb.document(DOC), Places(kb.document(DOC).text)
    citations = tuple(
        Citation(
            doc_id=DOC,
            title=document.info.title,
            sha256=document.source.sha256,
            section=(),
            spans=(span,),
            **places.anchor(span).model_dump(),
        )
        for span in spans
    )
    return said_nothing(citations=citations)


def said_nothing(**changes: Any) -> Answer:
    """The barest answer there is, with these fields."""
    frame = Frame(language="zh")
    bare = Answer(question="?", language="zh", frame=frame, kind="", status="answered", answer="有。", build="b")
    return bare.model_copy(update=changes)


def test_the_open_citation_is_the_pressed_one(visit: Visit) -> None:
    buttons = elements(sheets(visit(f"q={ZH}&cite=2"))["sheet-answer"], "button")
    pressed = {b[1]["act"]: b[1]["aria-pressed"] for b in buttons if b[1]["class"] == "card"}
    assert [act for act, state in pressed.items() if state == "true"] == ["cite:2"]


def test_a_refusal_offers_what_there_is_and_opens_it(visit: Visit, home: Path) -> None:
    question = "2018年高新技术企业目标"
    related = KnowledgeBase.open(home).ask(question, ()).related
    app = visit(f"q={question}")
    assert "文件中没有" in said(sheets(app)["sheet-answer"])
    assert {f"cite:r{n}" for n in range(1, len(related) + 1)} <= set(acts(sheets(app)["sheet-answer"]))
    assert marked(app) == ""
    assert marked(visit(f"q={question}&cite=r1")) != ""


@pytest.mark.parametrize("cite", ["99", "0", "-1", "r9", "x", "<b>", "1' or 1"])
def test_a_citation_that_does_not_exist_is_as_none(visit: Visit, cite: str) -> None:
    assert marked(visit(f"q={ZH}&cite={cite}")) == marked(visit(f"q={ZH}"))


def test_an_unknown_language_is_chinese(visit: Visit) -> None:
    assert visit("lang=xx").button[0].label == "提问"


def test_changing_the_language_keeps_question_and_citation(visit: Visit) -> None:
    app = visit(f"q={ZH}&cite=1")
    app.get("button_group")[0].set_value("en").run()
    assert address(app) == {"q": ZH, "cite": "1", "lang": "en"}
    assert app.button[0].label == "Ask"


@pytest.mark.parametrize("question", ["", "   "])
def test_an_empty_question_is_the_start_page(visit: Visit, question: str) -> None:
    app = visit()
    app.text_input[0].set_value(question)
    app.button[0].click().run()
    assert "sheet-start" in sheets(app)
    assert address(app) == {}


# ------------------------------------------------------------------ when something is missing


def test_without_a_build_the_page_says_how_to_get_one_and_then_works(visit: Visit, tmp_path: Path) -> None:
    app = visit(f"q={ZH}", at=tmp_path / "home")
    assert said(elements(sheets(app)["sheet-notice"], "code")[0]) == "kb build"
    build(CORPUS, tmp_path / "home")
    app.button[0].click().run()
    assert "50" in said(sheets(app)["sheet-answer"])


def test_a_new_build_serves_without_a_restart(visit: Visit, tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "a.txt").write_text("一、目标。\n\n到2020年，高新技术企业数量达到50家。\n", "utf-8")
    build(plans, tmp_path / "home")
    app = visit(f"q={ZH}", at=tmp_path / "home")
    assert "50家" in said(sheets(app)["sheet-answer"])
    (plans / "a.txt").write_text("一、目标。\n\n到2020年，高新技术企业数量达到70家。\n", "utf-8")
    build(plans, tmp_path / "home")
    app.run()
    assert "70家" in said(sheets(app)["sheet-answer"])


def test_a_question_that_is_too_long_is_refused_calmly(visit: Visit) -> None:
    app = visit(f"q={'长' * 4001}")
    assert "4000" in said(sheets(app)["sheet-notice"])


def test_a_fault_shows_a_number_and_no_detail(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("inner secret")

    visit()
    monkeypatch.setattr(KnowledgeBase, "ask", fail)
    shown = said(sheets(visit(f"q={ZH}"))["sheet-notice"])
    number = re.search(r"编号 ([0-9a-f]{6})", shown)
    assert number
    assert "secret" not in shown
    assert number[1] in caplog.text
    assert "inner secret" in caplog.text


def test_a_replaced_document_is_said_to_be_changed_and_nothing_is_lit_up(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb = KnowledgeBase.open(home)
    answer = kb.ask(ZH)
    document = kb.document(answer.citations[0].doc_id)
    other = document.model_copy(update={"source": document.source.model_copy(update={"sha256": "0" * 64})})
    monkeypatch.setattr(kb, "document", lambda _: other)
    spots = Spots(answer, kb)
    found = source_view(other, spots.cited, spots.cited[0], words("zh"), interface("zh"))
    assert not elements(found, "mark")
    assert "原文已更换" in said(found)
    assert "已标出" not in said(found)


# ------------------------------------------------------------------ the source pane


def written(text: str) -> Document:
    return structure(Source(text=text, format="txt", encoding="utf-8", sha256="0" * 64), "doc")


def related(**changes: Any) -> Answer:
    place = Related(text="", doc_id=DOC, section=(), line_start=128, line_end=128).model_copy(update=changes)
    return said_nothing(status="not_found", related=(place,))


def test_a_related_place_lights_up_its_record_else_its_words_else_its_line(home: Path) -> None:
    kb = KnowledgeBase.open(home)
    text = kb.document(DOC).text
    statement = next(s for s in kb.records("statement") if s.anchor.line_start == 128)
    lit = {
        "record": Spots(related(record_id=statement.id), kb),
        "words": Spots(related(text="国家高新技术企业数量达到50家"), kb),
        "line": Spots(related(text="说法不同"), kb),
        "gone": Spots(related(line_start=9000, line_end=9001), kb),
    }
    spans = {name: spots.related[0].spans for name, spots in lit.items()}
    assert spans["record"] == statement.spans
    assert [text[s:e] for s, e in spans["words"] or ()] == ["国家高新技术企业数量达到50家"]
    assert [text[s:e] for s, e in spans["line"] or ()] == [text.split("\n")[127].strip()]
    assert spans["gone"] is None


def test_a_long_document_is_shown_around_the_place() -> None:
    document = written("".join(f"第{n}段。\n" for n in range(1, 2001)))
    at = document.text.index("第1500段")
    place = Related(text="第1500段", doc_id="doc", section=(), line_start=1500, line_end=1500)
    spot = Spot("r1", place, (Span(at, at + 6),))
    text = said(source_view(document, [spot], spot, words("zh"), interface("zh")))
    assert "第1500段" in text
    assert "前面还有 1199 段未显示" in text
    assert "后面还有 201 段未显示" in text


@pytest.mark.parametrize("row", rows("hostile", label="text"))
def test_hostile_text_stays_text(row: dict[str, str]) -> None:
    found = source_view(written(f"一、{row['text']}\n\n{row['text']}\n"), [], None, words("zh"), interface("zh"))
    assert said(found).count(row["text"]) == 2
    assert {tag for tag in nodes.TAGS if elements(found, tag)} <= {"article", "div", "h2", "h3", "p", "strong"}


# ------------------------------------------------------------------ parts


def test_a_sheet_takes_no_other_elements_and_attributes() -> None:
    for tag, attribute in (("script", "class"), ("img", "src"), ("a", "href"), ("p", "style"), ("p", "onclick")):
        with pytest.raises(ValueError, match=tag):
            nodes.h(tag, "x", **{attribute: "y"})


def test_browser_and_server_agree_on_elements_and_attributes() -> None:
    script = (ROOT / "app/widgets/sheet.js").read_text("utf-8")
    tags, attributes = (
        set(re.findall(r'"([\w-]+)"', part)) for part in re.findall(r"new Set\(\[(.*?)\]\)", script, re.S)
    )
    assert tags == set(nodes.TAGS)
    assert attributes | {"act"} == set(nodes.ATTRIBUTES)


def test_the_component_makes_text_nodes_only() -> None:
    script = (ROOT / "app/widgets/sheet.js").read_text("utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function|srcdoc|href|\.src\b", script
    )


def test_the_pages_use_no_markdown_and_no_unsafe_html() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "app").rglob("*.py"))
    called = set(re.findall(r"\bst\.(\w+)\(", code)) | set(re.findall(r"\b(?:box|button)\.(\w+)\(", code))
    assert called <= {
        *("App", "button", "cache_resource", "columns", "container", "form", "form_submit_button", "html"),
        *("segmented_control", "set_page_config", "text_input"),
    }
    assert "unsafe_allow" not in code


def test_both_languages_have_the_same_words_with_the_same_slots() -> None:
    zh, en = words("zh"), words("en")
    assert zh.names() == en.names()
    for name in zh.names():
        zh_slots, en_slots = ({s[1] or "" for s in Formatter().parse(p._templates[name])} | {""} for p in (zh, en))
        assert zh_slots == en_slots, name


def test_every_kind_named_on_the_page_is_a_kind_of_answer() -> None:
    named = {name for name in interface("zh").names() if name.startswith("kind_")}
    assert named == {f"kind_{kind.NAME}" for kind in KINDS} | {"kind_not_found"}


def test_every_setting_is_one_streamlit_knows() -> None:
    known = config.get_config_options()
    assert set(settings()) <= set(known)
    assert not [value for value in settings().values() if "http" in value]
