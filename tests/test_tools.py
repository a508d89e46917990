"""The developer commands: what they compare, count and refuse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kb.laws import LAWS
from tools.documents import documents
from tools.figures import kept, promises, question_figures, record_figures
from tools.gains import compare, describe
from tools.practice import lines, mutations, practise, summary


def record(line: int, indicator: str, value: str, **fields: Any) -> dict[str, Any]:
    """A statement as `kb parse` prints it, in short."""
    anchor = {"line_start": line, "line_end": line, "quote": f"{indicator}{value}"}
    return {
        "type": "statement",
        "id": f"s-{line}",
        "indicator": indicator,
        "value_text": value,
        "anchor": anchor,
        **fields,
    }


OLD = record(3, "专利授权量", "20", unit="件")


@pytest.mark.parametrize(
    ("before", "after", "marks"),
    [
        pytest.param([OLD], [OLD], "", id="nothing changed"),
        pytest.param([OLD], [OLD | {"id": "s-9", "spans": [[0, 1]]}], "", id="an id that moved is no change"),
        pytest.param([], [OLD], "+", id="gained"),
        pytest.param([OLD], [], "-", id="lost"),
        pytest.param([OLD], [OLD | {"unit": "项"}], "~", id="another unit"),
        pytest.param([OLD], [record(3, "发明专利授权量", "20", unit="件")], "~", id="another name on the same line"),
        pytest.param([OLD], [OLD, OLD], "+", id="said twice"),
        pytest.param([OLD], [record(4, "专利授权量", "20", unit="件")], "-+", id="another line"),
    ],
)
def test_gains_compares_what_records_say(before: list[Any], after: list[Any], marks: str) -> None:
    assert "".join(change.mark for change in compare(before, after)) == marks


def test_gains_shows_the_field_that_changed() -> None:
    [change] = compare([OLD], [OLD | {"unit": "项"}])
    assert list(describe(change)) == ["  ~ statement 3 专利授权量 20", "      unit: 件 -> 项"]


def test_a_promise_can_be_broken() -> None:
    figures = {"a": 0.9, "b": 2.0, "c": 1.0}
    assert kept({"figure": ["a"], "at_least": 0.9}, figures) == (0.9, True)
    assert kept({"figure": ["a"], "at_least": 0.91}, figures) == (0.9, False)
    assert kept({"figure": ["b", "c"], "at_most": 2}, figures) == (3.0, False)


def test_every_promise_names_its_bound() -> None:
    assert all(("at_least" in promise) != ("at_most" in promise) for promise in promises())


def test_figures_have_the_names_that_promises_use() -> None:
    records = {"types": {"task": {"f1": 0.9}}, "fields": {"task": {"section": 1.0}}}
    assert record_figures(records) == {"records.task.f1": 0.9, "fields.task.section": 1.0}
    group = {"n": 4, "exact": 0.75, "cit_rec": None}
    figures = question_figures({"table": {"lang:zh": group, "lang:en": group | {"exact": 0.5}}})
    assert figures["questions.lang:zh.misses"] == 1
    assert figures["questions.english_gap"] == 0.25
    assert "questions.lang:zh.cit_rec" not in figures


def test_documents_leaves_notes_and_hidden_files_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "README.md", ".hidden.txt", "about.toml"):
        (tmp_path / name).write_text("x", "utf-8")
    assert [path.name for path in documents([str(tmp_path)], "gains")] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("arguments", [[], [""], ["no such folder"]])
def test_documents_names_the_command_that_helps(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match=r"Run: make practice DOCS=DIR"):
        documents(arguments, "practice")


def test_practice_accounts_for_every_number(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("一、发展目标\n\n到2020年，高新技术企业达到50家。\n", "utf-8")
    read = practise(plan)
    assert not read.broken
    assert (read.numbers.total(), read.numbers["record"]) == (3, 2)
    assert next(iter(lines(read))).startswith("plan.txt: ")
    assert next(summary([read])) == "1 of 1 documents read, 1 of them keep all laws"


def test_practice_says_why_a_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "plan.xyz").write_text("一、目标", "utf-8")
    [line] = lines(practise(tmp_path / "plan.xyz"))
    assert line.startswith("plan.xyz: not read. ")
    assert "kb parse" in line


def test_practice_damages_documents_and_names_the_law_that_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.txt").write_text("一、发展目标\n\n到2020年，高新技术企业达到50家。\n", "utf-8")
    everything = [practise(tmp_path / "plan.txt")]
    assert list(mutations(everything, 3)) == ["3 damaged pieces read, 0 of them break a law"]
    monkeypatch.setitem(LAWS, "cover", lambda parsed: iter(["line 1: lost"]))
    told = list(mutations(everything, 3))
    assert len(told) == 4
    assert "plan.txt, seed 0" in told[0]
    assert told[0].endswith("cover law, 1 times: line 1: lost")
