"""Numbers with their units as a sentence states them, and the unit a question asks for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kb.answer.asking.question import Question
from kb.answer.indicators.matching import asked_dimensions, asked_units
from kb.model import Span
from kb.numbers import numerals
from kb.text import fold
from kb.vocab.unit_names import bare_unit, comparable, printed_unit, size


class Quantity(NamedTuple):
    """A number, its unit as printed, and the place of both in the text."""

    value: Decimal
    unit: str | None
    span: Span

    def printed(self, text: str) -> str:
        """Number and unit as the text has them, on one line."""
        return "".join(text[slice(*self.span)].split())


class Wanted(NamedTuple):
    """What a question wants to know: a number in one of these units, else of one of these dimensions, else any."""

    units: frozenset[str]
    dimensions: frozenset[str]

    def takes(self, quantity: Quantity) -> bool:
        """Whether a number is of this kind. A unit that is named must fit: 多少家 is not answered in 元."""
        found = size(quantity.unit)
        if self.units:
            return any(comparable(unit, quantity.unit) is not None for unit in self.units)
        if not self.dimensions:
            return found is not None
        return found is not None and found.entry.dimension in self.dimensions


def asks_number(question: Question) -> bool:
    """Whether only a number answers it."""
    return question.numeric or question.has("how_many", "how_long", "amount") or "多少" in question.text


def counts_things(question: Question) -> bool:
    """Whether it asks how many things there are: 多少家, 几个."""
    sizes = [size(unit) for unit in wanted(question).units]
    return bool(sizes) and all(found is not None and found.entry.dimension == "count" for found in sizes)


def wanted(question: Question) -> Wanted:
    """The unit a question asks for: 多少个工作日 names it, 多久 and how long ask for a time, 多少钱 for money."""
    units = asked_units(question.text)
    dimensions = asked_dimensions(question) | ({"time"} if question.has("how_long") else frozenset())
    if "ratio" in dimensions:
        dimensions |= {"points"}
    return Wanted(units, frozenset(dimensions))


def quantities(text: str, span: Span) -> Iterator[Quantity]:
    """The numbers inside a span that count or measure something, in order; dates, ordinals and labels are none.

    >>> text = "自2020年5月1日起，在15个工作日内办结，第三条"
    >>> [q.printed(text) for q in quantities(text, Span(0, len(text)))]
    ['15个工作日']
    """
    own = text[slice(*span)]
    plain = fold(own)
    for number in numerals(own):
        unit = printed_unit().match(plain, number.span.end)
        if unit is None or _is_label(plain, number.span) or _is_date(plain, number.span):
            continue
        end = unit.end()
        yield Quantity(number.value, bare_unit(unit.group()), Span(span.start + number.span.start, span.start + end))


def _is_label(plain: str, place: Span) -> bool:
    """第三条 is a label, 一批 says that there are several, and 百分点 is a unit."""
    return plain[: place.start].endswith("第") or plain[slice(*place)] == "一" or plain.startswith("百分", place.start)


def _is_date(plain: str, place: Span) -> bool:
    """2020年 and 5月 are dates, 5年 and 15日内 are times; 1日 behind 月 is one of its days."""
    behind, digits = plain[place.end : place.end + 3], plain[slice(*place)]
    if behind.startswith("年"):
        return len(digits) == 4
    return behind.startswith(("月", "号")) or (behind.startswith("日") and plain[: place.start].endswith("月"))
