"""Which statements a task is about: those that stand in it, and those whose indicator shares its subject."""

from __future__ import annotations

from functools import lru_cache

from kb.model import Span, Statement
from kb.text import fold

LEAST_SHARED = 4


def linked(statement: Statement, title: str, place: Span) -> bool:
    """Whether a figure belongs to a task: it stands in its text, or names what the title names.

    The shared piece must have four characters, so that 企业 or 创新 alone links nothing.
    """
    inside = place.start <= statement.span.start < place.end
    return inside or (statement.kind != "count" and shares(statement.indicator, title))


def shares(indicator: str, title: str) -> bool:
    """Whether an indicator and a title share a piece of at least four characters.

    >>> shares("国家高新技术企业数量", "大力培育高新技术企业"), shares("企业数量", "支持企业发展")
    (True, False)
    """
    return not _pieces(indicator).isdisjoint(_pieces(title))


@lru_cache(maxsize=1 << 12)  # each indicator of a document meets each title
def _pieces(words: str) -> frozenset[str]:
    plain = fold(words)
    return frozenset(plain[i : i + LEAST_SHARED] for i in range(len(plain) - LEAST_SHARED + 1))
