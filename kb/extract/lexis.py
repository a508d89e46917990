"""The verbs, shapes of names and common words of the vocabulary as patterns over folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.entries import Entry

ORDERS = (
    "support",
    "give",
    "provide",
    "pay",
    "build",
    "advance",
    "improve",
    "raise",
    "guide",
    "join",
    "hold",
    "reach",
    "strive",
)
"""Roles of the verbs that order or promise something."""


def alternation(entries: Iterable[Entry], labels: bool = False) -> str:
    """One pattern for all phrases and patterns of some entries, the longest phrase first.

    Where an entry has a pattern its `zh` is a label for people, unless `labels` says that it is a phrase as well.
    """
    taken = tuple(entries)
    phrases = {fold(n) for e in taken for n in e.names if labels or not e.pattern or n != e.zh}
    patterns = [f"(?:{e.pattern})" for e in taken if e.pattern]
    return "|".join([*map(re.escape, sorted(phrases, key=lambda n: (-len(n), n))), *patterns])


@cache
def verbs(*roles: str) -> str:
    """The verbs of these roles as one alternation."""
    return alternation(v for v in vocabulary().verbs if v.role in roles)


@cache
def names(type: str, side: str, *roles: str) -> str:
    """The shapes of names of one type and side, of these roles if any are given, as one alternation."""
    shapes = (n for n in vocabulary().names if n.type == type and n.side == side)
    return alternation(n for n in shapes if not roles or n.role in roles)


@cache
def _opening(roles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{verbs(*roles)})+")


def opening(text: str, *roles: str) -> int:
    """How many characters at the start of a text are words of these roles, one after the other.

    >>> opening("大力推进重大项目建设", "manner", "advance")
    4
    """
    match = _opening(roles).match(text)
    return match.end() if match else 0


@cache
def _common(types: tuple[str, ...]) -> re.Pattern[str]:
    words = alternation(c for c in vocabulary().commons if c.type in types)
    return re.compile(rf"(?:{words}|[\W\d_])+")


def is_common(text: str, *types: str) -> bool:
    """Whether a text is made of nothing but common words of these types, so that it names nothing.

    >>> is_common("公共技术创新服务平台", "project"), is_common("绿岛风科技", "enterprise")
    (True, False)
    """
    return bool(_common(types).fullmatch(fold(text)))
