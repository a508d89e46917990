"""Several documents: each answers for itself, the best come first, and no sentence mixes two of them.

A document is asked when enough of the question stands in it. Of the answers those are kept that say as much of what
was asked as the best one does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kb.answer.atoms import Atom
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.evidence import weigh
from kb.answer.matching import relevant
from kb.answer.pieces import Piece
from kb.answer.question import Question
from kb.answer.refusal import Refusal
from kb.model import Citation, Claim

PLAUSIBLE = 0.5
"""So much of a question must stand in a document that is asked."""
ASKED = 16
"""At most so many documents are asked, those that hold most of the question."""
NEARLY = 0.8
"""So much of what the best answer is worth another one must be worth."""
FIGURES = frozenset({"value", "trend", "compare", "yes_no", "conflict", "reverse", "alignment"})
"""Kinds that answer with an indicator that was named: each such answer is as good as another."""
SURE = (FIGURES, frozenset({"definition"}))
"""Kinds whose answers leave those of other kinds behind."""

Decide = Callable[[Question, Catalog], tuple[str, Draft | Refusal]]


class Reply(NamedTuple):
    """What one document answers."""

    catalog: Catalog
    kind: str
    outcome: Draft | Refusal


class Worth(NamedTuple):
    """A document's answer, and how well what it cites fits the question."""

    score: float
    doc_id: str
    kind: str
    draft: Draft


def reply(question: Question, held: Catalog, decide: Decide) -> Reply:
    """The answers of the documents together; where none answers, the refusal of the one that holds most."""
    replies = [Reply(part, *decide(question, part)) for part in _asked(question, held)]
    answers = [_worth(r.catalog, r.kind, r.outcome, question, held) for r in replies if isinstance(r.outcome, Draft)]
    best = _best(answers)
    if best:
        return Reply(held, _kind(best), _joined(best, held))
    refusals = [r for r in replies if isinstance(r.outcome, Refusal)]
    return refusals[0] if refusals else Reply(held, *decide(question.with_(cues=frozenset()), held))


def _asked(question: Question, held: Catalog) -> list[Catalog]:
    """The documents in which enough of the question stands, each alone; those that hold most first."""
    atoms = _topic(question, held)
    worth = {a.key: held.rarity(a) for a in atoms}
    total = sum(worth.values())
    shares = []
    for number, document in enumerate(held.documents):
        share = sum(worth[a.key] * held.whole.standing(a).presence(number) for a in atoms) / total if total else 1.0
        shares.append((-round(share, 6), number, document.doc_id))
    likely = [s for s in sorted(shares) if -s[0] >= PLAUSIBLE] or sorted(shares)[:1]
    return [held.within(frozenset({doc_id})) for _, _, doc_id in likely[:ASKED]]


def _topic(question: Question, held: Catalog) -> tuple[Atom, ...]:
    """What the question is about; nothing where it only asks for a fact, or a list, of any document."""
    return held.known(tuple(a for a in relevant(question, held) if not a.soft))


def _worth(part: Catalog, kind: str, draft: Draft, question: Question, held: Catalog) -> Worth:
    """Figures are worth the same; other answers what the best passage is worth that they cite."""
    atoms = _topic(question, held)
    cited = () if kind in FIGURES or not atoms else tuple(p for c in draft.citations for p in _pieces(part, c))
    score = max((weigh(held, atoms, piece).score for piece in cited), default=0.0)
    return Worth(round(score, 6), part.documents[0].doc_id, kind, draft)


def _pieces(part: Catalog, citation: Citation) -> list[Piece]:
    """The passages in which a citation stands."""
    return [
        piece
        for piece in part.pieces
        if any(s.start < piece.passage.span.end and piece.passage.span.start < s.end for s in citation.spans)
    ]


def _best(answers: list[Worth]) -> list[Worth]:
    """The figures or definitions where there are some, else what fits nearly as well as the best; whole ones first."""
    held = [a for a in answers if a.draft.claims]
    held = next((own for kinds in SURE if (own := [a for a in held if a.kind in kinds])), held)
    held.sort(key=lambda a: -a.score)  # documents come in the order of how much they hold, and keep it
    held = [a for a in held if a.score >= NEARLY * held[0].score]
    return [a for a in held if a.draft.status == "answered"] or held


def _kind(best: list[Worth]) -> str:
    """The kind of the whole: that of the best answer that is more than a quotation."""
    return next((a.kind for a in best if a.kind != "passages"), best[0].kind)


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
