"""Questions that reckon with figures or select among them: the right result, its places, a complete list."""

from __future__ import annotations

from typing import Any

import pytest

from kb.knowledge import KnowledgeBase
from tests.support import rows
from tests.test_questions import faults


@pytest.mark.parametrize("case", rows("reckoning", label="question"))
def test_a_question_about_figures_is_reckoned(case: dict[str, Any], knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask(case["question"], case.get("history", ()))
    assert faults(answer, case) == [], answer.answer
    if "number" in case:
        assert len(answer.values) == case["number"], answer.answer
