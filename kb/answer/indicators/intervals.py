"""What a figure allows: 73件以上 is every number from 73 on, 50家 is 50 and nothing else, 介于20%和30%之间 is a range.

A question's bound and a statement's promise are both intervals; whether one holds the other is how yes and no are told
from what the plan leaves open.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kb.answer.asking.figures import Figure
from kb.answer.asking.question import Question
from kb.model import Comparator, Statement
from kb.text import fold
from kb.vocab import vocabulary

ENDLESS = Decimal("Infinity")
ABOUT = Decimal("0.1")
"""How far, as a share, a value told with 约 or 左右 may lie from the number printed."""
_JOINT = re.compile(r"^\s*(?:-|—|–|~|～|至|到|和|与|and|to|%)+\s*$")
_BETWEEN = re.compile(r"(?:介于|between|from|在)\s*$")
_CLOSED = re.compile(r"^\s*(?:之间|的?范围|区间)")
_OR_EQUAL = re.compile(r"(?:或|or)?\s*(?:等于|equal to)\s*$")


class Interval(NamedTuple):
    """The numbers between two ends; an open end is not one of them."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: Decimal) -> bool:
        """Whether a number lies inside."""
        above = value > self.low if self.low_open else value >= self.low
        return above and (value < self.high if self.high_open else value <= self.high)

    def covers(self, other: Interval) -> bool:
        """Whether all of the other interval lies inside."""
        low = other.low > self.low or (other.low == self.low and (other.low_open or not self.low_open))
        high = other.high < self.high or (other.high == self.high and (other.high_open or not self.high_open))
        return low and high

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        first, second = sorted((self, other), key=lambda i: (i.low, i.low_open))
        if second.low == first.high:
            return not (first.high_open or second.low_open)
        return second.low < first.high


class Bound(NamedTuple):
    """What a question asks of a figure: the interval, in the unit of `figure`, and the words for it."""

    interval: Interval
    figure: Figure
    sign: Comparator
    upper: Figure | None = None


def promised(statement: Statement) -> Interval:
    """What a statement's number allows, in its own unit; raises ValueError for one in words only."""
    value = statement.value
    if value is None:
        raise ValueError(f"{statement.id} has no number")
    if statement.upper is not None:
        return Interval(value, statement.upper)
    spread = abs(value) * ABOUT
    return _interval(statement.comparator, value, spread)


def _interval(sign: Comparator, value: Decimal, spread: Decimal = Decimal(0)) -> Interval:
    return {
        "=": Interval(value, value),
        "~": Interval(value - spread, value + spread),
        ">=": Interval(value, ENDLESS),
        ">": Interval(value, ENDLESS, low_open=True),
        "<=": Interval(-ENDLESS, value),
        "<": Interval(-ENDLESS, value, high_open=True),
    }[sign]


def bounds(question: Question) -> tuple[Bound, ...]:
    """The bounds a question sets, in its order; a bare figure is a bound with the sign =."""
    plain = fold(question.text)
    found: list[Bound] = []
    figures = list(question.figures)
    while figures:
        figure = figures.pop(0)
        if figures and _is_range(plain, figure, figures[0]):
            found.append(_range(figure, figures.pop(0)))
        else:
            sign = sign_of(plain, figure)
            found.append(Bound(_interval(sign, figure.value), figure, sign))
    return tuple(found)


def _is_range(plain: str, low: Figure, high: Figure) -> bool:
    joined = _JOINT.match(plain[low.span.end : high.span.start])
    framed = _BETWEEN.search(plain[: low.span.start]) or _CLOSED.match(plain[high.span.end :])
    return bool(joined and framed)


def _range(one: Figure, other: Figure) -> Bound:
    unit = one.unit or other.unit
    low, high = sorted((one._replace(unit=unit), other._replace(unit=other.unit or unit)), key=lambda f: f.value)
    return Bound(Interval(low.value, high.value), low, "=", high)


_OR_SO: dict[Comparator, Comparator] = {">": ">=", "<": "<="}


def sign_of(plain: str, figure: Figure) -> Comparator:
    """The comparator that touches a figure of a folded question; = when none does."""
    before, after = plain[: figure.span.start].rstrip(), plain[figure.span.end :].lstrip()
    equal = _OR_EQUAL.search(before)
    head = (before[: equal.start()].rstrip() if equal else before).removesuffix("了")  # 超过了22%
    for word, side, sign in _words():
        if side == "before" and _ends(head, word) and not _questioned(head, word):
            return _OR_SO.get(sign, sign) if equal else sign
        if side == "after" and after.startswith(word):
            return sign
    return "="


def _ends(head: str, word: str) -> bool:
    whole = not word.isascii() or not head[: -len(word)][-1:].isalpha()
    return head.endswith(word) and whole


def _questioned(head: str, word: str) -> bool:
    """有没有超过2%: the 没有 belongs to the question, not to the comparator."""
    return word.startswith(("没", "不")) and head[: -len(word)].endswith(("有", "会", "超"))


@cache
def _words() -> tuple[tuple[str, str, Comparator], ...]:
    """The words of comparators in both languages, the longest first."""
    found: list[tuple[str, str, Comparator]] = []
    for entry in vocabulary().comparators:
        words = (*map(fold, entry.names), *(w.lower() for w in entry.en))
        found += [(w, entry.side, entry.sign) for w in words]
    return tuple(sorted(found, key=lambda f: (-len(f[0]), f[0])))
