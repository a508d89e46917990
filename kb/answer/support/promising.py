"""Measures in words: what is given, to whom, on what condition, why it fits, and 未载明 for what is left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.support.asker import Asker
from kb.answer.support.offers import Offer
from kb.answer.support.sums import amount_words
from kb.answer.support.whom import GENERAL, wider
from kb.model import Related, Span
from kb.text import fold, sentences
from kb.vocab import phrases, vocabulary

AT_MOST = 8
"""So many promises are told one by one; the number of the others is said."""


class Promised(NamedTuple):
    """One promise: the sentence that makes it, to whom, and on what condition."""

    doc_id: str
    sentence: Span
    beneficiary: str | None
    condition: str | None


def give(fits: Sequence[Offer], question: Question, asked: Asker, catalog: Catalog, at_most: int = AT_MOST) -> Draft:
    """The promises one by one, each with its amounts; how many there are in front."""
    groups: dict[Promised, list[Offer]] = {}
    for one in fits:
        m = one.measure
        groups.setdefault(Promised(m.doc_id, one.prepared.sentence, m.beneficiary, m.condition), []).append(one)
    draft, say = Draft(catalog), phrases(question.language)
    several = len({p.doc_id for p in groups}) > 1
    told = list(groups.items())[:at_most]
    if len(groups) > 1:
        more = say("measures_more", number=len(groups) - len(told)) if len(groups) > len(told) else ""
        draft.lead = say("measures_lead", number=len(groups), more=more)
    if question.has("payer") and not any(_paid(members, catalog) for _, members in told):
        draft.status, draft.lead = "partial", say("payer_unstated")
    for promised, members in told:
        source = say("from_document", title=catalog.document(promised.doc_id).info.title) if several else ""
        _say(draft, promised, members, question, asked, source)
    return draft


def _say(
    draft: Draft, promised: Promised, members: Sequence[Offer], question: Question, asked: Asker, source: str
) -> None:
    measures = tuple(o.measure for o in members)
    notes = (*_payer(members, question, draft.catalog), *_why(members[0], question, asked), *filter(None, (source,)))
    # A list's lead-in may name whom all its items are for, lines above the sentence that promises.
    elsewhere = (m.places["beneficiary"] for m in measures if "beneficiary" in m.places)
    paid = _paying(members[0], draft.catalog) if question.has("payer") else None
    places = dict.fromkeys((promised.sentence, *elsewhere, *filter(None, (paid,))))
    draft.quote(_worded(promised, members, notes, question.language), promised.doc_id, *places, records=measures)
    for offer in members:
        for amount in offer.amounts:
            draft.promise(offer.measure, amount, promised.sentence)


def _worded(promised: Promised, members: Sequence[Offer], notes: Sequence[str], language: str) -> str:
    """The sums in front, then what they are, for whom, on what condition; 未载明 for what is left open."""
    say = phrases(language)
    instrument = say("comma").join(dict.fromkeys(o.measure.instrument for o in members))
    sums = say("pause").join(amount_words(a, language) for o in members for a in o.amounts)
    open_ = () if sums else (say("amount_none"),)
    text = say(
        "measure_item",
        given=say("measure_given", amount=sums, instrument=instrument) if sums else instrument,
        beneficiary=promised.beneficiary or say("unstated"),
        condition=promised.condition or say("unstated"),
        more="".join(say("semicolon") + note for note in (*open_, *notes)),
    )
    return text + say("stop")


# ------------------------------------------------------------------ who pays


def _payer(members: Sequence[Offer], question: Question, catalog: Catalog) -> Iterable[str]:
    """Who gives the money: where the measure says so, else the sentence of its passage that does, if that is asked."""
    say = phrases(question.language)
    provider = next((o.measure.provider for o in members if o.measure.provider), None)
    if provider:
        yield say("provider", value=provider)
    elif question.has("payer"):
        place = _paying(members[0], catalog)
        text = catalog.document(members[0].measure.doc_id).text
        yield say("provider", value=text[slice(*place)].rstrip("。；;") if place else say("unstated"))


def _paid(members: Sequence[Offer], catalog: Catalog) -> bool:
    """Whether the document says who pays."""
    return any(o.measure.provider for o in members) or _paying(members[0], catalog) is not None


def _paying(offer: Offer, catalog: Catalog) -> Span | None:
    """The sentence behind a promise, in its passage, that says where the money comes from."""
    document, pattern = (
        catalog.document(offer.measure.doc_id),
        re.compile(vocabulary().cues["payer_word"].pattern or ""),
    )
    for passage in document.passages:
        if passage.span.start <= offer.prepared.sentence.start < passage.span.end:
            cut = sentences(document.text, passage.span)
            return next((s for s in cut if pattern.search(fold(document.text[slice(*s)]))), None)
    return None


# ------------------------------------------------------------------ why it fits


def _why(offer: Offer, question: Question, asked: Asker) -> Iterable[str]:
    """In a clause, for who describes himself: 对象相符, 条件相符, 条件待核实."""
    say = phrases(question.language)
    told = [k for k in asked.kinds if k.id not in GENERAL]
    if not told or not asked.himself:
        return
    names = vocabulary().beneficiaries
    if offer.relation == "same":
        yield say("fits_whom")
    elif offer.relation == "wider":
        above = frozenset(w for k in told for w in wider(k.id))
        wide = next((names[k].zh for k in offer.prepared.kinds if k in above), "")
        yield say("fits_wider", value=wide)
    elif offer.relation == "narrower":
        yield say("check_whom", value=offer.measure.beneficiary or "")
    if offer.low is not None:
        yield say("fits_limit")
    elif offer.measure.condition and fold(offer.measure.condition) not in asked.words:
        yield say("check_condition")


def related(found: Sequence[Offer]) -> tuple[Related, ...]:
    """Measures that exist but are not what is asked for."""
    return tuple(
        Related(
            text=o.measure.anchor.quote,
            doc_id=o.measure.doc_id,
            section=o.measure.section,
            line_start=o.measure.anchor.line_start,
            line_end=o.measure.anchor.line_end,
            record_id=o.measure.id,
        )
        for o in found[:5]
    )
