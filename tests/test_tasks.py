"""Tasks and responsible bodies, case by case, from texts of several styles."""

from __future__ import annotations

from typing import Any

import pytest

from kb.extract import extract
from kb.extract.tasks.responsibility import assignments
from kb.model import About, Source, Task
from kb.structure import structure
from kb.text import fold
from tests.support import rows

CASES = rows("tasks")


def tasks_of(case: dict[str, Any]) -> list[Task]:
    """The tasks of a case: its text as a document of 江州市."""
    source = Source(text=case["text"], format="plain", encoding="utf-8", sha256="0" * 64)
    document = structure(source, "case", About(title="江州市行动方案", region="江州市"))
    return [r for r in extract(document) if isinstance(r, Task)]


@pytest.mark.parametrize("case", CASES)
def test_a_text_sets_these_tasks_and_no_others(case: dict[str, Any]) -> None:
    found = tasks_of(case)
    titles = {t.id: t.title for t in found}
    assert [t.title for t in found] == [row["title"] for row in case["tasks"]]
    for task, row in zip(found, case["tasks"], strict=True):
        given = task.model_dump() | {"parent": titles.get(task.parent or "", "none")}
        shown = {k: list(given[k]) if isinstance(given[k], tuple) else given[k] for k in row}
        assert shown == row


@pytest.mark.parametrize("case", CASES)
def test_a_task_reaches_from_its_heading_to_the_end_of_its_text(case: dict[str, Any]) -> None:
    for task in tasks_of(case):
        assert case["text"][slice(*task.span)] == task.anchor.quote
        assert case["text"][slice(*task.places["title"])].strip() in task.anchor.quote


@pytest.mark.parametrize("case", rows("responsibility"))
def test_a_text_makes_these_bodies_responsible(case: dict[str, Any]) -> None:
    text = fold(case["text"])
    found = [[a.role, *(case["text"][slice(*b)] for b in a.bodies)] for a in assignments(text)]
    assert found == case["gives"]
