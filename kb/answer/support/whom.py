"""Whom support is for: kinds of enterprises, bodies and people, and which of them belong to which.

A 科技型小微企业 is a 小微企业 and a 企业 (vocab/beneficiaries.toml). What is promised to the wider kind is promised to
the narrower one as well; what is promised to a narrower one may be, if the condition is met.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from kb.model import Span
from kb.text import fold
from kb.vocab import vocabulary

Relation = Literal["same", "wider", "narrower"]
GENERAL = frozenset({"unit", "enterprise", "person"})
"""Kinds so wide that to belong to one says little."""


class Kind(NamedTuple):
    """A kind named in a text, and where."""

    id: str
    span: Span


@lru_cache(maxsize=4096)
def kinds(text: str) -> tuple[Kind, ...]:
    """The kinds a Chinese or English text names, in order.

    >>> [k.id for k in kinds("给予科技型小微企业和孵化器补贴")]
    ['tech-small', 'incubator']
    """
    found = [Kind(m.entry.id, m.span) for m in vocabulary().beneficiaries.find(text)]
    taken: list[Kind] = []
    for kind in sorted((*found, *_english(text)), key=lambda k: k.span.start - k.span.end):
        if all(kind.span.end <= t.span.start or kind.span.start >= t.span.end for t in taken):
            taken.append(kind)
    return tuple(sorted(taken, key=lambda k: k.span))


def _english(text: str) -> list[Kind]:
    plain = text.lower()
    return [Kind(id, Span(*m.span())) for id, p in _english_names() for m in p.finditer(plain)]


@cache
def _english_names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    spoken = [e for e in vocabulary().beneficiaries if e.en]
    return tuple((e.id, re.compile("|".join(rf"\b{re.escape(n.lower())}\b" for n in e.en))) for e in spoken)


@cache
def wider(id: str) -> frozenset[str]:
    """The ids of all kinds that a kind belongs to, its own left out.

    >>> sorted(wider("small"))
    ['enterprise', 'small-medium', 'unit']
    """
    entry = vocabulary().beneficiaries.get(id)
    direct = entry.within if entry else ()
    return frozenset((*direct, *(w for d in direct for w in wider(d))))


def relation(asked: str, named: Iterable[str]) -> Relation | None:
    """How what a text names stands to the kind that asks: the best of the kinds named; none when they differ."""
    found = set(named)
    if asked in found:
        return "same"
    if found & wider(asked):
        return "wider"
    return "narrower" if any(asked in wider(n) for n in found) else None


def specific(found: Iterable[Kind]) -> tuple[Kind, ...]:
    """The kinds that say more than 企业, 单位 or 个人; where there are none, all of them."""
    every = tuple(found)
    return tuple(k for k in every if k.id not in GENERAL) or every


def spoken(id: str) -> tuple[str, ...]:
    """The folded Chinese names of a kind."""
    entry = vocabulary().beneficiaries.get(id)
    return tuple(fold(n) for n in entry.names) if entry else ()
