"""English words of a question, as entries of the vocabulary.

`find_english` knows the English names of every table. It reads British and American spelling, hyphens and blanks,
plurals and the endings of verbs alike; a name as written beats one that needs an ending taken off (financing is 融资
before it is finance). Only the question's words are stripped of endings, never the vocabulary's: listing is a
flotation, list is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kb.model import Span
from kb.vocab import vocabulary
from kb.vocab.entries import Entry
from kb.vocab.spelling import ARTICLES, Token, forms, spellings, tokens
from kb.vocab.stopwords import soft_stopwords, stopwords

TABLES = ("indicators", "concepts", "instruments", "periods", "regions", "units", "glossary")
"""The tables whose English names are known, in the order in which entries of one phrase are listed."""

_BARRIERS = frozenset("?!;:。？！；\n")

Named = tuple[str, Entry]


class EnglishMatch(NamedTuple):
    """A phrase, its place in the text (code points), and every entry it may stand for, with the name of its table."""

    span: Span
    phrase: str
    entries: tuple[Named, ...]


class Node:
    """A word on the way through the known phrases: the words that may follow, and what ends here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.ends: list[Named] = []

    def add(self, words: list[str], named: Named) -> None:
        """Makes a phrase known."""
        node = self
        for word in words:
            node = node.next.setdefault(word, Node())
        if named not in node.ends:
            node.ends.append(named)


@cache
def _known() -> Node:
    root = Node()
    for table in TABLES:
        for entry in getattr(vocabulary(), table, ()):
            for words in (w for name in entry.en for w in spellings(name)):
                for first in _openings(words):
                    root.add([first, *words[1:]], (table, entry))
    return root


def _openings(words: list[str]) -> Iterable[str]:
    """The first word of a name; a longer name may begin with the plain verb too (cutting red tape, cut red tape)."""
    return forms(words[0]) if len(words) > 1 and words[0].endswith("ing") else words[:1]


def find_english(text: str) -> list[EnglishMatch]:
    """The known English phrases in a text, disjoint, in order; a longer phrase beats a shorter one that it overlaps.

    >>> [(m.phrase, m.entries[0][1].zh) for m in find_english("subsidies for science popularisation bases")]
    [('subsidies', '补贴'), ('science popularisation bases', '科普基地')]
    """
    words = tokens(text)
    found = [match for at in range(len(words)) for match in _from(text, words, at)]
    taken: list[EnglishMatch] = []
    for match in sorted(found, key=lambda m: (m.span.start - m.span.end, m.span.start)):
        if all(match.span.end <= t.span.start or match.span.start >= t.span.end for t in taken):
            taken.append(match)
    return sorted(taken, key=lambda m: m.span)


def _from(text: str, words: list[Token], at: int) -> Iterator[EnglishMatch]:
    """Every phrase that begins at a token; of several readings of one span those nearest to the written form."""
    best: dict[int, tuple[int, list[Named]]] = {}
    for end, cost, named in _walk(text, words, at, _known(), 0):
        if end not in best or cost < best[end][0]:
            best[end] = (cost, list(named))
        elif cost == best[end][0]:
            best[end][1].extend(n for n in named if n not in best[end][1])
    for end, (_, entries) in best.items():
        span = Span(words[at].span.start, words[end].span.end)
        yield EnglishMatch(span, text[span.start : span.end], tuple(entries))


def _walk(text: str, words: list[Token], at: int, node: Node, cost: int) -> Iterator[tuple[int, int, list[Named]]]:
    """(last token, how far from the written form, entries) of every phrase on the way from a node."""
    for form, step in forms(words[at].word).items():
        follower = node.next.get(form)
        if follower is None:
            continue
        if follower.ends:
            yield at, cost + step, follower.ends
        ahead = _next(text, words, at)
        if ahead is not None and follower.next:
            yield from _walk(text, words, ahead, follower, cost + step)


def _next(text: str, words: list[Token], at: int) -> int | None:
    """The token after this one, articles skipped; none where a sentence ends."""
    ahead = at + 1
    while ahead < len(words) and words[ahead].word in ARTICLES:
        ahead += 1
    if ahead >= len(words) or not _BARRIERS.isdisjoint(text[words[at].span.end : words[ahead].span.start]):
        return None
    return ahead


def unknown_english(text: str) -> list[str]:
    """The English words of a text that are no stop word and in no match, as written, each once.

    >>> unknown_english("What is the unobtainium target for Narnia?")
    ['unobtainium', 'Narnia']
    """
    spans = [match.span for match in find_english(text)]
    left = [t for t in tokens(text) if t.is_word and not _inside(t, spans) and not _is_stop(t)]
    return list(dict.fromkeys(_written(text, token) for token in left))


def proper_names(text: str) -> list[str]:
    """Capitalised words that may be names, as written; the first word of a sentence only if nothing knows it.

    >>> proper_names("Which projects will Fuhua build in Dajiang Town?")
    ['Fuhua', 'Dajiang']
    """
    matches = find_english(text)
    ordinary = [m.span for m in matches if not _may_be_name(m)]
    known = [m.span for m in matches]
    names = []
    for before, token in _with_gap(text):
        written = _written(text, token)
        spans = known if _opens_sentence(before) else ordinary
        if written[0].isupper() and token.is_word and not _is_stop(token) and not _inside(token, spans):
            names.append(written)
    return list(dict.fromkeys(names))


def _may_be_name(match: EnglishMatch) -> bool:
    return any(table == "regions" for table, _ in match.entries)


def _written(text: str, token: Token) -> str:
    """The word as it stands in the text, without a possessive ending."""
    return re.sub(r"['’]s$", "", text[token.span.start : token.span.end])


def _with_gap(text: str) -> Iterator[tuple[str, Token]]:
    """Every token with the text between it and the one before."""
    end = 0
    for token in tokens(text):
        yield text[end : token.span.start] if end else ".", token
        end = token.span.end


def _opens_sentence(before: str) -> bool:
    return any(mark in before for mark in ".?!。？！\n")


def _inside(token: Token, spans: list[Span]) -> bool:
    return any(span.start <= token.span.start and token.span.end <= span.end for span in spans)


def _is_stop(token: Token) -> bool:
    return any(form in words for form in (token.written, *forms(token.word)) for words in _stop())


def _stop() -> tuple[frozenset[str], ...]:
    return stopwords("en"), soft_stopwords("en")
