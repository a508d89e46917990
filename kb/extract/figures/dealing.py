"""分别 hands out values in order, over names (A、B分别达到1家和2家) or over years (2024年、2025年分别突破1亿元、2亿元).

Names in such a list leave out what they share: 发明专利申请量、授权量 are made whole again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kb.extract.figures import figure_words, indicators
from kb.extract.figures.clauses import Clause
from kb.extract.figures.indicators import Name
from kb.extract.figures.periods import Mark
from kb.extract.figures.quantities import Quantity
from kb.model import Span
from kb.text import trim
from kb.vocab import vocabulary
from kb.vocab.loader import Match

Dealt = tuple[Quantity, Name, str, tuple[Mark, ...]]

_BETWEEN = re.compile(r"\s*(?:、|,|，|和|及|与|以及)\s*")
_PARTS = re.compile(r"、|,|和|及|与|以及")
PER = "per"
"""Group of the concepts that say what a name is a share or a ratio of: 单位GDP, 每万人口."""


def deal(
    clause: Clause,
    quantities: Sequence[Quantity],
    home: tuple[str, ...],
    names: Sequence[str] = (),
    years: Sequence[Mark] = (),
) -> list[Dealt]:
    """The values of a clause with the names or years they are dealt out to; none when nothing is dealt out.

    `names` are those of the clause before, to which 分别 without names of its own deals; `years` those that an earlier
    clause of the sentence was dealt out to (到2022年和2030年，…分别…；…分别…).
    """
    run = _run(clause, quantities)
    if not run:
        return []
    handed = _handed(clause, run[0])
    left = Span(clause.span.start, run[0].span.start)
    points = years_of(clause, run[0]) or list(years)
    marks = tuple(m for m in clause.marks if m.years.start < run[0].number.start)
    name = indicators.before(clause, left, home)
    if handed and len(points) == len(run) > 1:
        rest = tuple(m for m in marks if m not in points)
        return [(q, name, clause.name(name.span), (*rest, p)) for q, p in zip(run, points, strict=True)]
    if len(names) == len(run) > 1 and name.span.start == name.span.end:
        again = name._replace(change=indicators.change_words(clause, name))
        return [(q, again, n, marks) for q, n in zip(run, names, strict=True)]
    parts = _parts(clause, name.span, len(run), handed)
    texts = whole_names([clause.name(p) for p in parts]) if parts else _pair(clause.name(name.span))
    if not parts and not (handed and len(texts) == len(run)):
        return []
    parts = parts or [name.span] * len(texts)
    change = indicators.change_words(clause, name)
    values = list(run) * len(parts) if len(run) == 1 else list(run)
    spots = [name._replace(span=p, whole=p, change=change) for p in parts]
    return [(q, n, t, marks) for q, n, t in zip(values, spots, texts, strict=True)]


def years_of(clause: Clause, first: Quantity) -> list[Mark]:
    """The years that stand before the first value of a clause."""
    return [m for m in clause.marks if m.role in ("in", "by") and m.years.start < first.number.start]


def _run(clause: Clause, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities of a clause if they follow each other in one list."""
    for one, other in pairwise(quantities):
        if not _BETWEEN.fullmatch(clause.text, one.span.end, other.span.start):
            return []
    return list(quantities)


def _pair(name: str) -> list[str]:
    """城乡居民收入 deals out to 城镇居民收入 and 农村居民收入; nothing for names that open with no such pair."""
    for entry in (e for e in vocabulary().wording if e.role == "pair"):
        if entry.zh in name:
            return [name.replace(entry.zh, part, 1) for part in entry.aliases]
    return []


def alike(clause: Clause, quantities: Sequence[Quantity]) -> list[Quantity]:
    """分别突破2.2万亿元、2.4万亿元: a word of comparison before the first value holds for all of the list."""
    run = list(quantities)
    if not run or run[0].span.start == run[0].number.start or not (_run(clause, run) and len(run) > 1):
        return run
    sign = run[0].comparator
    return [q._replace(comparator=sign) if q.comparator == "=" else q for q in run]


def _handed(clause: Clause, first: Quantity) -> bool:
    place = clause.span.start, first.span.end
    return bool(
        figure_words.anywhere("hand_out").search(clause.text, clause.span.start, first.span.start)
        or figure_words.shape("all_alike").search(clause.text, *place)
    )


def _parts(clause: Clause, name: Span, count: int, handed: bool) -> list[Span]:
    """The single names of a list: as many as there are values, or any number when one value is dealt to all."""
    cuts = [m.span() for m in _PARTS.finditer(clause.text, name.start, name.end)]
    edges = [name.start, *(c for cut in cuts for c in cut), name.end]
    parts = [trim(clause.text, Span(a, b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if count == 1:  # 生产总值和人均收入翻一番: both of them double
        return parts if handed and len(parts) > 1 else []
    if len(parts) < count or (len(parts) > count and not handed):
        return []
    merged = Span(parts[0].start, parts[len(parts) - count].end)
    return [merged, *parts[len(parts) - count + 1 :]]


def whole_names(parts: Sequence[str]) -> list[str]:
    """Names of a list with what they left out.

    >>> whole_names(["发明专利申请量", "授权量"])
    ['发明专利申请量', '发明专利授权量']
    >>> whole_names(["发明专利申请", "授权量"])
    ['发明专利申请量', '发明专利授权量']
    >>> whole_names(["单位国内生产总值用水量", "能耗"])
    ['单位国内生产总值用水量', '单位国内生产总值能耗']
    >>> whole_names(["氨氮", "二氧化硫", "氮氧化物排放量"])
    ['氨氮排放量', '二氧化硫排放量', '氮氧化物排放量']
    >>> whole_names(["纺织", "陶瓷", "家具三大优势产业产值"])
    ['纺织产值', '陶瓷产值', '家具产值']
    """
    first, last = parts[0], _without_apposition(parts[-1])
    whole = [_with_tail(first, last), *(_with_head(first, part) for part in (*parts[1:-1], last))]
    measure = figure_words.shape("measure_tail").search(last)
    return [n if not measure or measured(n) else n + measure.group() for n in whole]


def _without_apposition(name: str) -> str:
    """The last name of a list without what sums the list up: 家具三大优势产业产值 is 家具产值."""
    summed, measure = figure_words.shape("apposition").search(name, 1), figure_words.shape("measure_tail").search(name)
    return name[: summed.start()] + name[measure.start() :] if summed and measure else name


def measured(name: str) -> bool:
    """Whether a name says what is measured of a thing: 氮氧化物排放量 does, 氨氮 does not."""
    shapes = (figure_words.shape("measure_tail"), figure_words.shape("measured"))
    return name.endswith("数") or any(shape.search(name) for shape in shapes)


def _with_head(first: str, part: str) -> str:
    """A later name with the head of the first one: up to the concept that takes the place of its own."""
    opening = _concepts(part)
    if not opening or opening[0].span.start > 0:
        head = _per_head(first)
        return head + part if head and not _per_head(part) else part
    for concept in reversed(_concepts(first)):
        same = concept.entry.group == opening[0].entry.group and concept.entry.group
        if same and concept.entry != opening[0].entry and concept.span.start:
            return first[: concept.span.start] + part
    head = _per_head(first)
    return head + part if head and not _per_head(part) else part


def _with_tail(first: str, last: str) -> str:
    """发明专利申请 (和授权量): the tail behind the concept of the last name serves the first one too."""
    mine, theirs = _concepts(first), _concepts(last)
    if not mine or not theirs or mine[-1].span.end != len(first):
        return first
    group = mine[-1].entry.group
    if group and group == theirs[0].entry.group and mine[-1].entry != theirs[0].entry:
        return first + last[theirs[0].span.end :]
    return first


def _concepts(text: str) -> list[Match]:  # type: ignore[type-arg]
    return [m for m in vocabulary().concepts.find(text) if m.entry.group and m.entry.group != "idle"]


def _per_head(text: str) -> str | None:
    """单位国内生产总值 in 单位国内生产总值用水量."""
    found = next((m for m in vocabulary().concepts.find(text) if m.entry.group == PER and m.span.start == 0), None)
    return text[: found.span.end] if found else None
