"""The years a question speaks of."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.answer.cues import has_cue
from kb.model import Period, Span
from kb.text import fold
from kb.vocab import vocabulary

_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?![\d.%]|\s*(?:家|个|件|万(?!人)|亿|元|种|项))")
_RANGE = re.compile(
    r"((?:19|20)\d{2})\s*年?\s*(?:-|—|–|~|至|到|to|through|until)+\s*((?:19|20)\d{2})"
    r"|between\s+((?:19|20)\d{2})\s+and\s+((?:19|20)\d{2})"
)


_BEHIND = re.compile(r"(?:[末底]|期末|期间|时期)?")
"""What belongs to the name of a period: in 十三五末省级 the 末 is no part of a word 末省."""
_FIVE_YEARS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\s+five[- ]year(?:\s+plan)?(?:\s+period)?")


class Times(NamedTuple):
    """Years named one by one, a range if one was named, and the places of both in the question."""

    years: tuple[int, ...]
    span: Period | None
    places: tuple[Span, ...]
    plan_end: bool = False

    @property
    def last(self) -> int | None:
        """The latest year spoken of."""
        return max(self.years) if self.years else self.span[1] if self.span else None


def times(question: str) -> Times:
    """The years of a question.

    >>> times("2013到2015年逐年").span, times("2020年高企目标").years, times("十三五收官时").years
    ((2013, 2015), (2020,), (2020,))
    """
    plain = fold(question)
    places = [Span(*m.span()) for m in _YEAR.finditer(plain)]
    years = [int(m[1]) for m in _YEAR.finditer(plain)]
    span = next(((int(m[1] or m[3]), int(m[2] or m[4])) for m in _RANGE.finditer(plain)), None)
    for place, first, last in _named_periods(plain):
        around = plain[max(0, place.start - 12) : place.start] + " " + plain[place.end :][:4]
        places.append(Span(place.start, place.end + len(_BEHIND.match(plain[place.end :])[0])))  # type: ignore[index]
        if re.search(vocabulary().cues["period_end"].pattern or "", around):
            years.append(last)
        elif not years:
            span = span or (first, last)
    span = span if span and span[0] < span[1] else None
    return Times(tuple(dict.fromkeys(years)), span, tuple(places), has_cue(plain, "plan_end"))


def _named_periods(plain: str) -> list[tuple[Span, int, int]]:
    """十三五 and 13th five-year plan; the n-th five-year plan began in 1951 + 5n from the third on."""
    found = [(m.span, m.entry.first, m.entry.last) for m in vocabulary().periods.find(plain)]
    for match in _FIVE_YEARS.finditer(plain):
        first = 1951 + 5 * int(match[1])
        found.append((Span(*match.span()), first, first + 4))
    return found
