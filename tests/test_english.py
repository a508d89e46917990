"""English questions find the Chinese words of plans, and what nobody understood is told."""

from __future__ import annotations

from typing import Any

import pytest

from kb.pinyin import pinyin, spelled_names
from kb.vocab import vocabulary
from kb.vocab.english import find_english, proper_names, unknown_english
from kb.vocab.spelling import spellings
from kb.vocab.stopwords import soft_stopwords, stopwords
from tests.support import calls, rows


def meant(text: str) -> set[str]:
    """The words of the glossary that a text stands for."""
    return {entry.zh for match in find_english(text) for table, entry in match.entries if table == "glossary"}


@pytest.mark.parametrize("case", rows("english"))
def test_english_is_understood(case: dict[str, Any]) -> None:
    found = meant(case["says"])
    assert set(case["means"]) <= found
    assert found.isdisjoint(case.get("not", ()))
    assert case["means"] or not find_english(case["says"])


@pytest.mark.parametrize("case", rows("english"))
def test_a_match_is_the_text_at_its_place(case: dict[str, Any]) -> None:
    matches = find_english(case["says"])
    assert [case["says"][slice(*m.span)] for m in matches] == [m.phrase for m in matches]
    ends = [0, *(m.span.end for m in matches)]
    assert all(end <= m.span.start for end, m in zip(ends, matches, strict=False))


@pytest.mark.parametrize("case", rows("english", "left"))
def test_what_is_left_over_is_told(case: dict[str, Any]) -> None:
    assert unknown_english(case["says"]) == case["unknown"]
    assert proper_names(case["says"]) == case["names"]


@pytest.mark.parametrize("case", rows("english", "pinyin"))
def test_a_name_in_pinyin_is_found(case: dict[str, Any]) -> None:
    assert spelled_names(case["names"])[pinyin(case["spelled"])] == case["finds"]


@pytest.mark.parametrize(
    ("table", "phrase"), [("regions", "Guangzhou"), ("units", "percentage points"), ("periods", "13th Five-Year Plan")]
)
def test_the_other_tables_are_known_as_well(table: str, phrase: str) -> None:
    assert table in {t for match in find_english(f"the {phrase} of it") for t, _ in match.entries}


def test_every_name_of_the_glossary_is_found_by_itself() -> None:
    lost = [
        (entry.id, name)
        for entry in vocabulary().glossary
        for name in entry.en
        if entry not in (e for match in find_english(name) for _, e in match.entries)
    ]
    assert not lost


def test_a_phrase_of_two_entries_is_marked_ambiguous_on_both() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for entry in vocabulary().glossary:
        for name in entry.en:
            for words in spellings(name):
                owners.setdefault(tuple(words), set()).add(entry.id)
    glossary = vocabulary().glossary
    shared = {id for ids in owners.values() if len(ids) > 1 for id in ids}
    assert shared == {entry.id for entry in glossary if entry.ambiguous}


def test_the_glossary_has_an_english_name_for_every_entry() -> None:
    glossary = list(vocabulary().glossary)
    assert len(glossary) >= 900
    assert not [entry.id for entry in glossary if not entry.en]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_word_is_either_a_stop_word_or_a_soft_one_in_chinese(language: str) -> None:
    assert stopwords(language)
    assert soft_stopwords(language)
    if language == "zh":
        assert stopwords("zh").isdisjoint(soft_stopwords("zh"))


def test_a_question_takes_little_work() -> None:
    find_english("warm")
    for case in rows("english"):
        question = case.values[0]["says"]
        assert calls(lambda question=question: find_english(question)) < 2_000
