"""The whole plan as records, one a line, reviewed as a diff: `GOLDEN=write` rewrites the files."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from kb.model import Parsed
from kb.parse import parse
from tests.support import PLAN, ROOT

FOLDER = ROOT / "tests" / "golden" / "taishan-sti-plan-2016-2020"
WRITE = os.environ.get("GOLDEN") == "write"


def words(*fields: object) -> str:
    """The fields of a record on one line, empty ones as a dash."""
    plain = (
        "-" if f is None or f == () else "、".join(map(str, f)) if isinstance(f, tuple) else str(f) for f in fields
    )
    return " | ".join(plain)


LINES: dict[str, Callable[[Any], str]] = {
    "section": lambda r: words(r.id, r.level, r.label, r.title, r.anchor.line_start),
    "statement": lambda r: words(
        r.id,
        r.indicator,
        r.value_text,
        r.unit,
        r.comparator,
        r.kind,
        r.year,
        r.period,
        r.base_year,
        r.scope,
        r.modality,
    ),
    "derived": lambda r: words(r.id, r.indicator, r.value, r.unit, r.year, r.formula, r.from_),
    "finding": lambda r: words(r.id, r.relation, r.statements, r.note),
    "enterprise": lambda r: words(r.id, r.aliases, tuple(m.line for m in r.mentions)),
    "organization": lambda r: words(r.id, r.aliases, tuple(m.line for m in r.mentions)),
    "project": lambda r: words(r.id, r.aliases, tuple(m.line for m in r.mentions)),
    "document_ref": lambda r: words(r.id, tuple(m.line for m in r.mentions)),
    "task": lambda r: words(r.id, r.title, r.responsible, r.enterprises, r.statements),
    "measure": lambda r: words(r.id, r.instrument, r.category, r.beneficiary, r.condition, r.provider),
    "notice": lambda r: words(r.id, r.code, r.message),
}
"""Record type -> how a record of it is shown in its golden file."""


@pytest.fixture(scope="module")
def plan() -> Parsed:
    """The parsed plan."""
    return parse(PLAN)


@pytest.mark.parametrize("kind", LINES)
def test_the_records_are_those_reviewed(kind: str, plan: Parsed) -> None:
    found = "".join(LINES[kind](record) + "\n" for record in plan.of(kind))
    path = FOLDER / f"{kind}.txt"
    if WRITE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8"), f"run GOLDEN=write pytest {__file__} and review the diff"


def test_golden_files_are_not_being_written() -> None:
    assert not WRITE, "golden files were rewritten: review the diff, then run without GOLDEN"
