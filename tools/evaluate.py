"""`make eval`: every figure of quality in one table, beside what this version promises; the READMEs show the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.figures import Report, cell, kept, promises, question_figures, question_report, record_figures, record_report
from tools.readme import refresh

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
        yield f"{promise['what']:60}{cell(value):>10}{asked:>10}{'' if good else '  SHORT'}"


def _block(name: str, columns: tuple[str, ...], rows: dict[str, Report]) -> Iterator[str]:
    yield f"{name:24}" + "".join(f"{column:>10}" for column in columns)
    for group, row in rows.items():
        yield f"{group:24}" + "".join(f"{cell(row[column]):>10}" for column in columns)


def main() -> None:
    """Print the table and bring the READMEs up to date."""
    with tempfile.TemporaryDirectory() as folder:
        records, questions = record_report(Path(folder)), question_report(Path(folder))
    print("\n".join(table(records, questions)))
    for path in refresh(record_figures(records) | question_figures(questions)):
        print(f"\nThe figures in {path.name} were brought up to date.")


if __name__ == "__main__":
    main()
