"""Readable ids that never repeat inside a document, and readable ids for documents."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container
from itertools import count

LONGEST = 80
"""Bytes of a document's id: it is the name of a folder, with a hash behind it once the document is removed."""


class Ids:
    """Hands out ids; one that repeats gets -2, -3, ...

    >>> ids = Ids()
    >>> [ids.new("passage-3"), ids.new("passage-3"), ids.new("3.6.2")]
    ['passage-3', 'passage-3-2', '3.6.2']
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def new(self, base: str) -> str:
        """The base itself, or the base with the first free number."""
        self._seen[base] += 1
        if self._seen[base] == 1:
            return base
        return self.new(f"{base}-{self._seen[base]}")


def free(base: str, taken: Container[str]) -> str:
    """The base itself, or the base with the first number that makes it free.

    >>> free("plan", {"plan", "plan-2"})
    'plan-3'
    """
    return next(name for n in count(1) if (name := f"{base}-{n}" if n > 1 else base) not in taken)


def slug(name: str) -> str:
    """The id of a document called so: letters (Chinese ones stay as they are), digits, `-`, `_` and `.`, in lower case.

    Good for a folder on any system, for a shell and for an address; two names may have one slug.

    >>> slug("台山市科技创新“十三五”规划（印发稿） V2.0"), slug("../Plan 2020"), slug("？！")
    ('台山市科技创新-十三五-规划-印发稿-v2.0', 'plan-2020', 'document')
    """
    plain = unicodedata.normalize("NFKC", name).lower()
    joined = re.sub(r"[^\w.-]+", "-", plain)
    short = re.sub(r"-{2,}", "-", joined).encode("utf-8", "ignore")[:LONGEST].decode("utf-8", "ignore")
    return short.strip("-._") or "document"
