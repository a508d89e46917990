"""The records of the Taishan plan against what two readers found in it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.support import ROOT, rows
from tools.figures import Figures, kept

PROMISES = [row for row in rows("figures", "promise") if not row.values[0]["figure"][0].startswith("questions.")]


@pytest.mark.parametrize("promise", PROMISES)
def test_the_records_are_as_good_as_promised(promise: dict[str, Any], record_figures: Figures) -> None:
    value, good = kept(promise, record_figures)
    assert good, f"{promise['what']}: {value}; `make eval` shows all figures"


def test_the_scorer_sees_damage() -> None:
    subprocess.run([sys.executable, ROOT / "tests/gold/score_records.py", "--self-test"], check=True)
