"""Atoms: the notions a question, an indicator's name or a heading is made of, each with all its spellings.

A notion of the vocabulary (研发 = R&D = 研究与试验发展) is one atom whatever its spelling; what no entry knows is cut into
words by jieba. An atom stands in a text when one of its spellings does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from kb.model import Span
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.entries import Concept, Entry
from kb.vocab.stopwords import soft_stopwords, stopwords
from kb.words import tokenizer, word_class

_WORD = re.compile(r"[\w&+]")
_CLASS_WEIGHT = {"": 1.0, "v": 0.6, "a": 0.4, "ad": 0.3, "d": 0.2, "z": 0.3, "s": 0.6, "t": 0.3, "l": 0.8}


class Atom(NamedTuple):
    """One notion: `forms` are its folded spellings, `group` names what it excludes (申请 excludes 授权)."""

    key: str
    forms: tuple[str, ...]
    span: Span
    weight: float = 1.0
    group: str | None = None
    soft: bool = False
    proper: bool = False

    def stands_in(self, folded: str) -> bool:
        """Whether one of the spellings stands in a folded text."""
        return any(form in folded for form in self.forms)

    @property
    def printed(self) -> str:
        """A spelling to show."""
        return self.forms[0]


@lru_cache(maxsize=4096)
def atoms(text: str) -> tuple[Atom, ...]:
    """The atoms of a Chinese text in order; function words and digits are none.

    >>> [a.printed for a in atoms("的纺织服装")]
    ['纺织', '服装']
    """
    plain = fold(text)
    known = _known(plain)
    found = [*known]
    for start, end in _between([a.span for a in known], len(plain)):
        found += _words(plain[start:end], start)
    return tuple(sorted(found, key=lambda a: a.span))


def _known(plain: str) -> list[Atom]:
    """Atoms of vocabulary entries, the longest first; concepts go before the glossary where they are as long."""
    tables = vocabulary()
    found = [(m.span, _of_concept(m.entry, m.span)) for m in tables.concepts.find(plain)]
    found += [(m.span, _of_entry(m.entry, m.span)) for m in tables.glossary.find(plain)]
    taken: list[Atom] = []
    for span, atom in sorted(found, key=lambda f: (f[0].start - f[0].end, f[0].start)):
        if all(span.end <= t.span.start or span.start >= t.span.end for t in taken):
            taken.append(atom)
    return [a for a in taken if plain[slice(*a.span)] not in stopwords("zh")]


def _of_concept(entry: Concept, span: Span) -> Atom:
    return Atom(entry.id, spellings(entry), span, group=entry.group)


def _of_entry(entry: Entry, span: Span) -> Atom:
    return Atom(f"gloss:{entry.id}", spellings(entry), span, soft=any(n in soft_stopwords("zh") for n in entry.names))


@cache
def spellings(entry: Entry) -> tuple[str, ...]:
    """The folded Chinese names of an entry, the preferred one first; the longest ones need no mention of their parts."""
    return tuple(dict.fromkeys(fold(n) for n in entry.names))


def _between(taken: Iterable[Span], end: int) -> list[Span]:
    free, start = [], 0
    for span in sorted(taken):
        free.append(Span(start, span.start))
        start = span.end
    return [s for s in (*free, Span(start, end)) if s.start < s.end]


def _words(plain: str, offset: int) -> list[Atom]:
    found = []
    for word in tokenizer().tokenize(plain):
        weight = _CLASS_WEIGHT.get(word_class(word.text), 0.0)
        single = len(word.text) == 1 and not word.text.isalnum()
        if weight and not single and _WORD.search(word.text) and not _is_number(word.text):
            if word.text in stopwords("zh"):
                continue
            span = Span(offset + word.start, offset + word.end)
            soft = word.text in soft_stopwords("zh")
            light = 0.3 if len(word.text) == 1 and not word.text.isascii() else 1.0
            found.append(Atom(f"word:{word.text}", (word.text,), span, weight * light, soft=soft))
    return found


def _is_number(word: str) -> bool:
    return bool(re.fullmatch(r"[\d.,%-]+", word))
