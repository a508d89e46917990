"""Putting statements into words: values with their comparators, names with their English gloss."""

from __future__ import annotations

import re
from decimal import Decimal

from kb.answer.indicators.series import Series
from kb.model import Statement
from kb.vocab import phrases
from kb.vocab.naming import concepts
from kb.vocab.unit_names import size

_WAY = re.compile(r"(?:增长|增加|提高|提升|上升|上涨|下降|减少|减轻|降低|回落|翻番|精简)(?:率|幅度)?$")
_COMPARATORS = {"=": "exactly", ">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than", "~": "about"}


def printed(value: Decimal) -> str:
    """A number as people write it, without an exponent or needless zeros.

    >>> printed(Decimal("37")), printed(Decimal("0.960")), printed(Decimal("1E+2"))
    ('37', '0.96', '100')
    """
    plain = f"{value.normalize():f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def figure(statement: Statement, language: str) -> str:
    """A statement's value as printed, with its unit and comparator: 73件以上, 约25%, 3至5家, 每年20家."""
    say = phrases(language)
    if statement.value is None:
        return statement.value_text
    value = with_unit(statement.value, statement.unit, language)
    if statement.upper is not None:
        upper = with_unit(statement.upper, statement.unit, language)
        value = say("range", low=printed(statement.value), high=upper)
    worded = say(_COMPARATORS[statement.comparator], value=value)
    return say("per_year", value=worded) if statement.per else worded


def with_unit(value: Decimal, unit: str | None, language: str) -> str:
    """A number with its unit; in English the unit keeps its Chinese word with a gloss."""
    if unit is None:
        return printed(value)
    if language == "zh" or unit == "%":
        return f"{printed(value)}{'个百分点' if unit == '百分点' else unit}"
    found = size(unit)
    gloss = f" ({found.entry.en[0]})" if found and found.factor == 1 and found.entry.en else ""
    return f"{printed(value)} {unit}{gloss}"


def name(series: Series, language: str, statement: Statement | None = None) -> str:
    """The name of an indicator; in English the vocabulary's name with the Chinese one behind it."""
    own = statement.indicator if statement else series.name
    own = f"{series.scope}{own}" if series.scope and not own.startswith(series.scope) else own
    return own if language == "zh" or not series.english else f"{series.english} ({own})"


def declines(statement: Statement) -> bool:
    """Whether a change is told as a fall (能耗下降15%)."""
    return "decline" in concepts(statement.indicator)


def point(statement: Statement, language: str) -> str:
    """A year and its value, for a row of them; goals are marked."""
    key = "point_target" if statement.kind == "target" else "point"
    return phrases(language)(key, year=statement.year, value=figure(statement, language))


def state(series: Series, statement: Statement, language: str) -> str:
    """One statement as a clause: its year, its name, its value, and whether it is a goal."""
    say, value = phrases(language), figure(statement, language)
    title = name(series, language, statement)
    if statement.kind == "change":
        if statement.year is None and statement.period:
            first, last = statement.period
            return say("change_period", name=title, first=first, last=last, value=value)
        key = "change" if statement.year and statement.base_year else "change_of" if statement.year else "change_open"
        if key == "change_of" and _WAY.search(statement.indicator):
            return say("change_told", name=title, year=statement.year, value=value)
        key = f"{key}_down" if declines(statement) else key
        return say(key, name=title, year=statement.year, base=statement.base_year, value=value)
    if statement.kind == "target":
        if statement.year is None and statement.period:
            return say("target_period", name=title, first=statement.period[0], last=statement.period[1], value=value)
        key = "target_open" if statement.year is None else "target" if statement.value is not None else "target_words"
        return say(key, name=title, year=statement.year, value=value)
    key = "actual_open" if statement.year is None or statement.kind == "count" else "actual"
    return say(key, name=title, year=statement.year, value=value)
