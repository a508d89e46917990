"""Numbers with their unit and comparison: 50家, 约98.14%, 4万多亿元, 3—5家, 百分之五, 三分之一.

A quantity is a numeral that touches a unit. The unit is printed whole (万元, 微克/立方米), composed from a scale word
and entries of the vocabulary; a year, a date, an ordinal or a part of a code (第5条, 5G, 1+1+7) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from kb.extract.figures import figure_words, periods
from kb.extract.figures.figure_words import shape
from kb.model import Comparator, Span
from kb.numbers import ARABIC, HAN, HAN_POINT, parse
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.unit_names import unit_pattern

SCALES = "十百千万亿"
ROUGH = SCALES[1:]
"""A numeral that begins with one of these has no digit of its own: 千人, 百家."""
SCALE = rf"[{SCALES}](?:\s*[{SCALES}])*"
_RANGE = re.compile(r"\s*(?:[（(]含[）)])?\s*(?:[-—–~]{1,2}|至|到)\s*")
_LIST = re.compile(r"\s*[、,，和及与]\s*")
_CODE = re.compile(r"[a-z+×*/_=.-]$|\d:$")
_FRACTION = re.compile(
    rf"(?P<whole>{HAN.pattern}|\d+)分之(?P<part>(?:{HAN.pattern})(?:{HAN_POINT})?|\d+(?:\.\d+)?)|一半|半数"
)
_LEAST = re.compile(r"(?:至少|不少于|最少)(?=[^\d，。；、]{2,4}$)")
"""至少建成1个: a verb may stand between the word of comparison and the number."""
_HUNDREDTH = {"百": "%", "千": "‰"}
PLACE, RANK = "person_polite", "rank"
"""The unit of a place in an order, and the dimension of such a quantity."""
LEVEL = "级"
FIRST = "首"
"""居全省首位 holds a number without a numeral."""
GREAT = "大"
MAX_GREAT = 12
"""五大, 十大 count things; 十八大 is a congress."""


class Quantity(NamedTuple):
    """A number and what it counts; `span` reaches over the words of comparison, `number` over the digits only."""

    span: Span
    number: Span
    value: Decimal
    upper: Decimal | None
    unit: str | None
    unit_span: Span | None
    dimension: str
    comparator: Comparator
    han: bool

    @property
    def label(self) -> str:
        """What kind of thing is measured."""
        return self.dimension


class _Raw(NamedTuple):
    """A numeral with the unit that touches it, if any; `end` is where the unit ends."""

    number: Span
    value: Decimal
    han: bool
    more: bool
    unit: str | None
    unit_span: Span | None
    dimension: str
    end: int


def find(text: str) -> tuple[Quantity, ...]:
    """All quantities of a text in order.

    >>> [(q.value, q.unit, q.comparator) for q in find("增长约98.14%，达到７３件以上，新增４万多亿元，到2020年")]
    [(Decimal('98.14'), '%', '~'), (Decimal('73'), '件', '>='), (Decimal('4'), '万亿元', '>')]
    """
    return _find(text)


@lru_cache(maxsize=1 << 10)  # a clause is asked for its sums again and again
def _find(text: str) -> tuple[Quantity, ...]:
    plain = fold(text).replace("\n", " ")
    if not (ARABIC.search(plain) or HAN.search(plain) or FIRST in plain):
        return ()
    taken = [m.span for m in periods.find(text)]
    raws = _merge_shares(plain, [r for r in _raws(plain) if not _overlaps(r.number, taken)])
    ranks = list(_ranks(plain))
    counted = [q for q in _join(plain, _lend_units(plain, raws)) if not _overlaps(q.number, [r.span for r in ranks])]
    return tuple(sorted([*counted, *ranks], key=lambda q: q.number))


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    return any(span.start < t.end and t.start < span.end for t in taken)


# ------------------------------------------------------------------ numerals that touch a unit


@cache
def _tail(with_unit: bool) -> re.Pattern[str]:
    """What may follow a numeral: 多, a scale word, a unit; with a unit wanted, 万千瓦 gives its 千 back to the unit."""
    more = "|".join(vocabulary().comparators["and_some"].names)
    unit = rf"(?P<unit>{unit_pattern()})" if with_unit else "(?P<unit>)"
    return re.compile(
        rf"\s*(?P<more>{more})?\s*(?P<scale>{SCALE})?(?:\s*(?P<more2>{more})\s*(?P<scale2>{SCALE})?)?\s*{unit}"
    )


def _raws(plain: str) -> Iterator[_Raw]:
    end = 0  # a numeral inside the unit before it (3个百分点) is none
    for match in sorted([*ARABIC.finditer(plain), *HAN.finditer(plain)], key=lambda m: m.start()):
        span, value = Span(*match.span()), parse(match.group())
        if span.start >= end and value is not None and not _is_part_of_a_name(plain, span):
            raw = _raw(plain, span, value, han=not match.group()[0].isascii())
            end = raw.end
            yield raw


def _is_part_of_a_name(plain: str, span: Span) -> bool:
    """第5条, 几十, C919, 1+1+7, 一二三产业; a lone 万 as in 每万人 is a unit of its own."""
    word = plain[slice(*span)]
    before = plain[max(0, span.start - 3) : span.start]
    if word in _HUNDREDTH and shape("inside_share").match(plain, span.end):
        return True
    if (
        shape("no_number").search(before)
        or (not word[0].isascii() and shape("no_han_number").search(before))
        or word in ("万", "亿", "零", "〇")
        or re.match(r"[+×*_:]\d", plain[span.end : span.end + 2])
    ):
        return True
    if before.endswith("点") and not word[0].isascii():  # 零点五: the part behind the point is no number of its own
        return True
    if word[0].isascii():
        return bool(_CODE.search(before)) and not re.search(r"[\d%]\s*[-]$|(?<![a-z0-9])[-]$", before)
    return len(word) > 1 and not re.search(r"[十百千万亿拾佰仟点]", word)


def _raw(plain: str, number: Span, value: Decimal, han: bool) -> _Raw:
    match = _tail(True).match(plain, number.end) or _tail(False).match(plain, number.end)
    assert match is not None  # every part of the second pattern is optional
    unit, dimension, place = _unit(plain, match, han, value)
    more = bool(match["more"] or match["more2"]) and unit is not None
    return _Raw(number, value, han, more, unit, place, dimension, place.end if place else number.end)


def _unit(plain: str, match: re.Match[str], han: bool, value: Decimal) -> tuple[str | None, str, Span | None]:
    """The printed unit without blanks, its dimension and its place; none where only a longer word begins like it."""
    scale = re.sub(r"\s", "", (match["scale"] or "") + (match["scale2"] or ""))
    name = re.sub(r"\s", "", match["unit"] or "")
    if name and _is_other_word(plain, match.start("unit"), match.end("unit")):
        name = ""
    if name == GREAT and not (han and 1 < value <= MAX_GREAT):
        name = ""
    if not name and (han or not scale or plain[match.end() :].startswith(LEVEL)):  # 5000亿级产业集群
        return None, "", None
    start = match.start("scale") if scale else match.start("unit")
    end = match.end("unit") if name else max(match.end("more2"), match.end("scale"), match.end("scale2"))
    return scale + _canonical(name), _dimension(name), Span(start, end)


def _is_other_word(plain: str, start: int, end: int) -> bool:
    match = figure_words.at_start("no_unit").match(plain, start)
    return bool(match) and match is not None and match.end() > end


@cache
def _dimension(name: str) -> str:
    unit = vocabulary().units.named(name) or vocabulary().units.named(name.split("/")[0]) if name else None
    return unit.dimension if unit else "count"


@cache
def _canonical(name: str) -> str:
    """个百分点 is 百分点; other units stay as printed."""
    unit = vocabulary().units.named(name) if name else None
    return unit.zh if unit and unit.dimension in ("points", "ratio") else name


# ------------------------------------------------------------------ 百分之五, 三分之一, ranges, lent units


def _merge_shares(plain: str, raws: list[_Raw]) -> list[_Raw]:
    """Shares told in words take the place of the numerals inside them."""
    shares = [_share(m) for m in _FRACTION.finditer(plain)]
    rest = [r for r in raws if not _overlaps(r.number, [s.number for s in shares])]
    return sorted([*rest, *shares], key=lambda r: r.number)


def _share(match: re.Match[str]) -> _Raw:
    span = Span(*match.span())
    if match["whole"] is None:
        return _Raw(span, Decimal("0.5"), True, False, None, None, "ratio", span.end)
    part = parse(match["part"]) or Decimal(0)
    if match["whole"] in _HUNDREDTH:
        unit = _HUNDREDTH[match["whole"]]
        return _Raw(Span(*match.span("part")), part, True, False, unit, span, "ratio", span.end)
    value = (part / (parse(match["whole"]) or Decimal(1))).quantize(Decimal("0.0001"))
    return _Raw(span, value, True, False, None, None, "ratio", span.end)


def _lend_units(plain: str, raws: list[_Raw]) -> list[_Raw]:
    """分别达到233、48件: a number without unit in a dealt-out list has the unit of the next one."""
    lent = list(raws)
    for i in range(len(lent) - 2, -1, -1):
        here, after = lent[i], lent[i + 1]
        dealt = figure_words.anywhere("hand_out").search(plain, max(0, here.number.start - 40), here.number.start)
        touching = _LIST.fullmatch(plain, here.end, after.number.start)
        if here.unit is None and here.dimension == "" and after.unit and dealt and touching:
            lent[i] = here._replace(unit=after.unit, unit_span=after.unit_span, dimension=after.dimension)
    return lent


def _join(plain: str, raws: list[_Raw]) -> list[Quantity]:
    """Quantities, two ends of a range made one; numerals that touch no unit are left out."""
    found: list[Quantity] = []
    i = 0
    while i < len(raws):
        here, after = raws[i], raws[i + 1] if i + 1 < len(raws) else None
        if after and _is_range(plain, here, after):
            found.append(_quantity(plain, here, after))
            i += 2
            continue
        if here.dimension or _is_bare(plain, here):
            found.append(_quantity(plain, here, None))
        i += 1
    return found


def _is_bare(plain: str, here: _Raw) -> bool:
    """利用系数提高到0.58: what has no unit of its own is told by a decimal."""
    before = plain[max(0, here.number.start - 16) : here.number.start]
    return "." in plain[slice(*here.number)] and bool(shape("bare_value").search(before))


def _is_range(plain: str, low: _Raw, high: _Raw) -> bool:
    """3—5家, 6.5%－7%; 从5%到8% is a way, no range."""
    if not high.dimension or (low.unit and low.unit != high.unit) or low.han != high.han:
        return False
    between = _RANGE.fullmatch(plain, low.end, high.number.start)
    way = re.search(r"[从由自]\s*$", plain[: low.number.start])
    return bool(between) and not way and low.value < high.value


def _quantity(plain: str, low: _Raw, high: _Raw | None) -> Quantity:
    last = high or low
    start = min(low.number.start, low.unit_span.start if low.unit_span else low.number.start)  # 百分之 stands first
    before, start = _before(plain, start)
    after, end = _after(plain, last.end)
    sign: Comparator = ">" if last.more else "="
    number = Span(low.number.start, last.number.end) if high else low.number
    return Quantity(
        span=Span(start, end),
        number=number,
        value=low.value,
        upper=high.value if high else None,
        unit=last.unit,
        unit_span=last.unit_span,
        dimension=last.dimension,
        comparator=after or before or sign,
        han=low.han,
    )


# ------------------------------------------------------------------ places in an order


def _ranks(plain: str) -> Iterator[Quantity]:
    """居全省第3位, 列百强县第三十六, 进入全国前50位, 居全省首位: places in an order; their span holds the verb."""
    for match in shape("rank").finditer(plain):
        group = next(g for g in ("nth", "top", "first") if match[g])
        number, unit = Span(*match.span(group)), match.span("unit")
        value = Decimal(1) if group == "first" else parse(match[group])
        if value is not None:
            place = Span(*unit) if match["unit"] else None
            sign: Comparator = "<=" if group == "top" else "="
            name = match["unit"] or vocabulary().units[PLACE].zh
            yield Quantity(Span(*match.span()), number, value, None, name, place, RANK, sign, han=True)


# ------------------------------------------------------------------ words of comparison


@cache
def _comparators(side: str) -> tuple[re.Pattern[str], dict[str, Comparator]]:
    entries = [c for c in vocabulary().comparators if c.side == side and c.id != "and_some"]
    signs: dict[str, Comparator] = {fold(n): c.sign for c in entries for n in c.names}
    names = sorted(signs, key=lambda n: (-len(n), n))
    words = "|".join(r"\s*".join(map(re.escape, name)) for name in names)  # a wrapped line may cut one in two
    shape = rf"(?P<word>{words})了?\s*$" if side == "before" else rf"\s*(?:[（(]含[）)])?\s*(?P<word>{words})"
    return re.compile(shape), signs


def _tight(word: str) -> str:
    return re.sub(r"\s", "", word)


def _before(plain: str, start: int) -> tuple[Comparator | None, int]:
    """The comparison that ends where the number starts, and where the whole then starts."""
    pattern, signs = _comparators("before")
    if plain[start : start + 1] in ROUGH and plain[start - 1 : start] == "上":  # 上百家
        return ">=", start - 1
    match = pattern.search(plain, max(0, start - 10), start)
    if match is None and _LEAST.search(plain, max(0, start - 6), start):
        return ">=", start
    return (signs[_tight(match["word"])], match.start()) if match else (None, start)


def _after(plain: str, end: int) -> tuple[Comparator | None, int]:
    pattern, signs = _comparators("after")
    match = pattern.match(plain, end)
    return (signs[_tight(match["word"])], match.end()) if match else (None, end)
