"""The years a question speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kb.answer.asking.cues import find_cues, has_cue
from kb.model import Period, Span
from kb.numbers import numerals
from kb.text import fold
from kb.vocab import vocabulary

_YEAR = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})(?![\d.%]|(?:家|个|件|万(?!人)|亿|元|种|项)|\s+(?:家|个|件|万(?!人)|亿|元|种|项)(?![数量]))"
)
_LETTER_YEAR = re.compile(r"(?<![\w.])2[0o][\do]{2}(?![\w.])")  # 2O20 with the letter
_HAN_YEAR = re.compile(r"[一二][九〇零○o][〇零○o一二三四五六七八九]{2}")
# 15年, '15 and the first of 13-15年; 近10年 and 10年内 are lengths of time.
_SHORT_YEAR = re.compile(
    r"(?<![\d.近过去来期满共达为超约前后逾每第])['’‘]?([0-4]\d)年(?![来内期间多后前]|以[上下]|左右|的?时间)"
    r"|(?<![\w])['’‘]([0-4]\d)(?!\w)|(?<![\d.])([0-4]\d)(?=\s*[-—–~至到]\s*[0-4]\d年)"
)
_BETWEEN = re.compile(r"\s*年?\s*(?:-|—|–|~|至|到|to|through|until)+\s*['’‘]?\s*")
_HAN_DIGITS = str.maketrans("〇零○o一二三四五六七八九", "0000123456789")
_BEHIND = re.compile(r"(?:[末底]|期末|期间|时期)?")
"""What belongs to the name of a period: in 十三五末省级 the 末 is no part of a word 末省."""
_FIVE_YEARS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\s+five[- ]year(?:\s+plan)?(?:\s+period)?")
_ENGLISH_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "few": 3}


class Relative(NamedTuple):
    """A year or years told from the document's own: 去年 (-1), 近三年 (0, length 3).

    `after` is the number of named years in front of it.
    """

    printed: str
    offset: int
    length: int
    after: int


class Times(NamedTuple):
    """Years named one by one, a range if one was named, and the places of both in the question.

    `relative` are those that only a document's own year makes a year.
    """

    years: tuple[int, ...]
    span: Period | None
    places: tuple[Span, ...]
    plan_end: bool = False
    relative: tuple[Relative, ...] = ()

    @property
    def last(self) -> int | None:
        """The latest year spoken of."""
        return max(self.years) if self.years else self.span[1] if self.span else None

    @property
    def spoken(self) -> bool:
        """Whether the question says anything of time."""
        return bool(self.years or self.span or self.plan_end or self.relative)


def times(question: str) -> Times:
    """The years of a question.

    >>> times("2013到2015年逐年").span, times("2020年高企目标").years, times("十三五收官时").years
    ((2013, 2015), (2020,), (2020,))
    >>> times("二〇二〇年").years, times("13-15年").span, times("近10年").years, times("去年").relative[0].offset
    ((2020,), (2013, 2015), (), -1)
    """
    plain = fold(question)
    dated = sorted(_dated(plain))
    span = _range(plain, dated)
    places = [place for place, _ in dated]
    for place, first, last in _named_periods(plain):
        around = plain[max(0, place.start - 12) : place.start] + " " + plain[place.end :][:4]
        behind = _BEHIND.match(plain, place.end)
        places.append(Span(place.start, behind.end() if behind else place.end))
        if re.search(vocabulary().cues["period_end"].pattern or "", around):
            dated.append((place, last))
        elif not dated:
            span = span or (first, last)
    dated, relative = _relative(plain, sorted(dated))
    years = tuple(dict.fromkeys(year for _, year in dated))
    told = tuple(place for place, _ in relative)
    return Times(years, span, (*places, *told), has_cue(plain, "plan_end"), tuple(r for _, r in relative))


def _dated(plain: str) -> Iterator[tuple[Span, int]]:
    """Every year written in digits, Arabic or Chinese, of four places or of two."""
    for match in _YEAR.finditer(plain):
        yield Span(*match.span()), int(match[1])
    for match in _LETTER_YEAR.finditer(plain):
        if "o" in match.group():
            yield Span(*match.span()), int(match.group().replace("o", "0"))
    for match in _HAN_YEAR.finditer(plain):
        yield Span(*match.span()), int(match.group().translate(_HAN_DIGITS))
    for match in _SHORT_YEAR.finditer(plain):
        yield Span(*match.span()), 2000 + int(match[1] or match[2] or match[3])


def _range(plain: str, dated: list[tuple[Span, int]]) -> Period | None:
    """The first two years with 至 or to between them, or between … and …."""
    for (left, first), (right, last) in pairwise(dated):
        middle = plain[left.end : right.start]
        paired = plain[: left.start].rstrip().endswith("between") and middle.strip() == "and"
        if first < last and (paired or _BETWEEN.fullmatch(middle)):
            return first, last
    return None


def _named_periods(plain: str) -> list[tuple[Span, int, int]]:
    """十三五 and 13th five-year plan; the n-th five-year plan began in 1951 + 5n from the third on."""
    found = [(m.span, m.entry.first, m.entry.last) for m in vocabulary().periods.find(plain)]
    for match in _FIVE_YEARS.finditer(plain):
        first = 1951 + 5 * int(match[1])
        found.append((Span(*match.span()), first, first + 4))
    return found


_Dated = list[tuple[Span, int]]


def _relative(plain: str, dated: _Dated) -> tuple[_Dated, list[tuple[Span, Relative]]]:
    """去年, 近三年; 上年 is told from a year the question names (2015年比上年), where it names one."""
    own, found = list(dated), []
    for cue, place in (f for f in find_cues(plain) if f.cue.kind in ("relative", "anchored")):
        printed = plain[slice(*place)]
        if cue.kind == "anchored" and dated:
            own.append((place, dated[0][1] + (cue.offset or 0)))
            continue
        after = sum(p < place for p, _ in dated)
        found.append((place, Relative(printed, cue.offset or 0, _length(printed) if cue.id == "recent" else 1, after)))
    return own, found


def _length(printed: str) -> int:
    """How many years 近三年 and the last three years are."""
    words = (n for word, n in _ENGLISH_NUMBERS.items() if word in printed.split())
    return next((int(n.value) for n in numerals(printed)), next(words, 1))
