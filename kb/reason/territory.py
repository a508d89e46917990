"""When two scopes are one territory: 全市, 我市, 台山 and no scope at all are one in a plan of 台山市."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from kb.model import Document, Record, Statement
from kb.text import fold

_OWN = re.compile(r"^[全我本]([省市县区州镇乡国旗盟])$")


class Territory(NamedTuple):
    """The document's own territory: its names, and the kinds (市, 省) that 全, 我 and 本 make its own."""

    names: frozenset[str]
    kinds: frozenset[str]

    @classmethod
    def of(cls, document: Document, records: tuple[Record, ...]) -> Territory:
        """The territory a document is about, from its region, else from the words it uses most."""
        region = fold(document.info.region or "")
        if region:
            return cls(frozenset({region, region[:-1]}), frozenset(region[-1]))
        scopes = [m[1] for r in records if isinstance(r, Statement) and r.scope and (m := _OWN.match(r.scope))]
        usual = Counter(scopes).most_common(1)
        return cls(frozenset(), frozenset(usual[0][0] if usual else ""))

    def of_scope(self, scope: str | None) -> str:
        """One name for a scope: empty for the document's own territory."""
        plain = fold(scope or "")
        match = _OWN.match(plain)
        return "" if plain in self.names or (match and match[1] in self.kinds) else plain
