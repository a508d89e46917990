"""The figures a question states itself: 50家, 24.53%, a bare 175."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kb.model import Span, Statement
from kb.numbers import numerals
from kb.text import fold
from kb.vocab import vocabulary

_NOT_A_FIGURE = re.compile(r"^(?:年|月|日|号|章|节|条|是)|^[-—~至到]\d")
_PLACES = frozenset("十百千万亿")
_ENGLISH_UNITS = {"percent": "%", "per cent": "%", "percentage": "%"}


class Figure(NamedTuple):
    """A number with the unit printed behind it, if any."""

    value: Decimal
    unit: str | None
    span: Span

    @property
    def printed(self) -> str:
        """The figure as people write it."""
        return f"{self.value}{self.unit or ''}"

    def equals(self, statement: Statement) -> bool:
        """Whether a statement says the same: value and, where both have one, unit; money in any unit of money."""
        if statement.value is None:
            return False
        if self.unit is None or statement.unit is None or self.unit == statement.unit:
            return self.value == statement.value
        units = vocabulary().units
        mine, theirs = units.named(self.unit), units.named(statement.unit)
        if mine is None or theirs is None or mine.dimension != theirs.dimension:
            return False
        if mine.dimension == "count":  # 家 and 个 count the same things
            return self.value == statement.value
        return self.value * mine.scale == statement.value * theirs.scale


def figures(question: str, taken: tuple[Span, ...] = ()) -> tuple[Figure, ...]:
    """The figures of a question, years and what else is already taken left out.

    >>> [f.printed for f in figures("2015年到底是24.53%还是25%？", (Span(0, 5),))]
    ['24.53%', '25%']
    """
    plain = fold(question)
    found = []
    for number in numerals(question):
        inside = any(s.start <= number.span.start < s.end for s in taken)
        behind = plain[number.span.end : number.span.end + 12].lstrip()
        if inside or (number.han and len(number.text) < 3 and not _unit(behind)) or _NOT_A_FIGURE.match(behind):
            continue
        if number.han and (number.value < 20 or set(number.text) <= _PLACES):  # 三大工程, 每万人: no figure to look up
            continue
        found.append(Figure(number.value, _unit(behind), number.span))
    return tuple(found)


def _unit(behind: str) -> str | None:
    english = next((u for word, u in _ENGLISH_UNITS.items() if behind.startswith(word)), None)
    names = {fold(n): unit.zh for unit in vocabulary().units for n in unit.names}
    longest = next((names[behind[:n]] for n in range(min(6, len(behind)), 0, -1) if behind[:n] in names), None)
    return english or longest
