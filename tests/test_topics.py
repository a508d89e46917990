"""Questions about what a text says: the sentences that say it, all of them, and none beside them."""

from __future__ import annotations

from typing import Any

import pytest

from kb.knowledge import KnowledgeBase
from kb.model import Answer
from tests.support import rows
from tests.test_questions import faults


@pytest.mark.parametrize("case", rows("topics", label="question"))
def test_a_question_about_the_text_gets_its_sentences(case: dict[str, Any], knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask(case["question"], case.get("history", ()))
    assert [*faults(answer, case), *strays(answer, case)] == [], answer.answer


def strays(answer: Answer, case: dict[str, Any]) -> list[str]:
    """The lines an answer cites beside those it may."""
    allowed = set(case.get("within", ()))
    cited = {n for c in answer.citations for n, line in enumerate(c.quote.split("\n"), c.line_start) if line.strip()}
    return [f"strays to {sorted(cited - allowed)}"] if allowed and cited - allowed else []
