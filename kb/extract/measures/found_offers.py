"""The offers without a sum in one sentence, as measures before they are records."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.extract.figures import quantities
from kb.extract.flow import Flow
from kb.extract.measures.addressees import sets_somebody, told
from kb.extract.measures.amounts import amounts
from kb.extract.measures.found import Found
from kb.extract.measures.offered import first_verb, for_whom
from kb.extract.measures.offers import Offer, offers
from kb.extract.measures.promises import addresses
from kb.extract.measures.recipients import (
    Read,
    acted_on,
    acting_before,
    first_who,
    guided,
    helped,
    served,
    supported,
    who_end,
)
from kb.extract.measures.support_kinds import kind_of
from kb.extract.promise_words import providing, supporting, word
from kb.model import Amount, Span

LONGEST = 60
Known = re.Pattern[str] | None


def offered_in(stretch: Flow, clauses: Sequence[Span], known: Known, taken: Sequence[Span]) -> list[Found]:
    """The offers of a sentence somebody could ask for, those inside a promise (`taken`) left out."""
    free = (o for o in offers(stretch.text, clauses) if not any(t.start <= o.clause.start < t.end for t in taken))
    found = ((o, _offered(stretch, o, clauses, known)) for o in free)
    return [f for o, f in found if _is_asked_for(f, o)]


def _is_asked_for(found: Found, offer: Offer) -> bool:
    """Whether somebody could ask for it: a verb of support names whom it is for, and that is no authority."""
    who = found.beneficiary or served(found.stretch.text[slice(*offer.clause)])
    if who and word("government").search(who):
        return False
    return bool(not offer.supporting or found.beneficiary or found.category not in (None, "policy"))


def _offered(stretch: Flow, offer: Offer, clauses: Sequence[Span], known: Known) -> Found:
    text = stretch.text
    words = text[slice(*offer.clause)]
    called = text[slice(*offer.words)] if offer.words else None
    who, act = _whom(text, offer, clauses, called)
    if called and act and called.endswith(act[-4:]) and guided(words)[1]:
        called = acted_on_thing(act)
    instrument = _less(called, who) if called else _named_support(stretch.printed[slice(*offer.clause)], words, who)
    kind = kind_of(instrument, words)
    category = kind.id if kind else None
    provider = acting_before(text, clauses, offer.clause, known)
    near, place = _place(text, offer.clause, clauses, who)
    span = Span(min(offer.clause.start, near.start), max(offer.clause.end, near.end))
    whose = None
    if who and place is None and (at := text.find(who, clauses[0].start, offer.clause.start)) >= 0:
        who, whose = stretch.printed[at : at + len(who)], stretch.span(at, at + len(who))
    sums = _spared(words) if word("spares").search(words) else _provided(words)
    return Found(stretch, span, _cut(instrument), category, who, act, provider, sums, place, open=True, whose=whose)


def _provided(words: str) -> tuple[Amount, ...]:
    """How much a service reaches to: 提供单笔最高3000万元、最长15天的转贷服务."""
    verb = providing().search(words)
    return amounts(words, [Span(verb.end(), len(words))]) if verb else ()


def _spared(words: str) -> tuple[Amount, ...]:
    """How long something is free of charge: 减免3个月租金."""
    times = (q for q in quantities.find(words) if q.unit in ("年", "个月", "月"))
    return tuple(Amount(value=q.value, upper=q.upper, unit=str(q.unit), role="period") for q in times)


def _place(text: str, clause: Span, clauses: Sequence[Span], who: str | None) -> tuple[Span, Span | None]:
    """The clause that says for whom, and where in it: the clause of the offer, else one next to it."""
    i = clauses.index(clause) if clause in clauses else 0
    for near in (clause, *clauses[max(0, i - 1) : i + 2]):
        if who and (at := text.find(who, *near)) >= 0:
            return near, Span(at, at + len(who))
    return clause, None


def _whom(text: str, offer: Offer, clauses: Sequence[Span], called: str | None) -> Read:
    """For whom an offer is and what they are to do: by its verb, by what it is called, by the clauses next to it."""
    words = text[slice(*offer.clause)]
    if offer.supporting:
        return supported(words)
    given = word("handed-out").search(words) if addresses(words) else None
    who, act = told(words[: given.start()]) if given else helped(words), None
    if who is None and supporting().search(words) and not word("work-list").search(words):
        who, act = supported(words)
    if who is None:
        who, act = guided(words)
    into = word("goes-into").search(words)
    if (
        who is None
        and into
        and (first := first_who(4).match(words, into.end()))
        and word("made-for").search(first.group())
    ):
        who = first.group()
    if who is None and called and not providing().search(words):
        who = for_whom(called)
    return (who, act) if who else _next_to(text, offer.clause, clauses)


def _next_to(text: str, clause: Span, clauses: Sequence[Span]) -> Read:
    """Whom 择优选取一批企业 before 进行扶持, or 吸引人才来 behind a policy, says it is for."""
    words = text[slice(*clause)]
    before = [c for c in clauses if c.end <= clause.start]
    behind = [c for c in clauses if c.start >= clause.end]
    if before and word("nominal").search(words) and (worked := acted_on(text[slice(*before[-1])])):
        return worked, None
    setting = next((text[slice(*c)] for c in reversed(before) if sets_somebody(text[slice(*c)])), None)
    if setting and (who := told(setting)):
        first = first_who(12).match(who)
        return (who if who_end().search(who) else first.group() if first else None), None
    drawn = word("drawn").match(text, *behind[0]) if behind and not word("nominal").search(words) else None
    return (drawn["who"], drawn["act"]) if drawn and word("made-for").search(drawn["who"]) else (None, None)


# ------------------------------------------------------------------ what it is called


def acted_on_thing(act: str) -> str:
    """The thing in what somebody is guided to do: 建设众创空间和孵化器."""
    return act[first_verb(act) :] or act


def _less(called: str, who: str | None) -> str:
    """What is offered without for whom at its start: 企业税收优惠政策 is 税收优惠政策 if no kind of firm is meant."""
    last = re.split("[，、]", who)[-1] if who else ""
    last = word("goes-on").sub("", last)
    plain = called.removeprefix("对").removeprefix(who or "").removeprefix("的") if who else called
    bare = last and word("bare-firm").fullmatch(last)
    plain = re.sub(rf"^.*{re.escape(last)}", "", plain) if last and "，" in called else plain
    return (
        (plain or called)
        if bare or plain.startswith(("，", "的")) or called.startswith("对") or "，" in called
        else called
    )


def _named_support(printed: str, words: str, who: str | None) -> str:
    """How the clause itself calls its support, without whom it is for."""
    at = words.find(who) if who else -1
    named = printed[:at] + printed[at + len(who) :].removeprefix("的") if who and at >= 0 else printed
    return word("opening").sub("", named)


def _cut(instrument: str) -> str:
    """A long list of services up to the last name that fits."""
    if len(instrument) <= LONGEST:
        return instrument
    short = instrument[:LONGEST]
    return short[: short.rfind("、")] if "、" in short else short
