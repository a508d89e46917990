"""What a text orders to be done: its clauses that begin with a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb.extract.flow import Flow
from kb.extract.lexis import ORDERS, verbs
from kb.model import Span
from kb.text import clauses, fold

SHORTEST = 4


@cache
def _lead_in() -> re.Pattern[str]:
    """Words that open a clause and add nothing to what it orders (通过开展…, 并组织…, 同时推动…)."""
    return re.compile(r"(?:通过|并且?|同时|此外|另外|其中|还要|要|一是|二是|三是|四是|五是|六是|七是|八是|——)+")


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
        ordered = _order().match(plain) or (_side().match(plain) and re.search(verbs(*ORDERS), plain))
        if ordered and len(words) >= SHORTEST:
            yield words


def _skipped(words: str) -> int:
    match = _lead_in().match(fold(words))
    return match.end() if match else 0
