"""What a measure gives, in words: 国家级300万元, 每年最高200万元, 实际租金的50%, 最长3年."""

from __future__ import annotations

import re

from kb.answer.wording import printed, with_unit
from kb.model import Amount
from kb.vocab import Phrases, phrases

_PER = re.compile(r"/(年|月)$")
_EACH = {"年": "each_year", "月": "each_month"}


def amount_words(amount: Amount, language: str) -> str:
    """A sum, rate or period with the tier it is for; a ceiling that goes with a rate names no tier."""
    say = phrases(language)
    worded = _period(amount, say, language) if amount.role == "period" else _sum(amount, say, language)
    tier = amount.for_ if amount.for_ and not amount.for_.endswith("%") else ""
    return f"{tier}{worded}" if language == "zh" or not tier else f"{tier}: {worded}"


def _period(amount: Amount, say: Phrases, language: str) -> str:
    value = _value(amount, amount.unit, say, language)
    return say("period_at_most" if _capped(amount) else "period_of", value=value)


def _sum(amount: Amount, say: Phrases, language: str) -> str:
    """The value inside out: its bound, what it is a rate of, per what time, per head."""
    per = _PER.search(amount.unit)
    worded = _value(amount, _PER.sub("", amount.unit), say, language)
    if _capped(amount):
        worded = say("capped", value=worded)
    elif amount.comparator == ">=":
        worded = say("at_least", value=worded)
    if amount.base:
        worded = say("rate_of", value=worded, base=amount.base)
    if per or amount.role == "per_year":
        worded = say(_EACH[per[1]] if per else "each_year", value=worded)
    return say("each_head", value=worded) if amount.role == "per_head" else worded


def _capped(amount: Amount) -> bool:
    return amount.role == "cap" or amount.comparator in ("<=", "<")


def _value(amount: Amount, unit: str, say: Phrases, language: str) -> str:
    if amount.upper is None:
        return with_unit(amount.value, unit, language)
    return say("range", low=printed(amount.value), high=with_unit(amount.upper, unit, language))
