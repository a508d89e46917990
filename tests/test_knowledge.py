"""What a front end sees: one build, answers, places that are checked before they are lit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kb
from kb.build import build
from kb.errors import BuildError, KBError, QuestionError
from kb.knowledge import LONGEST, KnowledgeBase
from kb.model import Citation, Passage
from tests.support import CORPUS

DOC = "taishan-sti-plan-2016-2020"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("knowledge") / "home"
    build(CORPUS, folder)
    return folder


@pytest.fixture(scope="module")
def knowledge(home: Path) -> KnowledgeBase:
    return KnowledgeBase.open(home)


def citation(knowledge: KnowledgeBase) -> Citation:
    passage: Passage = knowledge.records("passage", doc_id=DOC)[3]
    return Citation(
        doc_id=DOC,
        title="规划",
        sha256=knowledge.document(DOC).source.sha256,
        section=passage.section,
        line_start=passage.anchor.line_start,
        line_end=passage.anchor.line_end,
        quote=passage.anchor.quote,
        spans=passage.spans,
    )


def test_a_citation_that_stands_is_lit(knowledge: KnowledgeBase) -> None:
    cited = citation(knowledge)
    shown = knowledge.cite(cited)
    assert not shown.changed
    assert "".join(shown.document.text[start:end] for start, end in shown.spans) == cited.quote


@pytest.mark.parametrize(
    "change",
    [
        lambda c: {"sha256": "0" * 64},
        lambda c: {"quote": f"{c.quote}并不"},
        lambda c: {"line_start": c.line_start + 3, "line_end": c.line_end + 3},
        lambda c: {"line_start": 10**6, "line_end": 10**6},
    ],
    ids=["another file", "other words", "another line", "no line"],
)
def test_a_citation_that_does_not_stand_lights_nothing(
    change: Callable[[Citation], dict[str, object]], knowledge: KnowledgeBase
) -> None:
    cited = citation(knowledge)
    shown = knowledge.cite(cited.model_copy(update=change(cited)))
    assert shown.changed
    assert shown.spans == ()


def test_a_citation_of_a_document_that_is_gone_is_a_sentence(knowledge: KnowledgeBase) -> None:
    with pytest.raises(KBError, match="kb show"):
        knowledge.cite(citation(knowledge).model_copy(update={"doc_id": "gone"}))


def test_a_hit_shows_the_text_of_its_place_and_the_words_that_were_sought(knowledge: KnowledgeBase) -> None:
    text = knowledge.document(DOC).text
    lines = text.split("\n")
    hits = knowledge.search("高新技术企业 2020年 目标", limit=20)
    assert len(hits) == 20
    for hit in hits:
        assert hit.text in "\n".join(lines[hit.line_start - 1 : hit.line_end])
        assert hit.record_id == knowledge.record(DOC, hit.record_id).id
        assert {text[start:end] for start, end in hit.spans} <= {
            "高新",
            "技术",
            "高新技术",
            "高新技术企业",
            "企业",
            "2020",
            "目标",
        } | {"年"}
    assert any("50家" in hit.text for hit in hits[:3])


def test_a_search_in_english_finds_chinese(knowledge: KnowledgeBase) -> None:
    assert any("高新技术企业" in hit.text for hit in knowledge.search("high-tech enterprises", limit=5))


@pytest.mark.parametrize("question", ["", " \u3000", "x" * (LONGEST + 1), "\udcff"])
def test_a_question_that_cannot_be_taken_is_a_sentence(question: str, knowledge: KnowledgeBase) -> None:
    for take in (knowledge.ask, knowledge.search, lambda q: knowledge.ask("企业", [q])):
        with pytest.raises(QuestionError, match=r"kb ask[^。]*$"):
            take(question)


def test_the_same_question_has_the_same_answer(knowledge: KnowledgeBase, home: Path) -> None:
    question = "2020年高新技术企业目标是多少？"
    assert knowledge.ask(question) == knowledge.ask(question) == KnowledgeBase.open(home).ask(question)
    assert knowledge.ask(question).build == knowledge.build == knowledge.manifest.build


def test_no_build_yet_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_HOME", str(tmp_path / "none"))
    with pytest.raises(BuildError, match=r"还没有知识库.*kb build$"):
        KnowledgeBase.open()


def test_the_home_is_named_or_taken_from_the_environment_or_here(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_HOME", str(home))
    assert KnowledgeBase.open().build == KnowledgeBase.open(str(home)).build
    monkeypatch.delenv("KB_HOME")
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".kb").symlink_to(home)
    assert KnowledgeBase.open().documents()[0].doc_id == DOC


def test_public_names_come_when_asked_for() -> None:
    assert kb.KnowledgeBase is KnowledgeBase
    assert {kb.Answer.__name__, kb.Citation.__name__, kb.Parsed.__name__} == {"Answer", "Citation", "Parsed"}
    with pytest.raises(AttributeError, match="nothing"):
        _ = kb.nothing
