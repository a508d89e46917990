"""Support measures for whoever asks: those that fit, and what the text leaves open."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import NamedTuple

from kb.answer.atoms import Atom
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.evidence import Evidence, evidence
from kb.answer.figures import figures
from kb.answer.kinds import passages
from kb.answer.matching import asked_dimensions, named_series
from kb.answer.offers import Offer
from kb.answer.pieces import Piece
from kb.answer.question import Question
from kb.answer.refusal import Refusal, refuse_topic
from kb.answer.standing import numbers
from kb.answer.wording import amount_words
from kb.model import Measure, Span
from kb.vocab import phrases, vocabulary
from kb.vocab.unit_names import size

NAME = "measures"
AT_MOST = 5
ENOUGH = 0.55
NEAR = 0.35
"""A passage that promises something need only hold so much of the question: people describe themselves at length."""


class Fit(NamedTuple):
    """An offer, how much of the question it holds, and where it stands among all."""

    score: float
    share: float
    order: int
    offer: Offer


class Promised(NamedTuple):
    """One promise: the sentence that makes it, to whom, and on what condition."""

    doc_id: str
    sentence: Span
    beneficiary: str | None
    condition: str | None


def accepts(question: Question) -> bool:
    """Asks for support, or how much somebody is given."""
    return question.has("measure", "amount") or (question.numeric and _gives(question))


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The measures that fit best; the passages that promise something when no measure does.

    Partial when an amount is asked for and the place that names the support states none.
    """
    if not question.has("measure") and _states(question, catalog):
        return None
    asked = passages.topic(question, catalog)
    stranger = next((a for a in asked if catalog.count(a) == 0 and (a.name or a.proper)), None)
    if stranger is not None:
        reason = phrases(question.language)("not_found_name", name=stranger.printed)
        return refuse_topic(question, catalog, reason, tuple(a for a in asked if a is not stranger))
    draft = _draft(question, catalog, asked)
    if isinstance(draft, Draft) and (question.has("amount") or question.numeric) and not _states_amount(draft):
        draft.status, draft.lead = "partial", phrases(question.language)("amount_unstated")
    return draft


def _draft(question: Question, catalog: Catalog, asked: tuple[Atom, ...]) -> Draft | Refusal | None:
    about = evidence(catalog, asked, 1)
    if question.has("topic") and about and about[0].heading >= passages.ON_TOPIC:
        return passages.claims(question, catalog)
    fits = _fitting(asked, catalog)
    if not fits:
        if draft := _promising(question, catalog, asked):
            return draft
        number = question.numeric or question.has("amount")  # a sentence without one is no answer
        return None if number else passages.claims(question.with_(cues=_unasked(question)), catalog)
    draft = Draft(catalog)
    for promise, measures in _promised([f.offer for f in fits]).items():
        _say(draft, promise, measures, question.language)
    return draft


def _promised(offers: list[Offer]) -> dict[Promised, list[Measure]]:
    """The measures by who is promised them, on what condition, and in which sentence."""
    groups: dict[Promised, list[Measure]] = {}
    for m, place in offers:
        groups.setdefault(Promised(m.doc_id, place, m.beneficiary, m.condition), []).append(m)
    return groups


def _states(question: Question, catalog: Catalog) -> bool:
    """Whether the number asked for is that of an indicator, and in its unit."""
    asked = asked_dimensions(question)
    return any(not asked or n.series.dimension in asked for n in named_series(question, catalog))


def _gives(question: Question) -> bool:
    """Whether a verb of giving stands in the question (给予, 安排, 补贴)."""
    return any(m.entry.role in ("give", "support") for m in vocabulary().verbs.find(question.text))


def _unasked(question: Question) -> frozenset[str]:
    """The cues without those that ask for a number: a sentence about the support may answer."""
    return question.cues | {"measure"}


# ------------------------------------------------------------------ measures


def _fitting(asked: tuple[Atom, ...], catalog: Catalog) -> list[Fit]:
    """Measures on which most of the question stands, the best first; ties in the document's order."""
    worth = {a.key: catalog.rarity(a) for a in asked}
    total = sum(worth.values()) or 1.0
    hard = [a for a in asked if not a.soft] or list(asked)
    weight = sum(worth[a.key] for a in hard) or 1.0
    everything = catalog.offers
    own, whom, path = ([shelf.standing(a) for a in asked] for shelf in everything[1:])
    spoken = reduce(or_, (s.either for s in (*own, *whom, *path)), 0)
    found = []
    for n in numbers(spoken):
        at = [
            (a, o.presence(n), w.presence(n), p.presence(n)) for a, o, w, p in zip(asked, own, whom, path, strict=True)
        ]
        inside = sum(worth[a.key] * max(o, 1.2 * w) for a, o, w, _ in at) / total
        share = sum(worth[a.key] * max(o, w, p) for a, o, w, p in at if a in hard) / weight
        found.append(Fit(inside + 0.5 * share, share, n, everything.all[n]))
    found.sort(key=lambda f: (-f.score, f.order))
    best = found[0] if found and asked else None
    if best is None or best.share < ENOUGH or best.score < 0.7:
        return []
    return [f for f in found[:AT_MOST] if f.score >= 0.85 * best.score]


def _say(draft: Draft, promised: Promised, measures: list[Measure], language: str) -> None:
    """What the text says, and 未载明 for what it leaves open."""
    say, (doc_id, span, whom, condition) = phrases(language), promised
    amounts = say("comma").join(amount_words(a, language) for m in measures for a in m.amounts)
    text = say(
        "measure_item",
        instrument=say("comma").join(dict.fromkeys(m.instrument for m in measures)),
        beneficiary=whom or say("unstated"),
        condition=condition or say("unstated"),
        amount=amounts or say("unstated"),
    )
    # A list's lead-in may name whom all its items are for, lines above the sentence that promises.
    elsewhere = (m.places["beneficiary"] for m in measures if "beneficiary" in m.places)
    draft.quote(text + say("stop"), doc_id, span, *dict.fromkeys(elsewhere), records=tuple(measures))
    for measure in measures:
        for amount in measure.amounts:
            draft.promise(measure, amount, span)


# ------------------------------------------------------------------ passages


def _promising(question: Question, catalog: Catalog, asked: tuple[Atom, ...]) -> Draft | None:
    """The best passage in which a measure stands."""
    unheard = any(catalog.count(a) == 0 for a in asked if not a.soft)
    enough = ENOUGH if unheard or question.numeric or question.has("amount") else NEAR
    found = [e for e in evidence(catalog, asked, 20) if e.share >= enough and _promises(e.piece, catalog)]
    if not found or any(a.proper for a in found[0].lost):
        return None
    best: Evidence = found[0]
    draft = Draft(catalog)
    passages.quote(draft, best, asked, question)
    return draft


def _promises(piece: Piece, catalog: Catalog) -> bool:
    start, end = piece.passage.span
    return any(m.doc_id == piece.passage.doc_id and start <= m.span.start < end for m in catalog.measures)


def _states_amount(draft: Draft) -> bool:
    """Whether a sum or a rate stands in what is quoted."""
    stated = (size(f.unit) for c in draft.citations for f in figures(c.quote))
    return any(u is not None and u.entry.dimension in ("money", "ratio") for u in stated)
