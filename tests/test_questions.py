"""Questions as people word them: the right value, the right place, or a refusal that says what exists."""

from __future__ import annotations

from typing import Any

import pytest

from kb.knowledge import KnowledgeBase
from kb.model import Answer
from tests.support import rows


@pytest.mark.parametrize("case", rows("questions", label="question"))
def test_a_question_gets_its_answer(case: dict[str, Any], knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask(case["question"], case.get("history", ()))
    assert faults(answer, case) == [], answer.answer


def faults(answer: Answer, case: dict[str, Any]) -> list[str]:
    """What an answer lacks of its case, in words."""
    status = case.get("status", "answered")
    found = [] if answer.status in ([status] if isinstance(status, str) else status) else [f"status {answer.status}"]
    stated = {(float(v.value), v.unit or "", v.year or 0) for v in answer.values}
    for value, unit, year in case.get("values", ()):
        if not any(value == v and unit in ("", u) and year in (0, y) for v, u, y in stated):
            found.append(f"no {value}{unit} ({year})")
    cited = {n for c in answer.citations for n in range(c.line_start, c.line_end + 1)}
    if case.get("lines") and not cited & set(case["lines"]):
        found.append(f"cites {sorted(cited)}")
    words = answer.answer + "".join(c.quote for c in answer.citations)
    found += [f"does not say {w}" for w in case.get("says", ()) if w not in words]
    found += [f"says {w}" for w in case.get("not_says", ()) if w in answer.answer]
    near = answer.answer + "".join(r.text for r in answer.related)
    return found + [f"does not point to {w}" for w in case.get("related", ()) if w not in near]
