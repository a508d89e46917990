"""Several documents in one base: which is meant, what each of them says, and what they say of each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kb.build import build
from kb.knowledge import KnowledgeBase
from kb.model import Answer
from tests.support import ROOT, rows
from tests.test_questions import faults


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The base of the documents in tests/many."""
    home: Path = tmp_path_factory.mktemp("many") / "home"
    build(ROOT / "tests" / "many", home)
    return KnowledgeBase.open(home)


@pytest.mark.parametrize("case", rows("many", label="question"))
def test_the_documents_that_are_meant_answer(case: dict[str, Any], several: KnowledgeBase) -> None:
    answer = several.ask(case["question"], case.get("history", ()))
    assert [*faults(answer, case), *strangers(answer, case)] == [], answer.answer


def strangers(answer: Answer, case: dict[str, Any]) -> list[str]:
    """Where an answer cites other documents than those it should, or takes others to be meant."""
    cited = {c.doc_id for c in answer.citations}
    found = [f"cites {sorted(cited)}"] if "from" in case and cited != set(case["from"]) else []
    meant = list(answer.frame.documents)
    return found + ([f"means {meant}"] if "frame" in case and meant != case["frame"] else [])
