"""The names of territories a document speaks of: provinces and cities, its own region, and its districts."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kb.extract.flow import Flow
from kb.extract.lexis import alternation, is_common, names
from kb.text import fold
from kb.vocab import vocabulary

_DISTRICT = r"([一-龥]{2,3}?(?:新区|[区县市旗镇]))"
_TAIL = re.compile(r"(?:特别行政区|自治[区州县]|[省市县区州旗镇])$")


@cache
def known() -> str:
    """All provinces and prefecture cities as one alternation, behind a look at the two characters ahead.

    Most places of a text fail that look, which costs nothing; hundreds of names tried at each would.
    """
    heads = [fold(name)[:2] for region in vocabulary().regions for name in region.names]
    first, second = ("".join(sorted({h[i] for h in heads})) for i in (0, 1))
    return f"(?=[{first}][{second}])(?:{alternation(vocabulary().regions, labels=True)})"


def short(name: str) -> str:
    """A territory's name without its rank.

    >>> short("台山市"), short("市")
    ('台山', '市')
    """
    return _TAIL.sub("", name) if len(name) > 2 else name


@cache
def _other() -> re.Pattern[str]:
    return re.compile(names("enterprise", "label", "determiner"))


@lru_cache(maxsize=1)  # each extractor of names asks for those of the same document
def territories(region: str | None, flows: tuple[Flow, ...]) -> re.Pattern[str]:
    """A pattern for the territories of a document: known ones, its own, and districts that stand behind these."""
    own = {fold(n) for n in (region, short(region or "")) if n}
    base = "|".join([*sorted(own, key=lambda n: -len(n)), known()])
    behind = re.compile(f"(?:{base}){_DISTRICT}")
    districts = {m.group(1) for f in flows for m in behind.finditer(f.text)}
    wanted = {d for d in districts if not is_common(_TAIL.sub("", d), "project") and not _other().match(d)}
    return re.compile("|".join([*sorted(wanted | {short(d) for d in wanted}, key=lambda n: (-len(n), n)), base]))
