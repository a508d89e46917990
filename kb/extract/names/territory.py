"""The names of territories a document speaks of: provinces and cities, its own region, and others by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kb.extract.cutting import name_span
from kb.extract.flow import Flow
from kb.extract.lexis import alternation, is_common, names, verbs
from kb.text import fold
from kb.vocab import vocabulary

_RANK = re.compile(r"自治[州县旗]|新区|[市县州旗区]")
_DISTRICT = r"([一-龥]{2,3}?(?:新区|[区县市旗镇]))"
_TAIL = re.compile(r"(?:特别行政区|自治[区州县]|(?<=[一-龥]{2})新区|[省市县区州旗镇])$")
_PART = re.compile(r"[一-龥]{2,}?(?:省|自治[区州县]|[市县区州旗](?!区))")
SHORTEST, LONGEST, LONGEST_SELF_GOVERNED = 3, 4, 14


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


def own_names(region: str | None) -> list[str]:
    """The names a document may call its own territory by, the longest first.

    >>> own_names("江州市东河区")
    ['江州市东河区', '江州市东河', '东河区', '东河']
    """
    whole = fold(region or "")
    parts = _PART.findall(whole)
    last = parts[-1] if parts else whole
    return sorted({n for n in (whole, short(whole), last, short(last)) if n}, key=lambda n: (-len(n), n))


@cache
def _other() -> re.Pattern[str]:
    return re.compile(names("enterprise", "label", "determiner"))


@cache
def _no_territory() -> re.Pattern[str]:
    return re.compile(names("organization", "body", "no-territory"))


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(verbs("support", "build", "advance", "improve", "raise", "join", "give", "enter", "reach"))


@lru_cache(maxsize=1)  # each extractor of names asks for those of the same document
def territories(region: str | None, flows: tuple[Flow, ...]) -> re.Pattern[str]:
    """A pattern for the territories of a document: known ones, its own, and what else is named like one."""
    base = "|".join([*own_names(region), known()])
    behind = re.compile(f"(?:{base}){_DISTRICT}")
    districts = {m.group(1) for f in flows for m in behind.finditer(f.text)}
    wanted = {d for d in districts if _is_particular(d)} | {t for f in flows for t in _by_shape(f.text)}
    return re.compile("|".join([*sorted(wanted | {short(d) for d in wanted}, key=lambda n: (-len(n), n)), base]))


def _is_particular(name: str) -> bool:
    stem = short(name)
    return not (is_common(stem, "project", "enterprise") or _other().match(name) or _no_territory().search(name))


def _by_shape(text: str) -> Iterator[str]:
    """Words that end in the rank of a territory (桐州市, 云河县) and are no common words: 城市, 园区 and 全县 are."""
    for rank in _RANK.finditer(text):
        span = name_span(text, rank.end())
        name = text[slice(*span)]
        longest = LONGEST_SELF_GOVERNED if rank.group().startswith("自治") else LONGEST
        if SHORTEST <= len(name) <= longest and _is_particular(name) and not _verb().search(name):
            yield name
