"""Lists of records as tables: the same rows for a terminal, a spreadsheet and a page."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from kb.model import Measure, Record, Statement, Task
from kb.render.answers import number, quoted
from kb.render.cards import amount_text, words

One = TypeVar("One", bound=Record)
UNSTATED = "未载明"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Sheet(NamedTuple):
    """A table: the names of its columns, and its rows, each as long as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def target_sheet(found: Iterable[Statement], titles: Mapping[str, str]) -> Sheet:
    """One row for a figure; `titles` holds the title of each document."""
    head = ("年份", "指标", "比较", "数值", "至", "单位", "性质", "语气", "范围")
    return _sheet(head, found, titles, _target_row)


def _target_row(one: Statement) -> tuple[str, ...]:
    names = words()["values"]
    return (
        _when(one),
        one.indicator,
        names[one.comparator] if one.comparator != "=" else "",
        number(one.value) if one.value is not None else one.value_text,
        number(one.upper) if one.upper is not None else "",
        one.unit or "",
        names[one.kind],
        names.get(one.modality or "", ""),
        one.scope or "",
    )


def _when(one: Statement) -> str:
    return str(one.year or "—".join(map(str, one.period or ())) or UNSTATED)


def task_sheet(found: Iterable[Task], titles: Mapping[str, str]) -> Sheet:
    """One row for a task."""
    head = ("任务", "责任单位", "牵头单位", "举措")
    return _sheet(head, found, titles, _task_row)


def _task_row(one: Task) -> tuple[str, ...]:
    joined = ("、".join(names) for names in (one.responsible, one.lead))
    return one.title, *(names or UNSTATED for names in joined), "；".join(one.actions)


def measure_sheet(found: Iterable[Measure], titles: Mapping[str, str]) -> Sheet:
    """One row for a measure."""
    head = ("对象", "措施", "金额", "条件", "提供方")
    return _sheet(head, found, titles, _measure_row)


def _measure_row(one: Measure) -> tuple[str, ...]:
    amounts = "；".join(amount_text(amount) for amount in one.amounts)
    fields = (one.beneficiary, one.instrument, amounts, one.condition, one.provider)
    return tuple(field or UNSTATED for field in fields)


def _sheet(
    head: tuple[str, ...], found: Iterable[One], titles: Mapping[str, str], row: Callable[[One], tuple[str, ...]]
) -> Sheet:
    """The own columns of the records, and behind them where each stands."""
    places = ("章节", "行", "原文", "文件", "文件编号", "记录编号")
    rows = ((*row(one), *_place(one), titles[one.doc_id], one.doc_id, one.id) for one in found)
    return Sheet((*head, *places), tuple(rows))


def _place(one: Record) -> tuple[str, str, str]:
    return " › ".join(one.section), str(one.anchor.line_start), quoted(one.anchor.quote)


def csv_text(sheet: Sheet) -> str:
    """The table as CSV (RFC 4180), with the byte-order mark by which spreadsheets know UTF-8.

    A cell that a spreadsheet would run as a formula gets a ' in front; a document is not to be trusted that far.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(sheet.head)
    writer.writerows([_plain(cell) for cell in row] for row in sheet.rows)
    return "\ufeff" + out.getvalue()


def _plain(cell: str) -> str:
    """The cell as a spreadsheet shows it and does not run it.

    >>> _plain("=HYPERLINK(1)"), _plain("-3.5")
    ("'=HYPERLINK(1)", '-3.5')
    """
    bare = cell.removeprefix("-").replace(".", "", 1)
    return f"'{cell}" if cell.startswith(_FORMULA) and not bare.isdecimal() else cell
