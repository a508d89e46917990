"""`kb targets`, `kb tasks` and `kb measures`: simple tables of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from kb.cli.options import Doc, Home, Json, opened

if TYPE_CHECKING:
    from kb.model import Amount, Measure, Statement, Task

UNSTATED = "未载明"
SIGNS = {"=": "", ">=": "≥", "<=": "≤", ">": ">", "<": "<", "~": "约"}


def targets(doc: Doc = None, json_output: Json = False, home: Home = None) -> None:
    """目标一览。 The targets, with year and line."""
    head = ("年份", "指标", "目标", "行")
    _list("statement", head, _target_rows, (doc, json_output, home), lambda s: s.kind == "target")


def tasks(doc: Doc = None, json_output: Json = False, home: Home = None) -> None:
    """任务一览。 The tasks, with who is responsible."""
    head = ("编号", "责任单位", "行", "任务")
    _list("task", head, lambda found: [_task_row(task) for task in found], (doc, json_output, home))


def measures(doc: Doc = None, json_output: Json = False, home: Home = None) -> None:
    """扶持措施一览。 The support measures."""
    head = ("对象", "措施", "金额", "条件", "行")
    _list("measure", head, lambda found: [_measure_row(measure) for measure in found], (doc, json_output, home))


def _list(
    type: str,
    head: Sequence[str],
    rows: Callable[[list[Any]], list[tuple[str, ...]]],
    options: tuple[str | None, bool, Path | None],
    keep: Callable[[Any], bool] = lambda record: True,
) -> None:
    doc, json_output, home = options
    kb = opened(home)
    for document in kb.documents():
        if doc is None or document.doc_id == kb.document(doc).id:
            found = [record for record in kb.records(type, doc_id=document.doc_id) if keep(record)]
            _print(document.title, head, rows(found)) if not json_output else _print_json(found)


def _print(title: str, head: Sequence[str], rows: list[tuple[str, ...]]) -> None:
    from kb.cli.columns import columns

    typer.echo(f"{title}（{len(rows)}）")
    for line in columns(head, rows) if rows else ():
        typer.echo(f"  {line}")


def _print_json(found: Iterable[Any]) -> None:
    from kb.codec import export

    for record in found:
        typer.echo(export(record))


def _target_rows(found: list[Statement]) -> list[tuple[str, ...]]:
    """One row for a figure, with every line that states it."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for s in found:
        when = str(s.year or "—".join(map(str, s.period or ())) or UNSTATED)
        value = f"{SIGNS[s.comparator]}{s.value_text}{s.unit or ''}"
        rows.setdefault((when, s.indicator, value), []).append(str(s.anchor.line_start))
    return [(*row, "、".join(lines)) for row, lines in rows.items()]


def _task_row(task: Task) -> tuple[str, ...]:
    return task.id, "、".join(task.responsible) or UNSTATED, str(task.anchor.line_start), task.title


def _measure_row(measure: Measure) -> tuple[str, ...]:
    amounts = "；".join(map(_amount, measure.amounts)) or UNSTATED
    who, when = measure.beneficiary or UNSTATED, measure.condition or UNSTATED
    return who, measure.instrument, amounts, when, str(measure.anchor.line_start)


def _amount(amount: Amount) -> str:
    upper = f"—{amount.upper:f}" if amount.upper is not None else ""
    return f"{amount.for_ or ''}{SIGNS[amount.comparator]}{amount.value:f}{upper}{amount.unit}"
