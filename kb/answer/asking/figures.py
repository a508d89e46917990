"""The figures a question states itself: 50家, 24.53%, a bare 175."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kb.model import Span, Statement
from kb.numbers import Numeral, numerals
from kb.text import fold
from kb.vocab.unit_names import bare_unit, comparable, printed_unit

_NOT_A_FIGURE = re.compile(r"^(?:[gd](?![a-z])|年|月|日|号|章|节|条)|^[-—~至到]\d")
_PER = re.compile(
    r"(?:\bper|\bevery|\btable|\bfigure|\bannex|每|表格?|图|附件|第)\s*$"
)  # 每万人口, 表2: no figure asked about
_ENGLISH_MONEY = re.compile(r"(billion|million|trillion)\s*(?:yuan|rmb|cny)")
_MAGNITUDES = {"million": Decimal(10) ** -2, "billion": Decimal(10), "trillion": Decimal(10) ** 4}  # in 亿元
_PLACES = frozenset("十百千万亿")
_ENGLISH_UNITS = {"percent": "%", "per cent": "%", "percentage": "%"}


class Figure(NamedTuple):
    """A number with the unit printed behind it, if any; `span` holds both."""

    value: Decimal
    unit: str | None
    span: Span

    @property
    def printed(self) -> str:
        """The figure as people write it."""
        return f"{self.value:f}{self.unit or ''}"

    def equals(self, statement: Statement) -> bool:
        """Whether a statement says the same: value and, where both have one, unit; 万元 and 亿元 meet."""
        if statement.value is None:
            return False
        if self.unit is None or statement.unit is None:
            return self.value == statement.value
        factor = comparable(self.unit, statement.unit)
        return factor is not None and self.value * factor == statement.value

    def against(self, statement: Statement) -> Decimal:
        """The figure in the statement's unit, or as it stands where the units do not meet."""
        factor = comparable(self.unit, statement.unit) if self.unit and statement.unit else None
        return self.value * (factor or 1)


def figures(question: str, taken: tuple[Span, ...] = ()) -> tuple[Figure, ...]:
    """The figures of a question, years and what else is already taken left out.

    >>> [f.printed for f in figures("2015年到底是24.53%还是25%？", (Span(0, 5),))]
    ['24.53%', '25%']
    """
    plain = fold(question)
    found = []
    for number in numerals(question):
        inside = any(s.start <= number.span.start < s.end for s in taken)
        inside = inside or bool(re.search(r"[a-z]$", plain[: number.span.start]))  # M2, PM2.5
        behind = plain[number.span.end : number.span.end + 12].lstrip()
        listed = number.han and behind.startswith("是")  # 一是
        small = number.han and len(number.text) < 3 and not _unit(behind)
        per = _PER.search(plain[: number.span.start])
        if inside or listed or small or per or _NOT_A_FIGURE.match(behind):
            continue
        if number.han and (number.value < 20 or set(fold(number.text)) <= _PLACES):  # 三大工程, 每万人: no figure
            continue
        if not _unit(behind) and plain[number.span.end : number.span.end + 1].isalpha() and behind[:1].isascii():
            continue  # 5G is a name
        found.append(_figure(number, plain))
    return tuple(found)


def _figure(number: Numeral, plain: str) -> Figure:
    """The number with its unit, and the place of both; 14.3 billion yuan is 143亿元."""
    gap = len(plain[number.span.end :]) - len(plain[number.span.end :].lstrip())
    behind = plain[number.span.end + gap : number.span.end + gap + 16]
    if money := _ENGLISH_MONEY.match(behind):
        place = Span(number.span.start, number.span.end + gap + money.end())
        return Figure((number.value * _MAGNITUDES[money[1]]).normalize(), "亿元", place)
    unit, printed = _unit(behind), printed_unit().match(behind)
    english = next((word for word in _ENGLISH_UNITS if behind.startswith(word)), "")
    length = len(english) or (printed.end() if printed else 0)
    return Figure(number.value, unit, Span(number.span.start, number.span.end + (gap + length if length else 0)))


def _unit(behind: str) -> str | None:
    english = next((u for word, u in _ENGLISH_UNITS.items() if behind.startswith(word)), None)
    match = printed_unit().match(behind)
    return english or (bare_unit(match.group()) if match else None)
