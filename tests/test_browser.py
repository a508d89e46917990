"""The web app as a visitor sees it, in Chromium: from the question to the lit-up words of the plan."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.server import HEADERS
from app.spots import Spots
from kb.build import build
from kb.knowledge import KnowledgeBase
from kb.model import Citation, Parsed
from kb.render.check_page import SWITCHES, check_page
from tests.support import CASES, CORPUS, PLAN
from tools.pages import browser, served

ZH = "2020年高新技术企业目标"
EN = "2020 target for high-tech enterprises"
HOSTILE = [row["text"] for row in tomllib.loads((CASES / "hostile.toml").read_text("utf-8"))["case"]]
QUESTION = "测试站点的编号牌怎么写？"
"""Answered by the hostile document, whose sentences all hold markup."""

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus and, beside it, a document that attacks the page with every text it can."""
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(CORPUS, folder / "corpus")
    hostile = folder / "corpus" / "hostile"
    hostile.mkdir()
    body = "\n\n".join(f"{n}.{text}\n\n第{n}号测试站点的编号牌写作{text}。" for n, text in enumerate(HOSTILE, 1))
    cells = "".join(f"\n\t{n}\n\t{text}\n" for n, text in enumerate(HOSTILE, 1))
    text = f"一、测试站点的编号牌。\n\n{body}\n\n表格 1 编号牌\n\n\t序号\n\t编号牌\n{cells}\n"
    (hostile / "source.txt").write_text(text, "utf-8")
    (hostile / "about.toml").write_text(f"title = '''{HOSTILE[1]}'''\n[origin]\ntitle = 'assigned'\n", "utf-8")
    build(folder / "corpus", folder / "home")
    return folder / "home"


@pytest.fixture(scope="module")
def kb(home: Path) -> KnowledgeBase:
    return KnowledgeBase.open(home)


@pytest.fixture(scope="module")
def address(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(home, tmp_path_factory.mktemp("log") / "log") as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def visitor(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context()
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def open_page(visitor: BrowserContext, address: str) -> Iterator[Open]:
    """Opens an address of the app; afterwards nothing may have left this host, run, or failed."""
    asked: list[str] = []
    faults: list[str] = []
    heard: tuple[tuple[Any, Callable[..., Any]], ...] = (
        ("request", lambda request: asked.append(request.url)),
        ("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss())),
        ("weberror", lambda fault: faults.append(str(fault.error))),
    )
    for event, hear in heard:
        visitor.on(event, hear)

    def open_(width: int = 1280, at: str = address, **params: str) -> Page:
        page = visitor.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{at}/?{urlencode(params)}")
        page.locator(".kb-sheet").first.wait_for()
        return page

    yield open_
    hurt = [page.evaluate("window.hurt") for page in visitor.pages]
    for page in visitor.pages:
        page.close()
    for event, hear in heard:
        visitor.remove_listener(event, hear)
    assert set(hurt) == {None}
    assert not [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:http://127.0.0.1:"))]
    assert not faults


def ink(text: str) -> str:
    return "".join(text.split())


def cited(kb: KnowledgeBase, question: str) -> dict[str, Citation]:
    """The places of an answer by their keys; cells of one row are one place."""
    spots = Spots(kb.ask(question), kb).cited
    return {spot.key: spot.shown for spot in spots if isinstance(spot.shown, Citation)}


def marks(page: Page) -> str:
    return "".join(page.locator("mark").all_text_contents())


def settled(page: Page, key: str) -> None:
    """Waits until the place of this key is the open one, on both sides of the page."""
    expect(page.locator(f'.card[data-act="cite:{key}"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".pane")).to_have_attribute("data-open", key)


# ------------------------------------------------------------------ the main job


@pytest.mark.parametrize(("lang", "question"), [("zh", ZH), ("en", EN)])
def test_a_visitor_types_the_question_and_reads_fifty(open_page: Open, lang: str, question: str) -> None:
    page = open_page(lang=lang)
    page.get_by_role("searchbox").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".figure").first).to_contain_text("50家")
    expect(page.locator(".answer").first).to_contain_text("50")
    expect(page.locator("html")).to_have_attribute("lang", {"zh": "zh-CN", "en": "en"}[lang])
    expect(page.locator("mark").first).to_be_in_viewport()
    expect(page.get_by_text("Traceback")).to_have_count(0)


@pytest.mark.parametrize("question", [ZH, EN])
def test_clicking_a_citation_lights_up_exactly_its_quote_in_view(
    open_page: Open, kb: KnowledgeBase, question: str
) -> None:
    page = open_page(q=question)
    spots = cited(kb, question)
    assert len(spots) >= 2
    for key, citation in spots.items():
        page.locator(f'.card[data-act="cite:{key}"]').click()
        settled(page, key)
        assert ink(marks(page)) == ink(citation.quote)
        assert "\n" in citation.quote or marks(page) == citation.quote
        expect(page.locator("mark").first).to_be_in_viewport()
        assert page.locator(".path li").all_text_contents() == list(citation.section)


def test_a_cited_table_row_is_lit_up_cell_by_cell(open_page: Open, kb: KnowledgeBase) -> None:
    key, row = next((key, citation) for key, citation in cited(kb, ZH).items() if "\n" in citation.quote)
    page = open_page(q=ZH, cite=key)
    settled(page, key)
    rows = page.locator(".pane tr", has=page.locator("mark"))
    expect(rows).to_have_count(1)
    assert rows.locator("td mark").all_text_contents() == [cell.strip() for cell in row.quote.split("\n")]


def test_the_keyboard_alone_opens_a_citation_and_keeps_its_place(open_page: Open, kb: KnowledgeBase) -> None:
    page = open_page(q=ZH)
    card = page.locator('.card[data-act="cite:2"]')
    page.get_by_role("searchbox").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if card.evaluate("card => card.getRootNode().activeElement === card"):
            break
    page.keyboard.press("Enter")
    settled(page, "2")
    assert ink(marks(page)) == ink(cited(kb, ZH)["2"].quote)
    expect(card).to_be_focused()


# ------------------------------------------------------------------ the address


def test_a_shared_or_reloaded_link_shows_the_same(open_page: Open) -> None:
    page = open_page(q=ZH, cite="2", lang="en")
    settled(page, "2")
    lit = marks(page)
    page.reload()
    settled(page, "2")
    assert marks(page) == lit
    expect(page.get_by_role("searchbox")).to_have_value(ZH)
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_back_and_forward_go_through_what_was_asked(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("searchbox").fill(ZH)
    page.keyboard.press("Enter")
    page.locator('.card[data-act="cite:1"]').click()
    settled(page, "1")
    page.go_back()
    expect(page.locator('.card[aria-pressed="true"]')).to_have_count(0)
    expect(page.locator(".figure").first).to_contain_text("50家")
    page.go_back()
    expect(page.locator(".questions")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("")
    page.go_forward()
    expect(page.locator(".figure").first).to_contain_text("50家")


def test_the_language_switch_keeps_question_and_citation(open_page: Open) -> None:
    page = open_page(q=ZH, cite="1")
    settled(page, "1")
    page.get_by_text("English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    settled(page, "1")
    page.get_by_text("中文", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


def test_an_example_is_one_click_from_its_answer(open_page: Open) -> None:
    page = open_page()
    example = page.locator(".question").first
    question = example.text_content()
    example.click()
    expect(page.get_by_role("searchbox")).to_have_value(question or "?")
    expect(page.locator(".answer").first).to_be_visible()


# ------------------------------------------------------------------ any screen


@pytest.mark.parametrize(
    "params", [{}, {"q": ZH, "cite": "2"}, {"q": "2018年高新技术企业目标"}, {"q": EN, "lang": "en"}]
)
def test_a_narrow_screen_scrolls_in_one_direction_only(open_page: Open, params: dict[str, str]) -> None:
    page = open_page(width=320, **params)
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 320
    for sheet in page.locator(".kb-sheet").all():
        assert sheet.evaluate("sheet => sheet.scrollWidth <= sheet.clientWidth")


def test_on_a_narrow_screen_a_chosen_citation_comes_into_view(open_page: Open) -> None:
    page = open_page(width=320, q=ZH)
    page.locator('.card[data-act="cite:1"]').click()
    settled(page, "1")
    expect(page.locator("mark").first).to_be_in_viewport()


# ------------------------------------------------------------------ hostile text


def no_markup(page: Page) -> None:
    """The sheets hold their own elements and none a text could have made."""
    for tag in (
        "script",
        "img",
        "svg",
        "iframe",
        "style:not(.kb-sheet ~ style)",
        "link",
        "form",
        "input",
        "a",
        "em em",
    ):
        expect(page.locator(f".kb-sheet {tag}")).to_have_count(0)


def test_a_hostile_document_is_shown_as_it_is_written(open_page: Open, kb: KnowledgeBase) -> None:
    key = next(key for key, citation in cited(kb, QUESTION).items() if citation.doc_id == "hostile")
    page = open_page(q=QUESTION, cite=key)
    settled(page, key)
    shown = page.locator(".pane").text_content() or ""
    assert all(shown.count(text) >= 3 for text in HOSTILE)  # heading, paragraph, cell
    assert any(text in (page.locator(".answer, .quote").all_text_contents()[0]) for text in HOSTILE)
    no_markup(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_question_is_shown_as_it_is_written(open_page: Open, text: str) -> None:
    page = open_page(q=f"2020年高新技术企业目标 {text}")
    expect(page.get_by_role("searchbox")).to_have_value(f"2020年高新技术企业目标 {text}")
    expect(page.locator(".answer").first).to_be_visible()
    no_markup(page)


def test_a_hostile_title_is_shown_as_it_is_written(open_page: Open) -> None:
    page = open_page()
    expect(page.locator(".library")).to_contain_text(HOSTILE[1])
    no_markup(page)


def test_every_response_tells_the_browser_to_stay_on_this_host(address: str) -> None:
    for path in ("", "_stcore/health"):
        with urlopen(f"{address}/{path}") as response:
            assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_even_markup_that_got_through_could_load_and_run_nothing_from_elsewhere(
    chromium: Browser, address: str
) -> None:
    page = chromium.new_page()
    page.goto(address)
    blocked: Any = page.evaluate(
        """() => new Promise(resolve => {
            const found = []
            document.addEventListener("securitypolicyviolation", e => {
                found.push(e.effectiveDirective)
                if (found.length === 3) resolve(found.sort())
            })
            document.body.append(Object.assign(new Image(), {src: "http://hostile.invalid/a.png"}))
            document.body.append(Object.assign(document.createElement("script"), {src: "http://hostile.invalid/a.js"}))
            fetch("http://hostile.invalid/").catch(() => {})
        })"""
    )
    assert blocked == ["connect-src", "img-src", "script-src-elem"]
    page.close()


# ------------------------------------------------------------------ nothing there yet


def test_without_a_build_the_page_is_calm_and_works_once_there_is_one(open_page: Open, tmp_path: Path) -> None:
    with served(tmp_path / "home", tmp_path / "log", direct=True) as address:
        page = open_page(at=address, q=ZH)
        expect(page.locator(".notice code")).to_have_text("kb build")
        for word in ("Traceback", "Error", "kb/knowledge.py"):
            expect(page.get_by_text(word)).to_have_count(0)
        build(CORPUS, tmp_path / "home")
        page.get_by_role("button", name="再看一次").click()
        expect(page.locator(".figure").first).to_contain_text("50家")


# ------------------------------------------------------------------ the page of kb check


@pytest.fixture(scope="module")
def checked(home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of the plan and of the hostile document, by id."""
    folder, kb = tmp_path_factory.mktemp("checked"), KnowledgeBase.open(home)
    pages = {}
    for info in kb.documents():
        parsed = Parsed(document=kb.document(info.doc_id), records=kb.records(doc_id=info.doc_id))
        (folder / f"{info.doc_id}.html").write_text(check_page(parsed), "utf-8")
        pages[info.doc_id] = (folder / f"{info.doc_id}.html").as_uri()
    return pages


@pytest.fixture
def open_checked(visitor: BrowserContext, checked: dict[str, str]) -> Iterator[Open]:
    asked: list[str] = []
    visitor.on("request", heard := lambda request: asked.append(request.url))

    def open_(doc_id: str, width: int = 1280) -> Page:
        page = visitor.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(checked[doc_id])
        return page

    yield open_
    assert {page.evaluate("window.hurt") for page in visitor.pages} == {None}
    for page in visitor.pages:
        page.close()
    visitor.remove_listener("request", heard)
    assert all(url.startswith("file:") for url in asked)
    assert len(asked) == 1


def test_a_mark_opens_its_record(open_checked: Open) -> None:
    page = open_checked(PLAN.parent.name)
    mark = page.locator("article p a.mark.value").first
    mark.click()
    fields = page.locator("dl:target")
    expect(fields).to_be_visible()
    expect(fields).to_contain_text("指标")
    page.locator(".card:has(dl:target) >> text=到原文").click()
    expect(mark).to_be_in_viewport()


@pytest.mark.parametrize("kind", SWITCHES[:3])
def test_a_switch_takes_its_marks_away(open_checked: Open, kind: str) -> None:
    page = open_checked(PLAN.parent.name)
    look = "e => { const s = getComputedStyle(e); return s.backgroundColor + s.backgroundImage; }"
    mark = page.locator(f'article p .mark[class="mark {kind}"]').first
    lit = mark.evaluate(look)
    page.locator(f"#show-{kind}").press("Space")
    assert mark.evaluate(look) != lit
    expect(page.locator(f".card.{kind}:visible")).to_have_count(0)


@pytest.mark.parametrize("doc_id", [PLAN.parent.name, "hostile"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_and_hostile_text_stays_text(open_checked: Open, doc_id: str, width: int) -> None:
    page = open_checked(doc_id, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("script, img, iframe, form")).to_have_count(0)
    outline = page.locator("nav a").first
    if width < 900:
        expect(outline).to_be_hidden()
        page.locator("#outline").press("Space")
    expect(outline).to_be_visible()
