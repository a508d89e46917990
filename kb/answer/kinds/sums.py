"""Which support gives so much, most or least: measures chosen by the amount they state, unlike units apart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kb.answer.atoms import Atom
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.intervals import Bound, bounds
from kb.answer.kinds.superlative import lowest
from kb.answer.offers import Offer
from kb.answer.question import Question
from kb.answer.refusal import Refusal
from kb.answer.selection import narrowing, wanted_dimensions
from kb.answer.wording import amount_words, with_unit
from kb.model import Amount
from kb.text import fold
from kb.vocab import phrases, vocabulary
from kb.vocab.unit_names import comparable, size

NAME = "sums"
MONEY = "money"
NEAR = 8
"""So many characters before a figure say what it is of."""


class Sum(NamedTuple):
    """A sum that a measure states."""

    offer: Offer
    amount: Amount

    @property
    def value(self) -> Decimal:
        """The most it comes to, in its own unit."""
        return self.amount.upper or self.amount.value


def accepts(question: Question) -> bool:
    """Asks which support lies on one side of a sum, or which is the highest."""
    about = question.has("measure", "amount") and not question.has("yes_no", "topic", "responsible")
    chooses = question.has("list", "reverse", "which_of", "amount", "how_many") or question.language == "en"
    return about and chooses and (bool(question.figures) or question.has("superlative", "lowest"))


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The measures with their sums; nothing where no measure about the topic states one."""
    topic = narrowing(question, catalog)
    sums = _sums(topic, catalog)
    if not sums or "ratio" in wanted_dimensions(question, catalog):
        return None
    if question.figures:
        if topic and not _of_support(question):
            return None
        limits = [b for b in bounds(question) if b.figure.unit and (size(b.figure.unit) or False)]
        found = [s for s in sums if limits and all(_holds(s, b) for b in limits)]
        return _list(found, question, catalog) if found else None
    if topic and not question.has("list", "reverse", "which_of"):
        return None  # 最高补助多少 about one thing asks for what it gives, not for the one that gives most
    unit = sums[0].amount.unit
    alike = [s for s in sums if comparable(s.amount.unit, unit) is not None]
    chosen = (min if lowest(question) else max)(_in(s, unit) for s in alike)
    return _list([s for s in alike if _in(s, unit) == chosen], question, catalog, len(alike))


def _of_support(question: Question) -> bool:
    """Whether the figure is of what is given (奖励超过100万元), not of whom it is for (年营收2000万元以上的企业)."""
    head = fold(question.text)[: question.figures[0].span.start][-NEAR:]
    return any(fold(n) in head for n in vocabulary().cues["measure"].names)


def _sums(topic: Sequence[Atom], catalog: Catalog) -> list[Sum]:
    """The sums of money of all measures that hold the topic, in the documents' order."""
    found = []
    for offer in catalog.offers.all:
        document = catalog.document(offer.measure.doc_id)
        words = fold("\n".join((*offer.measure.section, offer.measure.instrument, document.text[slice(*offer.place)])))
        if all(a.stands_in(words) for a in topic):
            found += [Sum(offer, a) for a in offer.measure.amounts if _is_money(a)]
    return found


def _is_money(amount: Amount) -> bool:
    found = size(amount.unit)
    return amount.role not in ("period", "total") and found is not None and found.entry.dimension == MONEY


def _in(one: Sum, unit: str) -> Decimal:
    return one.value * (comparable(one.amount.unit, unit) or Decimal(1))


def _holds(one: Sum, bound: Bound) -> bool:
    factor = comparable(one.amount.unit, bound.figure.unit)
    return factor is not None and bound.interval.holds(one.value * factor)


def _list(found: Sequence[Sum], question: Question, catalog: Catalog, compared: int = 0) -> Draft:
    say, language, draft = phrases(question.language), question.language, Draft(catalog)
    which = say("lowest" if lowest(question) else "highest")
    value = with_unit(found[0].value, found[0].amount.unit, language)
    draft.lead = say("list_items", number=len(found))
    if compared:
        draft.lead = say("extreme_sum", which=which, value=value, compared=compared, number=len(found))
    for (measure, place), amount in found:
        text = say(
            "measure_item",
            instrument=measure.instrument,
            beneficiary=measure.beneficiary or say("unstated"),
            condition=measure.condition or say("unstated"),
            amount=amount_words(amount, language),
        )
        draft.quote(text + say("stop"), measure.doc_id, place, records=(measure,))
        draft.promise(measure, amount, place)
    return draft
