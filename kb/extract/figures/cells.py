"""What one cell of a table states: 2.50, ≥60, 60以上, [15], 3.5万, 12％, 0, 增长8%, 翻一番, 2023年：20；2025年：50.

A cell that says anything besides its figures states nothing; -- and 无 state nothing either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from kb.extract.figures import periods
from kb.extract.figures.figure_words import shape
from kb.extract.figures.periods import Mark
from kb.extract.figures.quantities import SCALE
from kb.model import Comparator, Span
from kb.numbers import parse
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.unit_names import unit_pattern

_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_OPEN, _CLOSE = r"[\[〔【（(]?", r"[\]〕】）)]?"
_UNIT_IN_BRACKETS = re.compile(r"[（(\[〔]\s*(?:单位\s*[:：]?\s*)?([^（()）\[\]〔〕]{1,12}?)\s*[)）\]〕]\s*$")
_WIDE_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_PART = re.compile(r"[^；;、，/／\n]+")
_UNIT_BEHIND_SLASH = re.compile(r"[/／]\s*([^/／（()）]{1,6})\s*$")
_IN_NAME = re.compile(r"[一-龥A-Za-z:：\s]")
TURN = "番"
LONGEST_PER, LONGEST_NAME = 6, 12


class Cell(NamedTuple):
    """A figure in a cell, offsets from its start; `total` tells numbers in [ ], which are sums over the years.

    `time` and `name` are what the cell itself says of the figure (2023年：20, 国家级3家), `change` is a word of growth
    before it (年均增长). A value is null where only words stand.
    """

    number: Span
    value: Decimal | None
    upper: Decimal | None
    unit: str | None
    comparator: Comparator
    total: bool
    time: Mark | None = None
    name: str = ""
    change: str = ""


@cache
def _words(side: str) -> dict[str, Comparator]:
    return {fold(n): c.sign for c in vocabulary().comparators if c.side == side for n in c.names}


@cache
def _shape() -> re.Pattern[str]:
    def either(side: str) -> str:
        return "|".join(map(re.escape, sorted(_words(side), key=len, reverse=True)))

    return re.compile(
        rf"\s*{_OPEN}\s*[+↑]?\s*(?:{shape('cell_change').pattern})?\s*(?P<sum>累计)?{shape('cell_lead').pattern}\s*(?P<before>{either('before')})?"
        rf"\s*(?P<low>{_NUMBER})(?P<ratio>\s*[:：]\s*1(?![\d.]))?(?:\s*%?\s*[-—–~至]+\s*(?P<high>{_NUMBER}))?"
        rf"\s*(?P<unit>(?:{SCALE})?\s*(?:{unit_pattern()})?)\s*(?:（含）)?(?P<after>{either('after')})?\s*{_CLOSE}\s*"
    )


def read_cell(text: str) -> Cell | None:
    """The number a cell states, none when it states none.

    >>> (read_cell("≥60").comparator, read_cell("2.50").value, read_cell("[15]").total, read_cell("--"))
    ('>=', Decimal('2.50'), True, None)
    """
    plain = fold(text)
    if not re.search(r"\d", plain):
        return None
    plain = _WIDE_COMMA.sub(",", plain)
    match = _shape().fullmatch(plain) or _shape().fullmatch(shape("cell_mark").sub("", plain))
    value = parse(match["low"].lstrip("-")) if match else None
    if match is None or value is None:
        return None
    negative = match["low"].startswith("-")
    signs = [_words(side).get(match[side]) for side in ("after", "before") if match[side]]
    end = next(match.end(group) for group in ("high", "ratio", "low") if match[group])
    return Cell(
        number=Span(match.start("low"), end),
        value=-value if negative else value,
        upper=parse(match["high"].lstrip("-")) if match["high"] else None,
        unit=_canonical(re.sub(r"\s", "", match["unit"])),
        comparator=next((s for s in signs if s), "="),
        total=text.strip()[:1] in ("[", "〔", "【", "［") or bool(match["sum"]),
        change=match["change"] or "",
    )


@lru_cache(maxsize=1 << 12)
def read_cells(text: str) -> tuple[Cell, ...]:
    """All figures of a cell, none when it says anything else.

    >>> [(c.time.last, c.value) for c in read_cells("2023年：20；2025年：50")], read_cells("翻一番")[0].unit
    ([(2023, Decimal('20')), (2025, Decimal('50'))], '番')
    """
    if single := read_cell(text) or _turned(text):
        return (single,)
    found = tuple(_parts(text))
    return found if found and all(found) else ()  # type: ignore[return-value]


def read_words(text: str) -> Cell | None:
    """A goal that a cell states in words: 完成省下达任务."""
    match = shape("cell_words").match(fold(text))
    return Cell(Span(*match.span()), None, None, None, "=", False) if match else None


def _turned(text: str) -> Cell | None:
    match = shape("cell_turn").match(fold(text))
    if match is None:
        return None
    place = Span(*match.span("times")) if match["times"] else Span(*match.span())
    value = parse(match["times"]) if match["times"] else Decimal(1)
    return Cell(place, value, None, TURN, ">=" if match["more"] else "=", False, change="翻番")


def _parts(text: str) -> Iterator[Cell | None]:
    """The parts of a cell that holds several figures, each with its year or with what it counts."""
    for match in _PART.finditer(text):
        if not match.group().strip():
            continue
        start, words = match.start(), match.group()
        mark = next((m for m in periods.find(words) if not words[: m.span.start].strip()), None)
        behind = mark.span.end if mark else 0
        at, cell = _behind_name(words, behind)
        name = fold(words[behind:at]).strip(" :：")
        yield cell and cell._replace(
            number=Span(start + at + cell.number.start, start + at + cell.number.end), time=mark, name=name
        )


def _behind_name(words: str, start: int) -> tuple[int, Cell | None]:
    """Where the figure begins that ends a text, its words of comparison included, behind a name of Han characters."""
    for at in range(start, min(len(words), start + LONGEST_NAME + 1)):
        if cell := read_cell(words[at:]):
            return at, cell
        if not _IN_NAME.match(words[at]):
            break
    return start, None


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
    return _canonical(plain if plain.isascii() else re.sub(r"\s", "", text))


def _canonical(unit: str) -> str | None:
    return "百分点" if unit == "个百分点" else unit or None


def split_unit(label: str) -> tuple[str, str | None]:
    """A label without the unit in brackets at its end, and that unit.

    >>> split_unit("国家高新技术企业（家）"), split_unit("省创新型企业（含试点）")
    (('国家高新技术企业', '家'), ('省创新型企业（含试点）', None))
    """
    plain = _UNIT_BEHIND_SLASH.search(label)
    if plain and (behind := unit_of(plain[1])):
        return label[: plain.start()].strip(), behind
    match = _UNIT_IN_BRACKETS.search(label)
    unit = (unit_of(match[1]) or _ratio_unit(match[1])) if match else None
    return (label[: match.start()].strip(), unit) if match and unit else (label.strip(), None)


def _ratio_unit(text: str) -> str | None:
    """A unit over something that the vocabulary does not know: 人/万车."""
    head, _, per = fold(text).strip().partition("/")
    known = bool(head) and _whole_unit().fullmatch(head) is not None
    return text.strip() if known and 0 < len(per) <= LONGEST_PER else None
