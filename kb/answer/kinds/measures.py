"""Support measures for whoever asks: those that fit, and what the text leaves open."""

from __future__ import annotations

from typing import NamedTuple

from kb.answer.atoms import Atom
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.kinds import passages
from kb.answer.matching import named_series
from kb.answer.question import Question
from kb.answer.refusal import Refusal, refuse_topic
from kb.answer.wording import with_unit
from kb.model import Measure
from kb.text import fold
from kb.vocab import phrases

NAME = "measures"
AT_MOST = 3


class Fit(NamedTuple):
    """A measure, how much of the question it holds, and where it stands among all."""

    score: float
    share: float
    order: int
    measure: Measure


def accepts(question: Question) -> bool:
    """Asks for support, or for an amount of it."""
    return question.has("measure", "amount")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The measures that fit best; the passages when no measure does; partial when only the amount is missing."""
    if not question.has("measure") and named_series(question, catalog):
        return None
    asked = passages.topic(question, catalog)
    stranger = next((a for a in asked if catalog.count(a) == 0 and (a.name or a.proper)), None)
    if stranger is not None:
        reason = phrases(question.language)("not_found_name", name=stranger.printed)
        return refuse_topic(question, catalog, reason, tuple(a for a in asked if a is not stranger))
    fits = _fitting(asked, catalog)
    if not fits or not asked:
        return passages.claims(question, catalog)
    draft = Draft(catalog)
    for fit in fits:
        _say(draft, fit.measure, question.language)
    if question.has("amount") and not any(f.measure.amounts for f in fits):
        draft.status, draft.lead = "partial", phrases(question.language)("amount_unstated")
    return draft


def _fitting(asked: tuple[Atom, ...], catalog: Catalog) -> list[Fit]:
    """Measures on which most of the question stands, the best first; ties in the document's order."""
    worth = {a.key: catalog.rarity(a) for a in asked}
    total = sum(worth.values()) or 1.0
    found = []
    for order, measure in enumerate(catalog.measures):
        own = fold(
            " ".join((measure.instrument, measure.beneficiary or "", measure.condition or "", measure.anchor.quote))
        )
        path = fold(" ".join(measure.section))
        inside = sum(worth[a.key] for a in asked if a.stands_in(own)) / total
        share = sum(worth[a.key] for a in asked if a.stands_in(own) or a.stands_in(path)) / total
        found.append(Fit(inside + 0.5 * share, share, order, measure))
    found.sort(key=lambda f: (-f.score, f.order))
    best = found[0] if found else None
    if best is None or best.share < 0.55 or best.score < 0.7:
        return []
    return [f for f in found[:AT_MOST] if f.score >= 0.9 * best.score]


def _say(draft: Draft, measure: Measure, language: str) -> None:
    """What the text says, and 未载明 for what it leaves open."""
    say = phrases(language)
    amounts = say("comma").join(_amount(a, language) for a in measure.amounts)
    text = say(
        "measure_item",
        instrument=measure.instrument,
        beneficiary=measure.beneficiary or say("unstated"),
        condition=measure.condition or say("unstated"),
        amount=amounts or say("unstated"),
    )
    draft.quote(text + say("stop"), measure.doc_id, measure.span, records=(measure,))


def _amount(amount: object, language: str) -> str:
    value = with_unit(amount.value, amount.unit, language)  # type: ignore[attr-defined]
    tier = amount.for_  # type: ignore[attr-defined]
    return f"{tier}{value}" if tier else value
