"""Complete lists from records: the enterprises, bodies, projects, documents named, and the targets set."""

from __future__ import annotations

from kb.answer import wording
from kb.answer.atoms import Atom
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.cues import find_cues
from kb.answer.matching import relevant
from kb.answer.question import Question
from kb.answer.refusal import Refusal
from kb.answer.series import Series
from kb.model import Named, Span, Statement
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


def accepts(question: Question) -> bool:
    """Asks for a list of one type of thing, or how many there are."""
    asks = question.has("reverse") or (question.has("list", "count") and question.has(*TYPES))
    return asks and not question.figures


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """All of them with their first mention; those whose mention says what narrows the list, where something does."""
    type_ = next((TYPES[cue] for cue in TYPES if question.has(cue)), "statement")
    narrowing = _narrowing(question, catalog)
    if type_ == "statement":
        return None if narrowing else _targets(question, catalog)
    found = [(n, n.span) for n in catalog.named if n.type == type_]
    if narrowing:
        found = [(n, s) for n, _ in found if (s := _mention(n, narrowing, catalog))]
    return _named(found, question, catalog) if len(found) > bool(narrowing) else None


def _narrowing(question: Question, catalog: Catalog) -> tuple[Atom, ...]:
    """The words besides the type, the cues and the document that narrow the list (龙头企业, 创新型企业)."""
    type_words = {fold(n) for cue in TYPES for n in vocabulary().cues[cue].names[:2]}
    cues = {fold(f.cue.zh) for f in find_cues(question.text)}
    return tuple(a for a in relevant(question, catalog) if not (a.soft or set(a.forms) & (type_words | cues)))


def _mention(one: Named, narrowing: tuple[Atom, ...], catalog: Catalog) -> Span | None:
    """The first mention whose clause says all that narrows the list: 重点支持 … 等龙头企业发展."""
    text = catalog.document(one.doc_id).text
    return next((s for s in one.spans if all(a.stands_in(fold(text[slice(*s)])) for a in narrowing)), None)


def _named(found: list[tuple[Named, Span]], question: Question, catalog: Catalog) -> Draft:
    draft = Draft(catalog)
    draft.lead = phrases(question.language)("name_list", number=len(found))
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
