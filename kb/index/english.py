"""Chinese words for the English ones in a query, from the vocabulary's `en` names."""

from __future__ import annotations

import re
from functools import cache

from kb.text import fold
from kb.vocab import vocabulary

_LATIN = re.compile(r"[A-Za-z]{2}")
_SPACES = re.compile(r"[\s\-_]+")


def chinese(text: str) -> tuple[str, ...]:
    """The Chinese names of what a text says in English, in order; the longest English name wins."""
    names, pattern = _names()
    if pattern is None or not _LATIN.search(text):
        return ()
    plain = _SPACES.sub(" ", fold(text))
    return tuple(dict.fromkeys(zh for m in pattern.finditer(plain) for zh in names[m.group(1)]))


@cache
def _names() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str] | None]:
    """English name -> Chinese names, and the pattern that finds the English ones, a plural s allowed."""
    tables = vocabulary()
    names: dict[str, tuple[str, ...]] = {}
    for table in (tables.indicators, tables.concepts, tables.instruments, tables.periods, tables.glossary):
        for entry in table:
            for english in entry.en:
                key = _SPACES.sub(" ", fold(english))
                names[key] = (*names.get(key, ()), *entry.names)
    ordered = sorted(names, key=lambda n: (-len(n), n))
    return names, re.compile(rf"\b({'|'.join(map(re.escape, ordered))})(?:e?s)?\b") if ordered else None
