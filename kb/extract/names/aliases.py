"""Joining the names of one thing: 甲乙丙 is 甲乙丙电路, 丁市企业库 is 丁企业库.

Names are joined when one adds to the other only what names add: a sector or 公司 behind it, a territory before it, the
rank of a territory inside it. A branch (…支行, …分公司) is another thing than its house.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from kb.extract.flow import Flow
from kb.extract.lexis import is_common, names
from kb.extract.names.mentions import Sighting, Thing
from kb.text import fold

LEAST_SCANNED = 3
"""Shorter aliases (以下简称“基地”) are common words elsewhere in the text."""

Same = Callable[[str, str], bool]
_BRANCH = re.compile(r"(?:支行|分行|分公司|子公司|分局|分院|分中心)$")


def join(sightings: Sequence[Sighting], same: Same, given: dict[str, str] | None = None) -> list[Thing]:
    """Things in order of first sighting, each under the name seen first; `given` are short names introduced."""
    groups: list[list[str]] = []
    for name in dict.fromkeys(s.name for s in sightings):
        home = next((g for g in groups if any(same(name, other) for other in g)), None)
        (groups.append([name]) if home is None else home.append(name))
    return [_thing(group, sightings, given or {}) for group in groups]


def _thing(group: list[str], sightings: Sequence[Sighting], given: dict[str, str]) -> Thing:
    short = [alias for alias, name in given.items() if name in group and alias not in group]
    return Thing(group[0], (*group[1:], *short), tuple(s for s in sightings if s.name in group))


def same_enterprise(a: str, b: str) -> bool:
    """Whether two names are one enterprise's: the longer one adds a sector, 公司 or a place.

    >>> same_enterprise("迪生力汽配", "迪生力汽配公司"), same_enterprise("建设银行", "建设银行台山科技支行")
    (True, False)
    """
    short, long = sorted((a, b), key=len)
    if len(short) < 2 or short == long or (_BRANCH.search(long) and not _BRANCH.search(short)):
        return short == long
    head, found, tail = long.partition(short)
    return bool(found) and len(head) <= 4 and _adds_nothing(tail) and (not head or len(short) >= 3)


@cache
def _company() -> re.Pattern[str]:
    return re.compile(f"(?:{names('enterprise', 'tail')})$")


def _adds_nothing(tail: str) -> bool:
    rest = _company().sub("", tail)
    return not rest or is_common(rest, "enterprise")


def same_by(normal: Callable[[str], str]) -> Same:
    """Two names are one when their normal forms are equal."""
    form = cache(normal)  # each name is compared with all others
    return lambda a, b: form(a) == form(b)


@cache
def _introduction() -> re.Pattern[str]:
    label = names("document_ref", "label")
    return re.compile(rf"[（(，,]?(?:{label})[:：为]?[“\"《]([^《》“”\"]{{2,30}})[”\"》]")


def introduced(sightings: Iterable[Sighting]) -> dict[str, str]:
    """Short names given right behind a name (以下简称“…”): short name -> name."""
    return {alias: s.name for s in sightings for alias in _short_name(s.flow, s.end)}


def _short_name(stretch: Flow, end: int) -> Iterator[str]:
    if match := _introduction().match(stretch.text, end):
        yield stretch.printed[slice(*match.span(1))]


def occurrences(things: Iterable[Thing], flows: Iterable[Flow]) -> list[Thing]:
    """The same things with every place where one of their names stands."""
    owners = {fold(n): t for t in things for n in (t.name, *t.aliases) if n == t.name or len(n) >= LEAST_SCANNED}
    if not owners:
        return []
    seen: dict[str, list[Sighting]] = {t.name: list(t.sightings) for t in owners.values()}
    for stretch in flows:
        for name, thing in owners.items():
            seen[thing.name] += _places(name, thing.name, stretch)
    return [t._replace(sightings=tuple(seen[t.name])) for t in dict.fromkeys(owners.values())]


def _places(words: str, name: str, stretch: Flow) -> list[Sighting]:
    """Where these words, folded, stand in a stretch, as sightings of a name."""
    if words not in stretch.text:
        return []
    return [Sighting(name, stretch, *m.span()) for m in re.finditer(re.escape(words), stretch.text)]
