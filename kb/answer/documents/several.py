"""Several documents: each answers for itself, the best come first, and no sentence mixes two of them.

A document is asked when enough of the question stands in it. Of the answers those are kept that say as much of what
was asked as the best one does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.documents.worth import Worth, best, kind_of, topic, worth
from kb.answer.refusal import Refusal
from kb.model import Claim

PLAUSIBLE = 0.5
"""So much of a question must stand in a document that is asked."""
ASKED = 16
"""At most so many documents are asked, those that hold most of the question."""
Decide = Callable[[Question, Catalog], tuple[str, Draft | Refusal]]


class Reply(NamedTuple):
    """What one document answers."""

    catalog: Catalog
    kind: str
    outcome: Draft | Refusal


def reply(question: Question, held: Catalog, decide: Decide) -> Reply:
    """The answers of the documents together; where none answers, the refusal of the one that holds most."""
    replies = [Reply(part, *decide(question, part)) for part in _asked(question, held)]
    answers = [worth(r.catalog, r.kind, r.outcome, question, held) for r in replies if isinstance(r.outcome, Draft)]
    if chosen := best(answers):
        return Reply(held, kind_of(chosen), _joined(chosen, held))
    refusals = [r for r in replies if isinstance(r.outcome, Refusal)]
    return refusals[0] if refusals else Reply(held, *decide(question.with_(cues=frozenset()), held))


def _asked(question: Question, held: Catalog) -> list[Catalog]:
    """The documents in which enough of the question stands, each alone; those that hold most first."""
    atoms = topic(question, held)
    rarity = {a.key: held.rarity(a) for a in atoms}
    total = sum(rarity.values())
    shares = []
    for number, document in enumerate(held.documents):
        share = sum(rarity[a.key] * held.whole.standing(a).presence(number) for a in atoms) / total if total else 1.0
        shares.append((-round(share, 6), number, document.doc_id))
    likely = [s for s in sorted(shares) if -s[0] >= PLAUSIBLE] or sorted(shares)[:1]
    return [held.within(frozenset({doc_id})) for _, _, doc_id in likely[:ASKED]]


def _joined(answers: list[Worth], held: Catalog) -> Draft:
    """One draft of all, the citations numbered through; what stands before a document's claims stands with them."""
    joined = Draft(held, status=answers[0].draft.status)
    for one in answers:
        first = len(joined.citations)
        joined.citations += one.draft.citations
        joined.claims += [_moved(claim, first) for claim in one.draft.claims]
        joined.values += [v for v in one.draft.values if v not in joined.values]
        joined.findings += one.draft.findings
        joined.leads |= {one.doc_id: one.draft.lead, **one.draft.leads}
    return joined


def _moved(claim: Claim, first: int) -> Claim:
    return claim.model_copy(update={"citations": tuple(first + n for n in claim.citations)})
