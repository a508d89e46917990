"""From what a user typed to a bounded query: weighted terms, and phrases that must stand as they are.

The bounds are for the engines, which can be slow or fall over on endless input: 512 characters, 32 terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kb.index.english import chinese
from kb.index.terms import characters, terms
from kb.words import Tokenizer

CHARACTERS = 512
TERMS = 32
_PHRASE = re.compile(r'"([^"]+)"')
_WHOLE = re.compile(r"\s*[“「『]([^“”「」『』]+)[”」』]\s*")


class Query(NamedTuple):
    """Terms of which any may stand, with weights, and phrases (characters in a row) of which all must stand."""

    terms: tuple[tuple[str, float], ...]
    phrases: tuple[tuple[str, ...], ...]


def read(text: str, cutter: Tokenizer) -> Query:
    """The query of a text.

    A text wholly in quotation marks, and what stands between straight ones, is a phrase; Chinese marks inside a
    question are part of how plans write names (“十三五”期间), and demand nothing.

    >>> from kb.words import tokenizer
    >>> read('"高新技术" 3家', tokenizer()).phrases
    (('高', '新', '技', '术'),)
    """
    bounded = text[:CHARACTERS]
    whole = _WHOLE.fullmatch(bounded)
    quoted = [whole.group(1)] if whole else _PHRASE.findall(bounded)
    phrases = (tuple(characters(q)[:TERMS]) for q in quoted)
    return Query(_weighted(bounded, cutter), tuple(p for p in phrases if p))


def _weighted(text: str, cutter: Tokenizer) -> tuple[tuple[str, float], ...]:
    weights: dict[str, float] = {}
    own = [t.text for t in terms(text, cutter)]
    added = [t.text for phrase in chinese(text) for t in terms(phrase, cutter)]
    for term in (*_telling(own), *_telling(added)):
        weights.setdefault(term, 1.0)
    return tuple(weights.items())[:TERMS]


def _telling(found: Iterable[str]) -> list[str]:
    """The terms without single Chinese characters, which are particles and measure words, if any others remain."""
    every = list(found)
    return [t for t in every if len(t) > 1 or t.isascii()] or every
