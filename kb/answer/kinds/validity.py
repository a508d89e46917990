"""Until when a document holds, as the documents say it: the period of a plan, a clause on validity, a repeal.

No clock is asked: the same question gets the same answer on every day.
"""

from __future__ import annotations

from decimal import Decimal

from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import relevant
from kb.answer.kinds.facts import clause, period_place
from kb.answer.kinds.relations import sentence_at
from kb.model import DocumentRecord, Value
from kb.vocab import phrases

NAME = "validity"


def accepts(question: Question) -> bool:
    """Asks whether a document still holds, or until when."""
    return question.has("validity", "in_force")


def claims(question: Question, catalog: Catalog) -> Draft | None:
    """What repeals it, the clause on its validity, and the end of its period; nothing where none is stated."""
    if any(not a.soft and a.weight >= 0.6 for a in relevant(question, catalog)):
        return None
    draft = Draft(catalog.base)
    for record in catalog.documents:
        _repealed(draft, record, question.language)
        clause(draft, record, "validity")
        _period(draft, record, question.language)
    return draft if draft.claims else None


def _repealed(draft: Draft, record: DocumentRecord, language: str) -> None:
    """The documents of the base that repeal this one."""
    for link in draft.catalog.links:
        if link.role == "repeals" and link.target == record.doc_id:
            place = sentence_at(draft.catalog.document(link.source), link)
            text = phrases(language)("repealed_here", title=record.title)
            draft.quote(text, link.source, place, records=(link.ref,))


def _period(draft: Draft, record: DocumentRecord, language: str) -> None:
    place = period_place(draft, record) if record.period else None
    if record.period is None or place is None:
        return
    first, last = record.period
    draft.quote(phrases(language)("period_over", first=first, last=last), record.doc_id, place)
    draft.values += [Value(value=Decimal(year), unit="年", year=year, doc_id=record.doc_id) for year in record.period]
