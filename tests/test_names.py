"""Named things, case by case: references, organizations, enterprises and projects of small texts, and regions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kb.extract.names.enterprises import enterprises
from kb.extract.names.organizations import organizations
from kb.extract.names.projects import projects
from kb.extract.names.references import references
from kb.extract.reading import reading
from kb.model import About, Named, Record, Source
from kb.structure import structure
from kb.vocab import vocabulary
from tests.support import rows

EXTRACTORS: dict[str, Callable[..., tuple[Named, ...]]] = {
    "references": references,
    "organizations": organizations,
    "enterprises": enterprises,
    "projects": projects,
}
BEFORE = {"enterprises": ("organizations",), "projects": ("organizations", "enterprises")}
"""Extractors whose records another one looks at."""
CASES = [pytest.param(table, *case.values, id=f"{table}:{case.id}") for table in EXTRACTORS for case in rows(table)]


def named(table: str, case: dict[str, Any]) -> tuple[Named, ...]:
    """The named things of a case: its text in a plan of 江州市."""
    source = Source(text=case["text"], format="plain", encoding="utf-8", sha256="0" * 64)
    document = structure(source, "case", About(title="江州市发展规划", region=case.get("region", "江州市")))
    read = reading(document)
    found: tuple[Record, ...] = ()
    for before in BEFORE.get(table, ()):
        found += EXTRACTORS[before](read, found)
    return EXTRACTORS[table](read, found)


@pytest.mark.parametrize(("table", "case"), CASES)
def test_a_text_names_these_and_no_others(table: str, case: dict[str, Any]) -> None:
    found = named(table, case)
    assert [thing.name for thing in found] == case["names"]
    for name, aliases in case.get("aliases", {}).items():
        assert list(next(t for t in found if t.name == name).aliases) == aliases
    for name, lines in case.get("lines", {}).items():
        assert [m.line for m in next(t for t in found if t.name == name).mentions] == lines
    for name, roles in case.get("roles", {}).items():
        assert [m.role for m in next(t for t in found if t.name == name).mentions if m.role] == roles


@pytest.mark.parametrize(("table", "case"), CASES)
def test_every_mention_is_a_piece_of_the_text_that_holds_a_name(table: str, case: dict[str, Any]) -> None:
    for thing in named(table, case):
        start, end = thing.places["name"]
        assert case["text"][start:end].strip("《》").replace("\n", "") in {thing.name, *thing.aliases}
        assert [case["text"][slice(*s)] for s in thing.spans] == [m.quote for m in thing.mentions]
        quotes = [m.quote.replace("\n", "") for m in thing.mentions]
        assert all(any(n in quote for n in (thing.name, *thing.aliases)) for quote in quotes)
        assert set(thing.alias_reasons) == set(thing.aliases)


@pytest.mark.parametrize("case", rows("regions"))
def test_a_text_names_these_regions(case: dict[str, Any]) -> None:
    assert [m.entry.id for m in vocabulary().regions.find(case["text"])] == case["regions"]


def test_every_city_lies_in_a_province() -> None:
    regions = vocabulary().regions
    provinces = {r.id for r in regions if r.level == 1}
    assert len(provinces) == 34
    assert {r.within for r in regions if r.level == 2} <= provinces
    assert len([r for r in regions if r.level == 2]) == 333
