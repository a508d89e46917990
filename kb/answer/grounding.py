"""Years told from the document's own year: 去年 in a question about a plan is the year before the plan was issued.

A question is never read from today's date: the same question must always have the same answer. The document's own year
is that of its issue, else the one in its title (a work report's), else the first of its period. Where the documents
that may be meant have different years the year stays open, and a refusal asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.answer.catalog import Catalog
from kb.answer.matching import named_series
from kb.answer.question import Question
from kb.answer.times import Relative, Times
from kb.model import DocumentRecord
from kb.vocab import phrases

_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?!\s*(?:-|—|–|至|到))")


class OwnYear(NamedTuple):
    """The year of a document, and the phrase that says where it is from."""

    year: int
    basis: str


def own_year(document: DocumentRecord) -> OwnYear | None:
    """The year from which a document's 去年 is counted; none when it states no date at all."""
    if document.issued_on:
        return OwnYear(int(document.issued_on[:4]), "basis_issued")
    if document.made_on:
        return OwnYear(int(document.made_on[:4]), "basis_made")
    if title := _TITLE_YEAR.search(document.title):
        return OwnYear(int(title[1]), "basis_title")
    return OwnYear(document.period[0], "basis_period") if document.period else None


def grounded(question: Question, catalog: Catalog) -> Question:
    """The question with 去年 and the like as years, and sentences that say so; unchanged where they stay open."""
    if question.times.plan_end and not question.times.span:
        question = question.with_(times=_at_end(question.times, meant(question, catalog)))
    if not question.times.relative:
        return question
    years = set(filter(None, map(own_year, meant(question, catalog))))
    if len({y.year for y in years}) != 1:
        return question
    own = sorted(years)[0]
    told = tuple(_told(one, own, question.language) for one in question.times.relative)
    return question.with_(times=_counted(question.times, own.year), assumed=(*question.assumed, *told))


def _at_end(times: Times, documents: Sequence[DocumentRecord]) -> Times:
    """规划期末 as a year beside those named, where the documents' periods end in the same one."""
    ends = {d.period[1] for d in documents if d.period}
    return times._replace(years=tuple(dict.fromkeys((*times.years, *ends)))) if len(ends) == 1 else times


def meant(question: Question, catalog: Catalog) -> Sequence[DocumentRecord]:
    """The documents that state the indicators named, else all."""
    if len(catalog.documents) < 2:
        return catalog.documents
    keys = {n.series.key for n in named_series(question, catalog)}
    stating = {s.doc_id for s in catalog.series if s.key in keys}
    return [d for d in catalog.documents if d.doc_id in stating] or catalog.documents


def _counted(times: Times, own: int) -> Times:
    years, span = list(times.years), times.span
    for one in reversed(times.relative):
        if one.length > 1:
            span = span or _stretch(one, own)
        elif own + one.offset not in years:
            years.insert(one.after, own + one.offset)
    return times._replace(years=tuple(years), span=span, relative=())


def _stretch(one: Relative, own: int) -> tuple[int, int]:
    return own - one.length + 1, own


def _told(one: Relative, own: OwnYear, language: str) -> str:
    say = phrases(language)
    first, last = _stretch(one, own.year) if one.length > 1 else (own.year + one.offset,) * 2
    years = f"{first}—{last}" if first < last else str(first)
    return say("assumed_years", said=one.printed, basis=say(own.basis, year=own.year), years=years) + say("stop")


def open_years(question: Question, catalog: Catalog) -> str:
    """Why a relative year stays open, in a sentence that asks for it."""
    say = phrases(question.language)
    titles = say("comma").join(_dated(meant(question, catalog), question.language))
    said = say("comma").join(one.printed for one in question.times.relative)
    return say("open_year", said=said, documents=titles) + say("stop")


def _dated(documents: Sequence[DocumentRecord], language: str) -> Iterator[str]:
    for document in documents[:4]:
        if own := own_year(document):
            yield phrases(language)("document_year", title=document.title, year=own.year)
