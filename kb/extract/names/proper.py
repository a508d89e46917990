"""What makes a phrase proper in a document: its territories, the names of its enterprises, a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kb.text import fold
from kb.vocab import vocabulary


class Proper(NamedTuple):
    """The proper things a document knows."""

    places: re.Pattern[str]
    enterprises: re.Pattern[str] | None

    @classmethod
    def of(cls, places: re.Pattern[str], enterprises: Iterable[str]) -> Proper:
        """For a document with these territories and enterprises."""
        known = "|".join(re.escape(fold(n)) for n in sorted(enterprises, key=lambda n: (-len(n), n)))
        return cls(places, re.compile(known) if known else None)

    def found(self, words: str) -> bool:
        """Whether a phrase holds a territory, an enterprise or a quotation that is no period of a plan."""
        quoted = [q for q in re.findall("“([^”]{2,})”", words) if not vocabulary().periods.named(q)]
        return bool(self.places.search(words) or quoted or (self.enterprises and self.enterprises.search(words)))

    def without_places(self, words: str) -> str:
        """The phrase less its territories."""
        return self.places.sub("", words)
