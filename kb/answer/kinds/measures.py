"""Support measures for whoever asks: those that fit, with their amounts, and what the text leaves open."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.answer.asking.atoms import Atom
from kb.answer.asking.figures import figures
from kb.answer.asking.quantity import counts_things
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import asked_dimensions, named_series
from kb.answer.kinds import passages
from kb.answer.refusal import Refusal, refuse_topic, suggestions
from kb.answer.support.asker import Asker, asker
from kb.answer.support.offers import ENOUGH, Offer, fitting, offers, out_of_reach
from kb.answer.support.promising import give, related
from kb.answer.support.sums import amount_words
from kb.answer.texts.evidence import Evidence, evidence, proven
from kb.answer.texts.pieces import Piece
from kb.vocab import phrases, vocabulary
from kb.vocab.unit_names import size

NAME = "measures"
NEAR = 0.35
"""A passage that promises something need only hold so much of the question: people describe themselves at length."""


def accepts(question: Question) -> bool:
    """Asks for support, how much somebody is given, for how long, or who pays."""
    named = question.has("mention") and question.has("list") and question.has("enterprise_word", "project_word")
    if named or (question.has("target", "difference") and not question.has("measure", "paid_how", "payer")):
        return False  # 产业规模要达到多少万亿: a figure, whoever gives
    gives = question.numeric and _gives(question) and not counts_things(question)  # 认定了多少家: no sum
    return question.has("measure", "paid_how", "amount", "payer") or gives


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The measures that fit; the passages that promise something when no measure does.

    Partial when an amount is asked for and the place that names the support states none.
    """
    if not question.has("measure") and _states(question, catalog):
        return None
    asked = asker(question, passages.topic(question, catalog), catalog)
    stranger = next((a for a in asked.about if catalog.count(a) == 0 and not a.soft and (a.name or a.proper)), None)
    if stranger is not None:
        reason = phrases(question.language)("not_found_name", name=stranger.shown)
        return refuse_topic(question, catalog, reason, tuple(a for a in asked.about if a is not stranger))
    if unheard := _unheard(question, catalog):
        reason = phrases(question.language)("not_found", what=unheard.shown)
        return refuse_topic(question, catalog, reason, asked.about)
    draft = _draft(question, catalog, asked)
    if isinstance(draft, Draft):
        _mark_unstated(draft, question)
    return draft


def _unheard(question: Question, catalog: Catalog) -> Atom | None:
    """An award named as a whole (高管人才奖) of which nothing stands in the text: no other one is meant."""
    awards = re.compile(vocabulary().cues["named_award"].pattern or "")
    named = (a for a in question.atoms if a.key.startswith("gloss:") and awards.search(a.printed))
    return next((a for a in named if not catalog.count(a)), None)


def _draft(question: Question, catalog: Catalog, asked: Asker) -> Draft | Refusal | None:
    about = evidence(catalog, asked.about, 1)
    found = offers(asked, catalog)
    if beyond := out_of_reach(found):
        return _refused(question, catalog, beyond)
    fits = _asked_for(question, fitting(found, asked))
    if question.has("topic") and not any(o.amounts for o in fits) and about and about[0].heading >= passages.ON_TOPIC:
        return passages.claims(question, catalog)
    if not fits and (others := _for_others(found, asked, catalog)):
        return _refused(question, catalog, others)
    if fits:
        draft = give(fits, question, asked, catalog)
        if asked.tier.levels and not any(o.prepared.tier.levels for o in fits):
            draft.status, draft.lead = "partial", phrases(question.language)("tier_unstated")
        return draft
    if asked.bare:
        return _speaking_of(question, catalog, asked)
    if promising := _promising(question, catalog, asked.about):
        return promising
    number = question.numeric or question.has("amount")  # a sentence without one is no answer
    return None if number else passages.claims(question.with_(cues=_unasked(question)), catalog)


def _speaking_of(question: Question, catalog: Catalog, asked: Asker) -> Draft | Refusal:
    """No measure is for who asks: the passage that speaks of him, where no sum is asked for; else nothing."""
    best = next((e for e in evidence(catalog, asked.about, 3) if proven(e)), None)
    if best is None or asked.exact:
        say = phrases(question.language)
        what = say("comma").join(dict.fromkeys(a.printed for a in asked.about))
        return refuse_topic(question, catalog, say("not_found", what=what), asked.about)
    draft = Draft(catalog)
    passages.quote(draft, best, asked.about, question)
    return draft


def _asked_for(question: Question, fits: list[Offer]) -> list[Offer]:
    """Where a number is asked for: the measures that state one, if any of them does."""
    if not (question.has("amount", "how_many") or question.numeric):
        return fits
    return [o for o in fits if o.amounts] or fits


def _for_others(found: Sequence[Offer], asked: Asker, catalog: Catalog) -> list[Offer]:
    """Support of the kind asked for that is for others, where the kind that asks is nowhere named (台湾青年)."""
    unheard = [a for a in asked.about if asked.kinds and a.key == f"whom:{asked.kinds[0].id}" and not catalog.count(a)]
    return [o for o in found if o.bar == "whom" and o.share > NEAR][:3] if unheard else []


def _refused(question: Question, catalog: Catalog, beyond: Sequence[Offer]) -> Refusal:
    """What is there is for another tier or others, or beyond what was stated: it is shown, and nothing is promised."""
    say, language = phrases(question.language), question.language
    key = f"not_found_{beyond[0].bar}"
    points = say("separator").join(
        f"{o.measure.beneficiary or say('unstated')}"
        f"{say('bracketed', value=o.measure.condition) if o.bar == 'limit' and o.measure.condition else ''}"
        f"{say('colon')}{say('comma').join(amount_words(a, language) for a in o.measure.amounts) or say('unstated')}"
        for o in beyond[:5]
    )
    return Refusal(say(key, values=points), related(beyond), suggestions(catalog, language))


def _states(question: Question, catalog: Catalog) -> bool:
    """Whether the number asked for is that of an indicator, and in its unit."""
    asked = asked_dimensions(question)
    return any(not asked or n.series.dimension in asked for n in named_series(question, catalog))


def _gives(question: Question) -> bool:
    """Whether a verb of giving (给予, 安排, 补贴) or an instrument (配套) stands in the question."""
    verbs = any(m.entry.role in ("give", "support") for m in vocabulary().verbs.find(question.text))
    return verbs or any(True for _ in vocabulary().instruments.find(question.text))


def _unasked(question: Question) -> frozenset[str]:
    """The cues without those that ask for a number: a sentence about the support may answer."""
    return question.cues | {"measure"}


# ------------------------------------------------------------------ what is not stated


def _mark_unstated(draft: Draft, question: Question) -> None:
    """Partial where the amount, the period or the payer that is asked for is not among what is stated."""
    say = phrases(question.language)
    if question.has("duration", "how_long"):
        lacks = not any((u := size(v.unit)) and u.entry.dimension == "time" for v in draft.values)
        key = "period_unstated" if lacks and not _quotes(draft, "time") else ""
    elif question.has("payer"):
        key = ""
    else:
        asks = question.has("amount", "how_many") or question.numeric
        key = "amount_unstated" if asks and not _quotes(draft, "money", "ratio") else ""
    if key:
        draft.status, draft.lead = "partial", say(key)


def _quotes(draft: Draft, *dimensions: str) -> bool:
    """Whether a quantity of one of these dimensions stands in what is quoted."""
    stated = (size(f.unit) for c in draft.citations for f in figures(c.quote))
    return any(u is not None and u.entry.dimension in dimensions for u in stated)


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
