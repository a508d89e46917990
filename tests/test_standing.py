"""Looking a spelling up in many texts at once says the same as asking each text, and ranking loses no passage."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.answer.asking.atoms import Atom, atoms
from kb.answer.asking.question import read_question
from kb.answer.catalog import Catalog, catalog
from kb.answer.texts.evidence import evidence, weigh
from kb.answer.texts.standing import Shelf
from kb.knowledge import KnowledgeBase
from kb.model import Span
from tests.support import ROOT

TEXTS = st.lists(st.text(alphabet="专利申请量省级\n甲", max_size=12), max_size=9)
FORMS = st.text(alphabet="专利申请量省级\n甲", max_size=4)


@given(TEXTS, FORMS)
def test_a_spelling_stands_where_the_text_holds_it(texts: list[str], form: str) -> None:
    assert Shelf(texts).holding(form) == sum((form in text) << number for number, text in enumerate(texts))


@pytest.mark.parametrize("words", ["专利申请量", "省级", "国家级中心", "甲"])
@given(TEXTS)
def test_an_atom_stands_where_it_says_it_does(words: str, texts: list[str]) -> None:
    for atom in atoms(words):
        standing = Shelf(texts).standing(atom)
        assert [standing.presence(n) for n in range(len(texts))] == [atom.presence(t) for t in texts]


def test_a_spelling_of_no_characters_stands_everywhere() -> None:
    nothing = Atom("word:", ("",), Span(0, 0))
    assert Shelf(["甲", "", "乙"]).standing(nothing).wholly == 0b111


def test_the_best_passages_are_those_that_weighing_all_of_them_finds(plan: Catalog) -> None:
    for line in (ROOT / "tests" / "eval" / "dev.jsonl").read_text("utf-8").splitlines():
        asked = plan.known(read_question(json.loads(line)["question"], plan).atoms)
        worth = {a.key: plan.rarity(a) for a in asked}
        weighed = [one for piece in plan.pieces if (one := weigh(worth, asked, piece)).score > 0]
        assert evidence(plan, asked, 5) == sorted(weighed, key=lambda one: -one.score)[:5]


@pytest.fixture(scope="module")
def plan(knowledge: KnowledgeBase) -> Catalog:
    """The catalog of the corpus."""
    return catalog(knowledge._held.store, knowledge._held.index)
