"""What a text orders to be done: its clauses that begin with a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb.extract.flow import Flow
from kb.extract.lexis import ORDERS, verbs
from kb.extract.promise_words import word
from kb.model import Span
from kb.text import clauses, fold

SHORTEST = 4


@cache
def _order() -> re.Pattern[str]:
    return re.compile(f"(?:{verbs('manner')})*(?:{verbs(*ORDERS, 'lead', 'respond', 'assist', 'must')})")


@cache
def _side() -> re.Pattern[str]:
    """A side clause that belongs to the order behind it (以…为标杆, 对…的)."""
    return re.compile(r"(?:以|把|将|对|为|从|由)(?![上下])")


def actions(stretch: Flow) -> Iterator[str]:
    """The clauses of a stretch that order something, as printed; the mark at their end is left out.

    >>> from kb.extract.flow import flow
    >>> text = "围绕产业需求，搭建平台，大力开展培训。形势喜人。"
    >>> list(actions(flow(text, Span(0, len(text)))))
    ['搭建平台', '大力开展培训']
    """
    for start, end in clauses(stretch.printed, Span(0, len(stretch.printed))):
        words = stretch.printed[start:end]
        words = words[_skipped(words) :]
        plain = fold(words)
        main = plain.rsplit("的", 1)[-1]
        ordered = _order().match(plain) or (_side().match(plain) and re.search(verbs(*ORDERS), main))
        if ordered and len(words) >= SHORTEST:
            yield words


def _skipped(words: str) -> int:
    match = word("opening").match(fold(words))
    return match.end() if match else 0
