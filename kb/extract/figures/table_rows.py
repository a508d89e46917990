"""Statements in tables: rows and columns say the indicator, its time, its unit and its territory, in any layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kb.extract.figures import kinds
from kb.extract.figures.cells import Cell, read_cells, read_words, unit_of
from kb.extract.figures.drafts import Draft, Kind, Modality
from kb.extract.figures.elision import combined
from kb.extract.figures.figure_words import shape
from kb.extract.figures.leaning import leans_ahead, within
from kb.extract.figures.quantities import SCALES
from kb.extract.figures.table_heads import Head, kind_of, tight, years_of
from kb.extract.figures.table_layout import Layout, is_group, layout
from kb.extract.figures.table_names import (
    dealt,
    is_part,
    label_name,
    label_unit,
    label_years,
    of_title,
    part,
    title_name,
)
from kb.extract.reading import Reading
from kb.extract.setting import Setting
from kb.model import Period, Span, Table, TableRef, Year
from kb.text import trim

LONGEST_UNIT = 10


def table_drafts(reading: Reading) -> Iterator[Draft]:
    """The statements of all tables."""
    for table in reading.document.tables:
        if plan := layout(table, reading.setting):
            yield from _Rows(table, plan, reading).drafts()


class Named(NamedTuple):
    """What a row says of its figures: their name and where it stands, as printed, unit, and territory."""

    name: str
    place: Span
    printed: str
    unit: str | None
    scope: str | None


@dataclass
class _Rows:
    """One pass over the rows of a table; what a row leaves out is taken from those above it."""

    table: Table
    plan: Layout
    reading: Reading
    group: str = ""
    whole: dict[int, tuple[str, str | None]] = field(default_factory=dict)
    parents: dict[int, str] = field(default_factory=dict)
    read: set[Span] = field(default_factory=set)

    def drafts(self) -> Iterator[Draft]:
        """The statements of all rows; a merged cell is read where it begins."""
        for number, (row, cells) in enumerate(zip(self.table.rows, self.table.cells, strict=True)):
            if is_group(row, cells):
                self.group = max(row, key=len)
                continue
            for head in self.plan.values:
                if row[head.at] and cells[head.at] not in self.read:
                    self.read.add(cells[head.at])
                    yield from self._cell(number, head)

    def _cell(self, number: int, head: Head) -> Iterator[Draft]:
        spot = self._printed(self.table.cells[number][head.at])
        cells = read_cells(spot)
        words = None if cells else read_words(spot)
        named = self._named(number, head) if cells or words else None
        if named is None:
            return
        if len(cells) > 1 and not any(c.time or c.name for c in cells):
            names = dealt(named.name)
            if len(names) == len(cells):
                pairs = zip(names, cells, strict=True)
                yield from (self._draft(number, head, c, named._replace(name=n)) for n, c in pairs)
            return
        for cell in (*cells, *filter(None, [words])):
            draft = self._draft(number, head, cell, named)
            if cell.value is not None or draft.kind == "target":
                yield draft

    def _printed(self, cell: Span) -> str:
        return self.reading.document.text[slice(*cell)]

    # -------------------------------------------------------------- what the row says

    def _named(self, number: int, head: Head) -> Named | None:
        row, cells, plan = self.table.rows[number], self.table.cells[number], self.plan
        scope = tight(row[plan.region]) if plan.region is not None else head.scope
        label = plan.label_of(head.at)
        if label is not None and row[label]:
            name, unit = self._label(row, label, cells)
            place, printed = cells[label], row[label]
            if shape("sum_row").match(tight(name)):
                name, scope = title_name(self.table.title) or head.name, None
        else:
            key = plan.region if plan.region is not None else plan.years
            name, unit = of_title(head.name, self.table.title) if key is not None else "", None
            place = head.place if head.name and head.place else self.table.places.get("title", self.table.span)
            printed = row[key] if key is not None else ""
        if plan.unit is not None and row[plan.unit]:
            unit = _unit_cell(row[plan.unit]) or unit
        if scope and shape("sum_row").match(scope):
            scope = None
        return Named(name, trim(self.reading.document.text, place), printed, unit, scope) if name else None

    def _label(self, row: tuple[str, ...], label: int, cells: tuple[Span, ...]) -> tuple[str, str | None]:
        """The name and unit of a row, made whole from the row or the column it is a part of."""
        name, unit = label_name(row[label]), label_unit(row[label])
        if is_part(row[label]):
            whole, own = self.whole.get(label, ("", None))
            return part(name, whole), unit or own
        left = [c for c in (*self.plan.categories, *self.plan.labels) if c < label]
        over = max(left, default=None)
        if over is not None and cells[over] != cells[label]:
            self.parents[label] = label_name(row[over]) or self.parents.get(label, "")
            name, unit = within(name, self.parents[label]), unit or label_unit(row[over])
        elif self.group:
            name = within(name, label_name(self.group))
        self.whole[label] = (name, unit)
        return name, unit

    def _modality(self, number: int, head: Head, text: str) -> Modality:
        """约束性 must be reached, 预期性 is what is committed to; else the words of header and cell decide."""
        row = self.table.rows[number]
        said = [row[self.plan.attribute]] if self.plan.attribute is not None else []
        label = self.plan.label_of(head.at)
        said += [row[label]] if label is not None else []
        for words in (*said, self.group, *(row[c] for c in self.plan.categories)):
            if shape("binding").search(words):
                return "must"
            if shape("expected").search(words):
                return "commit"
        return kinds.modality(head.words + text)

    # -------------------------------------------------------------- what the cell says

    def _draft(self, number: int, head: Head, cell: Cell, named: Named) -> Draft:
        spot, setting = self.table.cells[number][head.at], self.reading.setting
        rate = head.rate or cell.change.startswith("年均")
        timed, where = self._time(number, head, cell)
        kind = self._kind(number, head, timed)
        cell = cell._replace(total=cell.total or bool(shape("sum_label").search(named.printed)))
        year, period = _years(timed, kind, rate, cell, setting)
        place = Span(spot.start + cell.number.start, spot.start + cell.number.end)
        return Draft(
            span=spot,
            section=self.table.section,
            indicator=_indicator(named.name, head, cell, kind, bool(named.scope and self.plan.region is not None)),
            value=cell.value,
            value_text=self._printed(place),
            upper=cell.upper,
            unit=self._unit(head, cell, named.unit) if cell.value is not None else None,
            comparator=cell.comparator,
            kind="change" if kind == "actual" and (cell.change or (head.growth and not rate)) else kind,
            year=year,
            period=period,
            scope=named.scope,
            modality=self._modality(number, head, self._printed(spot)) if kind == "target" else None,
            places={"value": place, "indicator": named.place} | ({"year": where} if where else {}),
            table=TableRef(id=self.table.id, row=named.printed, column=self.table.columns[head.at]),
        )

    def _time(self, number: int, head: Head, cell: Cell) -> tuple[Period | None, Span | None]:
        """The years of a figure and where they stand: in its cell, its column, its row, or the title."""
        setting, spot = self.reading.setting, self.table.cells[number][head.at]
        if cell.time:
            return cell.time.resolve(setting), _moved(cell.time.years, spot.start)
        if head.period:
            return head.period, head.years
        if self.plan.years is not None:
            place = self.table.cells[number][self.plan.years]
            found = years_of(self._printed(place), setting)
            return (found.period, _moved(found.place, place.start)) if found else (None, None)
        label = self.plan.label_of(head.at)
        if label is not None and (found := label_years(self.table.rows[number][label], setting)):
            return found.period, _moved(found.place, self.table.cells[number][label].start)
        return self._titled(head)

    def _titled(self, head: Head) -> tuple[Period | None, Span | None]:
        """The years of the title; those to come are not the years of a fact."""
        title, now = self.plan.title, self.reading.setting.year
        if title is None or title.period is None:
            return None, None
        if head.kind == "actual" and now and title.period[1] > now:
            return None, None
        return title.period, title.place

    def _kind(self, number: int, head: Head, timed: Period | None) -> Kind:
        years = self.plan.years
        if told := head.kind or (kind_of([tight(self.table.rows[number][years])]) if years is not None else None):
            return told
        setting = self.reading.setting
        if timed is None and setting.plan:
            return "target"
        if timed and setting.year and timed[1] < setting.year:
            return "actual"
        tilt = kinds.lean((*self.table.section, self.table.title))
        year = timed[1] if timed and not head.rate else None
        goal = kinds.is_goal(kinds.Evidence(year=year, lean=tilt), setting)
        return "target" if goal else "actual"

    def _unit(self, head: Head, cell: Cell, given: str | None) -> str | None:
        """The unit of a figure: its own, its row's, its column's, that of the whole table."""
        noted = [u for words in re.split("[、,，/]", self.table.unit or "") if (u := unit_of(words))]
        if cell.change or head.growth or (head.rate and shape("rate_of_growth").search(head.words)):
            return cell.unit or head.unit or ("%" if "%" in (*noted, given) else None)
        levels = [u for u in noted if u != "%"] if len(noted) > 1 else noted
        own = head.unit if head.name else None
        return _scaled(cell.unit, own or given or head.unit or (levels[0] if len(levels) == 1 else None))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _unit_cell(words: str) -> str | None:
    """The unit in a column of units: as printed, whether the vocabulary knows it or not."""
    plain = tight(words)
    printed = unit_of(words) or (words.strip() if len(plain) <= LONGEST_UNIT else None)
    return None if shape("no_value").match(plain) else printed


def _scaled(own: str | None, given: str | None) -> str | None:
    """The unit of a cell: 3.5万 in a row of 家 is in 万家."""
    if own and given and set(own) <= set(SCALES) and not given.startswith(own):
        return own + given
    return own or given


def _years(
    timed: Period | None, kind: Kind, rate: bool, cell: Cell, setting: Setting
) -> tuple[Year | None, Period | None]:
    """A column of one year gives the year; spans, rates and sums in [ ] give the years they run over."""
    whole = setting.period
    if rate:
        return None, timed if timed and timed[0] != timed[1] else whole if kind == "target" else None
    if timed is None:
        return (whole[1], whole) if whole and kind == "target" else (None, None)
    if cell.total and whole and whole[1] == timed[1]:
        return timed[1], whole
    return timed[1], timed if timed[0] != timed[1] else None


def _indicator(name: str, head: Head, cell: Cell, kind: Kind, by_region: bool) -> str:
    """The name of a figure: that of the row with what the column and the cell add to it."""
    if cell.name:
        name = within(cell.name, name)
    if head.growth and not head.rate:
        words = shape("growth_lead").sub("", tight(head.name))
        return name if kind == "actual" else name + words
    if head.adds and not by_region and not head.scope and not _says(name, head):
        name = within(head.adds, name) if leans_ahead(head.adds) else combined(name, head.adds)
    if cell.change and (kind == "target" or cell.change.startswith("年均")):
        name = name if name.endswith(cell.change) else name + cell.change
    return name


def _says(name: str, head: Head) -> bool:
    """Whether a name already says what the header would add: 总量 to 零售总额, 年均增速 to 经费增长."""
    again = head.rate and shape("growth_end").search(name)
    level = shape("head_level").match(head.adds) and shape("measured").search(name)
    return head.adds == name or bool(again) or bool(level)
