"""Mistyped Chinese, repaired only where that makes a known word.

`repair` never guesses: it changes characters that people confuse (typos.toml) or that sound alike (sounds.toml), in a
window that becomes a known term of three or more characters, and leaves alone what is part of a known term already
(省级 is never made 市级). A word of the dictionary that reaches over the window's edge, or that a short window is made
of, speaks against it as well: 济南 in 超级计算济南中心 stays, though 超级计算机 is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kb.model import Span
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.sounds import RARE, alike
from kb.vocab.stopwords import stopwords
from kb.words import in_dictionary, tokenizer

SHORTEST = 3
"""Fewest characters of a term that a text may be repaired to: two characters agree with too much by chance."""


MOST = 2
"""Most mistakes in one term."""
LONG = 4
"""A longer term says enough to be put right whatever stands in for one of its characters."""


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
        if not free or found.term in plain or not held.isdisjoint(found.changed(plain)):
            continue
        if not _torn(plain, found) and _sounds_certain(plain, found, terms):
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


def _sounds_certain(plain: str, found: Repair, terms: frozenset[str]) -> bool:
    """Whether a character that only sounds like the right one was surely meant for it.

    What is left without it must be no term (科技创新 in 科技创新圈) and, of three characters, no word; in a short term
    (国家及以上) it must be no function word.
    """
    heard = [at for at in found.changed(plain) if not _listed(plain, at, found.term[at - found.span.start])]
    rest = "".join(char for at, char in enumerate(found.term, found.span.start) if at not in heard)
    if heard and rest in terms:
        return False
    if not heard or len(found.term) > LONG:
        return True
    functional = any(plain[at] in stopwords("zh") for at in heard)
    return not functional and (len(found.term) > SHORTEST or not in_dictionary(rest, RARE))


def _listed(plain: str, at: int, meant: str) -> bool:
    """Whether typos.toml has this mistake: the two characters, or a wrong word around the place."""
    chars, words = _confused()
    wrong = ((start, pair) for start in range(max(0, at - 3), at + 1) for pair in words.get(plain[start], ()))
    around = any(plain.startswith(typed, start) and at < start + len(typed) for start, (typed, _) in wrong)
    return around or meant in chars.get(plain[at], ())


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
            if 0 < changes <= _allowed(plain, start, term) and len(term) >= SHORTEST:
                yield Repair(Span(start, end), term, changes)


def _allowed(plain: str, start: int, term: str) -> int:
    """How many characters may be wrong: one in three, or the two of a word of the same sound (现金 for 先进)."""
    places = [at for at, char in enumerate(term, start) if plain[at : at + 1] != char]
    heard = all(term[at - start] in alike(plain[at]) for at in places if at < len(plain))
    word = len(places) == 2 and places[1] == places[0] + 1 and heard and in_dictionary(plain[places[0] : places[1] + 1])
    return max(1, len(term) // SHORTEST, 2 if word and len(term) > LONG else 0)


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
    for meant, changed in _meant(plain, at, node):
        if changes + changed > MOST:
            continue
        follower: Node | None = node
        for char in meant:
            follower = follower.next.get(char) if follower else None
        if follower is not None:
            yield from _walk(plain, at + len(meant), follower, changes + changed)


def _meant(plain: str, at: int, node: Node) -> Iterator[tuple[str, int]]:
    """What may have been meant at a position: the character, one like it that leads on, or the right word."""
    yield plain[at], 0
    yield from ((char, 1) for char in _like(plain[at]) if char in node.next)
    for wrong, right in _confused()[1].get(plain[at], ()):
        if plain.startswith(wrong, at):
            yield right, 1


@cache
def _like(char: str) -> tuple[str, ...]:
    """The characters that one is confused with, by shape or by sound."""
    return tuple(sorted(_confused()[0].get(char, frozenset()) | alike(char)))


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
