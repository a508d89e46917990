"""The parts of an enumeration in a question: 高企和研发强度 asks for two things, 省、市级工程中心 for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.answer.atoms import Atom
from kb.model import Span
from kb.text import fold

MOST = 5
JOINT = re.compile(r"[、，,；;]|和|与|及|跟|或|还有|\band\b|(?<!at )\bor\b(?! above)|&")
Group = tuple[Atom, ...]


def conjuncts(atoms: Sequence[Atom], text: str) -> list[Group]:
    """The atoms in groups, cut where a coordinating word or mark stands between two of them.

    A word said twice (申请量 … 申请量) is one atom of the question; it is put back into each group whose text has it.
    """
    groups: list[list[Atom]] = []
    places: list[Span] = []
    plain = fold(text)
    for atom in sorted(atoms, key=lambda a: a.span):
        if groups and not JOINT.search(plain[places[-1].end : atom.span.start]):
            groups[-1].append(atom)
            places[-1] = Span(places[-1].start, max(places[-1].end, atom.span.end))
        else:
            groups.append([atom])
            places.append(atom.span)
    return [_whole(g, plain[slice(*p)], plain, atoms) for g, p in zip(groups, places, strict=True)]


def _whole(group: Sequence[Atom], part: str, plain: str, atoms: Sequence[Atom]) -> Group:
    others = (a for a in atoms if a not in group and a.span.end > a.span.start)
    again = (a for a in others if plain[slice(*a.span)] in part or any(f in part for f in a.forms))
    return (*group, *again)


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
