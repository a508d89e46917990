"""Questions about what a text says: the sentences that say it, all of them, and none beside them."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from kb.knowledge import KnowledgeBase
from kb.model import Answer
from tests.support import CASES, built, rows
from tests.test_questions import faults


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, KnowledgeBase]:
    """A knowledge base for each text written for these questions."""
    texts = tomllib.loads((CASES / "topics_elsewhere.toml").read_text("utf-8"))["text"]
    homes = {name: built(tmp_path_factory.mktemp(name), **{name: text}) for name, text in texts.items()}
    return {name: KnowledgeBase.open(home) for name, home in homes.items()}


@pytest.mark.parametrize("case", rows("topics", label="question"))
def test_a_question_about_the_text_gets_its_sentences(case: dict[str, Any], knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask(case["question"], case.get("history", ()))
    assert [*faults(answer, case), *strays(answer, case)] == [], answer.answer


@pytest.mark.parametrize("case", rows("topics_elsewhere", label="question"))
def test_so_it_does_over_other_texts(case: dict[str, Any], elsewhere: dict[str, KnowledgeBase]) -> None:
    answer = elsewhere[case["text"]].ask(case["question"], case.get("history", ()))
    assert [*faults(answer, case), *strays(answer, case)] == [], answer.answer


def strays(answer: Answer, case: dict[str, Any]) -> list[str]:
    """The lines an answer cites beside those it may; blank lines inside a quote count for nothing."""
    allowed = set(case.get("within", ()))
    cited = {n for c in answer.citations for n, line in enumerate(c.quote.split("\n"), c.line_start) if line.strip()}
    return [f"strays to {sorted(cited - allowed)}"] if allowed and cited - allowed else []
