"""The territory of a document that does not say which it is of: 全省 with 济南 and 青岛 alone is 山东."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from kb.text import fold
from kb.vocab import vocabulary

MOST = 0.8
"""Share of the places named that must lie in one province."""
SPEAKS = "全省"
"""What a document of a province says of its own territory."""


@lru_cache(64)
def homeland(text: str) -> frozenset[str]:
    """The folded names of the province that a document without a territory is of; none when it does not speak as one.

    >>> sorted(homeland("提升全省工业水平，支持济南市、青岛市建设基地")), homeland("支持济南市建设基地")
    (['山东', '山东省'], frozenset())
    """
    plain = fold(text)
    if SPEAKS not in plain:
        return frozenset()
    regions = vocabulary().regions
    named = Counter(m.entry.within or m.entry.id for m in regions.find(plain))
    found, times = named.most_common(1)[0] if named else ("", 0)
    if not found or times < MOST * named.total():
        return frozenset()
    province = fold(regions[found].zh)
    return frozenset({province, province.removesuffix("省")})
