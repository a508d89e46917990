"""What an enterprise asks: support that fits, with its amounts and conditions, and where things are named."""

from __future__ import annotations

from typing import Any

import pytest

from kb.answer.catalog import catalog
from kb.answer.claims import Draft, UnprovenError
from kb.answer.support.limits import limits, own_quantities
from kb.answer.support.tiers import tier
from kb.answer.support.whom import kinds, relation
from kb.knowledge import KnowledgeBase
from kb.model import Answer
from kb.vocab import vocabulary
from tests.support import POLICIES, built, rows
from tests.test_questions import faults


@pytest.fixture(scope="session")
def policies(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The knowledge base of the invented policies."""
    texts = {path.stem: path.read_text("utf-8") for path in sorted(POLICIES.glob("*.txt"))}
    return KnowledgeBase.open(built(tmp_path_factory.mktemp("policies"), **texts))


@pytest.mark.parametrize("case", rows("support", label="question"))
def test_who_asks_for_support_gets_it(case: dict[str, Any], knowledge: KnowledgeBase, policies: KnowledgeBase) -> None:
    answer = {"plan": knowledge, "policies": policies}[case["over"]].ask(case["question"], case.get("history", ()))
    assert [*faults(answer, case), *surplus(answer, case)] == [], answer.answer


def surplus(answer: Answer, case: dict[str, Any]) -> list[str]:
    """Values beyond those a case allows, and those of them that are missing."""
    if "exactly" not in case:
        return []
    stated = {(float(v.value), v.unit or "") for v in answer.values}
    return [f"gives {sorted(stated)}"] if stated != {(float(v), u) for v, u, _ in case["exactly"]} else []


@pytest.mark.parametrize("case", rows("limits"))
def test_what_is_stated_is_held_against_the_limit(case: dict[str, Any]) -> None:
    stated = own_quantities(case["stated"])
    speaking = [x.holds(s) for x in limits(case["condition"]) for s in stated if x.speaks_of(s)]
    assert speaking == case["holds"]


@pytest.mark.parametrize("case", rows("limits", "kind"))
def test_a_kind_belongs_to_kinds(case: dict[str, Any]) -> None:
    asked = kinds(case["asks"])[0].id
    assert (relation(asked, (k.id for k in kinds(case["named"]))) or "") == case["relation"]


@pytest.mark.parametrize("case", rows("limits", "tier"))
def test_another_tier_is_not_the_one_asked_for(case: dict[str, Any]) -> None:
    assert tier(case["named"]).meets(tier(case["asks"])) is case["meets"]


def test_every_wider_kind_is_known() -> None:
    known = {e.id for e in vocabulary().beneficiaries}
    assert not [(e.id, w) for e in vocabulary().beneficiaries for w in e.within if w not in known]


def test_a_sum_with_a_changed_digit_is_blocked(policies: KnowledgeBase) -> None:
    held = catalog(policies._held.store)
    for one in (p for p in held.prepared if p.measure.amounts):
        amount = one.measure.amounts[0]
        Draft(held).promise(one.measure, amount, one.sentence)
        with pytest.raises(UnprovenError):
            Draft(held).promise(one.measure, amount.model_copy(update={"value": amount.value + 7}), one.sentence)
