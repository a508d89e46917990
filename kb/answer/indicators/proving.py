"""Proof of a statement: its number, its unit and its year are read anew at their places in the text.

What does not agree cannot be stated. Equality is that of decimals (2.50 proves 2.5 and nothing else does); a unit must
be the printed one or mean the same; a year must be printed at its place, be the end of a period printed there
(“十二五”), or be one that a word without digits can mean in this document (去年, 到规划期末).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.answer.catalog import Catalog
from kb.model import Document, Span, Statement
from kb.numbers import numerals, parse
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.unit_names import comparable, size

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})(?!\d)")
_HAN_YEAR = re.compile(r"[一二]?[〇○零一二三四五六七八九]{2,4}")
_DIGIT = {**{c: str(i) for i, c in enumerate("〇一二三四五六七八九")}, "○": "0", "零": "0"}
_AHEAD = re.compile(r"[五5十]年")
NEAR, LONG = 2, 5
"""So far 去年 and 明年 reach from the year of a document or the ends of its period, and so far 今后五年."""


class UnprovenError(Exception):
    """A value that does not stand at its cited place. Never shown: it turns the answer into a refusal."""


def verify(catalog: Catalog, statement: Statement) -> None:
    """Raises UnprovenError unless number, unit and year of the statement agree with their places."""
    document = catalog.document(statement.doc_id)
    for what, proven in (("value", _value), ("unit", _unit), ("year", _year)):
        if not proven(document, statement):
            raise UnprovenError(f"{statement.id}: {what} {getattr(statement, what)} does not stand at its place")


def _printed(document: Document, place: Span | None) -> str:
    return document.text[slice(*place)] if place else ""


def _value(document: Document, statement: Statement) -> bool:
    """Whether the number, and the upper end of a range, are printed at their place inside the citation."""
    quote, place = _printed(document, statement.span), statement.places.get("value")
    if statement.value is None:
        return statement.value_text.strip() in quote or bool(quote.strip())
    printed = _printed(document, place) or quote
    stated = {parse(printed), *(n.value for n in numerals(printed))}
    beyond = stated if statement.upper in stated else {n.value for n in numerals(quote)}
    inside = place is None or (statement.span.start <= place.start and place.end <= statement.span.end)
    return statement.value in stated and inside and (statement.upper is None or statement.upper in beyond)


def _unit(document: Document, statement: Statement) -> bool:
    """Whether the printed unit is the statement's; 大 and 个 both count, and say no more."""
    printed = re.sub(r"[\s多余]", "", _printed(document, statement.places.get("unit")))  # 1亿多人
    if not printed or not statement.unit:
        return True
    if fold(printed) in (fold(statement.unit), f"个{fold(statement.unit)}") or comparable(printed, statement.unit) == 1:
        return True
    stated = size(statement.unit)
    return size(printed) is None and stated is not None and stated.entry.dimension == "count" and stated.factor == 1


def _year(document: Document, statement: Statement) -> bool:
    """Whether the year is one that its place can mean; years without a place are those of the document's setting."""
    printed = _printed(document, statement.places.get("year"))
    if statement.year is None or not printed:
        return True
    named = set(_years_of(printed))
    if statement.period and statement.period[1] in named:
        return statement.year == statement.period[1]
    return statement.year in (named or _reach(document, LONG if _AHEAD.search(printed) else NEAR))


def _years_of(printed: str) -> Iterable[int]:
    """The years printed in a text, and the ends of the periods it names."""
    plain = fold(printed)
    whole = [int(m[1]) for m in _YEAR.finditer(plain)]
    yield from whole
    if whole:  # 2016—18年
        yield from (whole[0] // 100 * 100 + int(m[1]) for m in _SHORT_YEAR.finditer(plain))
    for match in _HAN_YEAR.finditer(plain):
        digits = "".join(_DIGIT.get(c, "") for c in match.group())
        if len(digits) == len(match.group()) == 4:
            yield int(digits)
    for found in vocabulary().periods.find(plain):
        yield found.entry.last


def _reach(document: Document, far: int) -> set[int]:
    info = document.info
    titled = [int(m[1]) for m in _YEAR.finditer(fold(info.title))]
    known = [*(info.period or ()), *(int(d[:4]) for d in (info.made_on, info.issued_on) if d), *titled]
    return {year + step for year in known for step in range(-far, far + 1)}
