"""Thousands of questions made from the gold: exact, no near miss swapped, no number made up."""

from __future__ import annotations

import os

import pytest

from kb.knowledge import KnowledgeBase
from tests.generated.ask import cases
from tests.generated.judge import Verdict, judged, report

COUNT = 12_000 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 3_000


@pytest.fixture(scope="module")
def verdicts(knowledge: KnowledgeBase) -> list[Verdict]:
    """The verdicts on all generated questions."""
    return [judged(case, knowledge.ask(case.text)) for case in cases(COUNT)]


def test_the_questions_are_the_same_every_time() -> None:
    assert cases(200) == cases(200)
    assert cases(200) != cases(200, seed=1)


def test_generated_questions_are_answered_exactly(verdicts: list[Verdict]) -> None:
    exact = sum(not v.faults for v in verdicts) / len(verdicts)
    assert exact >= 0.99, report(verdicts)


def test_no_near_miss_is_swapped(verdicts: list[Verdict]) -> None:
    assert [(v.case.text, v.answer.answer) for v in verdicts if v.swapped] == []


def test_no_number_is_made_up(verdicts: list[Verdict]) -> None:
    assert [(v.case.text, v.answer.answer) for v in verdicts if v.invented] == []
