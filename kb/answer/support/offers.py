"""Support measures that fit whoever asks: ranked by what the question says, shut out by what contradicts it.

A measure is worth the rarity of the question's words that stand in it; a kind of enterprise counts by what it belongs
to (`whom`). Another tier, another kind of beneficiary, or a stated number that misses the limit shuts a measure out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from kb.answer.asking.atoms import Atom
from kb.answer.catalog import Catalog
from kb.answer.support.asker import WHOM, Asker
from kb.answer.support.prepared import Prepared
from kb.answer.support.tiers import amounts
from kb.answer.support.whom import GENERAL, Relation, relation, wider
from kb.model import Amount, Measure
from kb.text import fold
from kb.vocab import vocabulary

ENOUGH = 0.55
"""Share of the question's hard words that must stand in a measure, its sentence, or the headings above."""
CLOSE = 0.85
"""Measures that come this near to the best one fit as well."""
_WORTH = {"same": 1.2, "wider": 0.9, "narrower": 0.6}
_ELSEWHERE = 0.4
"""What a word is worth that only another measure of the same sentence says."""
_EXACT, _NAMED = 0.03, 0.3
"""What each character counts for that stands in a measure as in the question, from the fourth on in a row; what it
counts for that a question names the support itself (就业补贴)."""
_SUM = re.compile("多少|几[万元成]")
"""How a sum is asked for."""
_GENERIC = frozenset({None, "policy", "cultivation"})
"""Categories whose words (重点支持) are those of any support."""
Bar = Literal["tier", "whom", "limit"]


@dataclass
class Offer:
    """A measure as it stands to a question: how much of it is held, the amounts of the tier asked for, what bars it."""

    prepared: Prepared
    amounts: tuple[Amount, ...]
    score: float
    share: float
    relation: Relation | None
    bar: Bar | None
    low: Decimal | None = None

    @property
    def measure(self) -> Measure:
        """The measure itself."""
        return self.prepared.measure


def offers(asked: Asker, catalog: Catalog) -> list[Offer]:
    """All measures, weighed, the best first; ties in the document's order."""
    worth = {a.key: catalog.rarity(a) for a in asked.about}
    found = [_offer(p, asked, worth) for p in catalog.prepared]
    _lend(found, asked)
    return sorted(found, key=lambda o: -o.score)


def _lend(found: Sequence[Offer], asked: Asker) -> None:
    """What a sentence says once, of its first tier, holds for the others: 对获得奖励的，国家级给予100%；省级给予70%."""
    said: dict[tuple[str, str | None, str], float] = {}
    for one in found:
        if one.bar == "tier":
            said[_step(one)] = max(one.score, said.get(_step(one), 0.0))
    for one in found:
        if one.bar is None and one.prepared.tier.printed & asked.tier.printed and said.get(_step(one), 0.0) > one.score:
            one.score, one.share = said[_step(one)], max(one.share, ENOUGH)


def fitting(found: Sequence[Offer], asked: Asker) -> list[Offer]:
    """Those that fit: most of the question stands there, nothing bars them, and they come near to the best."""
    free = [o for o in found if o.bar is None]
    if not free or out_of_reach(found):
        return []
    if free[0].share < ENOUGH or free[0].score < 0.7:
        return _highest(_reached(free, asked))
    near = _for_kind(free, asked) or [o for o in free if o.score >= CLOSE * free[0].score]
    if asked.bare and any(k.id not in GENERAL for k in asked.kinds):
        near = [o for o in near if o.relation or (o.measure.beneficiary is None and _names(o, asked))]
    near = _together(_precise(near, asked), free, asked)
    steps = {_step(o) for o in near if o.low is not None}
    return _highest([o for o in free if o in near or (o.low is not None and _step(o) in steps)])


def _reached(free: Sequence[Offer], asked: Asker) -> list[Offer]:
    """Those whose limit is reached by what somebody states, who describes himself at length besides.

    The question must name the support: by whom it is for, or by a word of the instrument.
    """
    near = [o for o in free if o.low is not None and o.score > 0]
    named = [o for o in near if o.relation == "same" or _instrument_named(o, asked)]
    steps = {_step(o) for o in named if o.score >= CLOSE * named[0].score}
    return [o for o in free if o.low is not None and _step(o) in steps]


def _instrument_named(offer: Offer, asked: Asker) -> bool:
    """Whether a word of the question that is not said of any support (落户) stands in the name of the instrument."""
    name = fold(offer.measure.instrument)
    return any(f in name and len(f) > 1 and not _of_any(f) for a in asked.about for f in a.forms)


def _of_any(word: str) -> bool:
    """Whether a word says of any support that it is given: 奖励, 补贴."""
    known = vocabulary().instruments.named(word)
    return known is not None and known.id in ("award", "subsidy")


def _names(offer: Offer, asked: Asker) -> bool:
    """Whether the sentence of a measure names who asks."""
    return any(relation(k.id, offer.prepared.near) for k in asked.kinds)


def _for_kind(free: Sequence[Offer], asked: Asker) -> list[Offer]:
    """All that is for a kind that only says who it is: by its own name, as one of a wider kind, then for part of it.

    What is for any enterprise comes last, and only for who speaks of himself.
    """
    told = {k.id for k in asked.kinds if k.id not in GENERAL}
    if not asked.bare or asked.exact or not told:
        return []
    wide = frozenset(w for k in told for w in wider(k)) - GENERAL
    groups: list[list[Offer]] = [[], [], [], []]
    for one in free:
        for_wide = one.relation == "wider" and bool(wide & set(one.prepared.kinds))
        place = {"same": 0, "narrower": 2, "wider": 1 if for_wide else 3}.get(one.relation or "")
        if place is not None:
            groups[place].append(one)
    return [o for group in groups[: 4 if asked.himself else 3] for o in group] if groups[0] or groups[1] else []


def _precise(near: list[Offer], asked: Asker) -> list[Offer]:
    """Those that say the level, the grade, or that something is new just as the question does, where any do."""
    told = asked.tier
    near = [o for o in near if o.prepared.tier.printed & told.printed] or near
    near = [o for o in near if o.prepared.tier.grades & told.grades] or near
    if asked.bare and asked.exact:
        near = [o for o in near if o.relation == near[0].relation] or near
    if asked.exact:
        near = _told(near, asked)
    fresh = re.compile(vocabulary().cues["fresh_word"].pattern or "")
    if not fresh.search(asked.words):
        return near
    return [o for o in near if fresh.search(f"{o.prepared.whom}；{fold(o.measure.condition or '')}")] or near


def _together(near: list[Offer], free: Sequence[Offer], asked: Asker) -> list[Offer]:
    """Where several sums are asked for (落户奖励多少？升规再加多少？): the others of the same sentence as well."""
    if not asked.exact or len(_SUM.findall(asked.words)) < 2:
        return near
    said = {(o.measure.doc_id, o.prepared.sentence) for o in near}
    near_by = [o for o in free if o.share >= ENOUGH and o.amounts and (o.measure.doc_id, o.prepared.sentence) in said]
    return [*near, *(o for o in near_by if o not in near)]


def _told(near: list[Offer], asked: Asker) -> list[Offer]:
    """Those that are for all that is named: others of which only the sentence around them speaks are not meant.

    What stands in one sentence with them belongs to them where they state no sum.
    """
    hard = [a for a in asked.about if not a.soft]
    near = [o for o in near if all(_is_for(a, o) or a.stands_in(o.prepared.own) for a in hard)] or near
    own = [o for o in near if all(_is_for(a, o) for a in hard)]
    if not own:
        return near
    if any(o.amounts for o in own):
        return own
    places = {(o.measure.doc_id, o.prepared.sentence) for o in own}
    return [o for o in near if (o.measure.doc_id, o.prepared.sentence) in places]


def _is_for(atom: Atom, offer: Offer) -> bool:
    """Whether a measure says itself, in whom, on what condition, or what it gives, what the question names."""
    if atom.key.startswith(WHOM) and offer.relation in ("same", "wider"):
        return True
    m = offer.measure
    return atom.stands_in(fold("；".join((m.beneficiary or "", m.condition or "", m.instrument))))


def out_of_reach(found: Sequence[Offer]) -> list[Offer]:
    """Those that a tier or a limit bars, where they are what was meant: nothing that is free says more of it."""
    free = max((o.score for o in found if o.bar is None), default=0.0)
    paid = max((o.score for o in found if o.bar is None and o.amounts), default=0.0)
    barred = [
        o
        for o in found
        if o.share >= ENOUGH and ((o.bar == "tier" and o.score > free) or (o.bar == "limit" and o.score > paid))
    ]
    return [o for o in barred if o.score >= CLOSE * barred[0].score]


def _highest(found: list[Offer]) -> list[Offer]:
    """Of several limits that are reached the highest counts: who pays 5000万元 of tax does not get the first step."""
    top: dict[tuple[str, str | None, str], Decimal] = {}
    for one in found:
        if one.low is not None:
            top[_step(one)] = max(one.low, top.get(_step(one), one.low))
    return [o for o in found if o.low is None or o.low == top[_step(o)]]


def _step(offer: Offer) -> tuple[str, str | None, str]:
    return offer.measure.doc_id, offer.measure.beneficiary, offer.measure.instrument


# ------------------------------------------------------------------ one measure


def _offer(own: Prepared, asked: Asker, worth: dict[str, float]) -> Offer:
    hard = [a for a in asked.about if not a.soft] or list(asked.about)
    total, weight = sum(worth.values()) or 1.0, sum(worth[a.key] for a in hard) or 1.0
    inside = sum(worth[a.key] * _held(a, own, asked, path=False) for a in asked.about) / total
    share = sum(worth[a.key] * min(1.0, _held(a, own, asked, path=True)) for a in hard) / weight
    bar, low = _bar(own, asked)
    given = amounts(own.measure, asked.words, asked.tier, asked.stated)
    score = inside + 0.5 * share + (_as_worded(own, asked) if share >= ENOUGH else 0.0)
    return Offer(own, given, score, share, _related(own, asked), bar, low)


def _as_worded(own: Prepared, asked: Asker) -> float:
    """The bonus for words that stand in the measure just as in the question."""
    run = max((n for n in range(4, 13) if any(w in own.whom or w in own.own for w in _runs(asked.words, n))), default=3)
    name = fold(own.measure.instrument)
    spoken = (name, *(w for w in _instruments(asked.words) if w in name))
    named = own.measure.category not in _GENERIC and any(len(w) > 2 and w in asked.words for w in spoken)
    return _EXACT * (run - 3) + (_NAMED if named else 0.0)


@lru_cache(maxsize=64)
def _instruments(words: str) -> tuple[str, ...]:
    """The names of instruments in a question, as they stand there."""
    return tuple(words[slice(*m.span)] for m in vocabulary().instruments.find(words))


@lru_cache(maxsize=256)
def _runs(words: str, size: int) -> tuple[str, ...]:
    return tuple(words[i : i + size] for i in range(len(words) - size + 1))


def _held(atom: Atom, own: Prepared, asked: Asker, path: bool) -> float:
    """How far an atom stands in a measure; more where it is whom the measure is for."""
    above = atom.presence(own.path) if path else 0.0
    said = max(atom.presence(own.own), _ELSEWHERE * atom.presence(own.rest))
    if not atom.key.startswith(WHOM):
        return max(said, 1.2 * atom.presence(own.whom), above)
    told = atom.key.removeprefix(WHOM).split("|")
    known = max((_worth(k, own.kinds, asked.exact) for k in told), default=0.0)
    near = 0.8 if any(relation(k, own.near) == "same" for k in told) else 0.0
    return max(known, near, above, said)


def _worth(kind: str, named: Sequence[str], exact: bool) -> float:
    """What a beneficiary is worth to a kind; 单位 and 个人 are too wide to be worth much."""
    close = [n for n in named if n == kind or n not in GENERAL or (n == "enterprise" and not exact)]
    known = relation(kind, close)
    return _WORTH[known] if known else 0.5 if relation(kind, named) else 0.0


def _related(own: Prepared, asked: Asker) -> Relation | None:
    found = [r for k in asked.kinds if (r := relation(k.id, own.kinds))]
    return min(found, key=lambda r: -_WORTH[r], default=None)


def _bar(own: Prepared, asked: Asker) -> tuple[Bar | None, Decimal | None]:
    """What shuts a measure out, and the lower limit that is reached."""
    if not own.tier.meets(asked.tier):
        return "tier", None
    told = [k.id for k in asked.kinds if k.id not in GENERAL]
    if told and own.kinds and not any(relation(k, (*own.kinds, *own.near)) for k in told):
        return "whom", None
    checked = [(x, s) for x in own.limits for s in asked.stated if x.speaks_of(s)]
    if any(not x.holds(s) for x, s in checked):
        return "limit", None
    return None, max((x.low for x, _ in checked if x.low is not None), default=None)
