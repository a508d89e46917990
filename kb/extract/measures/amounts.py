"""Sums, rates and limits of a promise: 给予300万元, 最高不超过100万元, 按投资额的30%, 连续5年, 1:1.

The text given is one promise: its benefit clauses only, conditions left out (`zones` says where they are). What a
quantity means follows from the words before it in its clause; in a list (30万元、20万元) from those before the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from kb.extract.figures import quantities
from kb.extract.measures.tiers import Value, tiers
from kb.extract.promise_words import giving, word
from kb.model import Amount, Comparator, Span

Role = Literal["amount", "cap", "rate", "total", "per_year", "per_head", "period"]
_RATIO = re.compile(r"(?<![\d:：∶])(\d)[:：∶](\d(?:\.\d)?)(?=(?:的?比例)?[^\d:：∶])")


_IS_SHARE = re.compile(r"(?:为|占)其?(?P<base>[^，]{2,30})的$")
_ON_WHAT = re.compile(r"对其?(?P<base>[^，]{2,50}?)的$")
_OF = re.compile(r"(?P<base>(?![对按])[一-龥]{2,16}?)的(?:最高|不超过)?$")
"""展位费的50%: all that a cell of a table says."""
_PART = re.compile(r"对其?(?P<base>[^，]{2,24}?(?:部分|增量|差额|余额))")
"""对超基数部分按5%给予奖励."""
_NEXT_PART = re.compile(r"[\d.]+%[、和及](?=[^，、]*按)")
"""前三年按100%、后两年按50%: a share with grounds of its own."""


class Sum(NamedTuple):
    """A quantity of a promise, before tiers are handed out."""

    quantity: quantities.Quantity
    role: Role
    unit: str
    base: str | None
    comparator: Comparator


def amounts(text: str, zones: Sequence[Span]) -> tuple[Amount, ...]:
    """The amounts of a promise in order.

    >>> text = "按照实际投资额的30%给予补助，最高100万元"
    >>> [(str(a.value), a.unit, a.role, a.base) for a in amounts(text, [Span(0, len(text))])]
    [('30', '%', 'rate', '实际投资额'), ('100', '万元', 'cap', None)]
    """
    found = [s for q in quantities.find(text) if (z := _zone(q.number, zones)) and (s := _sum(text, q, z))]
    labels = tiers(text, [Value(s.quantity.number, s.quantity.span.end, str(s.quantity.unit)) for s in found])
    made = [_amount(s, label) for s, label in zip(found, labels, strict=True)]
    return (*year_by_year(made), *_ratios(text, zones))


def year_by_year(made: Sequence[Amount], base: str | None = None) -> Iterator[Amount]:
    """The amounts, a later year's rate taken of what the year before was: 前两年按实际租金的100%，第三年按50%."""
    for amount in made:
        of_years = amount.role == "rate" and bool(word("tier-time").fullmatch(amount.for_ or ""))
        if of_years and amount.base is None and base:
            amount = amount.model_copy(update={"base": base})
        base = amount.base if of_years else base
        yield amount


def _zone(number: Span, zones: Sequence[Span]) -> Span | None:
    return next((z for z in zones if z.start <= number.start and number.end <= z.end), None)


def _amount(found: Sum, label: str | None) -> Amount:
    quantity = found.quantity
    stated = {"for": label, "base": found.base, "role": found.role, "comparator": found.comparator}
    return Amount.model_validate({"value": quantity.value, "upper": quantity.upper, "unit": found.unit, **stated})


def _ratios(text: str, zones: Sequence[Span]) -> Iterator[Amount]:
    """按1:1配套: the rate is the first part over the second, in percent."""
    for match in _RATIO.finditer(text):
        if _zone(Span(*match.span()), zones) and not word("shared").search(text, match.end(), match.end() + 6):
            share = Decimal(match.group(2)) / Decimal(match.group(1)) * 100
            yield Amount(value=share, unit="%", role="rate", base="上级资金" if "上级" in text else None)


def _sum(text: str, quantity: quantities.Quantity, zone: Span) -> Sum | None:
    if quantity.dimension not in ("money", "ratio", "time", "area"):
        return None
    behind = text[quantity.span.end : quantity.span.end + 24]
    if quantity.dimension == "money" and word("every-some").search(text, 0, quantity.number.start):
        return None
    if word("raised-to").match(behind) or word("bracket-part").match(behind):
        return None
    clause = _clause_before(text, quantity.number.start, zone)
    if quantity.dimension == "time":
        return _period(text, quantity, clause)
    if quantity.dimension == "area":
        aided = word("aided-area").match(clause)
        return Sum(quantity, "cap", str(quantity.unit), None, "<=") if aided else None
    if quantity.dimension == "ratio":
        return None if _is_instalment(text, quantity) else _rate(text, quantity, clause)
    return _money(text, quantity, clause)


def _is_instalment(text: str, quantity: quantities.Quantity) -> bool:
    """分三年按40%、30%、30%拨付: shares of what was promised are no rates of support; 按合同额的30%发放券 is one."""
    end = min((i for i in (text.find(m, quantity.span.end) for m in "，；。;") if i >= 0), default=len(text))
    start = max(text.rfind(m, 0, quantity.number.start) + 1 for m in "，；。;")
    paid = word("paid-out").search(text, quantity.span.end, end)
    if not paid or giving().search(text, start, paid.start()):
        return False
    kind = next((m for role in ("noun", "voucher") if (m := word(role).match(text, paid.end(), end))), None)
    return not kind or text.count("%", start, end) > 1


def _clause_before(text: str, end: int, zone: Span) -> str:
    """What stands in the same clause before a number, from the start of its zone at the earliest."""
    start = max(zone.start, *(text.rfind(mark, zone.start, end) + 1 for mark in "，；。;"))
    return text[start:end]


def _period(text: str, quantity: quantities.Quantity, clause: str) -> Sum | None:
    if quantity.unit not in ("年", "个月", "月", "天") or not word("duration-before").search(clause):
        return None
    if word("duration-after").match(text[quantity.span.end : quantity.span.end + 2]):
        return None
    comparator = "<=" if word("cap").search(clause) else quantity.comparator
    return Sum(quantity, "period", str(quantity.unit), None, comparator)


def _rate(text: str, quantity: quantities.Quantity, clause: str) -> Sum:
    capped, floored = word("cap").search(clause), word("floor").search(clause)
    whole = text[max(text.rfind(m, 0, quantity.number.start) + 1 for m in "，；。;") : quantity.number.start]
    part = _PART.match(whole)
    base = _base(clause) or (part["base"] if part else None)
    return Sum(quantity, "rate", str(quantity.unit), base, "<=" if capped else ">=" if floored else quantity.comparator)


@cache
def _stated_base() -> re.Pattern[str]:
    """按照实际投资额的30%: what stands between 按 and the number."""
    rounds = word("rounds").pattern
    return re.compile(rf"(?:{word('rate').pattern}){rounds}(?P<base>(?:(?!给予|予以|进行)[^，]){{2,40}}?)的?{rounds}$")


@cache
def _verbal_base() -> re.Pattern[str]:
    """按销售合同额给予研发单位30%: what stands between 按 and the verb of giving."""
    rounds = word("rounds").pattern
    return re.compile(rf"(?:{word('rate').pattern}){rounds}(?P<base>[^，]{{2,40}}?)的?{rounds}(?:{giving().pattern})")


@cache
def _given_base() -> re.Pattern[str]:
    """给予实际投资额30%的补助: what stands between the verb of giving and the number."""
    of = r"(?:资?金|金额|额度?|标准)?(?:最高|不超过)?为?"
    return re.compile(rf"(?:{giving().pattern}){of}{word('rounds').pattern}(?P<base>[^，、\d]{{2,30}}?)的?$")


def _base(clause: str) -> str | None:
    """What a rate is taken of."""
    own = list(_NEXT_PART.finditer(clause))
    plain = re.sub(r"[\d.]+%[、和及]", "", clause[own[-1].end() :] if own else clause)
    stated = (_stated_base().search, _verbal_base().search, _given_base().search)
    found = (p(plain) for p in (*stated, _IS_SHARE.search, _ON_WHAT.match, _OF.match))
    match = next((m for m in found if m), None)
    words = match["base"].rstrip("的") if match else ""
    words = word("each-lead").sub("", words)
    return words if len(words) > 1 and not giving().fullmatch(words) and not word("no-base").match(words) else None


def _money(text: str, quantity: quantities.Quantity, clause: str) -> Sum:
    each = list(word("each").finditer(clause))
    kinds = [m["unit"] for m in each]
    capped = quantity.comparator == "<=" or _limited(clause)
    total = word("total").search(clause)
    role: Role = "cap" if capped else "total" if total else "amount"
    if role == "amount":
        heads = any(word("per-head").match(k) for k in kinds)
        role = "per_head" if heads else "per_year" if "年" in kinds else "amount"
    unit = str(quantity.unit) + "".join(f"/{m['unit']}" for m in each if _counts(m, role))
    if role in ("cap", "total") and "年" not in kinds and word("yearly").search(clause):
        unit += "/年"
    return Sum(quantity, role, unit, None, "<=" if capped else quantity.comparator)


def _limited(clause: str) -> bool:
    """Whether 最高 governs what follows: it does not reach over another sum with a name of its own."""
    caps = list(word("cap").finditer(clause))
    named = re.compile(r"[元%][一-龥]{2,}[和、及与]")
    return bool(caps) and not named.search(clause, caps[-1].end())


def _counts(each: re.Match[str], role: Role) -> bool:
    """Whether 每… belongs to the unit: 每平方米 and 每认定一家 do, 每家 does not, 每年 where no role says it."""
    if each["unit"] == "年":
        return role in ("cap", "per_head", "total")
    done = len(each.group()) - len(each["unit"]) > 2
    return done or bool(word("per-unit").match(each["unit"]))
