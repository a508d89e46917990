"""Years and spans of years in a text: 到2020年, 2015-2020年, “十三五”期间, 比2010年, 从2010年的, 上年, 未来五年.

A mark says which years it names and what it does in its clause. Relative ones are told from the setting of the document
when they are resolved, those of comparison (比上年, 同比) from the year of the figure they are compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from kb.extract.figures import figure_words
from kb.extract.figures.figure_words import shape
from kb.extract.setting import Setting
from kb.model import Period, Span, Year
from kb.numbers import parse
from kb.text import fold
from kb.vocab import vocabulary

Role = Literal["in", "by", "base", "from", "to", "since", "date"]

YEAR = r"(?:(?:19|20)\d\d|二[〇零○][〇零○一二三四五六七八九]{2}|一九[一二三四五六七八九〇零]{2})"
_TAIL = r"年(?:度|底前|年?底|年?末|初|内|间)?"
_DASH = r"\s*(?:[-—–~]{1,2}|至|到)\s*"
_DATE = re.compile(
    rf"(?P<a>{YEAR})\s*年\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?|\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|"
    r"\d{4}-\d{2}-\d{2}(?:\s+\d{2}:\d{2}:\d{2})?|(?<!\d)\d{1,2}\s*月(?:份|底|末|初|中旬|上旬|下旬)"
)
_RANGE = re.compile(
    rf"(?<!\d)(?P<a>{YEAR})\s*(?:{_TAIL})?{_DASH}(?P<b>{YEAR}|\d\d(?!\d))\s*(?:{_TAIL}(?:期间)?|(?=[）)]))"
)
_POINT = re.compile(rf"(?<![\d.])(?P<a>{YEAR})\s*(?:{_TAIL}(?!代)|(?=[、和及]\s*{YEAR}\s*年))")
_TITLE = re.compile(r"《[^》]*$")


class Mark(NamedTuple):
    """A time in a text; `years` is where the years themselves stand, `plan` tells a five-year plan's name.

    `first` and `last` are null for relative ones, which `relative` names; `length` tells how many years they are.
    """

    span: Span
    role: Role
    years: Span
    first: Year | None = None
    last: Year | None = None
    relative: str | None = None
    length: int = 0
    plan: bool = False

    @property
    def label(self) -> str:
        """What the time does in its clause."""
        return self.role

    def resolve(self, setting: Setting, at: Year | None = None) -> Period | None:
        """First and last year; `at` is the year of the figure that this one is compared with."""
        if self.first is not None and self.last is not None:
            return (self.first, self.last)
        now = at if self.role == "base" and at else setting.year
        if self.relative in ("plan_years", "plan_end") or self._is_whole_plan(setting):
            whole = setting.period
            return (whole[1], whole[1]) if whole and self.relative == "plan_end" else whole
        return _around(now, self.relative, self.length) if now else None

    def _is_whole_plan(self, setting: Setting) -> bool:
        """未来五年 in a plan of five years are its years; 未来三年 in it are the next three."""
        whole = setting.period
        if self.relative != "coming_years" or whole is None:
            return False
        return not self.length or self.length > whole[1] - whole[0] or setting.year is None


def _around(now: Year, relative: str | None, length: int) -> Period | None:
    spans = {
        "this_year": (now, now),
        "last_year": (now - 1, now - 1),
        "year_on_year": (now - 1, now - 1),
        "next_year": (now + 1, now + 1),
        "coming_years": (now, now + length - 1),
        "past_years": (now - length, now - 1),
    }
    return spans.get(relative or "")


def find(text: str) -> tuple[Mark, ...]:
    """All marks of time in order, none inside another.

    >>> [(m.role, m.first, m.last) for m in find("2015-2020年增长25%，到2020年比2010年翻一番，“十二五”期间")]
    [('in', 2015, 2020), ('by', 2020, 2020), ('base', 2010, 2010), ('in', 2011, 2015)]
    """
    return _find(text)


@lru_cache(maxsize=1 << 8)  # who reads a text for its quantities has just read it for its times
def _find(text: str) -> tuple[Mark, ...]:
    plain = fold(text).replace("\n", " ")
    found: list[Mark] = []
    for mark in (m for finder in (_dates, _ranges, _points, _plans, _relatives) for m in finder(plain)):
        if all(mark.span.end <= f.span.start or mark.span.start >= f.span.end for f in found):
            found.append(mark)
    return tuple(sorted(found, key=lambda m: m.span))


# ------------------------------------------------------------------ finders, the most exact ones first


def _dates(plain: str) -> Iterator[Mark]:
    for match in _DATE.finditer(plain):
        year = _year(match["a"]) if match["a"] else None
        yield Mark(Span(*match.span()), "date", Span(*match.span()), year, year)


def _ranges(plain: str) -> Iterator[Mark]:
    for match in _RANGE.finditer(plain):
        first, last = _year(match["a"]), _year(match["b"])
        last = last if last > 99 else first // 100 * 100 + last
        if first <= last:
            yield _placed(plain, Mark(Span(*match.span()), "in", Span(*match.span()), first, last))


def _points(plain: str) -> Iterator[Mark]:
    for match in _POINT.finditer(plain):
        year = _year(match["a"])
        yield _placed(plain, Mark(Span(*match.span()), "in", Span(*match.span()), year, year))


def _plans(plain: str) -> Iterator[Mark]:
    """Five-year plans by name; the name inside a title in 《》 is no time."""
    for found in vocabulary().periods.find(plain):
        when = shape("plan_part").match(plain, found.span.end)
        if when is None or _TITLE.search(plain, 0, found.span.start):
            continue
        start = found.span.start - (plain[found.span.start - 1 : found.span.start] == "“")
        first = found.entry.last if when["end"] else found.entry.first
        place = Span(start, when.end())
        mark = _placed(plain, Mark(place, "in", place, first, found.entry.last, plan=True))
        yield mark._replace(role="by") if when["end"] and mark.role == "in" else mark


def _relatives(plain: str) -> Iterator[Mark]:
    for entry, pattern in _times():
        for match in pattern.finditer(plain):
            digits = re.search(r"\d+|[一二三四五六七八九十]+", match.group())
            length = int(parse(digits.group()) or 0) if digits and entry.endswith("_years") else 0
            place = Span(*match.span())
            mark = Mark(place, "in", place, relative=entry, length=length)
            yield mark._replace(role="base") if entry == "year_on_year" else _placed(plain, mark)


@cache
def _times() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = [e for e in vocabulary().wording if e.role == "time"]
    return tuple(
        (e.id, re.compile(e.pattern or "|".join(sorted(map(fold, e.names), key=len, reverse=True)))) for e in entries
    )


def _year(text: str) -> Year:
    return int(parse(text) or 0)


# ------------------------------------------------------------------ what the words around a time make of it


def _placed(plain: str, mark: Mark) -> Mark:
    """The mark with its role, its span grown over the words that give it: 到, 比 ... 相比, 从, 以来."""
    start, end = mark.span
    window = max(0, start - 8)
    since, compared = shape("since").match(plain, end), shape("compared").match(plain, end)
    if compare := shape("compare").search(plain, window, start):
        return mark._replace(role="base", span=Span(compare.start(), compared.end() if compared else end))
    if compared and (company := shape("with").search(plain, window, start)):
        return mark._replace(role="base", span=Span(company.start(), compared.end()))
    if figure_words.at_end("toward").search(plain, window, start):
        return mark._replace(role="to")
    if source := shape("from_year").search(plain, window, start):
        span = Span(source.start(), since.end() if since else end)
        return mark._replace(role="since" if since else "from", span=span)
    if since:
        return mark._replace(role="since", span=Span(start, since.end()))
    if until := shape("by").search(plain, window, start):
        return mark._replace(role="by", span=Span(until.start(), end))
    return mark._replace(role="by") if mark.relative == "plan_end" else mark
