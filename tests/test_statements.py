"""What a text says, case by case: tests/cases/statements.toml holds text and expected statements."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kb.extract.figures.statements import statements
from kb.extract.reading import reading
from kb.model import About, Source, Statement
from kb.structure import structure
from tests.grids import filled
from tests.support import rows

CASES = rows("statements")


def said(case: dict[str, Any]) -> tuple[Statement, ...]:
    """The statements of a case: its text under its headings, in a plan of 江州市 for 2021 to 2025."""
    text = "\n\n".join([*case.get("headings", ["二、发展目标"]), case["text"]])
    text, grids = filled(text, case.get("grids", []))
    source = Source(text=text, format="plain", encoding="utf-8", sha256="0" * 64, grids=grids)
    document = structure(source, "case", About(title="江州市发展规划", region="江州市"))
    setting = {"period": (2021, 2025), "issued_on": f"{case.get('issued', 2021)}-03-01"}
    document = document.model_copy(update={"info": document.info.model_copy(update=setting)})
    return tuple(statements(reading(document), ()))


def shown(statement: Statement, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a statement that a case names, as it writes them."""
    found: dict[str, Any] = {}
    for field in fields:
        value = getattr(statement, field)
        value = "none" if value is None else list(value) if isinstance(value, tuple) else value
        found[field] = float(value) if isinstance(value, Decimal) else value
    return found


def as_shown(fields: dict[str, Any]) -> dict[str, Any]:
    """A row of a case with its numbers as `shown` gives them."""
    numbers = ("value", "upper")
    return {k: float(v) if k in numbers and v != "none" else v for k, v in fields.items()}


@pytest.mark.parametrize("case", CASES)
def test_a_text_says_this_and_nothing_else(case: dict[str, Any]) -> None:
    found = said(case)
    said_rows = case["says"]
    assert [shown(s, r) for s, r in zip(found, said_rows, strict=False)] == [as_shown(r) for r in said_rows]
    assert len(found) == len(said_rows), [(s.indicator, str(s.value), s.unit) for s in found]


@pytest.mark.parametrize("case", CASES)
def test_every_value_stands_where_its_place_says(case: dict[str, Any]) -> None:
    text = "\n\n".join([*case.get("headings", ["二、发展目标"]), case["text"]])
    for statement in said(case):
        start, end = statement.places["value"]
        assert text[start:end] == statement.value_text
        assert statement.span.start <= start
        assert end <= statement.span.end
        assert text[slice(*statement.span)] == statement.anchor.quote
