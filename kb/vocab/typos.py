"""Mistyped Chinese, repaired only where that makes a known word.

`repair` never guesses: it changes characters that people confuse (typos.toml), in a window that becomes a known
term of three or more characters, and leaves alone what is part of a known term already (省级 is never made 市级). A
word of the dictionary that reaches over the window's edge, or that a short window is made of, speaks against it as
well: 济南 in 超级计算济南中心 stays, though 超级计算机 is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kb.model import Span
from kb.text import fold
from kb.vocab import vocabulary
from kb.words import in_dictionary, tokenizer

SHORTEST = 3
"""Fewest characters of a term that a text may be repaired to: two characters agree with too much by chance."""


class Node:
    """A character on the way through the known terms."""

    __slots__ = ("next", "term")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.term = ""


class Repair(NamedTuple):
    """A window that reads as a known term once its confused characters are changed."""

    span: Span
    term: str
    changes: int

    def changed(self, plain: str) -> list[int]:
        """The positions in the text that the repair changes."""
        return [at for at, char in enumerate(self.term, self.span.start) if plain[at] != char]


def repair(text: str, known: Collection[str]) -> str:
    """The text with its mistyped terms put right; same length, and the same text when nothing is certain.

    >>> repair("高新技木企业有多少家", {"高新技术企业", "技术企业"})
    '高新技术企业有多少家'
    >>> repair("省级企业", {"市级企业", "省级企业"})
    '省级企业'
    """
    terms = frozenset(known)
    plain = fold(text)
    held = _held(plain, terms)
    chosen: list[Repair] = []
    for found in sorted(_repairs(plain, terms), key=lambda r: (-len(r.term), r.changes, r.span.start)):
        free = all(found.span.end <= c.span.start or found.span.start >= c.span.end for c in chosen)
        if free and found.term not in plain and held.isdisjoint(found.changed(plain)) and not _torn(plain, found):
            chosen.append(found)
    return _applied(text, plain, chosen)


def _torn(plain: str, found: Repair) -> bool:
    """Whether a repair would take a character out of a word that reaches over its edge or makes up a short term."""
    for word in tokenizer().tokenize(plain):
        inside = found.span.start <= word.start and word.end <= found.span.end and len(found.term) > SHORTEST
        torn = any(word.start <= at < word.end for at in found.changed(plain))
        if torn and not inside and len(word.text) > 1 and in_dictionary(word.text):
            return True
    return False


def _applied(text: str, plain: str, chosen: list[Repair]) -> str:
    chars = list(text)
    for found in chosen:
        for at in found.changed(plain):
            chars[at] = found.term[at - found.span.start]
    return "".join(chars)


def _repairs(plain: str, terms: frozenset[str]) -> Iterator[Repair]:
    root = _tree(terms)
    for start in range(len(plain)):
        for end, term, changes in _walk(plain, start, root, 0):
            if 0 < changes <= max(1, len(term) // SHORTEST) and len(term) >= SHORTEST:
                yield Repair(Span(start, end), term, changes)


def _held(plain: str, terms: frozenset[str]) -> frozenset[int]:
    """The positions inside known terms of two or more characters."""
    held: set[int] = set()
    for start in range(len(plain)):
        node: Node | None = _tree(terms)
        for at in range(start, len(plain)):
            node = node.next.get(plain[at]) if node else None
            if node is None:
                break
            if node.term and at > start:
                held.update(range(start, at + 1))
    return frozenset(held)


def _walk(plain: str, at: int, node: Node, changes: int) -> Iterator[tuple[int, str, int]]:
    """(end, term, number of changes) of every known term the text from here may have been meant for."""
    if node.term:
        yield at, node.term, changes
    if at >= len(plain) or not node.next:
        return
    for meant, changed in _meant(plain, at):
        follower: Node | None = node
        for char in meant:
            follower = follower.next.get(char) if follower else None
        if follower is not None:
            yield from _walk(plain, at + len(meant), follower, changes + changed)


def _meant(plain: str, at: int) -> Iterator[tuple[str, int]]:
    """What may have been meant at a position: the character, one like it, or the right word for a wrong one."""
    yield plain[at], 0
    chars, words = _confused()
    yield from ((char, 1) for char in chars.get(plain[at], ()))
    yield from ((right, 1) for wrong, right in words.get(plain[at], ()) if plain.startswith(wrong, at))


@cache
def _confused() -> tuple[dict[str, frozenset[str]], dict[str, tuple[tuple[str, str], ...]]]:
    """Character -> those it is confused with; first character of a wrong word -> the wrong word and the right one."""
    chars: dict[str, frozenset[str]] = {}
    words: dict[str, tuple[tuple[str, str], ...]] = {}
    for entry in vocabulary().typos:
        names = [fold(name) for name in entry.names]
        if len(names[0]) == 1:
            for name in names:
                chars[name] = chars.get(name, frozenset()).union(names) - {name}
        else:
            for wrong in names[1:]:
                words[wrong[0]] = (*words.get(wrong[0], ()), (wrong, names[0]))
    return chars, words


@lru_cache(maxsize=4)
def _tree(terms: frozenset[str]) -> Node:
    root = Node()
    for term in terms:
        node = root
        for char in (folded := fold(term)):
            node = node.next.setdefault(char, Node())
        node.term = folded
    return root
