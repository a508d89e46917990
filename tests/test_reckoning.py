"""Questions that reckon with figures or select among them: the right result, its places, a complete list."""

from __future__ import annotations

from typing import Any

import pytest

from kb.knowledge import KnowledgeBase
from tests.support import built, rows
from tests.test_questions import faults


@pytest.mark.parametrize("case", rows("reckoning", label="question"))
def test_a_question_about_figures_is_reckoned(case: dict[str, Any], knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask(case["question"], case.get("history", ()))
    assert faults(answer, case) == [], answer.answer
    if "number" in case:
        assert len(answer.values) == case["number"], answer.answer


RULES = """云湖市企业创新扶持办法
第一章 扶持内容
第一条 对新设立的工业设计中心，给予一次性奖励80万元。
第二条 对首次入选的示范工厂，给予不超过300万元的补贴。
第三条 对取得检测资质的实验室，给予25万元资助。
第二章 附则
第四条 本办法自2023年3月1日起施行。
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return KnowledgeBase.open(built(tmp_path_factory.mktemp("rules"), rules=RULES))


@pytest.mark.parametrize(
    ("question", "sums"),
    [
        ("哪些奖励或补贴超过50万元", {80, 300}),
        ("哪项补贴最高", {300}),
        ("补贴不到30万元的是哪些", {25}),
    ],
)
def test_support_is_chosen_by_its_sum(question: str, sums: set[int], rules: KnowledgeBase) -> None:
    answer = rules.ask(question)
    assert {int(v.value) for v in answer.values} == sums, answer.answer


@pytest.mark.parametrize("question", ["高企目标完成了吗", "省名牌产品和独角兽企业一共几家", "超过900家的目标有哪些"])
def test_what_is_not_stated_is_not_reckoned(question: str, knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask(question)
    assert (answer.status, answer.values) == ("not_found", ())
    assert answer.answer


def test_every_reckoned_value_has_its_formula(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("要完成2020年高企目标，从2015年起年均要增加几家")
    assert [c.formula for c in answer.claims] == ["(50-13)÷5"]
    assert [v.derived for v in answer.values] == [True, False, False]


@pytest.mark.parametrize(
    ("question", "result", "formula"),
    [
        ("新设立的工业设计中心比取得检测资质的实验室多奖励多少万元", 55, "80-25"),
        ("首次入选的示范工厂和新设立的工业设计中心，补贴相差多少万", 220, "300-80"),
        ("示范工厂的补贴和检测实验室的资助相差多少万元", None, None),
        ("工业设计中心比动物园多奖励多少万元", None, None),
        ("新设立的工业设计中心和其他中心的奖励相差多少万元", None, None),
    ],
)
def test_two_sums_are_set_against_each_other(
    question: str, result: int | None, formula: str | None, rules: KnowledgeBase
) -> None:
    answer = rules.ask(question)
    reckoned = [(int(v.value), c.formula) for v in answer.values if v.derived for c in answer.claims]
    assert reckoned == ([] if result is None else [(result, formula)]), answer.answer


def test_a_share_is_of_the_whole_that_is_named_first(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("专利申请量里授权量占多少")
    assert [c.formula for c in answer.claims] == ["345÷745×100%"]
