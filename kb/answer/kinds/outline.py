"""Lists that are headings: the chapters of a document, its main tasks, the items under a heading."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import reduce
from operator import or_

from kb.answer.atoms import Atom, atoms
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.matching import relevant
from kb.answer.question import Question
from kb.answer.refusal import Refusal
from kb.answer.standing import numbers
from kb.model import Section
from kb.numbers import parse
from kb.text import fold
from kb.vocab import phrases, vocabulary

NAME = "outline"


def accepts(question: Question) -> bool:
    """Asks for a list."""
    return question.has("outline", "list", "count", "tasks", "part_number")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The headings below the heading the question names; the top ones when it asks for the outline."""
    if question.has("outline"):
        return _headings([s for s in catalog.sections if s.level == 1], question, catalog, "outline", None)
    parent = _ordinal(question, catalog) or _task_section(question, catalog) or _named(question, catalog)
    if parent is None:
        return None
    children = [s for s in catalog.sections if s.parent == parent.id and s.doc_id == parent.doc_id]
    return _headings(children, question, catalog, "list_lead", parent) if len(children) > 1 else None


def _ordinal(question: Question, catalog: Catalog) -> Section | None:
    """The top heading of this number: 第三部分 is 三、."""
    match = re.search(vocabulary().cues["part_number"].pattern or "", fold(question.text))
    number = parse(match["number"]) if match else None
    tops = (s for s in catalog.sections if s.level == 1)
    return next((s for s in tops if number is not None and s.id == str(number)), None)


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


def _has_children(section: Section, catalog: Catalog) -> bool:
    return any(s.parent == section.id and s.doc_id == section.doc_id for s in catalog.sections)


def _about(title: str, asked: tuple[Atom, ...]) -> float:
    """How far title and question hold the same atoms: the product of both shares, so that neither may say much more."""
    own = [a for a in atoms(title) if a.weight >= 0.4]
    plain = fold(title)
    if not own or not asked:
        return 0.0
    said = sum(a.weight * len(a.printed) for a in asked if a.stands_in(plain))
    total = sum(a.weight * len(a.printed) for a in asked)
    heard = [a for a in own if any(set(a.forms) & set(q.forms) or any(f in a.forms[0] for f in q.forms) for q in asked)]
    covered = sum(a.weight * len(a.printed) for a in heard) / sum(a.weight * len(a.printed) for a in own)
    return said / total * math.sqrt(covered)


def _headings(
    found: list[Section], question: Question, catalog: Catalog, lead: str, parent: Section | None
) -> Draft | None:
    if not found:
        return None
    say, draft = phrases(question.language), Draft(catalog)
    draft.lead = say(lead, number=len(found), title=parent.title if parent else "")
    for section in found:
        draft.quote(section.section[-1], section.doc_id, section.span, records=(section,))
    return draft
