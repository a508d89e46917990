"""The measures of one stretch of text: promises with a sum, promises without, and offers; not yet records."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.extract.figures import quantities
from kb.extract.flow import Flow
from kb.extract.measures.addressees import addressed
from kb.extract.measures.amounts import amounts
from kb.extract.measures.carrying import carried
from kb.extract.measures.found import Found
from kb.extract.measures.found_offers import offered_in
from kb.extract.measures.lead_ins import Lead
from kb.extract.measures.promises import Promise, is_limit, promises, sentences
from kb.extract.measures.recipients import giver, served
from kb.extract.measures.support_kinds import instrument_after, kind_of
from kb.extract.promise_words import word
from kb.model import Amount, Span

Known = re.Pattern[str] | None
"""Names of bodies and firms of the document, who may be providers."""


def measures_in(stretch: Flow, known: Known, soft: bool, lead: Lead | None = None) -> list[Found]:
    """The measures of a stretch in order, offers without a sum only where they are wanted (`soft`).

    A sentence of mere limits (补贴期限为3年，每年最高300万元) belongs to the promise before it; whom a promise leaves
    out is carried over from what stands before it, `lead` being what the item stands under.
    """
    seen: list[Found] = []
    for clauses in sentences(stretch.text):
        found = _of_sentence(stretch, clauses, known, soft)
        if seen and seen[-1].amounts and _goes_on(stretch.text, clauses, found):
            seen[-1] = _limited(seen[-1], clauses)
        else:
            seen += carried(found, seen, clauses, lead)
    return [_as_printed(f) for f in seen]


def _goes_on(text: str, clauses: Sequence[Span], found: Sequence[Found]) -> bool:
    """Whether a sentence only limits or reckons the promise before it."""
    words = [text[slice(*c)] for c in clauses]
    reckoned = any(word("reckoned").match(w) for w in words) and not any(f.amounts for f in found)
    return reckoned or all(is_limit(w) for w in words)


def _of_sentence(stretch: Flow, clauses: Sequence[Span], known: Known, soft: bool) -> list[Found]:
    given = _joined(stretch.text, list(promises(stretch.text, clauses)))
    made = [_promised(stretch, p, known) for p in given]
    if soft:
        made += offered_in(stretch, clauses, known, [p.span for p in given])
    return sorted(made, key=lambda f: f.span)


# ------------------------------------------------------------------ promises


def _joined(text: str, given: list[Promise]) -> list[Promise]:
    """What only says how the promise before it is reckoned (按照实际租金进行补贴) is a part of that one."""
    kept: list[Promise] = []
    for promise in given:
        core = text[slice(*promise.core)]
        reckoned = word("reckoned").match(core) and not amounts(core, [Span(0, len(core))])
        if kept and reckoned:
            kept[-1] = kept[-1]._replace(
                tails=(*kept[-1].tails, *_between(kept[-1], promise), promise.core, *promise.tails),
                zones=(*kept[-1].zones, *promise.tails),
            )
        else:
            kept.append(promise)
    return kept


def _between(before: Promise, promise: Promise) -> list[Span]:
    return [c for c in promise.leads if c.start >= before.span.end]


def _sums(text: str, promise: Promise) -> tuple[Amount, ...]:
    start = promise.span.start
    return amounts(text[slice(*promise.span)], [Span(z.start - start, z.end - start) for z in promise.zones])


def _limited(found: Found, clauses: Sequence[Span]) -> Found:
    """The measure with the sums of a following sentence of limits."""
    text = found.stretch.text
    told = [text[slice(*c)] for c in clauses if not word("open-end").search(text[slice(*c)])]
    more = [a for words in told for a in amounts(words, [Span(0, len(words))])]
    span = Span(found.span.start, clauses[-1].end)
    return found._replace(span=span, amounts=(*found.amounts, *more))


def _promised(stretch: Flow, promise: Promise, known: Known) -> Found:
    text, core = stretch.text, promise.core
    sums = _sums(text, promise)
    provider = giver(text[core.start : promise.verb.start], known)
    whom = addressed(text, promise, _less_giver(text, promise, provider))
    instrument = _less_who(_instrument(text, promise, provider), whom.who)
    return Found(
        stretch,
        promise.span,
        instrument,
        _category(instrument, text[slice(*core)], sums),
        None if whom.who == provider else whom.who or _served(text[slice(*core)]),
        whom.condition,
        provider,
        sums,
        place=whom.place,
        headless=whom.headless,
        open=bool(word("fund-verb").fullmatch(text[slice(*promise.verb)])),
    )


def _instrument(text: str, promise: Promise, provider: str | None) -> str:
    """What is handed out; where only 安排 is said, the fund set up before it, else what it is used for."""
    named = instrument_after(text, promise.verb, promise.core, _places_of_sums(text, promise))
    if not word("fund-verb").fullmatch(named):
        return named
    before = (text[slice(*lead)] for lead in reversed(promise.leads))
    fund = next((m["fund"] for words in before if (m := word("founded").search(words))), None)
    used = next((text[slice(*t)] for t in promise.tails if word("used").match(text[slice(*t)])), None)
    return fund or used or text[slice(*_less_giver(text, promise, provider))]


def _less_who(instrument: str, who: str | None) -> str:
    """给予研制企业奖励 gives 奖励: whom it is for stands before it."""
    plain = instrument.removeprefix(who) if who else instrument
    return plain if word("noun").fullmatch(plain) and len(plain) > 1 else instrument


def _category(instrument: str, core: str, sums: Sequence[Amount]) -> str | None:
    """The kind of support; money of no special kind is a grant (给予500万元扶持)."""
    paid = any(a.role not in ("rate", "period") for a in sums)
    kind = kind_of(instrument, "" if paid else core)
    return "grant" if paid and (kind is None or kind.id == "policy") else kind.id if kind else None


def _less_giver(text: str, promise: Promise, provider: str | None) -> Span:
    """The core of a promise without the provider at its start."""
    start, end = promise.core
    named = provider and text.startswith(provider, start)
    return Span(start + len(provider), end) if named and provider else promise.core


def _served(words: str) -> str | None:
    """Whoever 可为…提供 names, if that is no authority."""
    who = served(words)
    return who if who and not word("government").search(who) else None


def _places_of_sums(text: str, promise: Promise) -> list[Span]:
    """Where in the core the sums behind the verb stand, their units included."""
    start = promise.core.start
    found = (q for q in quantities.find(text[slice(*promise.core)]) if q.dimension in ("money", "ratio"))
    places = [Span(start + q.span.start, start + q.span.end) for q in found]
    behind = [p for p in places if p.start >= promise.verb.start]
    return [p for p in behind if not _bracketed(text, core_start=promise.core.start, at=p.start)] or behind


def _bracketed(text: str, core_start: int, at: int) -> bool:
    before = text[core_start:at]
    return sum(map(before.count, "（(")) > sum(map(before.count, ")）"))


# ------------------------------------------------------------------ in the spelling of the text


def _as_printed(found: Found) -> Found:
    """The measure with its words as printed; they were found in folded text."""
    place = (found.stretch, found.span)
    return found._replace(
        instrument=_printed(*place, found.instrument),
        beneficiary=_whom(found),
        condition=_printed(*place, found.condition) if found.condition else None,
        amounts=tuple(_printed_amount(*place, a) for a in found.amounts),
    )


def _whom(found: Found) -> str | None:
    """The beneficiary as printed; what was carried over from another paragraph is so already."""
    if found.beneficiary is None or found.whose is not None:
        return found.beneficiary
    if found.place is not None:
        return found.stretch.printed[slice(*found.place)]
    return _printed(found.stretch, found.span, found.beneficiary)


def _printed(stretch: Flow, span: Span, words: str) -> str:
    at = stretch.text.find(words, span.start)
    if at >= 0:
        return stretch.printed[at : at + len(words)]
    pieces = words.split("，")
    return "，".join(_printed(stretch, span, p) for p in pieces) if len(pieces) > 1 else words


def _printed_amount(stretch: Flow, span: Span, amount: Amount) -> Amount:
    named = {k: v for k, v in (("for_", amount.for_), ("base", amount.base)) if v}
    return amount.model_copy(update={k: _printed(stretch, span, v) for k, v in named.items()})
