"""Lists that are headings: the chapters of a document, its main tasks, the items under a heading, a numbered part."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import reduce
from itertools import product
from operator import or_

from kb.answer.asking.atoms import Atom
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import relevant
from kb.answer.refusal import Refusal, refuse_topic
from kb.answer.texts.headings import covered
from kb.answer.texts.numbered import asked_parts, counted_measures, styled
from kb.answer.texts.standing import numbers
from kb.model import Section, Value
from kb.text import fold
from kb.vocab import phrases
from kb.vocab.interface import interface

NAME = "outline"
WHOLE = 8
"""A numbered part without headings below it is quoted when it has at most so many passages."""


def accepts(question: Question) -> bool:
    """Asks for a list, for how many parts there are, or for a part by its number."""
    return question.has("outline", "list", "count", "tasks", "part_number", "numbered", "article_count", "parts")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The headings below the heading the question names or numbers; the top ones when it asks for the outline."""
    if question.has("numbered", "part_number") and (parts := asked_parts(question.text)):
        return _numbered(parts, question, catalog)
    if question.has("article_count") and (draft := _counted(question, catalog)):
        return draft
    if question.has("outline", "article_count") and not _about_more(question, catalog):
        return _headings([s for s in catalog.sections if s.level == 1], question, catalog, "outline", None)
    parent = _task_section(question, catalog) or _named(question, catalog)
    if parent is None:
        return _siblings(question, catalog)
    children = [s for s in catalog.sections if s.parent == parent.id and s.doc_id == parent.doc_id]
    return _headings(children, question, catalog, "list_lead", parent) if len(children) > 1 else None


# ------------------------------------------------------------------ parts by their number


def _numbered(parts: tuple[str, ...], question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The part of this number: the headings below it, or its text; a refusal where no document has it.

    Where several parts have the number and nothing else tells them apart, all of them, and no guess.
    """
    found = _spoken_of(styled(parts, catalog), question, catalog)
    say = phrases(question.language)
    if not found:
        return refuse_topic(question, catalog, say("no_number", what="".join(parts)))
    draft = Draft(catalog)
    if len(found) > len({s.doc_id for s in found}):
        draft.lead = say("list_items", number=len(found))
        for section in found:
            draft.quote(
                interface(question.language)("path").join(section.section),
                section.doc_id,
                section.span,
                records=(section,),
            )
        return draft
    for section in found:
        children = [s for s in catalog.sections if s.parent == section.id and s.doc_id == section.doc_id]
        if len(children) > 1 and any(c.title != c.label for c in children):
            draft.lead = say("list_lead", number=len(children), title=section.title)
            for child in children:
                draft.quote(child.section[-1], child.doc_id, child.span, records=(child,))
        else:
            _text_of(section, draft, question.language)
    return draft if draft.claims else None


def _spoken_of(found: list[Section], question: Question, catalog: Catalog) -> list[Section]:
    """Those of several headings whose titles say most of what else the question says: （三）打造产业集群."""
    words = [a for a in relevant(question, catalog) if not a.soft]
    said = [sum(len(a.printed) for a in words if a.stands_in(fold(s.title))) for s in found]
    return [s for s, n in zip(found, said, strict=True) if n == max(said)]


def _text_of(section: Section, draft: Draft, language: str) -> None:
    depth = len(section.section)
    own = [
        p.passage
        for p in draft.catalog.pieces
        if p.passage.doc_id == section.doc_id and p.passage.section[:depth] == section.section
    ]
    for number, passage in enumerate(own[:WHOLE]):
        lead = "" if number else phrases(language)("passage", section=section.section[-1])
        draft.quote(lead + passage.text, passage.doc_id, passage.span, records=(passage,))


def _counted(question: Question, catalog: Catalog) -> Draft | None:
    """How many articles, chapters or boxes each document has, from its first to its last."""
    draft, say = Draft(catalog), phrases(question.language)
    for document, measure in product(catalog.documents, counted_measures(question.text)):
        own = [s for s in catalog.sections if s.doc_id == document.doc_id and measure.counts(s)]
        if not own or not measure.marked or _about_more(question, catalog, own):
            continue
        ends = say("article_count", number=len(own), measure=measure.counted, first=own[0].label, last=own[-1].label)
        places = dict.fromkeys((own[0].span, own[-1].span))
        draft.quote(ends + say("stop"), document.doc_id, *places, records=(own[0], own[-1]))
        for section in own if question.has("list") and len(own) <= WHOLE else ():  # 几个专栏，分别是什么
            draft.quote(section.section[-1] + say("stop"), section.doc_id, section.span, records=(section,))
        draft.values.append(Value(value=Decimal(len(own)), unit=measure.unit, derived=True, doc_id=document.doc_id))
    return draft if draft.claims else None


def _about_more(question: Question, catalog: Catalog, counted: Sequence[Section] = ()) -> bool:
    """Whether the question names something besides the document and the headings it counts: 数据目录 is not its table
    of contents. A verb that stands nowhere (共有) names nothing."""
    own = " ".join(fold(t) for t in (*(d.title for d in catalog.documents), *(s.title for s in counted)))
    more = (a for a in relevant(question, catalog) if not (a.soft or a.stands_in(own)))
    return any(a.is_noun or catalog.count(a) for a in more)


# ------------------------------------------------------------------ headings by their words


def _task_section(question: Question, catalog: Catalog) -> Section | None:
    """Where the tasks of a document stand: the top heading with most of them, if nothing more is asked for."""
    if not question.has("tasks") or any(not a.soft for a in relevant(question, catalog)):
        return None
    tops = Counter(t.section[0] for t in catalog.tasks if t.section)
    best = tops.most_common(1)
    return next((s for s in catalog.sections if best and s.section == (best[0][0],)), None)


def _named(question: Question, catalog: Catalog) -> Section | None:
    """The heading with children whose title says what the question asks for, and nothing else."""
    asked = relevant(question, catalog) or question.content
    best: tuple[float, Section] | None = None
    spoken = reduce(or_, (catalog.titles.standing(a).either for a in asked), 0)
    for section in (catalog.sections[number] for number in numbers(spoken)):
        score = _about(section.title, asked)
        if score >= 0.75 and (best is None or score > best[0]) and _has_children(section, catalog):
            best = (score, section)
    return best[1] if best else None


def _siblings(question: Question, catalog: Catalog) -> Draft | None:
    """Headings of one parent that all say what is asked: 优秀人才平台 in 一是, 二是 and 三是."""
    hard = [a for a in relevant(question, catalog) if not a.soft]
    if len(hard) < 2 or not question.has("list", "parts"):
        return None
    groups: dict[tuple[str, str | None], list[Section]] = {}
    for section in catalog.sections:
        if all(a.stands_in(fold(section.title)) for a in hard):
            groups.setdefault((section.doc_id, section.parent), []).append(section)
    best = max(groups.values(), key=len, default=[])
    return _headings(best, question, catalog, "list_items", None) if len(best) > 1 else None


def _has_children(section: Section, catalog: Catalog) -> bool:
    return any(s.parent == section.id and s.doc_id == section.doc_id for s in catalog.sections)


def _about(title: str, asked: tuple[Atom, ...]) -> float:
    """How far title and question hold the same atoms: the product of both shares, so that neither may say much more."""
    plain = fold(title)
    said = sum(a.weight * len(a.printed) for a in asked if a.stands_in(plain))
    total = sum(a.weight * len(a.printed) for a in asked)
    return said / total * math.sqrt(covered(title, asked)) if said else 0.0


def _headings(
    found: list[Section], question: Question, catalog: Catalog, lead: str, parent: Section | None
) -> Draft | None:
    if not found:
        return None
    say, draft = phrases(question.language), Draft(catalog)
    draft.lead = say(lead, number=len(found), title=parent.title if parent else "")
    for section in found:
        draft.quote(section.section[-1], section.doc_id, section.span, records=(section,))
    if question.has("count", "how_many"):
        draft.values.append(Value(value=Decimal(len(found)), unit="项", derived=True))
    return draft
