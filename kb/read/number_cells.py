"""A number of a worksheet as its cell shows it: 0.02 in 0.0% is 2.0%, 43861 in yyyy"年"m"月" is 2020年1月.

Format codes are those of ECMA-376 part 1, 18.8.31. Where a code asks for what a line of text cannot show (fractions,
exponents, colours), the plain number stands. Dates without 年 in their code are printed as ISO 8601.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

GENERAL = "General"
MOST_DIGITS = 30
PRECISION = 10
"""Significant digits of a number without a format, as in a cell of usual width."""
_YEAR_MONTH, _YEAR_MONTH_DAY, _MONTH_DAY = 'yyyy"年"m"月"', 'yyyy"年"m"月"d"日"', 'm"月"d"日"'
BUILTIN = {27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 31: _YEAR_MONTH_DAY, 36: _YEAR_MONTH, 50: _YEAR_MONTH}
BUILTIN |= {51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 57: _YEAR_MONTH, 58: _MONTH_DAY}
"""Formats a Chinese Excel knows by number alone, beside those openpyxl lists (18.8.30, zh-cn)."""
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|([0#?.,%]+)|(.)', re.DOTALL)
_DATE_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|(y+|m+|d+|h+|s+)|(.)', re.IGNORECASE | re.DOTALL)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def format_code(number: int, own: dict[int, str]) -> str:
    """The code of a format by its number: one of the workbook's own or a built-in one."""
    return own.get(number) or BUILTIN.get(number) or str(BUILTIN_FORMATS.get(number, GENERAL))


def shown(value: float, code: str = GENERAL, from_1904: bool = False) -> str:
    """The number as the cell shows it.

    >>> shown(0.02, "0.0%"), shown(1234.5, "#,##0.00"), shown(3.0), shown(0.1 + 0.2), shown(12, '0"家"')
    ('2.0%', '1,234.50', '3', '0.3', '12家')
    >>> shown(43861, 'yyyy"年"m"月"'), shown(43861, "mm-dd-yy"), shown(-5, "0;(0)"), shown(0, '0;-0;"—"')
    ('2020年1月', '2020-01-31', '(5)', '—')
    """
    if is_date_format(code):
        return _date(value, code, from_1904) or _plain(value)
    return _number(value, code)


def _plain(value: float) -> str:
    number = Decimal(repr(value))
    if not number.is_finite():
        return str(value)
    if number != number.to_integral_value():
        number = Decimal(f"{value:.{PRECISION}g}")
    return f"{number.normalize():f}" if number else "0"


class _Section(NamedTuple):
    """One section of a format code: what stands before and after the number, and how the number is written."""

    before: str
    after: str
    pattern: str
    percents: int


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    return tuple(map(_section, re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+', code)[:3]))


def _section(code: str) -> _Section:
    pieces = ["", ""]
    pattern = ""
    for quoted, escaped, currency, digits, other in _TOKEN.findall(code):
        if digits:
            pattern += digits
        pieces[bool(pattern.strip("%"))] += quoted or escaped or currency or other
    return _Section(pieces[0], pieces[1], pattern.replace("%", ""), pattern.count("%"))


def _number(value: float, code: str) -> str:
    sections = _sections(code)
    plain = not sections or code == GENERAL or code == "@" or re.search("[Ee][+-]|/|General", _QUOTED.sub("", code))
    if plain or value != value or value in (float("inf"), float("-inf")):
        return _plain(value)
    index = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    section = sections[index]
    if not section.pattern:
        return (section.before + section.after).strip() or ("" if index else _plain(value))
    words = _digits(Decimal(repr(value)).copy_abs() if index == 1 else Decimal(repr(value)), section)
    return f"{section.before}{words}{'%' * section.percents}{section.after}".strip()


def _digits(number: Decimal, section: _Section) -> str:
    whole, _, part = section.pattern.partition(".")
    scale = len(section.pattern) - len(section.pattern.rstrip(","))
    number = (number * 100 ** min(section.percents, 2)).scaleb(-3 * min(scale, 4))
    places = min(len(part.replace(",", "")), MOST_DIGITS)
    number = (
        Decimal(f"{number:f}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if abs(number) < 10**20 else number
    )
    sign, digits = ("-", f"{-number:f}") if number < 0 else ("", f"{number:f}")
    integral, _, fraction = digits.partition(".")
    fraction = fraction[: part.count("0")] + fraction[part.count("0") :].rstrip("0")
    integral = integral.zfill(min(whole.count("0"), MOST_DIGITS))
    if "," in whole.rstrip(","):
        integral = f"{int(integral):,}"
    return sign + integral + (f".{fraction}" if fraction else "")


def _date(value: float, code: str, from_1904: bool) -> str:
    try:
        moment = from_excel(value, CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900)
    except (OverflowError, ValueError):
        return ""
    if not isinstance(moment, datetime):
        return str(moment)
    if "年" in code or "月" in code:
        return _written(moment, code)
    asked = set(_QUOTED.sub("", code).lower())
    if "h" in asked:
        return moment.isoformat(" ", "minutes") if asked & {"y", "d"} else moment.strftime("%H:%M")
    return moment.strftime("%Y-%m-%d" if "d" in asked else "%Y-%m" if "m" in asked else "%Y")


def _written(moment: datetime, code: str) -> str:
    """The moment by the letters of the code; m after h is minutes."""
    words, after_hour = "", False
    for quoted, escaped, field, other in _DATE_TOKEN.findall(code.split(";")[0]):
        letter = field[:1].lower()
        number = {
            "y": moment.year,
            "m": moment.minute if after_hour else moment.month,
            "d": moment.day,
            "h": moment.hour,
            "s": moment.second,
        }.get(letter)
        after_hour = letter == "h" or (after_hour and not letter)
        words += quoted or escaped or other or ("" if number is None else str(number).zfill(min(len(field), 2)))
    return words.replace("@", "").strip()
