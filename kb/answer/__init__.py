"""From a question to an answer that proves itself: the first kind that accepts and can fill its slots answers.

Order matters: kinds that read records come before those that quote sentences; refusing is the last and always possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from kb.answer.asking.frames import frame_of
from kb.answer.asking.grounding import grounded
from kb.answer.asking.history import follow
from kb.answer.asking.question import Question, read_question
from kb.answer.asking.scope import designated, scoped
from kb.answer.catalog import Catalog, catalog
from kb.answer.claims import Draft
from kb.answer.documents.body import body, documents_held
from kb.answer.documents.several import Reply, reply
from kb.answer.documents.worth import FIGURES
from kb.answer.indicators.matching import relevant
from kb.answer.indicators.proving import UnprovenError
from kb.answer.kinds import (
    alignment,
    amounts,
    announced,
    compare,
    conflict,
    definition,
    direction,
    dossier,
    facts,
    fastest,
    indicators,
    items,
    measures,
    mention,
    mentioned,
    monitored,
    names,
    open_year,
    outline,
    passages,
    relations,
    responsible,
    reverse,
    sides,
    smalltalk,
    stated,
    superlative,
    threshold,
    together,
    trend,
    validity,
    value,
    yes_no,
)
from kb.answer.refusal import Refusal, near_misses, refuse_topic, related_series
from kb.index import Index
from kb.model import Answer, Frame
from kb.store import Store
from kb.vocab import phrases

__all__ = ["KINDS", "answer"]

KINDS: tuple[ModuleType, ...] = (
    smalltalk,
    open_year,
    monitored,
    direction,
    conflict,
    threshold,
    reverse,
    fastest,
    superlative,
    indicators,
    together,
    alignment,
    compare,
    sides,
    trend,
    yes_no,
    relations,
    validity,
    facts,
    mention,
    responsible,
    dossier,
    amounts,
    measures,
    names,
    outline,
    items,
    announced,
    value,
    stated,
    definition,
    passages,
)
"""Each with NAME, `accepts(question) -> bool` and `claims(question, catalog) -> Draft | Refusal | None`."""


ACROSS: tuple[ModuleType, ...] = (smalltalk, open_year, relations, validity, mentioned, alignment)
"""Kinds that look at several documents together; every other kind is asked of one document at a time."""


def answer(question: str, history: Sequence[str], store: Store, index: Index, build: str) -> Answer:
    """The answer to a question; the same question over the same build always gives the same one.

    `history` are the earlier questions of the conversation, oldest first.
    """
    whole = catalog(store, index)
    earlier: list[Question] = []
    for one in history:
        earlier.append(follow(designated(read_question(one, whole), whole), earlier))
    plain = read_question(question, whole)
    read, found = _found(follow(designated(plain, whole), earlier), whole)
    if isinstance(found.outcome, Refusal) and read.hinted:  # others may answer where those hinted at do not
        other, wider = _found(follow(plain, earlier), whole)
        if isinstance(wider.outcome, Draft):
            read, found = other, wider
    if isinstance(found.outcome, Refusal):
        return _refused(question, read, whole, found, found.outcome, build)
    return _answered(question, read, whole, found, found.outcome, build)


def _found(question: Question, whole: Catalog) -> tuple[Question, Reply]:
    """The question with its years counted from the documents meant, and what these reply."""
    read = grounded(question, scoped(question, whole))
    return read, _reply(read, whole)


def _reply(question: Question, held: Catalog) -> Reply:
    """What the documents meant answer: together where the kind looks across them, else each for itself."""
    meant = scoped(question, held)
    several = len(held.documents) > 1
    if several and (across := _across(question, meant)):
        return Reply(meant, *across)
    return reply(question, meant, decide) if len(meant.documents) > 1 else Reply(meant, *decide(question, meant))


def decide(question: Question, held: Catalog) -> tuple[str, Draft | Refusal]:
    """The kind that answers, and its draft; a draft that cannot be proven is a refusal.

    A refusal that is not firm (no record has it) lets the kinds behind it look into the text.
    """
    refused: tuple[str, Refusal] | None = None
    for kind in KINDS:
        outcome = _outcome(kind, question, held)
        if isinstance(outcome, Draft) or (isinstance(outcome, Refusal) and outcome.firm):
            return kind.NAME, outcome
        if outcome is not None and refused is None:
            refused = kind.NAME, outcome
    return refused or ("not_found", _nothing(question, held))


def _across(question: Question, held: Catalog) -> tuple[str, Draft | Refusal] | None:
    """What the first kind answers that looks at several documents together."""
    found = ((kind.NAME, _outcome(kind, question, held)) for kind in ACROSS)
    return next(((name, outcome) for name, outcome in found if outcome is not None), None)


def _outcome(kind: ModuleType, question: Question, held: Catalog) -> Draft | Refusal | None:
    try:
        return kind.claims(question, held) if kind.accepts(question) else None
    except UnprovenError:
        return None


def _nothing(question: Question, held: Catalog) -> Refusal:
    say = phrases(question.language)
    if not question.content:
        return refuse_topic(question, held, say("no_question"))
    what = say("comma").join(dict.fromkeys(a.shown for a in question.content[:6]))
    refusal = refuse_topic(question, held, say("not_found", what=what))
    near = related_series(near_misses(question, held), question.language)
    return Refusal(refusal.text, (*near, *refusal.related), refusal.suggestions)


def _frame(read: Question, base: Catalog, found: Reply) -> Frame:
    frame = frame_of(read, found.catalog, base, found.kind)
    titles = tuple(base.document(d).info.title for d in read.documents)
    if isinstance(found.outcome, Draft) and len(found.catalog.documents) > 1:  # those of the values given
        given = tuple(dict.fromkeys(v.indicator for v in found.outcome.values if v.indicator))
        frame = frame.model_copy(update={"indicators": given if found.kind in FIGURES else ()})
    return frame.model_copy(update={"documents": titles}) if titles else frame


def _answered(asked: str, read: Question, base: Catalog, found: Reply, draft: Draft, build: str) -> Answer:
    return Answer(
        question=asked,
        language=read.language,
        frame=_frame(read, base, found),
        kind=found.kind,
        status=draft.status,
        answer=body(read, base, draft),
        values=tuple(draft.values),
        claims=tuple(draft.claims),
        citations=tuple(draft.citations),
        findings=tuple(draft.findings),
        build=build,
    )


def _answerable(suggestions: Sequence[str], held: Catalog) -> tuple[str, ...]:
    """Those of the suggested questions that get an answer."""
    asked = ((s, decide(read_question(s, held), held)[1]) for s in suggestions)
    return tuple(s for s, outcome in asked if isinstance(outcome, Draft))


def _refused(asked: str, read: Question, base: Catalog, found: Reply, refusal: Refusal, build: str) -> Answer:
    asked_back = found.kind == open_year.NAME  # it names the documents itself
    held = "" if asked_back or not _wants_documents(read, base) else documents_held(base, read.language)
    said = (*read.assumed, refusal.text, held)
    return Answer(
        question=asked,
        language=read.language,
        frame=_frame(read, base, found),
        kind=found.kind,
        status="not_found",
        answer=("" if read.language == "zh" else " ").join(s for s in said if s),
        related=refusal.related,
        suggestions=_answerable(refusal.suggestions, found.catalog),
        build=build,
    )


def _wants_documents(question: Question, base: Catalog) -> bool:
    """Whether it helps to say which documents there are: none of several was named, or another territory was."""
    elsewhere = any(a.key.startswith("region:") for a in relevant(question, base))
    return elsewhere or (len(base.documents) > 1 and not question.documents and bool(question.content))
