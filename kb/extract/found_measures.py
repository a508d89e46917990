"""The measures of one stretch of text: promises with a sum, promises without, and offers; not yet records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kb.extract import quantities
from kb.extract.amounts import amounts
from kb.extract.flow import Flow
from kb.extract.offers import Offer, offers
from kb.extract.promise_words import supporting, word
from kb.extract.promises import Promise, is_limit, promises, sentences
from kb.extract.recipients import acting_before, addressed, giver, helped, served, supported
from kb.extract.support_kinds import instrument_after, kind_of
from kb.model import Amount, Span

LONGEST = 40
Known = re.Pattern[str] | None
"""Names of bodies and firms of the document, who may be providers."""


class Found(NamedTuple):
    """A measure before it is a record; what the text does not say is none."""

    stretch: Flow
    span: Span
    instrument: str
    category: str | None
    beneficiary: str | None
    condition: str | None
    provider: str | None
    amounts: tuple[Amount, ...]


def measures_in(stretch: Flow, known: Known, soft: bool) -> list[Found]:
    """The measures of a stretch in order, offers without a sum only where they are wanted (`soft`).

    A sentence of mere limits (补贴期限为3年，每年最高300万元) belongs to the promise before it.
    """
    seen: list[Found] = []
    for clauses in sentences(stretch.text):
        found = _of_sentence(stretch, clauses, known, soft)
        if seen and seen[-1].amounts and _goes_on(stretch.text, clauses, found):
            seen[-1] = _limited(seen[-1], clauses)
        else:
            seen += found
    return [_as_printed(f) for f in _carried(seen)]


def _carried(found: Sequence[Found]) -> list[Found]:
    """The measures of a stretch; a sum that names nobody is for whom the promise before it names (再给予20万元奖励)."""
    told: list[Found] = []
    for one in found:
        before = next((f.beneficiary for f in reversed(told) if f.amounts and f.beneficiary), None)
        own = one.beneficiary or not one.amounts or word("addressing").match(one.stretch.text, one.span.start)
        told.append(one if own else one._replace(beneficiary=before))
    return told


def _goes_on(text: str, clauses: Sequence[Span], found: Sequence[Found]) -> bool:
    """Whether a sentence only limits or reckons the promise before it."""
    words = [text[slice(*c)] for c in clauses]
    reckoned = any(word("reckoned").match(w) for w in words) and not any(f.amounts for f in found)
    return reckoned or all(is_limit(w) for w in words)


def _of_sentence(stretch: Flow, clauses: Sequence[Span], known: Known, soft: bool) -> list[Found]:
    given = _joined(stretch.text, list(promises(stretch.text, clauses)))
    made = [_promised(stretch, p, known) for p in given]
    for offer in offers(stretch.text, clauses) if soft else ():
        if not any(p.span.start <= offer.clause.start < p.span.end for p in given):
            found = _offered(stretch, offer, clauses, known)
            made += [found] if _is_asked_for(found, offer) else []
    return sorted(made, key=lambda f: f.span)


def _is_asked_for(found: Found, offer: Offer) -> bool:
    """Whether somebody could ask for it: a verb of support names whom it is for, and that is no authority."""
    who = found.beneficiary or served(found.stretch.text[slice(*offer.clause)])
    if who and word("government").search(who):
        return False
    return bool(not offer.supporting or found.beneficiary or found.category not in (None, "policy"))


# ------------------------------------------------------------------ promises


def _joined(text: str, given: list[Promise]) -> list[Promise]:
    """What only says how the promise before it is reckoned (按照实际租金进行补贴) is a part of that one."""
    kept: list[Promise] = []
    for promise in given:
        reckoned = word("reckoned").match(text[slice(*promise.core)]) and not _sums(text, promise)
        if kept and reckoned:
            kept[-1] = kept[-1]._replace(tails=(*kept[-1].tails, *promise.leads, promise.core))
        else:
            kept.append(promise)
    return kept


def _sums(text: str, promise: Promise) -> tuple[Amount, ...]:
    start = promise.span.start
    return amounts(text[slice(*promise.span)], [Span(z.start - start, z.end - start) for z in promise.zones])


def _limited(found: Found, clauses: Sequence[Span]) -> Found:
    """The measure with the sums of a following sentence of limits."""
    text = found.stretch.text
    more = [a for c in clauses for a in amounts(text[slice(*c)], [Span(0, c.end - c.start)])]
    span = Span(found.span.start, clauses[-1].end)
    return found._replace(span=span, amounts=(*found.amounts, *more))


def _promised(stretch: Flow, promise: Promise, known: Known) -> Found:
    text, core = stretch.text, promise.core
    sums = _sums(text, promise)
    instrument = instrument_after(text, promise.verb, core, _places_of_sums(text, promise))
    kind = kind_of(instrument, text[slice(*core)])
    category = kind.id if kind else None
    if category in (None, "policy") and any(a.role not in ("rate", "period") for a in sums):
        category = "grant"  # 给予500万元扶持 hands out money
    provider = giver(text[core.start : promise.verb.start], known)
    beneficiary, condition = addressed(text, promise.leads, core, promise.verb)
    who = None if beneficiary == provider else beneficiary or _served(text[slice(*core)])
    return Found(stretch, promise.span, instrument, category, who, condition, provider, sums)


def _served(words: str) -> str | None:
    """Whoever 可为…提供 names, if that is no authority."""
    who = served(words)
    return who if who and not word("government").search(who) else None


def _places_of_sums(text: str, promise: Promise) -> list[Span]:
    """Where in the core the sums behind the verb stand, their units included."""
    start = promise.core.start
    found = (q for q in quantities.find(text[slice(*promise.core)]) if q.dimension in ("money", "ratio"))
    places = [Span(start + q.span.start, start + q.span.end) for q in found]
    return [p for p in places if p.start >= promise.verb.start]


# ------------------------------------------------------------------ offers


def _offered(stretch: Flow, offer: Offer, clauses: Sequence[Span], known: Known) -> Found:
    text = stretch.text
    words = text[slice(*offer.clause)]
    who, act = supported(words) if offer.supporting else (helped(words), None)
    if who is None and not offer.supporting and supporting().search(words):
        who, act = supported(words)
    printed = stretch.printed[slice(*offer.clause)]
    instrument = text[slice(*offer.words)] if offer.words else _named_support(printed, words, who)
    kind = kind_of(instrument, words)
    provider = acting_before(text, clauses, offer.clause, known)
    return Found(stretch, offer.clause, instrument[:LONGEST], kind.id if kind else None, who, act, provider, ())


def _named_support(printed: str, words: str, who: str | None) -> str:
    """How the clause itself calls its support, without whom it is for."""
    at = words.find(who) if who else -1
    named = printed[:at] + printed[at + len(who) :] if who and at >= 0 else printed
    return word("opening").sub("", named)


# ------------------------------------------------------------------ in the spelling of the text


def _as_printed(found: Found) -> Found:
    """The measure with its words as printed; they were found in folded text."""
    place = (found.stretch, found.span)
    return found._replace(
        instrument=_printed(*place, found.instrument),
        beneficiary=_printed(*place, found.beneficiary) if found.beneficiary else None,
        condition=_printed(*place, found.condition) if found.condition else None,
        amounts=tuple(_printed_amount(*place, a) for a in found.amounts),
    )


def _printed(stretch: Flow, span: Span, words: str) -> str:
    at = stretch.text.find(words, span.start)
    if at >= 0:
        return stretch.printed[at : at + len(words)]
    pieces = words.split("，")
    return "，".join(_printed(stretch, span, p) for p in pieces) if len(pieces) > 1 else words


def _printed_amount(stretch: Flow, span: Span, amount: Amount) -> Amount:
    named = {k: v for k, v in (("for_", amount.for_), ("base", amount.base)) if v}
    return amount.model_copy(update={k: _printed(stretch, span, v) for k, v in named.items()})
