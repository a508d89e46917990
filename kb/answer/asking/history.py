"""Follow-ups: 那2017年呢？ is the earlier question with one slot changed.

A question that stands alone (谁印发的？, or one with a subject, a year and a kind of its own) takes nothing over. Of
the others, what a question says replaces the same slot of the one before; what it leaves unsaid is carried, and the
frame says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.answer.asking.atoms import IDLE, Atom, names_place
from kb.answer.asking.question import Question
from kb.answer.asking.times import Times

_KIND_CUES = frozenset(
    "target actual trend difference multiple share_of growth_rate pace how_many measure responsible list topic "
    "paid_how amount payer duration".split()
)
_FIGURE_CUES = frozenset("target actual trend difference multiple share_of growth_rate pace how_many".split())
_BETWEEN_YEARS = frozenset({"difference", "multiple", "growth_rate", "pace"})
_WHOLE = frozenset(
    "issuer issued_on period publicity number title basis outline validity effective tasks monitored opinion"
    " instruction part_number".split()
)
"""Cues of questions that are about the document: they need no subject."""


_COURTESIES = frozenset({"thanks", "greeting", "identity"})

FACTS = ("issuer", "issued_on", "period", "publicity", "number", "validity", "effective", "in_force")
"""Cues that ask for a fact of a document, whatever was spoken of before."""


def follow(question: Question, earlier: Sequence[Question]) -> Question:
    """The question with what it leaves unsaid taken from the last earlier one; itself when it stands alone."""
    if not earlier:
        return question
    before = earlier[-1]
    if question.has("same_document") and before.documents:
        question = question.with_(documents=before.documents, hinted=before.hinted)
    return _continued(question, before) or _of_same_document(question, before)


def _continued(question: Question, before: Question) -> Question | None:
    """The earlier question with the changed slots; none when this one stands alone."""
    own = tuple(a for a in question.atoms if not a.soft)
    if own and question.has("referring") and not _stands_alone(question):
        return _referring(question, own, before)
    if _stands_alone(question) or (not own and question.cues <= _COURTESIES and not _says(question)):
        return None
    if not own:
        says = _says(question) or question.cues
        return _filled(question, _coloured(before.atoms, question.atoms), before, ("terms",)) if says else None
    swaps = not question.cues and not question.times.spoken and _groups(own) & _groups(before.atoms)  # grants?
    if not ((question.has("follow_up") or swaps) and _is_short(own)):
        return None
    if all(map(names_place, own)) and not all(map(names_place, before.atoms)):
        return _filled(question, (*own, *_elsewhere(before.atoms)), before, ("terms",))
    if _groups(own) & _groups(before.atoms):
        return _filled(question, _swapped(own, before.atoms), before, ("terms",))
    return _filled(question, question.atoms, before, ()) if _takes_figure(question, before) else None


def _referring(question: Question, own: tuple[Atom, ...], before: Question) -> Question | None:
    """A question with a word for what was spoken of (它, 那个, its): about that and what it says itself.

    None where it only swaps a notion of the earlier one, or asks for another figure of it.
    """
    figure = bool(before.cues & _FIGURE_CUES or before.times.spoken) and question.cues & _KIND_CUES <= _FIGURE_CUES
    if not _is_short(own) or _groups(own) & _groups(before.atoms) or figure:
        return None
    subject = tuple(a for a in before.atoms if not a.soft and a.key not in {o.key for o in own})
    return _filled(question, (*subject, *question.atoms), before.with_(cues=frozenset()), ("terms",))


def _says(question: Question) -> bool:
    """Whether it says anything besides words: a time, a figure, a document."""
    return bool(question.times.spoken or question.figures or question.documents)


def _of_same_document(question: Question, before: Question) -> Question:
    """A question of its own that names no document is about the one that was spoken of: 该办法, 谁印发的."""
    if question.documents or not before.documents or not question.has("same_document", *FACTS):
        return question
    return question.with_(documents=before.documents, hinted=before.hinted, carried=("documents",))


def _stands_alone(question: Question) -> bool:
    """Whether it is about the document, or names the document as its subject: 谁负责规划的监督？"""
    kinds = question.cues & _KIND_CUES
    about_plan = question.has("own_document") and bool(kinds) and not kinds & _FIGURE_CUES
    whole = bool(question.cues & _WHOLE)
    return whole or (about_plan and not question.has("follow_up"))


def _coloured(before: Sequence[Atom], soft: Sequence[Atom]) -> tuple[Atom, ...]:
    """The earlier subject with the words that only colour the new question (监督 in 那监督呢)."""
    known = {a.key for a in before}
    return (*before, *(a for a in soft if a.key not in known))


def _is_short(own: tuple[Atom, ...]) -> bool:
    return len({n.key for n in _notions(own) if n.group != IDLE}) <= 3


def _takes_figure(question: Question, before: Question) -> bool:
    """Whether another subject is asked the same: 科技型小微企业呢？ after the goal of another kind of enterprise."""
    kinds = question.cues & _KIND_CUES
    return bool(before.cues & _KIND_CUES or before.times.spoken) and kinds <= _FIGURE_CUES


def _notions(atoms: Sequence[Atom]) -> tuple[Atom, ...]:
    return tuple({n.key: n for a in atoms for n in a.notions}.values())


def _groups(atoms: Sequence[Atom]) -> set[str]:
    return {n.group for n in _notions(atoms) if n.group and n.group != IDLE}


def _elsewhere(atoms: Sequence[Atom]) -> tuple[Atom, ...]:
    """The earlier subject without its own territory."""
    return tuple(a for a in atoms if not names_place(a))


def _swapped(own: tuple[Atom, ...], before: Sequence[Atom]) -> tuple[Atom, ...]:
    """The earlier notions, those of an excluding group replaced: 申请量 after 授权量."""
    kept = tuple(n for n in _notions(before) if n.group not in _groups(own))
    return (*kept, *_notions(own))


def _filled(question: Question, atoms: tuple[Atom, ...], before: Question, carried: tuple[str, ...]) -> Question:
    """The question with these atoms, and the time and kind of the one before where it says none."""
    times = _times(question, before)
    if times != question.times:
        carried = (*carried, "years")
    cues = question.cues
    says_kind = cues & _KIND_CUES and not question.has("aspect")  # 它的条件呢 asks on about the support
    if not says_kind and before.cues & _KIND_CUES:
        cues, carried = cues | (before.cues & _KIND_CUES), (*carried, "kind")
    documents, hinted = question.documents, question.hinted
    if before.documents and not documents:
        documents, hinted, carried = before.documents, before.hinted, (*carried, "documents")
    return question.with_(atoms=atoms, times=times, cues=cues, carried=carried, documents=documents, hinted=hinted)


def _times(question: Question, before: Question) -> Times:
    """Its own times, else the earlier ones; 比2015年多多少 compares with the one year spoken of before."""
    own = question.times
    if not own.spoken:
        return before.times
    compares = question.cues & _BETWEEN_YEARS and len(own.years) == 1 and not own.span
    if compares and len(before.years) == 1 and before.years != own.years:
        return own._replace(years=(*own.years, *before.years))
    return own
