"""Figures asked for in reports and plans: growth, ranges, spans of years, enumerations, what is stated in part."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from kb.build import build
from kb.knowledge import KnowledgeBase
from tests.support import CASES, rows

TEXTS: dict[str, str] = tomllib.loads((CASES / "asked.toml").read_text("utf-8"))["texts"]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> dict[str, KnowledgeBase]:
    """A knowledge base of each text alone."""
    found = {}
    for name, text in TEXTS.items():
        folder = tmp_path_factory.mktemp(name)
        (folder / "corpus" / name).mkdir(parents=True)
        (folder / "corpus" / name / "source.txt").write_text(text.lstrip(), "utf-8")
        build(folder / "corpus", folder / "home")
        found[name] = KnowledgeBase.open(folder / "home")
    return found


@pytest.mark.parametrize("case", rows("asked", label="question"))
def test_a_figure_is_given_as_it_is_stated(case: dict[str, Any], held: dict[str, KnowledgeBase]) -> None:
    answer = held[case["text"]].ask(case["question"])
    assert answer.status == case.get("status", "answered"), answer.answer
    assert [[float(v.value), v.unit, v.year or 0] for v in answer.values] == case["values"], answer.answer
    if "upper" in case:
        assert [v.upper for v in answer.values] == [case["upper"]]
    assert [w for w in case.get("says", ()) if w not in answer.answer] == [], answer.answer
