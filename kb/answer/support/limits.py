"""Numbers that somebody states of himself (纳税5000万, 注册资本3亿元) against the limits that a condition sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kb.model import Span
from kb.numbers import Numeral, numerals
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.unit_names import bare_unit, printed_unit, size

_MARKS = "，,、；;。：:（(）)？?"
_MYRIAD = {"万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
_COUNTED = re.compile(r"\s*个?\s*([万亿])")
"""5亿, and 5个亿 as people say it."""
_DOLLARS = re.compile(r"(?:us\s?)?\$\s*$|usd\s*$")
_RENMINBI = re.compile(r"(?:rmb|cny|¥)\s*$")
_ENGLISH = re.compile(r"\s*(million|billion)?(?:\s*(yuan|rmb|us dollars|dollars|usd))?\b")
_SCALES = {"million": Decimal(10) ** 6, "billion": Decimal(10) ** 9}
_TO = re.compile(r"\s*(?:[（(]不?含[）)])?\s*(?:至|到|—+|-+|~|～)\s*")
_INCLUDED = re.compile(r"\s*[（(]不?含[）)]")
_OR = re.compile("[、和或及]\\s*$")
_IDLE = re.compile(r"(?:首次|分别|一次性)?(?:达到?|有|为|是|在|满|了|约)+$")
_COMMON = frozenset({"年度", "一年", "上一", "总额", "金额", "企业", "公司", "累计"})
NEAR = 2
"""So many characters in a row two names of a quantity must share to mean the same one."""


class Stated(NamedTuple):
    """A quantity: its value in the base unit, what it measures (yuan, usd, count ...), its name in front, its place."""

    value: Decimal
    measure: str
    name: str
    span: Span


class Limit(NamedTuple):
    """What a condition asks of a quantity: from `low` (included) up to `high` (left out)."""

    name: str
    measure: str
    low: Decimal | None
    high: Decimal | None

    def holds(self, stated: Stated) -> bool:
        """Whether the stated quantity lies inside."""
        over = self.low is None or stated.value >= self.low
        return over and (self.high is None or stated.value < self.high)

    def speaks_of(self, stated: Stated) -> bool:
        """Whether it limits the quantity that is stated: one measure, and names that share a word."""
        return self.measure == stated.measure and _shared(self.name, stated.name)


@lru_cache(maxsize=2048)
def own_quantities(text: str) -> tuple[Stated, ...]:
    """The quantities a text states; 万 and 亿 without a unit are money.

    >>> [(str(q.value), q.measure, q.name) for q in own_quantities("年纳税5000万，员工12人")]
    [('50000000', 'yuan', '年纳税'), ('12', 'count', '员工')]
    """
    plain = fold(text)
    found = (_english(n, plain) or _with_unit(n, plain) for n in numerals(text))
    return tuple(one for one in found if one is not None)


def _with_unit(number: Numeral, plain: str) -> Stated | None:
    """A number with its unit; 万 and 亿 without one are money."""
    start, end = number.span
    unit = printed_unit().match(plain, end)
    counted = _COUNTED.match(plain, end)
    known = size(bare_unit(unit.group())) if unit else None
    loose = counted is not None and (known is None or plain[end : end + 1] == "个")
    if counted is not None and loose:
        return Stated(number.value * _MYRIAD[counted[1]], "yuan", _name(plain, start), Span(start, counted.end()))
    if known is None or unit is None or known.per is not None:
        return None
    kind = known.entry.id if known.entry.dimension == "money" else known.entry.dimension
    return Stated(number.value * known.factor, kind, _name(plain, start), Span(start, unit.end()))


def _english(number: Numeral, plain: str) -> Stated | None:
    """US$150 million, RMB 3 billion, 20 million yuan."""
    behind = _ENGLISH.match(plain, number.span.end)
    dollars, renminbi = (p.search(plain[: number.span.start]) for p in (_DOLLARS, _RENMINBI))
    currency = behind[2] if behind and behind[2] else ""
    if behind is None or not (dollars or renminbi or currency):
        return None
    front = dollars or renminbi
    start = front.start() if front else number.span.start
    kind = "usd" if dollars or currency in ("us dollars", "dollars", "usd") else "yuan"
    return Stated(
        number.value * _SCALES.get(behind[1] or "", Decimal(1)), kind, _name(plain, start), Span(start, behind.end())
    )


def _name(plain: str, end: int) -> str:
    """What stands before a number in its clause, without words that compare."""
    start = max((plain.rfind(mark, 0, end) for mark in _MARKS), default=-1) + 1
    name = plain[start:end].strip()
    for word in _comparing("before"):
        name = name.removesuffix(word)
    return _IDLE.sub("", name)


@lru_cache(maxsize=2048)
def limits(condition: str) -> tuple[Limit, ...]:
    """What a condition asks of quantities.

    >>> [(x.name, str(x.low), str(x.high)) for x in limits("实缴注册资本500万元（含）至5000万元")]
    [('实缴注册资本', '5000000', '50000000')]
    """
    plain, own = fold(condition), own_quantities(condition)
    found: list[Limit] = []
    upper: Span | None = None
    for this, after in zip(own, (*own[1:], None), strict=False):
        if upper == this.span:
            continue
        to = _TO.match(plain, this.span.end)
        if after is not None and to and to.end() == after.span.start and to.group().strip("（）() "):
            found.append(Limit(this.name, this.measure, this.value, after.value))
            upper = after.span
        elif found and not this.name and _OR.search(plain[: this.span.start]):
            found[-1] = _either(found[-1], _limit(this, plain))
        else:
            found.append(_limit(this, plain))
    return tuple(found)


def _either(one: Limit, other: Limit) -> Limit:
    """Of steps in a row (达到1亿元、5亿元) the lowest is the limit."""
    lows = [x for x in (one.low, other.low) if x is not None]
    return one._replace(low=min(lows)) if len(lows) > 1 and one.measure == other.measure else one


def _limit(stated: Stated, plain: str) -> Limit:
    before = plain[max(0, stated.span.start - 6) : stated.span.start].rstrip()
    gap = _INCLUDED.match(plain, stated.span.end)
    behind = plain[stated.span.end : stated.span.end + 8]
    after = plain[gap.end() : gap.end() + 6] if gap else behind
    sign = next((s for w, s in _comparing("before").items() if before.endswith(w)), None)
    sign = sign or next(
        (s for w, s in _comparing("after").items() if behind.startswith(w) or after.startswith(w)), ">="
    )
    if sign in ("<", "<="):
        return Limit(stated.name, stated.measure, None, stated.value + (sign == "<="))
    return Limit(stated.name, stated.measure, stated.value, None)


@lru_cache(maxsize=2)
def _comparing(side: str) -> dict[str, str]:
    """Words that compare, the longest first, and their signs."""
    words = {fold(n): c.sign for c in vocabulary().comparators if c.side == side for n in c.names}
    return dict(sorted(words.items(), key=lambda w: -len(w[0])))


def _shared(one: str, other: str) -> bool:
    runs = {one[i : i + NEAR] for i in range(len(one) - NEAR + 1)}
    return any(run in other for run in runs - _COMMON)


def inherited(found: Sequence[Limit], before: Sequence[Limit]) -> tuple[Limit, ...]:
    """The limits, a name that is left out (达到5亿元的) taken from the limits stated before."""
    last = next((b for b in reversed(before) if b.name), None)
    return tuple(f._replace(name=last.name) if not f.name and last and last.measure == f.measure else f for f in found)
