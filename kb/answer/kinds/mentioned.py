"""Which of several documents speak of a thing: each with the first sentence that does."""

from __future__ import annotations

from functools import reduce
from operator import and_

from kb.answer.asking.question import Question
from kb.answer.asking.scope import asks_which
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import relevant
from kb.answer.texts.standing import numbers

NAME = "mention"


def accepts(question: Question) -> bool:
    """Asks which documents mention something."""
    return question.has("mention") and asks_which(question) is not None


def claims(question: Question, catalog: Catalog) -> Draft | None:
    """The first sentence of each document that says all that is asked about."""
    asked = [a for a in relevant(question, catalog) if not a.soft]
    held = reduce(and_, (catalog.said.standing(a).either for a in asked)) if asked else 0
    draft, seen = Draft(catalog), set[str]()
    for piece, span, _ in (catalog.sentences[n] for n in numbers(held)):
        doc_id = piece.passage.doc_id
        if doc_id not in seen:
            seen.add(doc_id)
            draft.quote(catalog.document(doc_id).text[slice(*span)], doc_id, span, records=(piece.passage,))
    return draft if draft.claims else None
