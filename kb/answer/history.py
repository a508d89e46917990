"""Follow-ups: 那2017年呢？ is the earlier question with one slot changed."""

from __future__ import annotations

from collections.abc import Sequence

from kb.answer.atoms import IDLE, Atom
from kb.answer.question import Question

_KIND_CUES = frozenset(
    "target actual trend difference multiple share_of growth_rate pace how_many measure responsible list topic".split()
)

FACTS = ("issuer", "issued_on", "period", "publicity", "number", "validity", "effective", "in_force")
"""Cues that ask for a fact of a document, whatever was spoken of before."""


def follow(question: Question, earlier: Sequence[Question]) -> Question:
    """The question with what it leaves unsaid taken from the last earlier one; itself when it stands alone."""
    if not earlier:
        return question
    before = earlier[-1]
    if question.has("same_document") and before.documents:
        question = question.with_(documents=before.documents, hinted=before.hinted)
    if question.has(*FACTS) and not any(not a.soft for a in question.atoms):
        return _of_same_document(question, before)
    own = question.content if any(not a.soft for a in question.atoms) else ()
    if not own and not (question.years or question.figures or question.cues or question.documents):
        return question
    if own and not _continues(question, own, before):
        return _of_same_document(question, before)
    return _filled(question, own, before)


def _of_same_document(question: Question, before: Question) -> Question:
    """A question of its own that names no document is about the one that was spoken of: 该办法, 谁印发的."""
    if question.documents or not before.documents or not question.has("same_document", *FACTS):
        return question
    return question.with_(documents=before.documents, hinted=before.hinted, carried=("documents",))


def _continues(question: Question, own: tuple[Atom, ...], before: Question) -> bool:
    """Whether its few words change a slot of the earlier question: 申请量呢？ after 授权量."""
    short = len({n.key for n in _notions(own) if n.group != IDLE}) <= 2
    return question.has("follow_up") and short and bool(_groups(own) & _groups(before.atoms))


def _notions(atoms: Sequence[Atom]) -> tuple[Atom, ...]:
    return tuple({n.key: n for a in atoms for n in a.notions}.values())


def _groups(atoms: Sequence[Atom]) -> set[str]:
    return {n.group for n in _notions(atoms) if n.group and n.group != IDLE}


def _filled(question: Question, own: tuple[Atom, ...], before: Question) -> Question:
    """The earlier question with the changed slots: an excluding notion, the time, the kind."""
    atoms, carried = own, ["terms"]
    if not own:
        atoms = before.atoms
    else:
        kept = tuple(n for n in _notions(before.atoms) if n.group not in _groups(own))
        atoms = (*kept, *_notions(own))
    times = question.times
    if not (times.years or times.span or times.plan_end):
        times = before.times
        carried.append("years")
    cues = question.cues
    if not cues & _KIND_CUES:
        cues = cues | (before.cues & _KIND_CUES)
        carried.append("kind")
    documents, hinted = question.documents, question.hinted
    if before.documents and not documents:
        documents, hinted = before.documents, before.hinted
        carried.append("documents")
    return question.with_(
        atoms=atoms, times=times, cues=cues, carried=tuple(carried), documents=documents, hinted=hinted
    )
