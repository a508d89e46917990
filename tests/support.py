"""Where things are, and rows of the tables in tests/cases as parameters."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases"
CORPUS = ROOT / "corpus"
PLAN = CORPUS / "taishan-sti-plan-2016-2020" / "source.txt"


def rows(name: str, table: str = "case", label: str = "what") -> list[Any]:
    """The rows of tests/cases/NAME.toml, each named by its own label."""
    found = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))[table]
    return [pytest.param(row, id=str(row.get(label, number))) for number, row in enumerate(found, 1)]
