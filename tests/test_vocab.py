"""Every entry of the vocabulary is found in its own examples and not in its near misses."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from kb.errors import VocabularyError
from kb.vocab import Phrases, vocabulary
from kb.vocab.loader import HOUSE, TABLES, load

ENTRIES = [(table, entry) for table in TABLES for entry in getattr(vocabulary(), table)]
EXAMPLES = [pytest.param(t, e.id, text, id=f"{t}:{e.id}:{text}") for t, e in ENTRIES for text in e.examples]
NEAR_MISSES = [pytest.param(t, e.id, text, id=f"{t}:{e.id}:{text}") for t, e in ENTRIES for text in e.not_]


def found(table: str, text: str) -> set[str]:
    """The ids of the entries of a table that stand in a text."""
    return {match.entry.id for match in getattr(vocabulary(), table).find(text)}


@pytest.mark.parametrize(("table", "id", "text"), EXAMPLES)
def test_an_entry_is_found_in_its_example(table: str, id: str, text: str) -> None:
    assert id in found(table, text)


@pytest.mark.parametrize(("table", "id", "text"), NEAR_MISSES)
def test_an_entry_is_not_found_in_a_near_miss(table: str, id: str, text: str) -> None:
    assert id not in found(table, text)


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_has_an_example(table: str) -> None:
    entries = list(getattr(vocabulary(), table))
    assert entries
    assert not [entry.id for entry in entries if not entry.examples]


def test_no_file_of_the_vocabulary_is_left_unread() -> None:
    read = {*TABLES, *(f"{name}.{language}" for name in ("phrases", "interface") for language in ("zh", "en"))}
    assert {path.name.removesuffix(".toml") for path in HOUSE.glob("*.toml")} == read


# ------------------------------------------------------------------ what the loader refuses


def entry(**fields: Any) -> str:
    """A TOML entry of a site's own vocabulary."""
    fields = {"id": "own", "zh": "自有", "examples": ["自有"], **fields}
    return "\n".join(
        ["[[entry]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())]
    )


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KB_VOCAB", str(tmp_path))
    return tmp_path


def test_a_site_adds_its_own_words(site: Path) -> None:
    own = entry(id="own-unit", zh="篮子", dimension="count", examples=["3篮子"])
    (site / "units.toml").write_text(own, "utf-8")
    assert load().units["own-unit"].zh == "篮子"
    assert load().digest != vocabulary().digest


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(entry(dimension="count") * 2, "出现两次", id="an id twice"),
        pytest.param(
            entry(dimension="count") + "\n" + entry(id="b", dimension="count"), "同属", id="a word claimed twice"
        ),
        pytest.param(entry(dimension="flavour"), "写法有误", id="an unknown dimension"),
        pytest.param(entry(dimension="count", colour="red"), "写法有误", id="an unknown field"),
        pytest.param(entry(dimension="count", pattern="(", examples=["x"]), "写法有误", id="a broken pattern"),
        pytest.param(entry(dimension="count", examples=["别的"]), "例句", id="an example it is not found in"),
    ],
)
def test_a_contradiction_is_refused(site: Path, text: str, complaint: str) -> None:
    (site / "units.toml").write_text(text.replace("]]", "]]\n", 1), "utf-8")
    with pytest.raises(VocabularyError, match=complaint):
        load()


# ------------------------------------------------------------------ the words we answer with


def templates(name: str, language: str) -> dict[str, str]:
    """The templates of one language by name."""
    found: dict[str, str] = tomllib.loads((HOUSE / f"{name}.{language}.toml").read_text("utf-8"))
    return found


def slots(template: str) -> set[str]:
    """The names of the slots of a template."""
    return {slot for _, slot, _, _ in Formatter().parse(template) if slot}


@pytest.mark.parametrize("name", ["phrases", "interface"])
def test_both_languages_say_the_same_things(name: str) -> None:
    zh, en = templates(name, "zh"), templates(name, "en")
    assert zh.keys() == en.keys()
    assert {key: slots(text) for key, text in zh.items()} == {key: slots(text) for key, text in en.items()}


def test_a_missing_slot_is_an_error_and_never_an_empty_string() -> None:
    say = Phrases("en", {"hello": "Hello {name}"})
    assert say("hello", name="you") == "Hello you"
    with pytest.raises(KeyError):
        say("hello")
