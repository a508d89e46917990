"""Cues: the wordings of a question that hint at the kind of answer it wants."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kb.model import Span
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.entries import Cue

KEPT = frozenset({"target", "actual"})
"""Kinds of cues that count inside a longer wording as well: 定了什么目标 asks for a goal whatever else it asks."""


class FoundCue(NamedTuple):
    """A cue and its place in the question."""

    cue: Cue
    span: Span


class _Wording(NamedTuple):
    """One wording of a cue: a piece that must stand in the question, and the pattern that finds its places."""

    cue: Cue
    piece: str
    pattern: re.Pattern[str]


@cache
def _wordings() -> tuple[_Wording, ...]:
    """Every wording of every cue; looked for one by one, since wordings overlap (包括哪, 哪几个)."""
    return tuple(
        _Wording(cue, piece, re.compile(source)) for cue in vocabulary().cues for piece, source in _sources(cue)
    )


def _sources(cue: Cue) -> list[tuple[str, str]]:
    chinese = [(fold(n), re.escape(fold(n))) for n in cue.names]
    english = [(n.lower(), rf"\b{re.escape(n.lower())}\b") for n in cue.en]
    return [*([("", cue.pattern)] if cue.pattern else []), *chinese, *english]


@lru_cache(maxsize=512)
def find_cues(question: str) -> tuple[FoundCue, ...]:
    """The cues of a question in vocabulary order; one inside a longer one (几个 in 哪几个) is none, unless KEPT."""
    plain = fold(question)
    spoken = (w for w in _wordings() if w.piece in plain)
    found = [FoundCue(w.cue, Span(*m.span())) for w in spoken for m in w.pattern.finditer(plain) if m.group()]
    return tuple(f for f in found if not any(_holds(o.span, f.span) and _hides(o, f) for o in found))


def _hides(outer: FoundCue, inner: FoundCue) -> bool:
    """Whether a longer wording leaves nothing of the shorter one: 预期性 is a type of goal, and no goal."""
    return inner.cue.kind not in KEPT or outer.cue.kind == "type"


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and outer != inner


def has_cue(question: str, cue_id: str) -> bool:
    """Whether this cue stands in the question.

    >>> has_cue("到规划期末有几家", "plan_end")
    True
    """
    return any(f.cue.id == cue_id for f in find_cues(question))


def speaks(question: str, cue_id: str) -> bool:
    """Whether a wording of this cue stands in the question, be it inside a longer one of another cue.

    >>> speaks("由谁牵头", "who"), has_cue("由谁牵头", "who")
    (True, False)
    """
    plain = fold(question)
    return any(w.pattern.search(plain) for w in _wordings() if w.cue.id == cue_id)
