"""`make eval`: every figure of quality in one table, beside what this version promises.

The records are what `kb parse` prints and the replies are what `kb ask --batch` prints, so a figure is measured where a
user would see it. The scorers in tests/gold and tests/eval run as the separate programs that they are.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
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


# ------------------------------------------------------------------ the table


RECORD_COLUMNS = ("required", "system", "found", "missed", "false", "precision", "recall", "f1")
QUESTION_COLUMNS = ("n", "exact", "strict", "cit_rec", "cit_prec", "false_ans", "wrong_ref", "quote_ok", "missing")


def table(records: Report, questions: Report) -> Iterator[str]:
    """The lines of the table, from records to questions to promises."""
    yield from _block("records", RECORD_COLUMNS, records["types"])
    yield ""
    for kind, marks in records["fields"].items():
        yield f"{'fields of ' + kind:24}" + "  ".join(f"{name} {mark:.3f}" for name, mark in marks.items())
    yield ""
    yield from _block("questions", QUESTION_COLUMNS, questions["table"])
    yield ""
    yield f"{'promised':60}{'measured':>10}{'asked':>10}"
    figures = record_figures(records) | question_figures(questions)
    for promise in promises():
        value, good = kept(promise, figures)
        asked = f">= {promise['at_least']}" if "at_least" in promise else f"<= {promise['at_most']}"
        yield f"{promise['what']:60}{_cell(value):>10}{asked:>10}{'' if good else '  SHORT'}"


def _block(name: str, columns: tuple[str, ...], rows: dict[str, Report]) -> Iterator[str]:
    yield f"{name:24}" + "".join(f"{column:>10}" for column in columns)
    for group, row in rows.items():
        yield f"{group:24}" + "".join(f"{_cell(row[column]):>10}" for column in columns)


def _cell(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        records, questions = record_report(Path(folder)), question_report(Path(folder))
    print("\n".join(table(records, questions)))


if __name__ == "__main__":
    main()
