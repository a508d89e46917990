"""Figures asked for in reports and plans: growth, ranges, spans of years, enumerations, what is stated in part."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from kb.knowledge import KnowledgeBase
from tests.support import CASES, built, rows

TEXTS: dict[str, str] = tomllib.loads((CASES / "asked.toml").read_text("utf-8"))["texts"]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> dict[str, KnowledgeBase]:
    """A knowledge base of each text alone."""
    homes = {name: built(tmp_path_factory.mktemp(name), **{name: text.lstrip()}) for name, text in TEXTS.items()}
    return {name: KnowledgeBase.open(home) for name, home in homes.items()}


@pytest.mark.parametrize("case", rows("asked", label="question"))
def test_a_figure_is_given_as_it_is_stated(case: dict[str, Any], held: dict[str, KnowledgeBase]) -> None:
    answer = held[case["text"]].ask(case["question"])
    assert answer.status == case.get("status", "answered"), answer.answer
    assert [[float(v.value), v.unit, v.year or 0] for v in answer.values] == case["values"], answer.answer
    if "upper" in case:
        assert [v.upper for v in answer.values] == [case["upper"]]
    assert [w for w in case.get("says", ()) if w not in answer.answer] == [], answer.answer
