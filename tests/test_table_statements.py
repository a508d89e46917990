"""What tables say, case by case."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kb.extract.figures.cells import read_cell
from kb.model import Statement
from tests.grids import HERE
from tests.support import rows
from tests.test_statements import said, shown

CASES = rows("table_statements")


def printed(table: list[list[str]]) -> str:
    """A table as lines of cells apart by tabs."""
    return "\n".join("\t".join(row) for row in table)


def words(cell: str | dict[str, Any]) -> str:
    """What stands in a cell of a grid."""
    return cell["text"] if isinstance(cell, dict) else cell


def found(case: dict[str, Any]) -> tuple[Statement, ...]:
    """The statements of a case; a grid stands under what stands `above` it."""
    setting = {k: v for k, v in case.items() if k in ("headings", "issued")}
    if "table" in case:
        return said({"text": printed(case["table"]), **setting})
    return said({"text": "\n".join([*case.get("above", []), HERE]), "grids": [case["grid"]], **setting})


@pytest.mark.parametrize("case", CASES)
def test_a_table_says_this_and_nothing_else(case: dict[str, Any]) -> None:
    statements = found(case)
    fields = ("indicator", "value", "unit", "kind", "year")
    assert [list(shown(s, dict.fromkeys(fields)).values()) for s in statements] == case["says"]
    for statement, also in zip(statements, case.get("also", []), strict=False):
        assert shown(statement, also) == also


@pytest.mark.parametrize("case", CASES)
def test_a_statement_of_a_table_stands_in_its_cell_and_names_row_and_column(case: dict[str, Any]) -> None:
    for statement in found(case):
        assert statement.value_text in statement.anchor.quote
        assert statement.table is not None
        printed_cells = "".join(words(cell) for row in case.get("grid", case.get("table")) for cell in row)
        for name in (statement.table.row, statement.table.column):
            assert "".join(name.split()) in "".join(printed_cells.split())


@pytest.mark.parametrize("text", ["--", "——", "", "/", "约束性", "2.5.1", "见注"])
def test_a_cell_without_a_number_states_nothing(text: str) -> None:
    assert read_cell(text) is None


def test_a_value_keeps_its_spelling_and_its_sign() -> None:
    cell = read_cell("-2.50")
    assert cell is not None
    assert str(cell.value) == "-2.50"
    assert cell.value == Decimal("-2.5")
