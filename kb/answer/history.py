"""Follow-ups: 那2017年呢？ is the earlier question with one slot changed."""

from __future__ import annotations

from collections.abc import Sequence

from kb.answer.atoms import Atom
from kb.answer.question import Question

_KIND_CUES = frozenset(
    "target actual trend difference multiple share_of growth_rate pace how_many measure responsible list topic".split()
)


def follow(question: Question, earlier: Sequence[Question]) -> Question:
    """The question with what it leaves unsaid taken from the last earlier one; itself when it stands alone."""
    if not earlier:
        return question
    before = earlier[-1]
    own = question.content if any(not a.soft for a in question.atoms) else ()
    if not own and not (question.years or question.figures or question.cues):
        return question
    if own and not _continues(question, own, before):
        return question
    return _filled(question, own, before)


def _continues(question: Question, own: tuple[Atom, ...], before: Question) -> bool:
    """Whether its few words change a slot of the earlier question: 申请量呢？ after 授权量."""
    groups = {a.group for a in before.atoms if a.group}
    swaps = any(a.group in groups for a in own)
    return question.has("follow_up") and (swaps or len(own) == 1) and not question.has("responsible")


def _filled(question: Question, own: tuple[Atom, ...], before: Question) -> Question:
    carried = []
    atoms = own
    if not own:
        atoms, carried = before.atoms, ["terms"]
    elif groups := {a.group for a in own if a.group}:
        kept = tuple(a for a in before.atoms if a.group not in groups)
        atoms = (*kept, *own)
        carried = ["terms"]
    times = question.times
    if not (times.years or times.span or times.plan_end):
        times = before.times
        carried.append("years")
    cues = question.cues
    if not cues & _KIND_CUES:
        cues = cues | (before.cues & _KIND_CUES)
        carried.append("kind")
    return question.with_(atoms=atoms, times=times, cues=cues, carried=tuple(carried))
