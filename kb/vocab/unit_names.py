"""How units are written, and how large they are: 万亿元 is 10^12 元, 件/万人 is 件 over 10^4 人."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kb.numbers import parse_han
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.entries import Unit

_SCALE = "十百千万亿"
GENERAL = "piece"
"""The counter 个, which may take the place of any other one."""


class Size(NamedTuple):
    """What a printed unit is made of: `factor` times the base unit of `entry`'s dimension, over `per`."""

    entry: Unit
    factor: Decimal
    per: str | None


@cache
def unit_pattern() -> str:
    """The alternation of all units over folded text, the longest first, with units over units (微克/立方米)."""
    names = {fold(n) for u in vocabulary().units for n in u.names}
    one = "|".join(_escaped(n) for n in sorted(names, key=lambda n: (-len(n), n)))
    return rf"(?:{one})(?:\s*/\s*每?[{_SCALE}]*(?:{one}))*(?:[（(][套次个家人项件户][）)])?"


@cache
def printed_unit() -> re.Pattern[str]:
    """A unit as it stands behind a number in folded text, with 万 or 亿 in front: 万元, 亿 元."""
    return re.compile(rf"\s*[{_SCALE}]{{0,2}}\s*{unit_pattern()}")


def bare_unit(printed: str) -> str:
    """A printed unit on one line and without blanks."""
    return "".join(printed.split())


def _escaped(name: str) -> str:
    """A unit in Latin letters must not go on in letters: 5GW is one, 5Gold is none; blanks may part characters."""
    spaced = r"\s*".join(map(re.escape, name))
    return spaced + (r"(?![a-z])" if name[-1].isascii() and name[-1].isalpha() else "")


@cache
def size(unit: str | None) -> Size | None:
    """What a printed unit is made of; none when the vocabulary does not know it.

    >>> (size("万亿元").factor, size("件/万人").per)
    (Decimal('1000000000000'), '万人')
    """
    if not unit:
        return None
    if whole := vocabulary().units.named(unit):  # /10万 is one unit
        return Size(whole, whole.scale, None)
    head, _, per = unit.partition("/")
    for cut in range(len(head)):  # 万千瓦 is 万 of 千瓦, not 万千 of 瓦
        entry = vocabulary().units.named(head[cut:])
        if entry and all(c in _SCALE for c in head[:cut]):
            return Size(entry, (parse_han(head[:cut]) or Decimal(1)) * entry.scale, per or None)
    return None


@cache
def comparable(one: str | None, other: str | None) -> Decimal | None:
    """By what a value in the first unit is to be multiplied to be one in the other; none when that means nothing.

    个 may stand for any other counter (家, 件), since texts change between them for the same thing.

    >>> (comparable("万元", "亿元"), comparable("家", "个"), comparable("家", "%"))
    (Decimal('0.0001'), Decimal('1'), None)
    """
    if one == other:
        return Decimal(1)
    a, b = size(one), size(other)
    if a is None or b is None or a.entry.dimension != b.entry.dimension or a.per != b.per:
        return None
    if a.entry != b.entry and not _alike(a.entry, b.entry):
        return None
    return a.factor / b.factor


def _alike(a: Unit, b: Unit) -> bool:
    """Whether one measures what the other measures: 亩 and 公顷 do, 元 and 美元 do not, 个 stands for any counter."""
    if a.dimension == "count":
        return GENERAL in (a.id, b.id)
    return a.dimension in ("ratio", "points", "area", "length", "mass", "energy")
