"""Joining the names of one thing, each time with the reason: 甲乙丙 is 甲乙丙电路, 丁市企业库 is 丁企业库.

Names are joined when the text says so (以下简称), or when one adds to the other only what names add: a sector or 公司
behind it, a territory before it, the rank of a territory inside it. A branch (…支行, …分公司) is another thing than its
house.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from kb.extract.flow import Flow
from kb.extract.lexis import is_common, names
from kb.extract.names.mentions import Sighting, Thing
from kb.model import AliasReason
from kb.text import fold

LEAST_SCANNED = 3
"""Shorter aliases (以下简称“基地”) are common words elsewhere in the text."""
LEAST_STEM = 4

Same = Callable[[str, str], AliasReason | None]
"""Why two names are one thing's; none when they are not."""
Given = dict[str, tuple[str, AliasReason]]
"""Short names the text introduces: short name -> the whole name, and how it was given."""

_BRANCH = re.compile(r"(?:支行|分行|分公司|子公司|分局|分院|分中心)$")


def join(sightings: Sequence[Sighting], same: Same, given: Given | None = None) -> list[Thing]:
    """Things in order of first sighting, each under the name seen first."""
    shorts = given or {}
    groups: list[dict[str, AliasReason]] = []
    for name in dict.fromkeys(s.name for s in sightings if s.name not in shorts):
        home, reason = next(((g, r) for g in groups for other in g if (r := same(name, other))), (None, None))
        if home is None or reason is None:
            groups.append({name: "form"})
        else:
            home[name] = reason
    return [_thing(group, sightings, shorts) for group in groups]


def _thing(group: dict[str, AliasReason], sightings: Sequence[Sighting], given: Given) -> Thing:
    chief, *others = group
    aliases = {name: group[name] for name in others}
    aliases |= {short: how for short, (name, how) in given.items() if name in group and short not in group}
    known = {chief, *aliases}
    return Thing(chief, aliases, tuple(s for s in sightings if s.name in known))


def same_enterprise(a: str, b: str) -> AliasReason | None:
    """Whether two names are one enterprise's: the longer one adds a sector, 公司 or a place.

    >>> same_enterprise("迪生力汽配", "迪生力汽配公司"), same_enterprise("建设银行", "建设银行台山科技支行")
    ('form', None)
    """
    short, long = sorted((a, b), key=len)
    if len(short) < 2 or short == long or (_BRANCH.search(long) and not _BRANCH.search(short)):
        return "form" if short == long else None
    head, found, tail = long.partition(short)
    adds_nothing = bool(found) and len(head) <= 4 and _adds_nothing(tail)
    return "form" if adds_nothing and (not head or len(short) >= 3) else None


@cache
def _company() -> re.Pattern[str]:
    return re.compile(f"(?:{names('enterprise', 'tail')})+$")


def _adds_nothing(tail: str) -> bool:
    rest = _company().sub("", tail)
    return not rest or is_common(rest, "enterprise")


def with_stem(thing: Thing, places: re.Pattern[str], flows: Iterable[Flow]) -> Thing:
    """The enterprise with its name less 有限公司 and the like, and less its place, where the text uses that alone."""
    stem = _company().sub("", thing.name)
    bare = places.sub("", stem, count=1) if places.match(stem) else stem
    used = [
        short
        for short in dict.fromkeys((stem, bare))
        if LEAST_STEM <= len(short) < len(thing.name)
        and not is_common(short, "enterprise", "project")
        and any(_alone(short, thing.name, f) for f in flows)
    ]
    return thing._replace(aliases={**thing.aliases, **{u: "form" for u in used if u not in thing.aliases}})


def _alone(short: str, name: str, stretch: Flow) -> bool:
    return stretch.text.replace(fold(name), "").find(fold(short)) >= 0


def same_by(normal: Callable[[str], str], reason: AliasReason) -> Same:
    """Two names are one, for this reason, when their normal forms are equal."""
    form = cache(normal)  # each name is compared with all others
    return lambda a, b: reason if form(a) == form(b) else None


@cache
def _introduction() -> re.Pattern[str]:
    label = names("document_ref", "label")
    return re.compile(rf"[（(，,]?(?:{label})[:：为]?[“\"《]([^《》“”\"]{{2,30}})[”\"》]")


_BRACKET = re.compile(r"[（(]([一-龥]{2,16})[）)]")


def introduced(sightings: Iterable[Sighting]) -> Given:
    """Short names given right behind a name: (以下简称“…”), or the name in other words in brackets."""
    return {alias: (s.name, how) for s in sightings for alias, how in _short_name(s) if alias != s.name}


def _short_name(sighting: Sighting) -> Iterator[tuple[str, AliasReason]]:
    stretch, end = sighting.flow, sighting.end
    if match := _introduction().match(stretch.text, end):
        yield stretch.printed[slice(*match.span(1))], "defined"
    elif (match := _BRACKET.match(stretch.text, end)) and _abbreviates(match.group(1), sighting.name):
        yield stretch.printed[slice(*match.span(1))], "bracketed"


def _abbreviates(short: str, name: str) -> bool:
    """Whether a shorter form keeps characters of the name in their order and ends as it does, or as a body does.

    >>> _abbreviates("省发展改革委", "省发展和改革委员会"), _abbreviates("园区", "某开发区管委会")
    (True, False)
    """
    rest = iter(fold(name))
    shorter = 3 <= len(short) < len(name) and all(char in rest for char in fold(short))
    return shorter or (len(short) >= LEAST_STEM and short[:LEAST_SCANNED] == name[:LEAST_SCANNED])


def occurrences(things: Iterable[Thing], flows: Iterable[Flow]) -> list[Thing]:
    """The same things with every place where one of their names stands."""
    owners = {fold(n): t for t in things for n in (t.name, *t.aliases) if n == t.name or len(n) >= LEAST_SCANNED}
    if not owners:
        return []
    seen: dict[str, list[Sighting]] = {t.name: list(t.sightings) for t in owners.values()}
    for stretch in flows:
        for name, thing in owners.items():
            seen[thing.name] += _places(name, thing.name, stretch)
    found = {t.name: t for t in owners.values()}
    return [t._replace(sightings=tuple(seen[t.name])) for t in found.values()]


def _places(words: str, name: str, stretch: Flow) -> list[Sighting]:
    """Where these words, folded, stand in a stretch, as sightings of a name."""
    if words not in stretch.text:
        return []
    return [Sighting(name, stretch, *m.span()) for m in re.finditer(re.escape(words), stretch.text)]
