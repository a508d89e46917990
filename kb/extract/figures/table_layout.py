"""How a table is laid out: the columns that name, give units, years, territories and attributes, and those of figures.

A table states indicators when its figures have a time or are said to be goals or facts: by the header, by a column of
years, or by the title. Sums of support, points and lists of projects state none; they are no indicators.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from kb.extract.figures import figure_words
from kb.extract.figures.cells import read_cells, read_words
from kb.extract.figures.figure_words import shape
from kb.extract.figures.table_heads import Head, Timed, chain, plain_name, read_head, tight, years_of
from kb.extract.figures.table_names import label_years
from kb.extract.setting import Setting
from kb.model import Span, Table


class Layout(NamedTuple):
    """The columns of a table by what they hold; `labels` name, `categories` only group; `title` is the title's time."""

    labels: tuple[int, ...]
    categories: tuple[int, ...]
    unit: int | None
    attribute: int | None
    region: int | None
    years: int | None
    values: tuple[Head, ...]
    title: Timed | None

    def label_of(self, column: int) -> int | None:
        """The column that names the figures of a column: the nearest on its left."""
        return max((c for c in self.labels if c < column), default=None)


def is_group(row: tuple[str, ...], cells: tuple[Span, ...]) -> bool:
    """Whether a row only names the rows below it: one cell over all columns, or one cell and nothing else."""
    filled = {cell for cell in cells if cell.start < cell.end}
    return len(filled) == 1 and len(row) > 1


def layout(table: Table, setting: Setting) -> Layout | None:
    """The layout of a table that states indicators; none for any other table."""
    heads = [read_head(table, c, setting) for c in range(len(table.columns))]
    bodies = [_body(table, c) for c in range(len(heads))]
    years = _first(heads, lambda h: _are_years(h, bodies[h.at], setting))
    region = _first(heads, lambda h: _are_regions(h, bodies[h.at]))
    unit = _first(heads, lambda h: bool(shape("head_unit").match(tight(table.columns[h.at]))))
    attribute = _first(heads, lambda h: _is_attribute(h, bodies[h.at]))
    other = {c for c in (years, region, unit, attribute) if c is not None}
    other |= {h.at for h in heads if shape("head_skipped").search(h.words)}
    title = _title_time(table, [h for h in heads if h.at not in other], setting)
    dated = years is not None or title is not None or _in_labels(heads, bodies, other, setting)
    values = _values(table, [h for h in heads if h.at not in other], bodies, dated)
    if not values:
        return None
    texts = [h for h in heads if h.at not in other and h not in values and _has_names(h, bodies[h.at])]
    labels = _labels(table, texts, values[0].at)
    categories = tuple(c for c in labels if shape("head_category").search(heads[c].words))
    named = tuple(c for c in labels if c not in categories) or categories
    named = tuple(c for c in named if shape("head_label").search(heads[c].words)) or named
    if not named and region is None and years is None:
        return None
    return Layout(named, categories, unit, attribute, region, years, values, title)


def _body(table: Table, column: int) -> list[str]:
    """The words of a column, each cell once, without those of rows that name groups."""
    found = {
        cells[column]: row[column]
        for row, cells in zip(table.rows, table.cells, strict=True)
        if row[column] and not is_group(row, cells)
    }
    return list(found.values())


def _in_labels(heads: list[Head], bodies: list[list[str]], other: set[int], setting: Setting) -> bool:
    """Whether the names of all rows begin with their year: 2020年研发投入强度."""
    first = next((h.at for h in heads if h.at not in other), None)
    return first is not None and bool(bodies[first]) and all(label_years(w, setting) for w in bodies[first])


def _title_time(table: Table, heads: list[Head], setting: Setting) -> Timed | None:
    """The time of the whole table and its place: in the header of the names (指标（2020年）) or in the title."""
    named = next((h for h in heads if h.period and h.years and shape("head_label").search(h.words)), None)
    if named is not None and named.years is not None:
        return Timed(named.period, named.years)
    found, place = years_of(table.title, setting), table.places.get("title")
    if found is None or place is None:
        return None
    return Timed(found.period, Span(place.start + found.place.start, place.start + found.place.end))


def _has_names(head: Head, body: list[str]) -> bool:
    """Whether a column that holds no figures of indicators holds words: it may be all dashes, or count something."""
    if shape("head_support").search(head.words) or (head.period and not shape("head_label").search(head.words)):
        return False
    return not all(shape("no_value").match(tight(w)) or read_cells(w) for w in body)


def _first(heads: Iterable[Head], test: Callable[[Head], bool]) -> int | None:
    return next((h.at for h in heads if test(h)), None)


def _are_years(head: Head, body: list[str], setting: Setting) -> bool:
    def is_year(words: str) -> bool:
        found = years_of(words, setting) if "年" in words + head.words else None
        return found is not None and not plain_name(words)

    return bool(body) and not (head.period or shape("head_event").search(head.words)) and all(map(is_year, body))


def _are_regions(head: Head, body: list[str]) -> bool:
    if not body or shape("head_unit").match(head.words):
        return False
    here = [bool(shape("region_cell").match(tight(w))) for w in body]
    known = all(h or shape("sum_row").match(tight(w)) for h, w in zip(here, body, strict=True))
    return bool(shape("head_region").match(head.words)) or (known and sum(here) > 1)


def _is_attribute(head: Head, body: list[str]) -> bool:
    said = any(shape("binding").search(w) or shape("expected").search(w) for w in body)
    return said and bool(shape("head_attribute").search(head.words))


def _values(table: Table, heads: list[Head], bodies: list[list[str]], dated: bool) -> tuple[Head, ...]:
    """The columns of figures, if a header, a column of years or the title dates them; of projects only their goals."""
    figured = [h for h in heads if any(map(read_cells, bodies[h.at]))]
    figured += [h for h in heads if h not in figured and (h.period or h.kind) and any(map(read_words, bodies[h.at]))]
    found = [h for h in sorted(figured, key=lambda h: h.at) if not shape("head_support").search(h.words)]
    if any(shape("head_things").match(h.words) for h in heads):
        found = [h for h in found if h.kind == "target"]
    told = any(h.period or h.kind for h in found)
    if not (told or (dated and found)) or shape("title_support").search(tight(table.title)):
        return ()
    kept = [h for h in found if h.period or h.kind or h.rate or h.growth or dated or _adds(h)]
    return tuple(_with_neighbours(kept))


def _adds(head: Head) -> bool:
    """Whether a column tells the same things from another side: 增量, 占比."""
    return bool(re.fullmatch(figure_words.source("whole"), head.adds) or shape("share_start").match(head.adds))


def _with_neighbours(heads: list[Head]) -> list[Head]:
    """A column of growth or of shares without a time belongs to the year of the column on its left."""
    for i, head in enumerate(heads[1:], 1):
        left = heads[i - 1]
        if (head.growth or head.adds) and not head.rate and head.period is None and left.period:
            heads[i] = head._replace(period=left.period, years=left.years, kind=head.kind or left.kind)
    return heads


def _labels(table: Table, texts: list[Head], first: int) -> list[int]:
    """The columns that name: those left of the first figures, and those on their right that are headed alike."""
    left = [h.at for h in texts if h.at < first]
    alike = {chain(table, c)[-1][0] for c in left}
    return [*left, *(h.at for h in texts if h.at > first and chain(table, h.at)[-1][0] in alike)]
