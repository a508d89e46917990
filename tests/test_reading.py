"""The parts of a question: years, typos, orders to the reader, years that only a document can date, follow-ups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kb.answer.asking.question import read_question
from kb.answer.asking.times import times
from kb.answer.catalog import Catalog, catalog
from kb.knowledge import KnowledgeBase
from kb.store import SqliteStore
from kb.vocab import vocabulary
from kb.vocab.misspelt import respelt
from kb.vocab.sounds import repair_short
from tests.support import built, calls, rows

REPORT = """示范市政府工作报告

一、2018年工作回顾

2018年，全市研发经费投入强度达到2.2%。

二、2019年工作安排

2019年，研发经费投入强度达到2.4%。
"""
NOTICE = """样例市科技创新规划

一、目标

2019年，全市研发经费投入强度达到3.1%。

样例市人民政府办公室            2020年5月6日印发
"""


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    home = built(tmp_path_factory.mktemp("words"), report=REPORT)
    return catalog(SqliteStore(next(home.glob("builds/*/records.sqlite"))))


@pytest.mark.parametrize("case", rows("reading", "year", "text"))
def test_the_years_of_a_question(case: dict[str, Any]) -> None:
    found = times(case["text"])
    assert list(found.years) == case["years"]
    assert list(found.span or ()) == case.get("span", [])
    assert [one.offset for one in found.relative] == case.get("relative", [])
    assert all(case["text"][slice(*place)].strip() for place in found.places)


@pytest.mark.parametrize("case", rows("reading", "sound", "typed"))
def test_a_short_term_typed_by_sound(case: dict[str, Any]) -> None:
    assert repair_short(case["typed"], lambda words: False) == case["means"]
    assert repair_short(case["typed"], lambda words: True) == case["typed"]


@pytest.mark.parametrize("case", rows("reading", "english", "typed"))
def test_an_english_word_typed_wrong(case: dict[str, Any]) -> None:
    means, found = respelt(case["typed"])
    assert means == case["means"]
    assert bool(found) == (means != case["typed"])
    assert respelt(means) == (means, ())


@pytest.mark.parametrize("entry", [e for t in ("indicators", "concepts") for e in getattr(vocabulary(), t) if e.en])
def test_no_known_english_name_is_respelt(entry: Any) -> None:
    assert [name for name in entry.en if respelt(name)[1]] == []


@pytest.mark.parametrize("case", rows("reading", "order", "text"))
def test_orders_to_the_reader_are_left_out(case: dict[str, Any], words: Catalog) -> None:
    read = read_question(case["text"], words)
    assert read.text == case["left"]


def test_a_repair_is_told(words: Catalog) -> None:
    assert "高企" in "".join(read_question("高气有多少家", words).assumed)
    assert read_question("高企有多少家", words).assumed == ()


@pytest.mark.parametrize(
    ("texts", "question", "year", "value"),
    [
        ({"report": REPORT}, "今年研发经费投入强度要达到多少", 2019, 2.4),
        ({"report": REPORT}, "去年研发经费投入强度是多少", 2018, 2.2),
        ({"report": REPORT}, "What was R&D intensity last year?", 2018, 2.2),
        ({"notice": NOTICE}, "去年研发经费投入强度是多少", 2019, 3.1),
    ],
)
def test_a_relative_year_is_told_from_the_document(
    texts: dict[str, str], question: str, year: int, value: float, tmp_path: Path
) -> None:
    answer = KnowledgeBase.open(built(tmp_path, **texts)).ask(question)
    assert answer.frame.years == (year,)
    assert str(year) in "".join(answer.frame.assumed)
    assert [float(v.value) for v in answer.values] == [value]


def test_a_relative_year_stays_open_between_documents_of_different_years(tmp_path: Path) -> None:
    answer = KnowledgeBase.open(built(tmp_path, report=REPORT, notice=NOTICE)).ask("去年研发经费投入强度是多少")
    assert (answer.status, answer.values, answer.frame.assumed) == ("not_found", (), ())
    assert "2019" in answer.answer
    assert "2020" in answer.answer


def test_a_question_costs_the_same_however_it_is_mistyped(words: Catalog) -> None:
    texts = "高新技术企业二〇二〇年目标是多少家", "搞新技术企业二〇二〇年目标是多少家"
    costs = []
    for text in texts:
        read_question(text, words)
        costs.append(calls(lambda text=text: read_question(text, words)))
    assert max(costs) < 3 * min(costs)


def test_english_names_find_what_the_chinese_ones_find(knowledge: KnowledgeBase) -> None:
    stated = {r.indicator_id: r for r in knowledge.records("statement") if r.indicator_id and r.year}
    lost = []
    for entry in (vocabulary().indicators[id] for id in stated):
        year = stated[entry.id].year
        chinese = knowledge.ask(f"{year}年{entry.zh}是多少")
        for name in entry.en:
            english = knowledge.ask(f"What is the {name} in {year}?")
            if (english.values, english.status) != (chinese.values, chinese.status):
                lost.append((entry.zh, name))
    assert lost == []
