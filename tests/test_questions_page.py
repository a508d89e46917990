"""docs/questions.md shows what the program answers, and every kind of answer is on it."""

from __future__ import annotations

from typing import Any

import pytest

from kb.answer import KINDS
from kb.knowledge import KnowledgeBase
from tools.questions import PAGE, asked_of, bases, page

KINDS_SHOWN = asked_of()["kind"]
NO_KIND = {"follow_up", "not_found"}
"""Parts of the page that are no kind of answer."""


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> dict[str, KnowledgeBase]:
    return bases(tmp_path_factory.mktemp("page"))


def test_the_page_is_what_make_questions_writes(over: dict[str, KnowledgeBase]) -> None:
    assert PAGE.read_text("utf-8") == page(over), "run `make questions`"


def test_every_kind_of_answer_is_on_the_page() -> None:
    assert {kind["name"] for kind in KINDS_SHOWN} == {kind.NAME for kind in KINDS} | NO_KIND


@pytest.mark.parametrize("kind", [k for k in KINDS_SHOWN if k["name"] not in NO_KIND], ids=lambda kind: kind["name"])
def test_what_is_shown_of_a_kind_is_of_that_kind(kind: dict[str, Any], over: dict[str, KnowledgeBase]) -> None:
    kb = over[kind.get("over", "plan")]
    assert {kb.ask(question).kind for question in kind["asked"]} == {kind["name"]}
