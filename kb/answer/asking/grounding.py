"""Years told from the document's own year: 去年 in a question about a plan is the year before the plan was issued.

A question is never read from today's date: the same question must always have the same answer. The document's own year
is that of its issue, else the one in its title or of the date at its head, else the one after the year it looks back
on (a work report), else the first of its period. Where the documents that state what is asked have different years, or
one of them none, the year stays open, and a refusal asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.answer.asking.question import Question
from kb.answer.asking.times import Relative, Times
from kb.answer.catalog import Catalog
from kb.answer.indicators.matching import named_series
from kb.model import DocumentRecord
from kb.text import fold
from kb.vocab import phrases, vocabulary

_TITLE_YEAR = re.compile(r"(?<![\d\-—–~至])((?:19|20)\d{2})年(?!\s*(?:-|—|–|~|至|到))")
_HEAD_DATE = re.compile(r"^[\s—（(-]*((?:19|20)\d{2})年\d{1,2}月\d{1,2}日", re.MULTILINE)
HEAD = 300
"""Characters at the head of a document in which the date of a report stands (——2016年3月5日在……会议上)."""


LISTED = 4
"""So many documents are named where the year stays open."""


class OwnYear(NamedTuple):
    """The year of a document, and the phrase that says where it is from."""

    year: int
    basis: str


def own_year(document: DocumentRecord, catalog: Catalog) -> OwnYear | None:
    """The year from which a document's 去年 is counted; none when it states no date at all."""
    if document.issued_on:
        return OwnYear(int(document.issued_on[:4]), "basis_issued")
    if document.made_on:
        return OwnYear(int(document.made_on[:4]), "basis_made")
    if title := _TITLE_YEAR.search(document.title):
        return OwnYear(int(title[1]), "basis_title")
    if head := _HEAD_DATE.search(fold(catalog.document(document.doc_id).text[:HEAD])):
        return OwnYear(int(head[1]), "basis_head")
    if reviewed := _reviewed_year(document, catalog):
        return OwnYear(reviewed + 1, "basis_review")
    return OwnYear(document.period[0], "basis_period") if document.period else None


def _reviewed_year(document: DocumentRecord, catalog: Catalog) -> int | None:
    """The year a report looks back on under a heading (一、2015年工作回顾): it is given in the year after."""
    pattern = re.compile(vocabulary().cues["year_review"].pattern or "")
    titles = (fold(s.title) for s in catalog.sections if s.doc_id == document.doc_id)
    return next((int(found["year"]) for title in titles if (found := pattern.search(title))), None)


def grounded(question: Question, catalog: Catalog) -> Question:
    """The question with 去年 and the like as years, and sentences that say so; unchanged where they stay open."""
    if question.times.plan_end and not question.times.span:
        question = question.with_(times=_at_end(question.times, meant(question, catalog)))
    if not question.times.relative:
        return question
    years = {own_year(document, catalog) for document in meant(question, catalog)}
    own = min((y for y in years if y is not None), default=None)
    if own is None or None in years or len({y.year for y in years if y}) > 1:
        return question
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
    titles = say("comma").join(_dated(question, catalog))
    said = say("comma").join(one.printed for one in question.times.relative)
    return say("open_year", said=said, documents=titles) + say("stop")


def _dated(question: Question, catalog: Catalog) -> Iterator[str]:
    """The documents that may be meant with their years, a few of them."""
    say = phrases(question.language)
    for document in meant(question, catalog)[:LISTED]:
        own = own_year(document, catalog)
        key = "document_year" if own else "document_undated"
        yield say(key, title=document.title, year=own.year if own else None)
