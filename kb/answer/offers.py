"""Support measures that fit whoever asks: ranked by what the question says, shut out by what contradicts it.

A measure is worth the rarity of the question's words that stand in it; a kind of enterprise counts by what it belongs
to (`whom`). Another tier, another kind of beneficiary, or a stated number that misses the limit shuts a measure out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

from kb.answer.atoms import LEVEL, Atom
from kb.answer.catalog import Catalog, matchable
from kb.answer.cues import has_cue
from kb.answer.limits import Limit, Stated, quantities
from kb.answer.question import Question
from kb.answer.tiers import Tier, amounts, grade_places, limits_of, of_measure, tier
from kb.answer.whom import GENERAL, Kind, Relation, kinds, relation, specific, spoken
from kb.model import Amount, Measure, Span
from kb.text import fold, sentences
from kb.vocab import vocabulary
from kb.words import word_class

ENOUGH = 0.55
"""Share of the question's hard words that must stand in a measure, its sentence, or the headings above."""
CLOSE = 0.85
"""Measures that come this near to the best one fit as well."""
_WORTH = {"same": 1.2, "wider": 0.9, "narrower": 0.6}
_ELSEWHERE = 0.4
"""What a word is worth that only another measure of the same sentence says."""
_FRESH = 0.5
"""What 新认定 and 首次 count for among other words: a measure may leave it unsaid."""
_EXACT, _NAMED = 0.03, 0.3
"""What each character counts for that stands in a measure as in the question, from the fourth on in a row; what it
counts for that a question names the support itself (就业补贴)."""
_WHOM = "whom:"
_PARTS = "；;"
_AT = ("在", "到", "来", "于", "落户")
_GENERIC = frozenset({None, "policy", "cultivation"})
"""Categories whose words (重点支持) are those of any support."""
_MARKS = re.compile('[“”"‘’]')
Bar = Literal["tier", "whom", "limit"]


class Prepared(NamedTuple):
    """A measure made ready for matching: its sentence, its words, kinds, tiers and limits.

    `own` are the words of its part of the sentence (between ；), `rest` those of the whole sentence.
    """

    measure: Measure
    sentence: Span
    own: str
    rest: str
    whom: str
    path: str
    kinds: tuple[str, ...]
    near: tuple[str, ...]
    tier: Tier
    limits: tuple[Limit, ...]


class Asker(NamedTuple):
    """What a question about support says: who asks, of which tier, with which numbers, about what."""

    kinds: tuple[Kind, ...]
    tier: Tier
    stated: tuple[Stated, ...]
    about: tuple[Atom, ...]
    words: str
    exact: bool = False
    """Whether one sum is asked for, not what there is for somebody: support for any enterprise is no answer then."""

    @property
    def bare(self) -> bool:
        """Whether nothing is said but who asks, and that support is wanted."""
        return bool(self.kinds) and not any(not a.soft and not a.key.startswith(_WHOM) for a in self.about)


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


def asker(question: Question, asked: Sequence[Atom], catalog: Catalog) -> Asker:
    """What the question says, its atoms given; words of applying and paying are left out."""
    named, stated = specific(kinds(question.text)), quantities(question.text)
    named = tuple(k for k in named if not (k.id in GENERAL and any(_exceeds(a.span, k.span) for a in asked)))
    places = [*(k.span for k in named), *(s.span for s in stated), *grade_places(question.text)]
    plain, cues = fold(question.text), vocabulary().cues
    filler, fresh = (re.compile(cues[c].pattern or "") for c in ("support_word", "fresh_word"))
    new = [Span(*m.span()) for m in fresh.finditer(plain)]
    rest = [
        a._replace(
            soft=a.soft or a.group == LEVEL or _here(a, plain, catalog) or _foreign(a, catalog),
            weight=a.weight * (_FRESH if _meets(a.span, new) else 1.0),
        )
        for a in asked
        if not _meets(a.span, places) and not filler.match(a.forms[0]) and not filler.match(plain[slice(*a.span)])
    ]
    return Asker(named, tier(question.text), stated, (*_whom(named), *rest), plain, _exact(question))


def _whom(named: Sequence[Kind]) -> list[Atom]:
    """Who asks, as one word of the question: support for one of his kinds is for him; for all of them is better."""
    if not named:
        return []
    forms = tuple(n for k in named for n in spoken(k.id))
    whole = Atom(_WHOM + "|".join(k.id for k in named), forms, named[0].span, soft=named[0].id in GENERAL)
    each = [Atom(_WHOM + k.id, spoken(k.id), k.span, soft=True) for k in named]
    return [whole, *each] if len(named) > 1 else [whole]


def _exact(question: Question) -> bool:
    asks = question.has("amount", "how_many") or question.numeric
    return asks and not has_cue(question.text, "first_person")


def _here(atom: Atom, plain: str, catalog: Catalog) -> bool:
    """Whether it names a place of which the documents speak anyway (在南沙)."""
    place = word_class(atom.forms[0]) == "ns" or plain[: atom.span.start].endswith(_AT)
    return atom.key.startswith("word:") and place and catalog.count(atom) > 0


def _foreign(atom: Atom, catalog: Catalog) -> bool:
    """Whether it is an English word nobody understood; names in capitals are not meant."""
    return atom.forms[0].isascii() and atom.weight < 1 and not atom.proper and not catalog.count(atom)


def _meets(span: Span, places: Sequence[Span]) -> bool:
    return any(span.start < p.end and p.start < span.end for p in places)


def _exceeds(outer: Span, inner: Span) -> bool:
    """Whether a word holds a general kind and more (华为公司): then it names something of its own."""
    return outer.start <= inner.start and inner.end <= outer.end and outer != inner


def offers(asked: Asker, catalog: Catalog) -> list[Offer]:
    """All measures, weighed, the best first; ties in the document's order."""
    worth = {a.key: catalog.rarity(a) for a in asked.about}
    found = [_offer(p, asked, worth) for p in prepared(catalog)]
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
    if not free or free[0].share < ENOUGH or free[0].score < 0.7 or out_of_reach(found):
        return []
    near = [o for o in free if o.score >= CLOSE * free[0].score]
    near = _precise(near, asked)
    steps = {_step(o) for o in near if o.low is not None}
    return _highest([o for o in free if o in near or (o.low is not None and _step(o) in steps)])


def _precise(near: list[Offer], asked: Asker) -> list[Offer]:
    """Those that say the level, the grade, or that something is new just as the question does, where any do."""
    told = asked.tier
    near = [o for o in near if o.prepared.tier.printed & told.printed] or near
    near = [o for o in near if o.prepared.tier.grades & told.grades] or near
    if asked.bare:
        near = [o for o in near if o.relation == near[0].relation] or near
    fresh = re.compile(vocabulary().cues["fresh_word"].pattern or "")
    if not fresh.search(asked.words):
        return near
    return [o for o in near if fresh.search(f"{o.prepared.whom}；{fold(o.measure.condition or '')}")] or near


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
    name = own.measure.instrument
    named = len(name) > 2 and own.measure.category not in _GENERIC and fold(name) in asked.words
    return _EXACT * (run - 3) + (_NAMED if named else 0.0)


@lru_cache(maxsize=256)
def _runs(words: str, size: int) -> tuple[str, ...]:
    return tuple(words[i : i + size] for i in range(len(words) - size + 1))


def _held(atom: Atom, own: Prepared, asked: Asker, path: bool) -> float:
    """How far an atom stands in a measure; more where it is whom the measure is for."""
    above = atom.presence(own.path) if path else 0.0
    said = max(atom.presence(own.own), _ELSEWHERE * atom.presence(own.rest))
    if not atom.key.startswith(_WHOM):
        return max(said, 1.2 * atom.presence(own.whom), above)
    told = atom.key.removeprefix(_WHOM).split("|")
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


# ------------------------------------------------------------------ measures made ready

_prepared: WeakKeyDictionary[Catalog, tuple[Prepared, ...]] = WeakKeyDictionary()


def prepared(catalog: Catalog) -> tuple[Prepared, ...]:
    """All measures of a catalog, made ready once."""
    if catalog not in _prepared:
        _prepared[catalog] = tuple(_prepare(catalog))
    return _prepared[catalog]


def _prepare(catalog: Catalog) -> Iterator[Prepared]:
    for order, measure in enumerate(catalog.measures):
        before = [m for m in catalog.measures[max(0, order - 4) : order] if m.doc_id == measure.doc_id]
        place = sentence_at(catalog, measure.doc_id, measure.span)
        text = catalog.document(measure.doc_id).text
        sentence = text[slice(*place)]
        yield Prepared(
            measure=measure,
            sentence=place,
            own=matchable(
                " ".join((measure.instrument, measure.condition or "", text[slice(*_part(text, place, measure))]))
            ),
            rest=matchable(sentence),
            whom=matchable(measure.beneficiary or ""),
            path=fold(" ".join(measure.section)),
            kinds=tuple(k.id for k in kinds(_MARKS.sub("", measure.beneficiary or ""))),
            near=tuple(k.id for k in kinds(_MARKS.sub("", sentence))),
            tier=of_measure(measure),
            limits=limits_of(measure, before),
        )


def _part(text: str, place: Span, measure: Measure) -> Span:
    """The part of a sentence between semicolons in which a measure stands."""
    start, end = measure.span.start, min(measure.span.end, place.end)
    before = max((text.rfind(mark, place.start, start) for mark in _PARTS), default=-1)
    behind = [at for mark in _PARTS if (at := text.find(mark, end, place.end)) >= 0]
    return Span(max(place.start, before + 1), min(behind, default=place.end))


def sentence_at(catalog: Catalog, doc_id: str, span: Span) -> Span:
    """The sentence or sentences in which a place lies: a clause alone may leave out whom it is about."""
    document = catalog.document(doc_id)
    at = bisect_right(document.passages, span.start, key=lambda p: p.span.start) - 1
    if at < 0 or span.start >= document.passages[at].span.end:
        return span
    cut = [s for s in sentences(document.text, document.passages[at].span) if s.end > span.start]
    held = [s for s in cut if s.start < span.end]
    return Span(held[0].start, held[-1].end) if held else span
