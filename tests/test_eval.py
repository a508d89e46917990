"""Questions over the Taishan plan against what a right answer must hold."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.support import PLAN, ROOT, rows
from tools.figures import Figures, kept

PROMISES = [row for row in rows("figures", "promise") if row.values[0]["figure"][0].startswith("questions.")]


@pytest.mark.parametrize("promise", PROMISES)
def test_the_answers_are_as_good_as_promised(promise: dict[str, Any], question_figures: Figures) -> None:
    value, good = kept(promise, question_figures)
    assert good, f"{promise['what']}: {value}; `make eval` shows all figures"


def test_the_scorer_sees_wrong_answers() -> None:
    command = [sys.executable, ROOT / "tests/eval/score.py", "--self-test", "--plan", PLAN]
    subprocess.run(command, check=True)
