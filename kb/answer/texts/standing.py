"""Where spellings stand in many texts at once: looked for once for each spelling, kept as bits, one for each text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from kb.answer.asking.atoms import LEVEL, PARTLY, Atom

KEPT = 4096
"""So many spellings are kept; one takes a bit for each text."""


class Standing(NamedTuple):
    """In which texts an atom stands, as bits: `wholly` in one of its spellings, `partly` by its parts alone."""

    wholly: int
    partly: int

    @property
    def either(self) -> int:
        """The texts in which it stands at all."""
        return self.wholly | self.partly

    def presence(self, number: int) -> float:
        """What `Atom.presence` says of one text."""
        return 1.0 if self.wholly >> number & 1 else PARTLY if self.partly >> number & 1 else 0.0


class Shelf:
    """Folded texts in a fixed order. Safe for threads; memory is that of the texts and of KEPT spellings."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)
        self.holding = lru_cache(KEPT)(self._holding)

    @cached_property
    def _joined(self) -> tuple[str, list[int], frozenset[str]]:
        """All texts in one, where each begins in it, and the characters that occur."""
        starts, at = [], 0
        for text in self.texts:
            starts.append(at)
            at += len(text) + 1
        joined = "\n".join(self.texts)
        return joined, starts, frozenset(joined)

    def _holding(self, form: str) -> int:
        """The texts that hold a folded spelling, as bits: one search through all of them."""
        joined, starts, characters = self._joined
        if not form:
            return (1 << len(self.texts)) - 1
        if not characters.issuperset(form):
            return 0
        found, at = 0, joined.find(form)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            inside = at + len(form) <= starts[number] + len(self.texts[number])
            found |= inside << number
            following = starts[number + 1] if inside and number + 1 < len(starts) else at + 1
            at = -1 if inside and number + 1 == len(starts) else joined.find(form, following)
        return found

    def standing(self, atom: Atom) -> Standing:
        """Where an atom stands; the same as `Atom.presence` asked of every text."""
        wholly = self._any(atom.forms)
        if atom.group == LEVEL:
            return Standing(wholly, self._any(form.removesuffix("级") for form in atom.forms) & ~wholly)
        hard = [p for p in atom.parts if not p.soft]
        return Standing(wholly, self._all(hard) & ~wholly if len(hard) > 1 else 0)

    def _any(self, forms: Iterable[str]) -> int:
        found = 0
        for form in forms:
            found |= self.holding(form)
        return found

    def _all(self, atoms: Sequence[Atom]) -> int:
        found = -1
        for atom in atoms:
            found &= self.standing(atom).either
        return found


def numbers(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, in order.

    >>> list(numbers(0b1010))
    [1, 3]
    """
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
