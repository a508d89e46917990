"""Names of indicators: when two of them name one thing, and which entry of the vocabulary it is.

A name is taken apart into concepts (研发 = R&D = 研究与试验发展) and what is left over. Words that name nothing of
their own (数量, 的, 全社会) are dropped first; names with the same concepts and the same rest are one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.entries import Indicator

_BRACKETED = re.compile(r"[（(\[〔][^（()）\[\]〔〕]*[)）\]〕]")
_MARKS = re.compile(r"[\s“”‘’\"'《》〈〉「」·,，。：:；;_]")
IDLE = "idle"
"""Group of the concepts that add nothing to a name."""


class Signature(NamedTuple):
    """What a name is made of: its concepts, sorted, and the characters no concept explains, in order."""

    concepts: tuple[str, ...]
    rest: str


def bare(name: str) -> str:
    """A name folded, without marks and without what stands in brackets, unless nothing else is left.

    >>> bare("研究和试验发展（R&D）经费投入强度（%）")
    '研究和试验发展经费投入强度'
    """
    plain = _MARKS.sub("", fold(name))
    return _BRACKETED.sub("", plain) or plain


@cache
def signature(name: str) -> Signature:
    """What a name is made of.

    >>> signature("R&D经费占GDP的比重") == signature("研究与试验发展（R&D）经费占地区生产总值比重")
    True
    """
    plain = bare(name)
    found = vocabulary().concepts.find(plain)
    kept = sorted({m.entry.id for m in found if m.entry.group != IDLE})
    rest, start = "", 0
    for match in found:
        rest += plain[start : match.span.start]
        start = match.span.end
    return Signature(tuple(kept), rest + plain[start:])


def concepts(text: str) -> tuple[str, ...]:
    """The ids of the concepts in a text, in order, those that add nothing left out."""
    return tuple(m.entry.id for m in vocabulary().concepts.find(bare(text)) if m.entry.group != IDLE)


_CHANGES = ("growth", "decline")


@cache
def root(name: str) -> Signature:
    """What a name is made of without the words of change: 能耗下降 and 能耗 have one root.

    >>> root("专利申请量增长") == root("专利申请量")
    True
    """
    made = signature(name)
    return Signature(tuple(c for c in made.concepts if c not in _CHANGES), made.rest)


@cache
def _by_signature() -> dict[Signature, Indicator]:
    table: dict[Signature, Indicator] = {}
    for entry in vocabulary().indicators:
        for name in entry.names:
            table.setdefault(signature(name), entry)
    return table


@cache
def entry_of(name: str) -> Indicator | None:
    """The indicator of the vocabulary that a name stands for, none when it knows none.

    >>> entry_of("全社会研究与开发（R&D）投入占地区生产总值（GDP）的比重").id
    'rd_intensity'
    >>> entry_of("高技术制造业增加值占规模以上工业增加值比重").id
    'high_tech_manufacturing_share'
    """
    entry = _by_signature().get(signature(name)) or _patterns(name)
    return None if entry and _forbidden(name, entry) else entry


def _patterns(name: str) -> Indicator | None:
    """An entry whose pattern, if it has one, matches the whole name."""
    plain = bare(name)
    return next((e for e in vocabulary().indicators if e.pattern and re.fullmatch(e.pattern, plain)), None)


def _forbidden(name: str, entry: Indicator) -> bool:
    return bare(name) in {bare(n) for n in entry.not_}


def key(name: str) -> str:
    """What joins names of one thing: the entry's id, else the concepts and the rest.

    >>> key("国家高新技术企业数量") == key("国家高新技术企业")
    True
    """
    entry = entry_of(name)
    made = signature(name)
    return entry.id if entry else " ".join([*made.concepts, made.rest])
