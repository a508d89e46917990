"""The parts of an enumeration in a question: 高企和研发强度 asks for two things, 省、市级工程中心 for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.answer.asking.atoms import Atom
from kb.model import Span
from kb.text import fold

MOST = 5
JOINT = re.compile(r"[、，,；;]|和|与|及|跟|或|还有|\band\b|(?<!at )\bor\b(?! above)|&")
ENUMERATING = re.compile(r"、|和|与|及|\band\b")
"""Joints between things of one kind; a comma also ends a clause about something else."""
Group = tuple[Atom, ...]


def conjuncts(atoms: Sequence[Atom], text: str, only: re.Pattern[str] = JOINT) -> list[Group]:
    """The atoms in groups, cut at each coordinating word or mark that is no part of an atom.

    A word said twice (申请量 … 申请量) is one atom of the question; it is put back into each group whose text has it.
    Groups without a word that says what is meant are none.
    """
    plain = fold(text)
    placed = [a for a in atoms if a.span.start < a.span.end]
    joints = [m.span() for m in only.finditer(plain)]
    free = [j for j in joints if not any(a.span.start <= j[0] and j[1] <= a.span.end for a in placed)]
    starts, ends = [0, *(end for _, end in free)], [*(start for start, _ in free), len(plain)]
    groups = (_within(Span(*part), plain, placed) for part in zip(starts, ends, strict=True))
    return [g for g in groups if any(not a.soft for a in g)]


def _within(part: Span, plain: str, atoms: Sequence[Atom]) -> Group:
    own = [a for a in atoms if part.start <= a.span.start < part.end]
    said = plain[slice(*part)]
    keys = {a.key for a in own}
    others = (a for a in atoms if a.key not in keys)
    again = (a for a in others if plain[slice(*a.span)] in said or (not a.parts and _says(said, a)))
    return (*own, *again)


def _says(said: str, atom: Atom) -> bool:
    """Whether a text holds the notion in another spelling: 占比 after 比重."""
    return any(f in said for f in atom.forms if len(f) > 1)


def partitions(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """Every way to join neighbouring groups so that two or more remain, the most groups first."""
    ways = sorted(range(2 ** (len(groups) - 1)), key=lambda w: -w.bit_count())
    for way in ways if len(groups) <= MOST else ():
        joined: list[Group] = [groups[0]]
        for number, group in enumerate(groups[1:]):
            if way >> number & 1:
                joined.append(group)
            else:
                joined[-1] = (*joined[-1], *group)
        if len(joined) > 1:
            yield joined
