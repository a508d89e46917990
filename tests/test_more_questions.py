"""Two hundred further questions over the Taishan plan, written from its text alone."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType
from typing import Any

import pytest

from kb.knowledge import KnowledgeBase
from tests.support import PLAN, ROOT

FILE = ROOT / "tests" / "eval" / "more.jsonl"
EXACT = 0.85
"""Share of the questions whose status, values and words are right; raised as more of them are."""
FALSE = 0
"""Questions that are answered although the plan does not say."""


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", ROOT / "tests" / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def summary(knowledge: KnowledgeBase, scorer: ModuleType) -> dict[str, Any]:
    questions = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    answers = (knowledge.ask(q["question"], q["history"]) for q in questions)
    replies = [json.loads(answer.model_dump_json(by_alias=True)) for answer in answers]
    plan = scorer.load_plan(str(PLAN))
    judged = [scorer.judge(q, reply, plan) for q, reply in zip(questions, replies, strict=True)]
    found: dict[str, Any] = scorer.summarise(judged)
    return found | {"false": sum(bool(one["false_ans"]) for one in judged)}


def test_as_many_are_right_as_measured(summary: dict[str, Any]) -> None:
    assert summary["n"] == 200
    assert summary["exact"] >= EXACT
    assert summary["quote_ok"] == 1.0


def test_nothing_is_answered_that_the_plan_does_not_say(summary: dict[str, Any]) -> None:
    assert summary["false"] <= FALSE
