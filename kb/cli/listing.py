"""`kb targets`, `kb tasks` and `kb measures`: the records as tables for work, narrowed by options."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kb.cli.options import Doc, Home, Json, opened

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase
    from kb.render import Sheet

Csv = Annotated[bool, typer.Option("--csv", help="输出 CSV，可直接用表格软件打开")]
Year = Annotated[int | None, typer.Option("--year", help="只看这一年（含跨这一年的期间）", show_default=False)]
Indicator = Annotated[str, typer.Option("--indicator", help="指标里的词，简称也可：高企", show_default=False)]
Kind = Annotated[Literal["target", "actual", "change", "count", "all"], typer.Option("--kind", help="哪一类数字")]
Body = Annotated[str, typer.Option("--body", help="责任单位里的词", show_default=False)]
About = Annotated[str, typer.Option("--about", help="内容里的词", show_default=False)]
Whom = Annotated[str, typer.Option("--for", help="扶持对象里的词", show_default=False)]
Stated = Annotated[bool, typer.Option("--amount", help="只看写明金额或比例的")]

TARGETS, TASKS, MEASURES = (
    ("年份", "指标", "比较", "数值", "至", "单位", "行"),
    ("记录编号", "责任单位", "行", "任务"),
    ("对象", "措施", "金额", "条件", "行"),
)
"""The columns that a terminal shows; CSV has all."""


def targets(
    doc: Doc = None,
    year: Year = None,
    indicator: Indicator = "",
    kind: Kind = "target",
    csv: Csv = False,
    json_output: Json = False,
    home: Home = None,
) -> None:
    """目标一览。 The targets, with year and line."""
    from kb.render import target_sheet

    kb = opened(home)
    found = kb.targets(doc, year, indicator, None if kind == "all" else kind)
    _show(kb, found, target_sheet, TARGETS, csv, json_output)


def tasks(
    doc: Doc = None, body: Body = "", about: About = "", csv: Csv = False, json_output: Json = False, home: Home = None
) -> None:
    """任务一览。 The tasks, with who is responsible."""
    from kb.render import task_sheet

    kb = opened(home)
    _show(kb, kb.tasks(doc, body, about), task_sheet, TASKS, csv, json_output)


def measures(
    doc: Doc = None,
    whom: Whom = "",
    about: About = "",
    stated: Stated = False,
    csv: Csv = False,
    json_output: Json = False,
    home: Home = None,
) -> None:
    """扶持措施一览。 The support measures."""
    from kb.render import measure_sheet

    kb = opened(home)
    _show(kb, kb.measures(doc, whom, about, stated), measure_sheet, MEASURES, csv, json_output)


def _show(
    kb: KnowledgeBase,
    found: Sequence[Any],
    sheet_of: Callable[[Sequence[Any], Mapping[str, str]], Sheet],
    shown: Sequence[str],
    csv: bool,
    json_output: bool,
) -> None:
    """The records one a line, the whole table as CSV, or a table of the columns shown for each document."""
    from kb.codec import export
    from kb.render import csv_text

    titles = {document.doc_id: document.title for document in kb.documents()}
    if json_output:
        for record in found:
            typer.echo(export(record))
    elif csv:
        typer.echo(csv_text(sheet_of(found, titles)), nl=False)
    else:
        _print(found, sheet_of, shown, titles)


def _print(
    found: Sequence[Any],
    sheet_of: Callable[[Sequence[Any], Mapping[str, str]], Sheet],
    shown: Sequence[str],
    titles: Mapping[str, str],
) -> None:
    for doc_id in dict.fromkeys(record.doc_id for record in found):
        sheet = sheet_of([record for record in found if record.doc_id == doc_id], titles)
        rows = _rows(sheet, shown)
        typer.echo(f"{titles[doc_id]}（{len(rows)}）")
        _columns(shown, rows)
    if not found:
        typer.echo("没有符合条件的。可去掉条件再看，例如：kb targets")


def _rows(sheet: Sheet, shown: Sequence[str]) -> list[tuple[str, ...]]:
    """The rows by the columns shown; those that differ by their line only become one, with all its lines."""
    lines: dict[tuple[str, ...], list[str]] = {}
    for row in sheet.rows:
        cells = dict(zip(sheet.head, row, strict=True))
        key = tuple("" if name == "行" else cells[name] for name in shown)
        lines.setdefault(key, []).append(cells["行"])
    at = shown.index("行")
    return [(*key[:at], "、".join(dict.fromkeys(found)), *key[at + 1 :]) for key, found in lines.items()]


def _columns(shown: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    """The table without the columns in which nothing stands."""
    from kb.cli.columns import columns

    kept = [n for n in range(len(shown)) if any(row[n] for row in rows)]
    for line in columns([shown[n] for n in kept], [[row[n] for n in kept] for row in rows]):
        typer.echo(f"  {line}")
