"""What an enterprise asks: support that fits, with its amounts and conditions, and where things are named."""

from __future__ import annotations

from typing import Any

import pytest

from kb.build import build
from kb.knowledge import KnowledgeBase
from kb.model import Answer
from tests.support import POLICIES, rows
from tests.test_questions import faults


@pytest.fixture(scope="session")
def policies(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The knowledge base of the invented policies."""
    folder = tmp_path_factory.mktemp("policies")
    for path in sorted(POLICIES.glob("*.txt")):
        place = folder / "corpus" / path.stem
        place.mkdir(parents=True)
        (place / "source.txt").write_bytes(path.read_bytes())
    build(folder / "corpus", folder / "home")
    return KnowledgeBase.open(folder / "home")


@pytest.mark.parametrize("case", rows("support", label="question"))
def test_who_asks_for_support_gets_it(case: dict[str, Any], knowledge: KnowledgeBase, policies: KnowledgeBase) -> None:
    answer = {"plan": knowledge, "policies": policies}[case["over"]].ask(case["question"])
    assert [*faults(answer, case), *surplus(answer, case)] == [], answer.answer


def surplus(answer: Answer, case: dict[str, Any]) -> list[str]:
    """Values beyond those a case allows, and those of them that are missing."""
    if "exactly" not in case:
        return []
    stated = {(float(v.value), v.unit or "") for v in answer.values}
    return [f"gives {sorted(stated)}"] if stated != {(float(v), u) for v, u, _ in case["exactly"]} else []
