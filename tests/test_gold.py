"""The records of the Taishan plan against what two readers found in it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.support import ROOT, rows
from tools.evaluate import Figures, kept, record_figures, record_report

PROMISES = [row for row in rows("figures", "promise") if not row.values[0]["figure"][0].startswith("questions.")]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    return record_figures(record_report(tmp_path_factory.mktemp("gold")))


@pytest.mark.parametrize("promise", PROMISES)
def test_the_records_are_as_good_as_promised(promise: dict[str, Any], figures: Figures) -> None:
    value, good = kept(promise, figures)
    assert good, f"{promise['what']}: {value}; `make eval` shows all figures"


def test_the_scorer_sees_damage() -> None:
    subprocess.run([sys.executable, ROOT / "tests/gold/score_records.py", "--self-test"], check=True)
