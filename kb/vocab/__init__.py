"""The words of the language of plans: data in TOML files, and every entry proves itself.

`vocabulary()` is the merged vocabulary of the package and of the site's own folder (`KB_VOCAB`). One file holds one
kind of entry; TABLES says which. An entry that is claimed twice, or fails its own example, is refused.
"""

from __future__ import annotations

from functools import cache

from kb.vocab.entries import Entry
from kb.vocab.loader import Vocabulary
from kb.vocab.phrasing import Phrases, phrases

__all__ = ["Entry", "Phrases", "Vocabulary", "phrases", "vocabulary"]


@cache
def vocabulary() -> Vocabulary:
    """The merged vocabulary of the process; each table is read and checked when it is first asked for."""
    return Vocabulary()
