"""The years a question speaks of."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.answer.cues import has_cue
from kb.model import Period, Span
from kb.text import fold
from kb.vocab import vocabulary

_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?![\d.%]|\s*(?:家|个|件|万|亿|元|种|项))")
_RANGE = re.compile(
    r"(?:从|between|from)?\s*((?:19|20)\d{2})\s*年?\s*(?:-|—|–|~|至|到|and|to|through|until)+\s*((?:19|20)\d{2})"
)


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
    span = next(((int(m[1]), int(m[2])) for m in _RANGE.finditer(plain)), None)
    for match in vocabulary().periods.find(plain):
        around = plain[max(0, match.span.start - 12) : match.span.start] + " " + plain[match.span.end :][:4]
        places.append(match.span)
        if re.search(vocabulary().cues["period_end"].pattern or "", around):
            years.append(match.entry.last)
        elif not years:
            span = span or (match.entry.first, match.entry.last)
    span = span if span and span[0] < span[1] else None
    return Times(tuple(dict.fromkeys(years)), span, tuple(places), has_cue(plain, "plan_end"))
