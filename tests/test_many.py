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


def test_the_order_of_questions_changes_no_answer(several: KnowledgeBase) -> None:
    asked = [(case.values[0]["question"], case.values[0].get("history", ())) for case in rows("many", label="question")]
    other = KnowledgeBase(several._home)
    first = [several.ask(*question).model_dump_json() for question in asked]
    second = [other.ask(*question).model_dump_json() for question in reversed(asked)]
    assert first == second[::-1]


def test_no_sentence_mixes_documents_but_those_that_compare_them(several: KnowledgeBase) -> None:
    for case in rows("many", label="question"):
        answer = several.ask(case.values[0]["question"], case.values[0].get("history", ()))
        mixed = [c for c in answer.claims if len({answer.citations[n].doc_id for n in c.citations}) > 1]
        assert all(answer.kind == "alignment" for _ in mixed), answer.answer
