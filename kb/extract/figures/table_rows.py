"""Statements in tables: a row names the indicator, a column the year; the unit stands in brackets or a column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.extract.figures import periods
from kb.extract.figures.cells import Cell, read_cell, split_unit, unit_of
from kb.extract.figures.drafts import Draft, Kind
from kb.extract.figures.figure_words import shape
from kb.extract.figures.kinds import Evidence, is_goal, lean
from kb.extract.figures.quantities import SCALES
from kb.extract.reading import Reading
from kb.extract.setting import Setting
from kb.model import Period, Span, Table, TableRef, Year
from kb.text import fold


class Column(NamedTuple):
    """What a column of figures is headed by."""

    at: int
    head: str
    period: Period | None
    years: Span | None
    rate: bool


class Plan(NamedTuple):
    """How a table is laid out: the columns that name, give units, and hold figures."""

    label: int
    unit: int | None
    values: tuple[Column, ...]


def table_drafts(reading: Reading) -> Iterator[Draft]:
    """The statements of all tables."""
    for table in reading.document.tables:
        plan = layout(table, reading.setting)
        if plan:
            yield from _cells(table, plan, reading)
        elif (turned := _turned(table)) is not None:
            yield from _turned_cells(table, turned, reading)


def layout(table: Table, setting: Setting) -> Plan | None:
    """The layout of a table whose columns are years; none for any other table."""
    heads = [re.sub(r"\s", "", fold(c)) for c in table.columns]
    values = [_column(table, i, h, setting) for i, h in enumerate(heads) if not shape("head_skipped").search(h)]
    values = [v for v in values if (v.period or v.rate) and _has_figures(table, v.at)]
    if not any(v.period for v in values):
        return None
    first = min(v.at for v in values)
    unit = next((i for i, h in enumerate(heads) if shape("head_unit").match(h)), None)
    names = [i for i in range(first) if i != unit and not shape("head_skipped").search(heads[i])]
    named = [i for i in names if shape("head_label").search(heads[i])] or names
    return Plan(named[-1], unit, tuple(values)) if named else None


def _column(table: Table, index: int, head: str, setting: Setting) -> Column:
    marks = periods.find(table.columns[index])
    start = table.column_cells[index].start if table.column_cells else 0
    if not marks:
        return Column(index, head, None, None, bool(shape("head_rate").search(head)))
    place = Span(start + marks[-1].years.start, start + marks[-1].years.end)
    return Column(index, head, marks[-1].resolve(setting), place, bool(shape("head_rate").search(head)))


def _has_figures(table: Table, index: int) -> bool:
    return any(read_cell(row[index]) for row in table.rows)


def _cells(table: Table, plan: Plan, reading: Reading) -> Iterator[Draft]:
    for r, row in enumerate(table.rows):
        name, unit = split_unit(row[plan.label])
        if plan.unit is not None:
            unit = unit_of(row[plan.unit]) or unit
        for column in plan.values:
            cell = read_cell(row[column.at])
            if cell and name:
                place = table.cells[r][plan.label]
                named = Span(place.start, place.start + len(reading.document.text[slice(*place)].rstrip()))
                spot = table.cells[r][column.at]
                indicator = f"{name}{split_unit(column.head)[0]}" if column.rate and not column.period else name
                yield _draft(table, reading, column, cell, spot, named, indicator, unit, row[plan.label])


def _draft(
    table: Table,
    reading: Reading,
    column: Column,
    cell: Cell,
    spot: Span,
    named: Span,
    indicator: str,
    unit: str | None,
    row: str,
) -> Draft:
    year, period = _time(column, cell, reading.setting)
    number = Span(spot.start + cell.number.start, spot.start + cell.number.end)
    kind = _kind(table, column, year, reading.setting)
    own = split_unit(table.columns[column.at])[1]
    return Draft(
        span=spot,
        section=table.section,
        indicator=indicator,
        value=cell.value,
        value_text=reading.document.text[slice(*number)],
        upper=cell.upper,
        unit=(own if column.rate else None) or _scaled(cell.unit, unit) or own or _noted_unit(table),
        comparator=cell.comparator,
        kind=kind,
        year=year,
        period=period,
        modality="commit" if kind == "target" else None,
        places={"value": number, "indicator": named} | ({"year": column.years} if column.years else {}),
        table=TableRef(id=table.id, row=row, column=table.columns[column.at]),
    )


def _scaled(own: str | None, given: str | None) -> str | None:
    """The unit of a cell: 3.5万 in a row of 家 is in 万家."""
    if own and given and set(own) <= set(SCALES) and not given.startswith(own):
        return own + given
    return own or given


def _time(column: Column, cell: Cell, setting: Setting) -> tuple[Year | None, Period | None]:
    """A column of one year gives the year; spans, rates and sums in [ ] give the years they run over."""
    if column.period is None:
        return None, setting.period
    first, last = column.period
    if column.rate:
        return None, column.period if first != last else setting.period
    whole = setting.period if cell.total and setting.period and setting.period[1] == last else None
    return last, whole or (column.period if first != last else None)


def _kind(table: Table, column: Column, year: Year | None, setting: Setting) -> Kind:
    if shape("head_fact").search(column.head):
        return "actual"
    if shape("head_goal").search(column.head) or (column.period is None and setting.plan):
        return "target"
    tilt = lean((*table.section, table.title))
    return "target" if is_goal(Evidence(year=year, lean=tilt), setting) else "actual"


def _noted_unit(table: Table) -> str | None:
    match = shape("unit_note").search(fold(table.title))
    return unit_of(match[1]) if match else None


# ------------------------------------------------------------------ tables with a row for each year


def _turned(table: Table) -> int | None:
    """The column of years, where the rows are years and the columns indicators."""
    for i in range(len(table.columns)):
        if table.rows and all(_only_year(row[i]) for row in table.rows):
            return i
    return None


def _only_year(cell: str) -> bool:
    marks = periods.find(cell)
    return len(marks) == 1 and marks[0].years == Span(0, len(cell))


def _turned_cells(table: Table, years: int, reading: Reading) -> Iterator[Draft]:
    for r, row in enumerate(table.rows):
        mark = periods.find(row[years])[0]
        place = table.cells[r][years]
        for c, cell_text in enumerate(row):
            cell = read_cell(cell_text)
            if c == years or cell is None or shape("head_skipped").search(fold(table.columns[c])):
                continue
            name, unit = split_unit(table.columns[c])
            column = Column(c, fold(row[years]), mark.resolve(reading.setting), place, rate=False)
            named = table.column_cells[c]
            draft = _draft(table, reading, column, cell, table.cells[r][c], named, name, unit, row[years])
            yield draft
