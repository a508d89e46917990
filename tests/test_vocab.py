"""Every entry of the vocabulary is found in its own examples and not in its near misses."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from kb.errors import VocabularyError
from kb.model import Span
from kb.structure.run_in import line_markers
from kb.text import fold
from kb.vocab import Phrases, vocabulary
from kb.vocab.entries import Entry
from kb.vocab.loader import HOUSE, TABLES, Lexicon, digest, load
from kb.vocab.typos import repair

ENTRIES = [(table, entry) for table in TABLES for entry in getattr(vocabulary(), table)]
EXAMPLES = [pytest.param(t, e.id, text, id=f"{t}:{e.id}:{text}") for t, e in ENTRIES for text in e.examples]
HOUSE_DIGEST = digest()
NEAR_MISSES = [pytest.param(t, e.id, text, id=f"{t}:{e.id}:{text}") for t, e in ENTRIES for text in e.not_]


@cache
def peers(table: str, key: tuple[str, ...]) -> Lexicon[Entry]:
    """The entries that are looked up together: those with these values in the fields of LOOKED_UP_BY."""
    return Lexicon(e for e in getattr(vocabulary(), table) if shared(table, e) == key)


def shared(table: str, entry: Entry) -> tuple[str, ...]:
    """What an entry has in common with those it is looked up with; nothing where a table is looked up as a whole."""
    return tuple(getattr(entry, field) for field in LOOKED_UP_BY.get(table, ()))


LOOKED_UP_BY = {
    "wording": ("role",),
    "promises": ("role",),
    "verbs": ("role",),
    "names": ("type", "side"),
    "commons": ("type",),
}
"""Table -> the fields that entries of one look-up share."""


def heads(entry: Entry, line: str) -> bool:
    """Whether a line carries a heading numbered in this style."""
    return any(m.style == entry and m.is_heading for m in line_markers(line, Span(0, len(line))))


def looks_like(entry: Entry, line: str) -> bool:
    """Whether a line has this shape; a pattern says itself whether it begins where the line does."""
    return bool(re.search(entry.pattern or "", fold(line)))


def hints(entry: Entry, question: str) -> bool:
    """Whether a question holds this cue, even where a longer one holds it as well."""
    return bool(Lexicon([entry]).find(question)) or any(name in question.lower() for name in entry.en)


def mends(entry: Entry, text: str) -> bool:
    """Whether a term is found again after any of the confusions; what is short is never repaired with certainty."""
    confused = [text.replace(entry.zh, wrong, 1) for wrong in entry.aliases]
    return entry.zh in text and all(len(text) < 4 or repair(wrong, {text}) == text for wrong in confused)


READ_BY = {"numbering": heads, "shapes": looks_like, "cues": hints, "typos": mends}
"""Tables that are read with other eyes than `Lexicon.find`."""


def is_found(table: str, id: str, text: str) -> bool:
    """Whether an entry is found in a text by what reads its table."""
    entry = getattr(vocabulary(), table)[id]
    if table in READ_BY:
        return READ_BY[table](entry, text)
    return any(match.entry == entry for match in peers(table, shared(table, entry)).find(text))


@pytest.mark.parametrize(("table", "id", "text"), EXAMPLES)
def test_an_entry_is_found_in_its_example(table: str, id: str, text: str) -> None:
    assert is_found(table, id, text)


@pytest.mark.parametrize(("table", "id", "text"), NEAR_MISSES)
def test_an_entry_is_not_found_in_a_near_miss(table: str, id: str, text: str) -> None:
    assert not is_found(table, id, text)


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_has_an_example(table: str) -> None:
    entries = list(getattr(vocabulary(), table))
    assert entries
    assert not [entry.id for entry in entries if not entry.examples]


def test_no_file_of_the_vocabulary_is_left_unread() -> None:
    spoken = {f"{name}.{language}" for name in ("phrases", "interface") for language in ("zh", "en")}
    read = {*TABLES, *spoken, "stopwords", "sounds", "ordinary"}
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
    assert load().digest != HOUSE_DIGEST


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(entry(dimension="count") + "\n" + entry(dimension="count"), "出现两次", id="an id twice"),
        pytest.param(
            entry(dimension="count") + "\n" + entry(id="b", dimension="count"), "同属", id="a word claimed twice"
        ),
        pytest.param(entry(dimension="flavour"), "写法有误", id="an unknown dimension"),
        pytest.param(entry(dimension="count", colour="red"), "写法有误", id="an unknown field"),
        pytest.param(entry(dimension="count", pattern="(", examples=["别的"]), "写法有误", id="a broken pattern"),
        pytest.param("[[entry]", "不是", id="no TOML"),
        pytest.param("[[entries]]", "不是", id="no entries"),
        pytest.param(entry(dimension="count", examples=["别的"]), "例句", id="an example it is not found in"),
    ],
)
def test_a_contradiction_is_refused(site: Path, text: str, complaint: str) -> None:
    (site / "units.toml").write_text(text, "utf-8")
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
