"""Text to terms: what is written alike is found alike, and every term stands where it says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.index.english import chinese
from kb.index.query import CHARACTERS, TERMS, read
from kb.index.terms import LONGEST, characters, corpus_words, terms
from kb.text import fold
from kb.vocab import vocabulary
from kb.words import tokenizer
from tests.support import rows

CUTTER = tokenizer()


def of(text: str) -> list[str]:
    return [term.text for term in terms(text, CUTTER)]


@pytest.mark.parametrize("case", rows("terms"))
def test_terms_are_as_listed(case: dict[str, Any]) -> None:
    assert of(case["text"]) == case["terms"]


@pytest.mark.parametrize("case", rows("terms"))
def test_spellings_meet(case: dict[str, Any]) -> None:
    for other in case.get("meets", ()):
        assert of(other) == case["terms"], other
    for other in case.get("misses", ()):
        assert of(other) != case["terms"], other


@given(st.text(st.one_of(st.characters(), st.sampled_from("年2０.,%&-高新技术企业Ａa")), max_size=60))
def test_every_term_stands_where_it_says(text: str) -> None:
    for term in terms(text, CUTTER):
        assert 0 <= term.start < term.end <= len(text)
        assert 0 < len(term.text) <= LONGEST
        assert not any(c.isspace() for c in term.text)
        if not term.text[0].isdigit():
            assert fold(text)[term.start : term.end][:LONGEST] == term.text


@given(st.text(max_size=60), st.text(max_size=60))
def test_lines_are_cut_independently(one: str, other: str) -> None:
    assert of(f"{one}\n{other}") == of(one) + of(other)
    assert characters(f"{one}\n{other}") == characters(one) + characters(other)


def test_own_words_come_from_quotation_marks_titles_and_the_vocabulary() -> None:
    found = corpus_words(["实施“一区三园”工程和《促进科技发展的意见》，见「双轮驱动」"])
    assert {"一区三园", "促进科技发展的意见", "双轮驱动"} <= set(found)
    assert {fold(entry.zh) for entry in vocabulary().instruments if len(entry.zh) > 1} <= set(found)
    assert list(found) == sorted(set(found))


# ------------------------------------------------------------------ queries


def test_a_query_is_bounded() -> None:
    endless = read("企业技术中心规划纲要发展" * 10_000 + "((((" * 10_000 + "x" * 40_000, CUTTER)
    assert len(endless.terms) <= TERMS
    assert all(len(term) <= LONGEST for term, _ in endless.terms)
    assert all(len(phrase) <= TERMS for phrase in read(f'"{"高新" * 10_000}"', CUTTER).phrases)
    assert read("甲" * CHARACTERS + "专利", CUTTER).terms == read("甲" * CHARACTERS, CUTTER).terms


@pytest.mark.parametrize("text", ['"高新技术企业"', "“高新技术企业”", "「高新技术企业」"])
def test_a_quoted_query_is_a_phrase(text: str) -> None:
    assert read(text, CUTTER).phrases == (tuple("高新技术企业"),)


def test_chinese_quotation_marks_inside_a_question_demand_nothing() -> None:
    assert read("“十三五”期间的目标", CUTTER).phrases == ()


def test_particles_do_not_count_beside_words() -> None:
    found = [term for term, _ in read("企业的专利是多少", CUTTER).terms]
    assert "企业" in found
    assert not {"的", "是"} & set(found)
    assert [term for term, _ in read("税", CUTTER).terms] == ["税"]


@pytest.mark.parametrize("text", ["", "  ", "，。", '""', '" "', "“”"])
def test_a_query_of_nothing_is_empty(text: str) -> None:
    assert read(text, CUTTER) == ((), ())


def test_english_names_of_the_vocabulary_are_read_in_chinese() -> None:
    entry = next(e for e in vocabulary().instruments if e.en)
    assert entry.zh in chinese(f"is there any {entry.en[0].upper()} for us?")
    assert chinese("只有中文") == ()
