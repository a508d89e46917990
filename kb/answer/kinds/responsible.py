"""Who leads, who is responsible, who supervises; and which indicators are monitored."""

from __future__ import annotations

from functools import reduce
from operator import or_

from kb.answer.atoms import Atom
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.matching import relevant
from kb.answer.question import Question
from kb.answer.refusal import Refusal
from kb.answer.standing import numbers
from kb.model import Span, Task
from kb.text import fold
from kb.vocab import phrases, vocabulary

NAME = "responsible"
NAMES_BODY = 0.3
"""What a sentence is worth more that names a body: who is the question."""


def accepts(question: Question) -> bool:
    """Asks who does, leads or supervises something."""
    return question.has("responsible", "monitored")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The sentence that names a body and says what it does, or what is monitored; else the task without one."""
    asked = _asked(question, catalog)
    best: tuple[float, int, str, Span] | None = None
    for order, (doc_id, span, words, named) in enumerate(_sentences(catalog, question)):
        score = _score(words, asked, catalog) + (NAMES_BODY if named else 0.0)
        if best is None or score > best[0]:
            best = (score, -order, doc_id, span)
    draft = Draft(catalog)
    if best is not None and best[0] >= 0.6:
        document = catalog.document(best[2])
        draft.quote(document.text[slice(*best[3])], best[2], best[3])
        return draft
    return _unstated(question, catalog, draft)


def _asked(question: Question, catalog: Catalog) -> tuple[Atom, ...]:
    """What is asked about, its soft words too: 监督考核 is a cue and a subject at once."""
    own = {fold(d.region[:-1]) for d in catalog.documents if d.region}
    generic = {fold(n) for n in vocabulary().cues["own_document"].names}
    return catalog.known(tuple(a for a in question.atoms if not (own | generic) & set(a.forms)))


def _sentences(catalog: Catalog, question: Question) -> list[tuple[str, Span, str, bool]]:
    """Sentences that name a responsible body or order monitoring."""
    bodies = {fold(b) for t in catalog.tasks for b in t.responsible}
    bodies |= {fold(n.name) for n in catalog.named if n.type == "organization"}
    who = question.has("responsible")
    words = [fold(n) for n in vocabulary().cues["responsible_word" if who else "monitored"].names]
    found = []
    for number in numbers(reduce(or_, map(catalog.said.holding, words), 0)):
        piece, span, plain = catalog.sentences[number]
        if not who or any(b in plain for b in bodies) or _asks_of(question, plain):
            named = any(_acts(b, plain, words) for b in bodies)
            found.append((piece.passage.doc_id, span, plain, named))
    return found


def _acts(body: str, plain: str, words: list[str]) -> bool:
    """Whether a body is the one that does it: 市科工商务局负责 …, not … 江门市政府部门完善 …指导监督."""
    at = plain.find(body)
    behind = plain[at + len(body) : at + len(body) + 6]
    return at >= 0 and any(w in behind for w in words)


def _asks_of(question: Question, plain: str) -> bool:
    """各镇要承担什么责任: the body is in the question and must stand in the sentence."""
    return any(a.stands_in(plain) for a in question.content)


def _score(words: str, asked: tuple[Atom, ...], catalog: Catalog) -> float:
    """The share of what is asked about that stands in the sentence."""
    total = sum(catalog.rarity(a) for a in asked)
    return sum(catalog.rarity(a) for a in asked if a.stands_in(words)) / total if total else 0.0


def _unstated(question: Question, catalog: Catalog, draft: Draft) -> Draft | None:
    """The task that is asked about, when it names nobody: that too is an answer."""
    topic = relevant(question, catalog)
    found = [(sum(a.stands_in(fold(t.title)) for a in topic), -i, t) for i, t in enumerate(catalog.tasks)]
    hits, _, task = max(found, default=(0, 0, None))
    if task is None or not topic or hits < len(topic):
        return None
    text = phrases(question.language)("responsible_none", title=task.title)
    if task.responsible:
        text = _responsible(task, question.language)
    draft.quote(text, task.doc_id, _heading(catalog, task), records=(task,))
    return draft


def _responsible(task: Task, language: str) -> str:
    say = phrases(language)
    return say("responsible", who=say("comma").join(task.responsible), what=task.title) + say("stop")


def _heading(catalog: Catalog, task: Task) -> Span:
    section = next((s for s in catalog.sections if s.doc_id == task.doc_id and s.section == task.section), None)
    return section.span if section else task.span
