"""What one cell of a table states: 2.50, ≥60, 60以上, [15], 3.5万, 12％, 0; -- states nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from kb.extract.figures.quantities import SCALE
from kb.model import Comparator, Span
from kb.numbers import parse
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.unit_names import unit_pattern

_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_OPEN, _CLOSE = r"[\[〔【（(]?", r"[\]〕】）)]?"
_UNIT_IN_BRACKETS = re.compile(r"[（(\[〔]\s*(?:单位\s*[:：]?\s*)?([^（()）\[\]〔〕]{1,12}?)\s*[)）\]〕]\s*$")


class Cell(NamedTuple):
    """A number in a cell, offsets from its start; `total` tells numbers in [ ], which are sums over the years."""

    number: Span
    value: Decimal
    upper: Decimal | None
    unit: str | None
    comparator: Comparator
    total: bool


@cache
def _words(side: str) -> dict[str, Comparator]:
    return {fold(n): c.sign for c in vocabulary().comparators if c.side == side for n in c.names}


@cache
def _shape() -> re.Pattern[str]:
    def either(side: str) -> str:
        return "|".join(map(re.escape, sorted(_words(side), key=len, reverse=True)))

    return re.compile(
        rf"\s*{_OPEN}\s*(?P<before>{either('before')})?\s*(?P<low>{_NUMBER})(?:\s*[-—–~至]+\s*(?P<high>{_NUMBER}))?"
        rf"\s*(?P<unit>(?:{SCALE})?\s*(?:{unit_pattern()})?)\s*(?:（含）)?(?P<after>{either('after')})?\s*{_CLOSE}\s*"
    )


def read_cell(text: str) -> Cell | None:
    """The number a cell states, none when it states none.

    >>> (read_cell("≥60").comparator, read_cell("2.50").value, read_cell("[15]").total, read_cell("--"))
    ('>=', Decimal('2.50'), True, None)
    """
    plain = fold(text)
    match = _shape().fullmatch(plain)
    value = parse(match["low"].lstrip("-")) if match else None
    if match is None or value is None:
        return None
    negative = match["low"].startswith("-")
    signs = [_words(side).get(match[side]) for side in ("after", "before") if match[side]]
    return Cell(
        number=Span(match.start("low"), match.end("high") if match["high"] else match.end("low")),
        value=-value if negative else value,
        upper=parse(match["high"].lstrip("-")) if match["high"] else None,
        unit=re.sub(r"\s", "", match["unit"]) or None,
        comparator=next((s for s in signs if s), "="),
        total=plain.strip()[:1] in "[〔【",
    )


@cache
def _whole_unit() -> re.Pattern[str]:
    return re.compile(rf"(?:{SCALE})?(?:{unit_pattern()})")


def unit_of(text: str) -> str | None:
    """The unit a text consists of, none when it is no unit.

    >>> unit_of("亿元"), unit_of("含试点")
    ('亿元', None)
    """
    plain = re.sub(r"\s", "", fold(text))
    if not _whole_unit().fullmatch(plain):
        return None
    return "百分点" if plain == "个百分点" else re.sub(r"\s", "", text) if not plain.isascii() else plain


def split_unit(label: str) -> tuple[str, str | None]:
    """A label without the unit in brackets at its end, and that unit.

    >>> split_unit("国家高新技术企业（家）"), split_unit("省创新型企业（含试点）")
    (('国家高新技术企业', '家'), ('省创新型企业（含试点）', None))
    """
    match = _UNIT_IN_BRACKETS.search(label)
    unit = unit_of(match[1]) if match else None
    return (label[: match.start()].strip(), unit) if match and unit else (label.strip(), None)
