"""Which of the answers of several documents to give: those that are worth about as much as the best one.

Figures, definitions and facts of a document are worth the same whoever states them. What is quoted, or offered, is
worth what the passages are worth in which it stands.
"""

from __future__ import annotations

from typing import NamedTuple

from kb.answer.asking.atoms import Atom
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import relevant
from kb.answer.support.asker import idle, particular
from kb.answer.texts.evidence import weigh
from kb.answer.texts.pieces import Piece
from kb.model import Citation
from kb.text import fold

FIGURES = frozenset(
    "value trend compare direction together superlative fastest threshold yes_no conflict reverse alignment".split()
)
"""Kinds that answer with an indicator that was named."""
SURE = (FIGURES, frozenset({"definition"}), frozenset({"facts", "validity"}))
"""Kinds whose answers leave those of other kinds behind."""
OPEN = frozenset({"outline", "names"})
"""Kinds that list what any document has, where the question names no topic."""
NEARLY = 0.8
"""So much of what the best answer is worth another one must be worth."""
HEADED = 0.4
"""What it adds that a passage stands under a heading about the same."""
SHOWN = 6
"""At most so many documents are quoted together, the best ones."""


class Worth(NamedTuple):
    """A document's answer: how much of the question stands in what it cites, the same with what a heading about it
    adds, what it is worth in all, and whether it gives records, not passages alone."""

    share: float
    fit: float
    score: float
    doc_id: str
    kind: str
    draft: Draft
    recorded: bool


def topic(question: Question, held: Catalog) -> tuple[Atom, ...]:
    """What the question is about; nothing where it only asks for a fact, or a list, of any document."""
    found = relevant(question, held)
    if question.has("measure", "paid_how", "payer"):
        plain = fold(question.text)
        found = tuple(a._replace(soft=a.soft and not particular(a, plain)) for a in found if not idle(a, plain))
    return held.known(tuple(a for a in found if not a.soft))


def worth(part: Catalog, kind: str, draft: Draft, question: Question, held: Catalog) -> Worth:
    """What the answer of one document, `part`, is worth among those of all that are `held`."""
    asked = topic(question, held)
    alike = any(kind in kinds for kinds in SURE) or (kind in OPEN and not asked)
    asked = asked or held.known(relevant(question, held))
    cited = () if alike else tuple(piece for c in draft.citations for piece in _pieces(part, c))
    rarity = {a.key: held.rarity(a) for a in asked}
    weighed = [weigh(rarity, asked, piece) for piece in cited]
    share = max((one.share for one in weighed), default=0.0)
    fit = max((one.share + HEADED * one.heading for one in weighed), default=0.0)
    score = max((one.score for one in weighed), default=0.0)
    return Worth(
        round(share, 6), round(fit, 6), round(score, 6), part.documents[0].doc_id, kind, draft, _recorded(draft)
    )


def _pieces(part: Catalog, citation: Citation) -> list[Piece]:
    """The passages in which a citation stands."""
    return [
        piece
        for piece in part.pieces
        if any(s.start < piece.passage.span.end and piece.passage.span.start < s.end for s in citation.spans)
    ]


def _recorded(draft: Draft) -> bool:
    """Whether it gives records, not passages alone."""
    own = ((c.record_ids, draft.citations[c.citations[0]].doc_id) for c in draft.claims)
    types = {draft.catalog.store.record(doc_id, id).type for ids, doc_id in own for id in ids}
    return bool(types - {"passage"})


def best(answers: list[Worth]) -> list[Worth]:
    """The sure ones where there are some, else those that fit nearly as well as the best; whole ones first."""
    held = [a for a in answers if a.draft.claims]
    if sure := next((own for kinds in SURE if (own := [a for a in held if a.kind in kinds])), None):
        return [a for a in sure if a.draft.status == "answered"] or sure
    lists = [a for a in held if a.kind in OPEN and not a.fit]
    if lists and all(a in lists or a.kind == "passages" for a in held):
        return lists
    held = _offers(held)
    most = max((a.fit for a in held), default=0.0)
    held = sorted((a for a in held if a.fit >= NEARLY * most), key=lambda a: -a.score)
    return ([a for a in held if a.draft.status == "answered"] or held)[:SHOWN]


def _offers(held: list[Worth]) -> list[Worth]:
    """Of answers that offer support, those that give a measure, where there are such."""
    most = max((a.share for a in held), default=0.0)
    return [a for a in held if a.kind == "measures" and a.recorded and a.share >= NEARLY * most] or held


def kind_of(chosen: list[Worth]) -> str:
    """The kind of the whole: that of the best answer that is more than a quotation."""
    return next((a.kind for a in chosen if a.kind != "passages"), chosen[0].kind)
