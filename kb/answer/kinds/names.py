"""Complete lists from records: the enterprises, bodies, projects, documents named, and the targets set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kb.answer import wording
from kb.answer.asking.atoms import Atom
from kb.answer.asking.cues import find_cues
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import relevant
from kb.answer.indicators.series import Series
from kb.answer.refusal import Refusal
from kb.model import Mention, Named, Span, Statement
from kb.text import fold
from kb.vocab import phrases, vocabulary

NAME = "names"
TYPES = {
    "enterprise_word": "enterprise",
    "organization_word": "organization",
    "project_word": "project",
    "document_word": "document_ref",
    "indicator_word": "statement",
}
"""Cue of a type word -> type of the records that are listed."""


class Place(NamedTuple):
    """A named thing and the mention that is told."""

    record: Named
    span: Span


def accepts(question: Question) -> bool:
    """Asks for a list of one type of thing, or how many there are."""
    if question.has("binding", "rating"):
        return False  # of which type goals are, no record says
    typed = question.has(*TYPES)
    asks = question.has("list", "count") and typed
    named = question.has("mention", "cites", "project_word", "document_word")
    counts = typed and question.has("how_many") and named and not question.has("steadily")
    names = typed and question.has("mention", "cites") and not question.has("yes_no", "definition")
    return (question.has("reverse") or asks or counts or names or _bodies(question)) and not question.figures


def _bodies(question: Question) -> bool:
    """涉及哪些部门 asks which bodies are named, not who does something."""
    return question.has("who") and question.has("mention", "cites") and not question.has("responsible", "yes_no")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """All of them with their first mention; those whose mention says what narrows the list, where something does."""
    type_ = next((TYPES[cue] for cue in TYPES if question.has(cue)), "statement")
    type_ = "organization" if type_ == "statement" and _bodies(question) else type_
    narrowing = _narrowing(question, catalog)
    if type_ == "statement":
        return None if narrowing else _targets(question, catalog)
    found = [Place(n, n.span) for n in _of_type(type_, question, catalog)]
    kind = _kind_of(question, type_)
    if narrowing or kind:
        wanted = (*narrowing, *((kind,) if kind else ()))
        found = [Place(n, s) for n, _ in found if (s := _mention(n, wanted, catalog))] or ([] if narrowing else found)
    return _named(found, type_, question, catalog) if found else None


def _of_type(type_: str, question: Question, catalog: Catalog) -> list[Named]:
    """The named things of a type; 部门 are departments of a government, not any body."""
    every = [n for n in catalog.named if n.type == type_]
    if type_ != "organization" or not _asks_departments(question):
        return every
    ending = re.compile(vocabulary().cues["department_word"].pattern or "")
    return [n for n in every if ending.search(n.name)]


def _asks_departments(question: Question) -> bool:
    plain = question.text.lower()
    return "部门" in plain or "department" in plain


def _narrowing(question: Question, catalog: Catalog) -> tuple[Atom, ...]:
    """The words besides the type, the cues and the document that narrow the list (龙头企业, 创新型企业)."""
    type_words = {fold(n) for cue in TYPES for n in vocabulary().cues[cue].names[:2]}
    cues = {fold(f.cue.zh) for f in find_cues(question.text)}
    generic = re.compile(vocabulary().cues["dossier_word"].pattern or "")
    return tuple(
        a
        for a in relevant(question, catalog)
        if not (a.soft or set(a.forms) & (type_words | cues) or any(generic.match(f) for f in a.forms))
    )


def _kind_of(question: Question, type_: str) -> Atom | None:
    """What stands before the type word in one word with it: 重大 of 重大项目."""
    cue = next(c for c, t in TYPES.items() if t == type_)
    word = fold(vocabulary().cues[cue].zh)
    whole = next((a for a in question.atoms if a.soft and a.forms[0].endswith(word) and a.forms[0] != word), None)
    return whole._replace(forms=(whole.forms[0].removesuffix(word),)) if whole else None


def _mention(one: Named, narrowing: Sequence[Atom], catalog: Catalog) -> Span | None:
    """The first mention whose clause says of it all that narrows the list: 重点支持 … 等龙头企业发展."""
    others = [fold(n.name) for n in catalog.named if n.doc_id == one.doc_id and n.type == one.type and n != one]
    text = catalog.document(one.doc_id).text
    return next(
        (
            span
            for span, mention in zip(one.spans, one.mentions, strict=True)
            if all(_said_of(one, mention, fold(text[slice(*span)]), a, others) for a in narrowing)
        ),
        None,
    )


def _said_of(one: Named, mention: Mention, clause: str, atom: Atom, others: Sequence[str]) -> bool:
    """Whether a clause says a word of a thing; one right before another name (上市企业台城制药) is that one's own."""
    if any(form in fold(mention.role or "") for form in atom.forms):
        return True
    names = tuple(fold(n) for n in (one.name, *one.aliases))
    for form in atom.forms:
        at = clause.find(form)
        while at >= 0:
            behind = clause[at + len(form) :]
            if behind.startswith(names) or not behind.startswith(tuple(others)):
                return True
            at = clause.find(form, at + 1)
    return not any(form in clause for form in atom.forms) and atom.stands_in(clause)


def _named(found: Sequence[Place], type_: str, question: Question, catalog: Catalog) -> Draft:
    draft = Draft(catalog)
    draft.lead = phrases(question.language)(f"list_{type_}", number=len(found))
    for one, span in found:
        draft.quote(one.name, one.doc_id, span, records=(one,))
    return draft


def _targets(question: Question, catalog: Catalog) -> Draft | None:
    """Every target, of the year asked for or of all, one for each indicator and year."""
    if not question.has("target"):
        return None
    found = [(s, t) for s in catalog.series for t in _of_year(s, question)]
    if not found:
        return None
    draft = Draft(catalog)
    draft.lead = phrases(question.language)("target_list", number=len(found))
    for series, targets in found:
        draft.state(wording.state(series, targets[0], question.language), *targets)
        draft.give(targets[0])
    return draft


def _of_year(series: Series, question: Question) -> list[tuple[Statement, ...]]:
    """The targets of a series by year; those of one year and value together, prose first."""
    groups: dict[object, list[Statement]] = {}
    for one in sorted(series.statements, key=lambda s: s.table is not None):
        if one.kind == "target" and (not question.years or one.year in question.years):
            groups.setdefault((one.year, one.value), []).append(one)
    return [tuple(g) for g in groups.values()]
