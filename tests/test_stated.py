"""Numbers that no statement was read for are found in the sentence that states them, and nowhere else."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from kb.knowledge import KnowledgeBase
from tests.support import CASES, built, rows

TEXT = tomllib.loads((CASES / "stated.toml").read_text("utf-8"))["text"].lstrip()


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return KnowledgeBase.open(built(tmp_path_factory.mktemp("stated"), jiangzhou=TEXT))


@pytest.mark.parametrize("case", rows("stated", label="question"))
def test_a_number_in_the_text(case: dict[str, Any], rules: KnowledgeBase) -> None:
    answer = rules.ask(case["question"])
    if case.get("not_found"):
        assert answer.status != "answered", answer.answer
        assert not answer.values
        return
    stated = {(float(value.value), value.unit) for value in answer.values}
    assert answer.status == "answered", answer.answer
    assert {(value, unit) for value, unit in case["values"]} <= stated, answer.answer
    assert set(case["lines"]) <= {citation.line_start for citation in answer.citations}
