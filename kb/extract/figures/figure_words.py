"""Words around figures, ready for matching: one pattern for each role, over folded text."""

from __future__ import annotations

import re
from functools import cache

from kb.text import fold
from kb.vocab import vocabulary


@cache
def source(*roles: str) -> str:
    """The alternation of all words and patterns of some roles, the longest word first."""
    entries = [e for e in vocabulary().wording if e.role in roles]
    words = {fold(name) for e in entries for name in e.names}
    parts = [e.pattern for e in entries if e.pattern] + [
        re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))
    ]
    return "|".join(f"(?:{p})" for p in parts)


@cache
def shape(id: str) -> re.Pattern[str]:
    """The pattern of one entry that is kept for a single use."""
    return re.compile(vocabulary().wording[id].pattern or "")


@cache
def words(role: str) -> tuple[str, ...]:
    """All words of a role."""
    return tuple(n for e in vocabulary().wording if e.role == role for n in e.names)


@cache
def anywhere(*roles: str) -> re.Pattern[str]:
    """Finds a word of these roles anywhere."""
    return re.compile(source(*roles))


@cache
def at_start(*roles: str) -> re.Pattern[str]:
    """Matches a word of these roles where a text begins, blanks before it included."""
    return re.compile(rf"\s*(?:{source(*roles)})")


@cache
def at_end(*roles: str) -> re.Pattern[str]:
    """Finds the longest word of these roles with which a text ends."""
    return re.compile(rf"(?:{source(*roles)})\s*$")
