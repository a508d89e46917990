"""Measures in words: what is given, to whom, on what condition, why it fits, and 未载明 for what is left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kb.answer.asker import Asker
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.cues import has_cue
from kb.answer.offers import Offer
from kb.answer.question import Question
from kb.answer.whom import GENERAL
from kb.answer.wording import printed, with_unit
from kb.model import Amount, Related, Span
from kb.text import fold, sentences
from kb.vocab import phrases, vocabulary

AT_MOST = 8
"""So many promises are told one by one; the number of the others is said."""
_PER = re.compile(r"/(年|月)$")


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
    told = list(groups.items())[:at_most]
    if len(groups) > 1:
        more = say("measures_more", number=len(groups) - len(told)) if len(groups) > len(told) else ""
        draft.lead = say("measures_lead", number=len(groups), more=more)
    for promised, members in told:
        _say(draft, promised, members, question, asked)
    return draft


def _say(draft: Draft, promised: Promised, members: Sequence[Offer], question: Question, asked: Asker) -> None:
    say, language = phrases(question.language), question.language
    measures = [o.measure for o in members]
    instrument = say("comma").join(dict.fromkeys(m.instrument for m in measures))
    sums = say("pause").join(amount_words(a, language) for o in members for a in o.amounts)
    more = (*_payer(members, question, draft.catalog), *_why(members[0], question, asked))
    text = say(
        "measure_item",
        given=say("measure_given", amount=sums, instrument=instrument) if sums else instrument,
        beneficiary=promised.beneficiary or say("unstated"),
        condition=promised.condition or say("unstated"),
        more="".join(say("semicolon") + w for w in (*(() if sums else (say("amount_none"),)), *more)),
    )
    # A list's lead-in may name whom all its items are for, lines above the sentence that promises.
    elsewhere = (m.places["beneficiary"] for m in measures if "beneficiary" in m.places)
    paid = _paying(members[0], draft.catalog) if question.has("payer") else None
    places = dict.fromkeys((promised.sentence, *elsewhere, *([paid] if paid else [])))
    draft.quote(text + say("stop"), promised.doc_id, *places, records=tuple(measures))
    for offer in members:
        for amount in offer.amounts:
            draft.promise(offer.measure, amount, promised.sentence)


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
    if not told or not has_cue(question.text, "first_person"):
        return
    names = vocabulary().beneficiaries
    if offer.relation == "same":
        yield say("fits_whom")
    elif offer.relation == "wider":
        wide = next((names[k].zh for k in offer.prepared.kinds if k in names._by_id), "")
        yield say("fits_wider", value=wide)
    elif offer.relation == "narrower":
        yield say("check_whom", value=offer.measure.beneficiary or "")
    if offer.low is not None:
        yield say("fits_limit")
    elif offer.measure.condition and fold(offer.measure.condition) not in asked.words:
        yield say("check_condition")


# ------------------------------------------------------------------ amounts


def amount_words(amount: Amount, language: str) -> str:
    """What a measure gives, with the tier it is for: 国家级300万元, 每年最高200万元, 实际租金的50%, 最长3年."""
    say = phrases(language)
    per = _PER.search(amount.unit) if amount.role != "period" else None
    unit = _PER.sub("", amount.unit)
    value = with_unit(amount.value, unit, language)
    if amount.upper is not None:
        value = say("range", low=printed(amount.value), high=with_unit(amount.upper, unit, language))
    limited = amount.role == "cap" or amount.comparator in ("<=", "<")
    if amount.role == "period":
        worded = say("period_at_most" if limited else "period_of", value=value)
    else:
        worded = (
            say("capped", value=value)
            if limited
            else say("at_least", value=value)
            if amount.comparator == ">="
            else value
        )
        worded = say("rate_of", value=worded, base=amount.base) if amount.base else worded
        worded = say({"年": "each_year", "月": "each_month"}[per[1]], value=worded) if per else worded
        worded = say("each_head", value=worded) if amount.role == "per_head" else worded
        worded = say("each_year", value=worded) if amount.role == "per_year" and not per else worded
    tier = amount.for_ if amount.for_ and not amount.for_.endswith("%") else ""
    return f"{tier}{worded}" if language == "zh" or not tier else f"{tier}: {worded}"


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
