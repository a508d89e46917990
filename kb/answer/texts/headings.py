"""Headings and what is asked: how far a title and the notions of a question are about the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.answer.asking.atoms import Atom, atoms
from kb.model import Span
from kb.text import fold


def covered(title: str, asked: Sequence[Atom]) -> float:
    """The share of a folded title that the question says, soft words (强化, 推进) left out of account.

    A word of the title counts whole when the question names its head (人才 in 创新创业人才).
    """
    own = [a for a in atoms(title) if not a.soft] or list(atoms(title))
    total = sum(len(a.printed) for a in own)
    if not total:
        return 0.0
    forms = {f for a in asked for f in a.forms}
    heard = sum(len(a.printed) for a in own if forms & set(a.forms) or any(f in a.printed for f in forms))
    return min(1.0, max(heard, _said(title, forms, own)) / total)


def _said(title: str, forms: Iterable[str], own: Sequence[Atom]) -> int:
    """How many characters of the title's words stand in a spelling of the question: 实施保障 in 规划实施保障."""
    plain = fold(title)
    held = {i for form in forms if (at := plain.find(form)) >= 0 for i in range(at, at + len(form))}
    return sum(any(inside(i, a.span) for a in own) for i in held)


def inside(offset: int, span: Span) -> bool:
    """Whether an offset lies in a place."""
    return span.start <= offset < span.end
