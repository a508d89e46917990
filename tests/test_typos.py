"""A mistyped term is read as what was meant, and nothing that is right is touched."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Span
from kb.text import sentences
from kb.vocab import vocabulary
from kb.vocab.typos import repair
from tests.support import PLAN, rows

TABLES = ("indicators", "concepts", "instruments", "glossary")
KNOWN = frozenset(name for table in TABLES for entry in getattr(vocabulary(), table) for name in entry.names)


@pytest.mark.parametrize("case", rows("typos"))
def test_a_mistyped_term_is_put_right(case: dict[str, Any]) -> None:
    assert repair(case["typed"], KNOWN) == case["means"]


@given(st.text(st.sampled_from("高新薪技术木企业专利力申请授权省市级发明实用"), max_size=12))
def test_a_repair_keeps_the_length_and_ends(text: str) -> None:
    once = repair(text, KNOWN)
    assert len(once) == len(text)
    assert once == text or any(term in once and term not in text for term in KNOWN if len(term) >= 3)


@pytest.mark.parametrize("term", sorted(name for name in KNOWN if 3 <= len(name) <= 4))
def test_a_known_term_is_never_made_another_one(term: str) -> None:
    assert repair(term, KNOWN) == term


def test_a_plan_is_not_rewritten() -> None:
    text = PLAN.read_text("utf-8")
    places = sentences(text, Span(0, len(text)))
    assert not [text[slice(*p)] for p in places if repair(text[slice(*p)], KNOWN) != text[slice(*p)]]


def test_without_known_terms_nothing_is_repaired() -> None:
    assert repair("高新技木企业", ()) == "高新技木企业"


def test_there_are_enough_entries() -> None:
    assert len(list(vocabulary().typos)) >= 150
