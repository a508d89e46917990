"""From a question to an answer that proves itself: the first kind that accepts and can fill its slots answers.

Order matters: kinds that read records come before those that quote sentences; refusing is the last and always possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from kb.answer.catalog import Catalog, catalog
from kb.answer.claims import Draft
from kb.answer.history import follow
from kb.answer.kinds import (
    announced,
    compare,
    conflict,
    definition,
    facts,
    items,
    measures,
    mention,
    names,
    outline,
    passages,
    responsible,
    reverse,
    smalltalk,
    stated,
    trend,
    value,
    yes_no,
)
from kb.answer.matching import named_series
from kb.answer.proving import UnprovenError
from kb.answer.question import Question, read_question
from kb.answer.refusal import Refusal, near_misses, refuse_topic, related_series
from kb.answer.scope import scoped
from kb.index import Index
from kb.model import Answer, Frame
from kb.store import Store
from kb.vocab import phrases

__all__ = ["KINDS", "answer"]

KINDS: tuple[ModuleType, ...] = (
    smalltalk,
    conflict,
    reverse,
    compare,
    trend,
    yes_no,
    facts,
    mention,
    responsible,
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


def answer(question: str, history: Sequence[str], store: Store, index: Index, build: str) -> Answer:
    """The answer to a question; the same question over the same build always gives the same one.

    `history` are the earlier questions of the conversation, oldest first.
    """
    held = catalog(store, index)
    earlier: list[Question] = []
    for one in history:
        earlier.append(follow(read_question(one, held), earlier))
    read = follow(read_question(question, held), earlier)
    held = scoped(read, held)
    kind, outcome = decide(read, held)
    if isinstance(outcome, Refusal):
        return _refused(read, held, kind, outcome, build)
    return _answered(read, held, kind, outcome, build)


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


def _outcome(kind: ModuleType, question: Question, held: Catalog) -> Draft | Refusal | None:
    try:
        return kind.claims(question, held) if kind.accepts(question) else None
    except UnprovenError:
        return None


def _nothing(question: Question, held: Catalog) -> Refusal:
    say = phrases(question.language)
    if not question.content:
        return refuse_topic(question, held, say("no_question"))
    what = say("comma").join(dict.fromkeys(a.printed for a in question.content[:6]))
    refusal = refuse_topic(question, held, say("not_found", what=what))
    near = related_series(near_misses(question, held), question.language)
    return Refusal(refusal.text, (*near, *refusal.related), refusal.suggestions)


def _frame(question: Question, held: Catalog, kind: str) -> Frame:
    named = named_series(question, held) if kind in ("value", "trend", "compare", "yes_no", "conflict") else []
    return question.frame(kind).model_copy(update={"indicators": tuple(n.series.name for n in named)})


def _answered(question: Question, held: Catalog, kind: str, draft: Draft, build: str) -> Answer:
    join = " " if question.language == "en" else ""
    body = [*question.assumed, draft.lead, *(c.text for c in draft.claims), draft.tail]
    listed = len(draft.claims) > 2
    return Answer(
        question=question.text,
        language=question.language,
        frame=_frame(question, held, kind),
        kind=kind,
        status=draft.status,
        answer=("\n" if listed else join).join(_closed(b, question.language) for b in body if b),
        values=tuple(draft.values),
        claims=tuple(draft.claims),
        citations=tuple(draft.citations),
        findings=tuple(draft.findings),
        build=build,
    )


def _closed(text: str, language: str) -> str:
    """A clause with its full stop."""
    return (
        text if text.endswith(("。", ".", "！", "？", "；", ":", "：", "”", "）")) else text + phrases(language)("stop")
    )


def _answerable(suggestions: Sequence[str], held: Catalog) -> tuple[str, ...]:
    """Those of the suggested questions that get an answer."""
    asked = ((s, decide(read_question(s, held), held)[1]) for s in suggestions)
    return tuple(s for s, outcome in asked if isinstance(outcome, Draft))


def _refused(question: Question, held: Catalog, kind: str, refusal: Refusal, build: str) -> Answer:
    return Answer(
        question=question.text,
        language=question.language,
        frame=_frame(question, held, kind),
        kind=kind,
        status="not_found",
        answer=("" if question.language == "zh" else " ").join((*question.assumed, refusal.text)),
        related=refusal.related,
        suggestions=_answerable(refusal.suggestions, held),
        build=build,
    )
