"""What a task is about: the statements and names in its text, and the statements whose indicator shares its subject."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from kb.model import Named, Record, Span, Statement
from kb.text import fold

LEAST_SHARED = 4


class Links:
    """The statements and names of a document, ready to be looked up for each of its tasks."""

    def __init__(self, found: Iterable[Record]) -> None:
        self._statements: list[Statement] = []
        self._things: list[Named] = []
        for record in found:
            if isinstance(record, Statement):
                self._statements.append(record)
            elif isinstance(record, Named):
                self._things.append(record)
        self._figures = sorted((s.span.start, i) for i, s in enumerate(self._statements))
        self._mentions = sorted((span.start, i) for i, t in enumerate(self._things) for span in t.spans)
        self._sharing: dict[str, list[int]] = {}
        for i, statement in enumerate(self._statements):
            if statement.kind != "count":
                for piece in _pieces(statement.indicator):
                    self._sharing.setdefault(piece, []).append(i)

    def statements(self, title: str, place: Span) -> tuple[str, ...]:
        """The ids of the figures that belong to a task: they stand in its text, or name what its title names.

        The shared piece must have four characters, so that 企业 or 创新 alone links nothing.
        """
        shared = {i for piece in _pieces(title) for i in self._sharing.get(piece, ())}
        return tuple(self._statements[i].id for i in sorted(shared | _inside(self._figures, place)))

    def names(self, kind: type[Named], place: Span) -> tuple[str, ...]:
        """The names of the things of one type that a text mentions."""
        named = (self._things[i] for i in sorted(_inside(self._mentions, place)))
        return tuple(thing.name for thing in named if isinstance(thing, kind))


def _inside(starts: list[tuple[int, int]], place: Span) -> set[int]:
    """What begins inside a place; `starts` are offsets in order, each with what begins there."""
    return {i for _, i in starts[bisect_left(starts, (place.start, -1)) : bisect_left(starts, (place.end, -1))]}


@lru_cache(maxsize=1 << 12)  # the same indicators and titles come again and again
def _pieces(words: str) -> frozenset[str]:
    """All runs of four characters, folded.

    >>> sorted(_pieces("高新技术企业") & _pieces("培育高新技术产品")), _pieces("企业")
    (['高新技术'], frozenset())
    """
    plain = fold(words)
    return frozenset(plain[i : i + LEAST_SHARED] for i in range(len(plain) - LEAST_SHARED + 1))
