"""What an answer owes to whoever relies on it: proof, the same words every time, and a refusal that helps."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kb.answer.catalog import catalog
from kb.answer.claims import Draft
from kb.answer.indicators.proving import UnprovenError, verify
from kb.errors import QuestionError
from kb.knowledge import KnowledgeBase
from kb.model import Answer, Claim, Statement
from kb.vocab import phrases
from tests.support import ROOT, built

DEV = [json.loads(line) for line in (ROOT / "tests" / "eval" / "dev.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def answers(knowledge: KnowledgeBase) -> list[Answer]:
    """The answers to all dev questions."""
    return [knowledge.ask(q["question"], q["history"]) for q in DEV]


def test_a_2020_target_cites_both_paragraph_and_table(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("2020 target for high-tech enterprises")
    assert [(v.value, v.unit, v.year) for v in answer.values] == [(50, "家", 2020)]
    assert [c.line_start for c in answer.citations] == [128, 145, 147]


def test_a_table_row_on_one_line_is_cited_once_with_its_name_and_value_marked(tmp_path: Path) -> None:
    table = "指标\t2020年\t2025年\n绿色工厂（家）\t10\t30\n绿色园区（家）\t1\t4"
    text = f"江州市工业发展规划（2021-2025年）\n一、发展目标\n{table}\n"
    found = KnowledgeBase.open(built(tmp_path, jia=text))
    answer = found.ask("2025年绿色工厂目标是多少？")
    assert [(v.value, v.unit, v.year) for v in answer.values] == [(30, "家", 2025)]
    (citation,) = answer.citations
    assert (citation.quote, citation.line_start) == ("绿色工厂（家）\t10\t30", 4)
    text = found.document("jia").text
    assert [text[slice(*span)] for span in citation.spans] == ["绿色工厂（家）", "30"]


def test_every_claim_is_carried_by_citations_that_exist(answers: list[Answer]) -> None:
    for answer in answers:
        for claim in answer.claims:
            assert claim.citations
            assert max(claim.citations) < len(answer.citations)


def test_a_claim_without_a_citation_cannot_be_made() -> None:
    with pytest.raises(ValidationError):
        Claim(text="五十家", citations=())


def test_every_quote_stands_in_the_text_at_its_place(answers: list[Answer], knowledge: KnowledgeBase) -> None:
    for answer in answers:
        for citation in answer.citations:
            text = knowledge.document(citation.doc_id).text
            assert [text[slice(*s)].strip() for s in citation.spans] == [citation.quote]
            assert citation.quote in "\n".join(text.split("\n")[citation.line_start - 1 : citation.line_end])


def test_a_refusal_states_nothing_and_points_to_something(answers: list[Answer]) -> None:
    refused = [a for a in answers if a.status == "not_found"]
    assert len(refused) > 10
    assert all(not a.values and not a.citations and a.answer for a in refused)
    assert sum(bool(a.related or a.suggestions) for a in refused) > len(refused) // 2


def test_suggested_questions_are_answerable(answers: list[Answer], knowledge: KnowledgeBase) -> None:
    suggested = {s for a in answers for s in a.suggestions}
    assert suggested
    assert {s for s in suggested if knowledge.ask(s).status != "answered"} == set()


def test_one_digit_changed_is_blocked(knowledge: KnowledgeBase) -> None:
    held = catalog(_store(knowledge))
    statements = [s for s in held.store.records("statement") if s.value is not None]
    assert len(statements) > 70
    for statement in statements:
        Draft(held).state("as printed", statement)
        wrong = statement.model_copy(update={"value": statement.value + Decimal("0.01")})
        with pytest.raises(UnprovenError):
            Draft(held).state("one digit off", wrong)


@given(st.data())
def test_any_digit_of_value_unit_or_year_changed_is_blocked(knowledge: KnowledgeBase, data: st.DataObject) -> None:
    held = catalog(_store(knowledge))
    statements = [s for s in held.store.records("statement") if s.value is not None and s.places.get("year")]
    one = data.draw(st.sampled_from(statements))
    verify(held, one)
    for changed in _misprints(one, data):
        with pytest.raises(UnprovenError):
            verify(held, changed)


def _misprints(one: Statement, data: st.DataObject) -> list[Statement]:
    """The statement with one digit of its number or year, or its unit, changed."""
    number, year = _one_digit_off(f"{one.value}", data), _one_digit_off(f"{one.year}", data)
    found = [one.model_copy(update={"value": Decimal(number)})] if Decimal(number) != one.value else []
    if one.year is not None:
        found.append(one.model_copy(update={"year": int(year)}))
    if one.places.get("unit") and one.unit:
        others = [u for u in ("亿元", "万元", "%", "百分点", "公里", "倍") if u != one.unit]
        found.append(one.model_copy(update={"unit": data.draw(st.sampled_from(others))}))
    return found


def _one_digit_off(printed: str, data: st.DataObject) -> str:
    at = data.draw(st.sampled_from([i for i, c in enumerate(printed) if c.isdigit()] or [0]))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != printed[at]]))
    return printed[:at] + digit + printed[at + 1 :]


def test_every_value_stands_at_a_cited_place_or_follows_by_a_shown_formula(
    answers: list[Answer], knowledge: KnowledgeBase
) -> None:
    held = catalog(_store(knowledge))
    for answer in answers:
        ids = [i for claim in answer.claims for i in claim.record_ids]
        records = [held.store.record(c.doc_id, i) for c in answer.citations[:1] for i in ids]
        stated = {(r.value, r.unit, r.year) for r in records if isinstance(r, Statement)}
        for value in answer.values if answer.kind in ("value", "trend", "reverse") else ():
            shown = value.derived and any(c.formula for c in answer.claims)
            assert shown or (value.value, value.unit, value.year) in stated, answer.question


def test_a_value_moved_to_another_place_is_blocked(knowledge: KnowledgeBase) -> None:
    held = catalog(_store(knowledge))
    first, second = (s for s in held.store.records("statement") if s.value in (50, 175) and s.table is None)
    moved: Statement = first.model_copy(update={"places": second.places})
    with pytest.raises(UnprovenError):
        Draft(held).state("moved", moved)


def test_the_same_question_gets_the_same_bytes(knowledge: KnowledgeBase) -> None:
    question = "2015年高新技术产品产值占比到底是24.53%还是25%？"
    assert len({knowledge.ask(question).model_dump_json() for _ in range(100)}) == 1


def test_a_follow_up_says_what_it_carried_over(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("那2017年呢？", ["2020年高企目标是多少？"])
    assert [v.value for v in answer.values] == [35]
    assert answer.frame.carried


def test_the_year_before_the_plan_is_reckoned_with_its_formula(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("2010年财政科技拨款是多少")
    assert [(v.value, v.derived) for v in answer.values] == [(2019, True)]
    assert "4114" in answer.answer
    assert "2095" in answer.answer


@pytest.mark.parametrize("question", ["", " \n", "问" * 4001])
def test_what_is_no_question_is_refused_in_a_sentence(question: str, knowledge: KnowledgeBase) -> None:
    with pytest.raises(QuestionError, match="kb ask"):
        knowledge.ask(question)


def test_both_languages_have_the_same_phrases() -> None:
    assert phrases("zh").names() == phrases("en").names()


@given(st.text(min_size=1, max_size=60))
def test_any_text_gets_an_answer_or_a_refusal(knowledge: KnowledgeBase, question: str) -> None:
    if not question.strip():
        return
    answer = knowledge.ask(question)
    assert answer.status in ("answered", "partial", "not_found")
    assert bool(answer.citations) == (answer.status != "not_found")


def _store(knowledge: KnowledgeBase) -> object:
    return knowledge._held.store


def test_the_plan_is_not_touched(knowledge: KnowledgeBase) -> None:
    source = Path(ROOT / "corpus" / "taishan-sti-plan-2016-2020" / "source.txt").read_bytes().decode("utf-8")
    assert knowledge.document("taishan-sti-plan-2016-2020").text == source
