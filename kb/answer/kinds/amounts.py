"""Which support gives the most, or more than so much: measures in the order of their sums."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from kb.answer.asking.cues import has_cue
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.kinds import passages
from kb.answer.refusal import Refusal, refuse_topic
from kb.answer.support.asker import Asker, asker
from kb.answer.support.limits import Limit, limits, own_quantities
from kb.answer.support.offers import ENOUGH, Offer, offers
from kb.answer.support.promising import give
from kb.model import Amount
from kb.vocab import phrases, vocabulary
from kb.vocab.unit_names import size

NAME = "amounts"
AT_MOST = 20
"""So many measures are listed; the number of the others is said."""


class Sum(NamedTuple):
    """The largest sum of a measure, in 元."""

    offer: Offer
    amount: Amount
    yuan: Decimal


def accepts(question: Question) -> bool:
    """Asks which support is the largest, or gives more or less than a sum."""
    bounded = any(q.measure == "yuan" for q in own_quantities(question.text)) and _compares(question.text)
    return question.has("measure", "amount") and (question.has("superlative") or (bounded and question.has("list")))


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The measures with the largest sum, or all those within the bound, the largest first."""
    asked = asker(question, passages.topic(question, catalog), catalog)
    if question.has("superlative") and any(not a.soft for a in asked.about) and not question.has("list"):
        return None  # 国家级孵化器最高资助多少: one support is meant, and its ceiling
    bound = _bound(question, asked)
    sums = _sums(question, asked._replace(stated=()), catalog)
    if not sums:
        return None
    if bound is None:
        sums = _of_kind(sums, question)
        top = sums[-1].yuan if has_cue(question.text, "lowest") else sums[0].yuan
        found = [s for s in sums if s.yuan == top]
    else:  # 补贴不到30万元: 补贴 and 资助 stand for each other where none of the word's own kind lies within
        found = _of_kind([s for s in sums if _within(s, bound)], question)
    if not found:
        return refuse_topic(question, catalog, phrases(question.language)("not_found_sum"), asked.about)
    if bound is None:
        found = [s._replace(offer=replace(s.offer, amounts=(s.amount,))) for s in found]
    return give([s.offer for s in found], question, asked._replace(stated=()), catalog, AT_MOST)


def _compares(text: str) -> bool:
    """Whether a word of more or less stands in it."""
    return has_cue(text, "at_least_word") or has_cue(text, "at_most_word")


def _bound(question: Question, asked: Asker) -> Limit | None:
    """The sum that is to be exceeded or kept under."""
    return next((x for x in limits(question.text) if x.measure == "yuan"), None) if asked.stated else None


def _within(found: Sum, bound: Limit) -> bool:
    over = bound.low is None or found.yuan > bound.low or (found.yuan == bound.low and found.amount.role != "cap")
    return over and (bound.high is None or found.yuan < bound.high)


def _sums(question: Question, asked: Asker, catalog: Catalog) -> list[Sum]:
    """The largest sum of each measure that holds what the question is about, the largest first."""
    hard = [a for a in asked.about if not a.soft]
    every = [
        s
        for o in offers(asked, catalog)
        if o.bar is None and (not hard or o.share >= ENOUGH) and (s := _largest(o)) is not None
    ]
    return sorted(every, key=lambda s: -s.yuan)


def _of_kind(sums: list[Sum], question: Question) -> list[Sum]:
    """Those of the kind of support asked for, where any is."""
    wanted = {m.entry.id for m in vocabulary().instruments.find(question.text)}
    kind = [s for s in sums if s.offer.measure.category in wanted or _named(s.offer, question)]
    return kind or sums


def _named(offer: Offer, question: Question) -> bool:
    words = [m.entry.zh for m in vocabulary().instruments.find(question.text)]
    return any(w in offer.measure.instrument for w in words)


def _largest(offer: Offer) -> Sum | None:
    fund = offer.measure.beneficiary is None  # 设立专项资金，每年5亿元: nobody gets that
    sums = [
        Sum(offer, a, yuan)
        for a in offer.amounts
        if (yuan := _yuan(a)) is not None and not (fund and a.role == "per_year")
    ]
    return max(sums, key=lambda s: s.yuan, default=None)


def _yuan(amount: Amount) -> Decimal | None:
    """A sum in 元; none for rates, for funds as a whole, and for sums per piece or square metre."""
    known = size(amount.unit)
    whole = known is not None and known.entry.id == "yuan" and known.per in (None, "年")
    return (amount.upper or amount.value) * known.factor if known and whole and amount.role != "total" else None
