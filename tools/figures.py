"""The figures of quality, measured where a user would see them, and what this version promises of them.

The records are what `kb parse` prints and the replies are what `kb ask --batch` prints; the scorers in tests/gold
and tests/eval run as the separate programs that they are.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PLAN = ROOT / "corpus" / "taishan-sti-plan-2016-2020" / "source.txt"
QUESTIONS = ROOT / "tests" / "eval" / "dev.jsonl"
KB = str(Path(sys.executable).with_name("kb"))

Report = dict[str, Any]
Figures = dict[str, float]


def run(*command: str | Path) -> str:
    """What a command prints; raises CalledProcessError, with its error text shown, when it fails."""
    done = subprocess.run([str(c) for c in command], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def record_report(folder: Path) -> Report:
    """The scorer's report on the records of the Taishan plan; `folder` takes the records."""
    records = folder / "records.jsonl"
    records.write_text(run(KB, "parse", PLAN), "utf-8")
    report: Report = json.loads(run(sys.executable, ROOT / "tests/gold/score_records.py", records, "--json"))
    return report


def question_report(folder: Path) -> Report:
    """The scorer's report on the questions; `folder` takes the build and the replies."""
    home = folder / "home"
    run(KB, "build", "--corpus", ROOT / "corpus", "--home", home)
    replies = folder / "replies.jsonl"
    replies.write_text(run(KB, "ask", "--batch", QUESTIONS, "--home", home), "utf-8")
    scorer = ROOT / "tests/eval/score.py"
    report: Report = json.loads(run(sys.executable, scorer, QUESTIONS, replies, "--plan", PLAN, "--json"))
    return report


def record_figures(report: Report) -> Figures:
    """Figures by name: records.<type>.<figure> and fields.<type>.<field>."""
    found = {f"records.{kind}.{name}": value for kind, row in report["types"].items() for name, value in row.items()}
    return found | {
        f"fields.{kind}.{name}": value for kind, row in report["fields"].items() for name, value in row.items()
    }


def question_figures(report: Report) -> Figures:
    """Figures by name: questions.<group>.<figure>, misses counted, and how far English is behind Chinese."""
    table = report["table"]
    found = {f"questions.{group}.{name}": value for group, row in table.items() for name, value in row.items()}
    found |= {f"questions.{group}.misses": round(row["n"] * (1 - row["exact"])) for group, row in table.items()}
    found["questions.english_gap"] = round(table["lang:zh"]["exact"] - table["lang:en"]["exact"], 4)
    return {name: value for name, value in found.items() if value is not None}


def promises() -> list[dict[str, Any]]:
    """The rows of tests/cases/figures.toml."""
    rows: list[dict[str, Any]] = tomllib.loads((ROOT / "tests/cases/figures.toml").read_text("utf-8"))["promise"]
    return rows


def kept(promise: dict[str, Any], figures: Figures) -> tuple[float, bool]:
    """The figure of a promise as measured, and whether the promise is kept."""
    value = sum(figures[name] for name in promise["figure"])
    return value, promise.get("at_least", value) <= value <= promise.get("at_most", value)


def cell(value: float | None) -> str:
    """A figure as it is printed: counts whole, rates with three digits."""
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
