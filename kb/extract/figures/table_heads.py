"""What the header of a column says of its figures: time, unit, kind, territory, and the part of a name it holds."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.extract.figures import periods
from kb.extract.figures.cells import split_unit
from kb.extract.figures.drafts import Kind
from kb.extract.figures.figure_words import shape
from kb.extract.figures.leaning import leans_ahead
from kb.extract.setting import Setting
from kb.model import Period, Span, Table
from kb.text import fold

_BARE_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*")


class Head(NamedTuple):
    """The header of a column, all its rows taken together: `name` is what it names by itself, `adds` what of that it
    adds to the names of rows: 产值（亿元）, not 要求."""

    at: int
    words: str
    name: str = ""
    adds: str = ""
    unit: str | None = None
    period: Period | None = None
    years: Span | None = None
    kind: Kind | None = None
    scope: str | None = None
    rate: bool = False
    growth: bool = False
    place: Span | None = None


class Timed(NamedTuple):
    """The years a text names, and where in it."""

    period: Period | None
    place: Span


def tight(words: str) -> str:
    """Folded words without their blanks.

    >>> tight("指  标")
    '指标'
    """
    return re.sub(r"\s", "", fold(words))


def chain(table: Table, column: int) -> list[tuple[str, Span]]:
    """The header cells over a column from the top, a merged one once; offsets are those of the document."""
    rows = [*zip(table.heads, table.head_cells, strict=True), (table.columns, table.column_cells)]
    return list({places[column]: (words[column], places[column]) for words, places in rows}.values())


def years_of(text: str, setting: Setting) -> Timed | None:
    """The last time a text names; a bare 2020 that fills the text is one."""
    if bare := _BARE_YEAR.fullmatch(fold(text)):
        return Timed((int(bare[1]), int(bare[1])), Span(*bare.span(1)))
    marks = [m for m in periods.find(text) if m.role != "base"]
    return Timed(marks[-1].resolve(setting), marks[-1].years) if marks else None


def read_head(table: Table, column: int, setting: Setting) -> Head:
    """What the header of a column says."""
    cells = chain(table, column)
    words = [tight(w) for w, _ in cells]
    units = [split_unit(w)[1] for w, _ in cells]
    timed = [(t, place) for w, place in cells if (t := years_of(w, setting))]
    names = [plain_name(w) for w, _ in cells]
    growth = next((n for n in reversed(names) if shape("head_growth").match(tight(n))), None)
    head = Head(
        at=column,
        words="".join(words),
        name=_joined(names),
        adds=_joined([n for n, u in zip(names, units, strict=True) if u or _adds(n)]),
        unit=next((u for u in reversed(units) if u), None),
        kind=kind_of(words),
        scope=next((w for w in map(_whole_only, reversed(words)) if _is_territory(w, setting)), None),
        rate=bool(shape("head_rate").search("".join(words))),
        growth=growth is not None,
        place=cells[-1][1] if cells else None,
    )
    if not timed:
        return head
    found, cell = timed[-1]
    return head._replace(period=found.period, years=Span(cell.start + found.place.start, cell.start + found.place.end))


def _adds(name: str) -> bool:
    """Whether the words of a header cell tell the figures of a row apart: a measure, 城镇, 省级; 要求 does not."""
    return bool(name) and (bool(shape("head_measure").search(name)) or leans_ahead(name))


def _is_territory(words: str, setting: Setting) -> bool:
    return words in setting.home or bool(shape("region_cell").match(words))


def _whole_only(words: str) -> str:
    return shape("of_which").sub("", words)


def kind_of(words: list[str]) -> Kind | None:
    """The lowest header cell that says fact or goal decides."""
    for word in reversed(words):
        if shape("head_fact").search(word):
            return "actual"
        if shape("head_goal").search(word):
            return "target"
    return None


def plain_name(words: str) -> str:
    """The words of a header cell that name something: without unit, years, and words such as 目标值.

    >>> plain_name("2025年目标值（亿元）"), plain_name("产值（亿元）"), plain_name("指标名称")
    ('', '产值', '')
    """
    name = _whole_only(split_unit(words)[0])
    if _BARE_YEAR.fullmatch(fold(name)) or shape("region_cell").match(tight(name)):
        return ""
    for mark in reversed(periods.find(name)):
        name = name[: mark.span.start] + name[mark.span.end :]
    return shape("head_plain").sub("", name).strip("()（）/／ \t")


def _joined(names: list[str]) -> str:
    """专利 over 申请量 is 专利申请量; a lower cell that says all again stands alone."""
    whole = ""
    for name in names:
        whole = name if whole and name.startswith(whole) else whole + name
    return whole
