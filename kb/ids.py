"""Readable ids that never repeat inside a document."""

from __future__ import annotations

from collections import Counter


class Ids:
    """Hands out ids; one that repeats gets -2, -3, ...

    >>> ids = Ids()
    >>> [ids.new("passage-3"), ids.new("passage-3"), ids.new("3.6.2")]
    ['passage-3', 'passage-3-2', '3.6.2']
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def new(self, base: str) -> str:
        """The base itself, or the base with the first free number."""
        self._seen[base] += 1
        if self._seen[base] == 1:
            return base
        return self.new(f"{base}-{self._seen[base]}")
