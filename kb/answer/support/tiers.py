"""Tiers of support: levels (国家级), grades (A类), limits (年销售收入达到2000万元), and which one is asked for.

A question that names a tier must not be answered with another one; one that names none gets all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from kb.answer.support.limits import Limit, Stated, inherited, limits
from kb.answer.support.whom import kinds, relation
from kb.answer.texts.pieces import matchable
from kb.model import Amount, Measure, Span, plain_number
from kb.text import fold
from kb.vocab import vocabulary

_LEVELS = ("level_national", "level_provincial", "level_municipal", "level_district")
"""Cues of the levels of government, the highest first."""
_UP = re.compile("及?以上")


class Tier(NamedTuple):
    """The levels and grades a text names, empty when it names none; `printed` are the levels without those of 以上."""

    levels: frozenset[str]
    grades: frozenset[str]
    printed: frozenset[str]

    def meets(self, asked: Tier) -> bool:
        """Whether it is no other tier than the one that is asked for."""
        levels = not asked.levels or not self.levels or bool(asked.levels & self.levels)
        return levels and (not asked.grades or not self.grades or bool(asked.grades & self.grades))


@lru_cache(maxsize=4096)
def tier(text: str) -> Tier:
    """The tier a text names; 市级以上 takes in the levels above.

    >>> tier("市级以上孵化器").levels == {"level_municipal", "level_provincial", "level_national"}
    True
    """
    plain = matchable(text)
    levels: set[str] = set()
    printed: set[str] = set()
    for order, level in enumerate(_LEVELS):
        for match in _pattern(level).finditer(plain):
            printed.add(level)
            levels.update(_LEVELS[:order] if _UP.match(plain, _past_level(plain, match.end())) else ())
    grades = frozenset(m.group() for m in _pattern("grade_word").finditer(plain))
    return Tier(frozenset(levels | printed), grades, frozenset(printed))


def without_levels(text: str) -> str:
    """The folded text without its levels: 国家级企业技术中心 is 企业技术中心."""
    plain = fold(text)
    for level in _LEVELS:
        plain = re.sub(f"(?:{_pattern(level).pattern})级?", "", plain)
    return plain


def grade_places(text: str) -> tuple[Span, ...]:
    """Where a question names grades: 一等奖."""
    return tuple(Span(*m.span()) for m in _pattern("grade_word").finditer(fold(text)))


def _past_level(plain: str, end: int) -> int:
    return end + (plain[end : end + 1] == "级")


@cache
def _pattern(cue: str) -> re.Pattern[str]:
    entry = vocabulary().cues[cue]
    words = [re.escape(fold(n)) for n in entry.names]
    return re.compile("|".join([*([entry.pattern] if entry.pattern else []), *words]))


def of_measure(measure: Measure) -> Tier:
    """The tiers a measure is for."""
    return tier(
        "；".join((measure.beneficiary or "", measure.condition or "", *(a.for_ or "" for a in measure.amounts)))
    )


def limits_of(measure: Measure, before: Sequence[Measure]) -> tuple[Limit, ...]:
    """What the condition of a measure asks of quantities; a name left out is that of an earlier one of its kind."""
    earlier = [
        x for m in before if m.beneficiary == measure.beneficiary for x in limits(m.condition or "") if m != measure
    ]
    return inherited(limits(measure.condition or ""), earlier)


def amounts(measure: Measure, words: str, asked: Tier, stated: Sequence[Stated]) -> tuple[Amount, ...]:
    """The amounts of the tier that is asked for, with those that are for all tiers; all when no tier is.

    `words` is the folded question: 博士, “小升规” are tiers as well.
    """
    tiers = [a for a in measure.amounts if a.for_ and not a.for_.endswith("%")]
    fit = _by_limit(measure, tiers, stated) or _named(tiers, words, asked)
    return tuple(a for a in measure.amounts if not a.for_ or a in fit or _bound_to(a, fit)) if fit else measure.amounts


def _bound_to(amount: Amount, chosen: Sequence[Amount]) -> bool:
    """Whether a ceiling goes with one of the rates that are chosen (25%，最高600万元)."""
    return any(amount.for_ == f"{plain_number(c.value)}{c.unit}" for c in chosen)


def _named(tiers: Sequence[Amount], words: str, asked: Tier) -> list[Amount]:
    told = {a: tier(a.for_ or "") for a in tiers}
    if said := [a for a in tiers if len(a.for_ or "") > 1 and _said(a.for_ or "", words)]:
        return said
    graded = [a for a, t in told.items() if asked.grades & t.grades]
    if graded:
        return graded
    levels = [t.levels for t in told.values()]
    if asked.levels and all(levels) and len(set(levels)) > 1:
        return [a for a, t in told.items() if asked.levels & t.levels]
    who = [k.id for k in kinds(words)]
    return [a for a in tiers if any(_same(a.for_ or "", w) for w in who)]


def _said(tier_name: str, words: str) -> bool:
    return fold(tier_name).strip("“”\"'") in words


def _same(tier_name: str, kind: str) -> bool:
    return relation(kind, (k.id for k in kinds(tier_name))) == "same"


def _by_limit(measure: Measure, tiers: Sequence[Amount], stated: Sequence[Stated]) -> list[Amount]:
    """The highest tier that what is stated reaches, where the tiers are amounts themselves (2000万元, 5000万元)."""
    told = limits(measure.condition or "")
    reached = [
        (own[0].low, a)
        for a in tiers
        if (own := limits(a.for_ or "")) and own[0].low is not None
        for s in stated
        if any(t.speaks_of(s) for t in told) and own[0].measure == s.measure and s.value >= own[0].low
    ]
    return [max(reached, key=lambda r: r[0])[1]] if reached else []
