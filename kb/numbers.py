"""Arabic and Chinese numerals as Decimal, and where they stand in a text.

A numeral here is the printed number only: in 4.96亿元 it is 4.96, and 亿元 is the unit; a lone 千亿 is whole.
Ordinals, labels and years are numerals like any other; what they mean is for the extractors to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kb.model import Span
from kb.text import fold

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖") if i}
_PLACES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_HAN = "".join([*_DIGITS, *_PLACES])

# A comma groups digits only in threes: 1,234 is one number, 233，355 are two.
ARABIC = re.compile(r"(?<![0-9.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![0-9])|(?<![0-9.])\d+(?:\.\d+)?")
# A point is one only where a share or a unit tells it from the counter 点 (百分之二点五, 三点五倍; not 两点一线).
HAN_POINT = rf"点[{''.join(_DIGITS)}]+"
HAN = re.compile(
    rf"[{_HAN}]+(?:[万亿]+[{_HAN}]*)*(?:{HAN_POINT}(?=[万亿倍%成]|个百分点))?|(?<=[^{_HAN}\d.\s])[万亿](?=[元家个件人])"
)


class Numeral(NamedTuple):
    """A printed number and its place."""

    span: Span
    value: Decimal
    text: str
    han: bool


def parse_han(text: str) -> Decimal | None:
    """The value of Chinese numerals, null when they form none.

    >>> [str(parse_han(t)) for t in ("一百二十", "两", "十五", "二〇一七", "千亿", "三万五千", "四十五点五")]
    ['120', '2', '15', '2017', '100000000000', '35000', '45.5']
    >>> parse_han("百度") is None
    True
    """
    whole, point, rest = text.partition("点")
    if point and rest and all(c in _DIGITS for c in rest) and (value := parse_han(whole)) is not None:
        return value + Decimal("0." + "".join(str(_DIGITS[c]) for c in rest))
    if not text or any(c not in _DIGITS and c not in _PLACES and c not in _GROUPS for c in text):
        return None
    if all(c in _DIGITS for c in text):  # 二〇一七, read digit by digit
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    fresh = True  # nothing stands before a place word: 十五 is 15, 千亿 is 1000 x 10^8
    for char in text:
        if char in _DIGITS:
            digit, fresh = _DIGITS[char], False
        elif char in _PLACES:
            section += (digit if not fresh or digit else 1) * _PLACES[char]
            digit, fresh = 0, True
        else:
            total = (total + section + digit or 1) * _GROUPS[char]
            section, digit, fresh = 0, 0, True
    return Decimal(total + section + digit)


def parse(text: str) -> Decimal | None:
    """The value of one numeral in any spelling, white space inside allowed.

    >>> [str(parse(t)) for t in ("１０００", "1,234.5", "2.50", "二百", "x")]
    ['1000', '1234.5', '2.50', '200', 'None']
    """
    plain = re.sub(r"[\s,，]", "", fold(text))
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else parse_han(plain)


def numerals(text: str) -> Iterator[Numeral]:
    """All numerals in order, Arabic ones first where two readings overlap.

    >>> [(n.text, str(n.value)) for n in numerals("到２０２０年，三家投入1.5亿元")]
    [('２０２０', '2020'), ('三', '3'), ('1.5', '1.5')]
    """
    plain = fold(text)
    for match in sorted([*ARABIC.finditer(plain), *HAN.finditer(plain)], key=lambda m: m.start()):
        printed = text[match.start() : match.end()]
        if (value := parse(printed)) is not None:
            yield Numeral(Span(*match.span()), value, printed, not match.group()[0].isascii())
