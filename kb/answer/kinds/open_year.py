"""A year that only one of several documents could settle (去年): refused, with the question which is meant."""

from __future__ import annotations

from kb.answer.asking.grounding import open_years
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import named_series
from kb.answer.refusal import Refusal, suggestions

NAME = "open_year"


def accepts(question: Question) -> bool:
    """Speaks of a year relative to a document, and the document is not known."""
    return bool(question.times.relative)


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """A refusal that names the documents with their years; 上年 in a condition (上年营业收入) asks for no year."""
    if not named_series(question, catalog):
        return None
    return Refusal(open_years(question, catalog), (), suggestions(catalog, question.language))
