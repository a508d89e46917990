"""Handing out values in order: 国家级、省级、市级分别给予300万元、200万元、100万元; 特等奖150万元、一等奖50万元.

分别 pairs the n-th value with the n-th name of a list before it; a list item may also carry its name in front of its value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kb.extract.cutting import after_small_word, strip_lead_in
from kb.extract.payments import giving, word
from kb.model import Span

LONGEST = 24
_GAP = re.compile(r"(?:的)?(?:、|和|及|与|或|以及|，)")
_SEPARATORS = re.compile(r"、|(?<=”)(?:和|及)?(?=“)|和|及|以及|或(?:者)?|与")


def tiers(text: str, numbers: Sequence[Span], ends: Sequence[int]) -> list[str | None]:
    """The name of the tier of each number; none where the text gives no name.

    >>> text = "对国际标准、国家标准的企业，分别给予60万元、40万元"
    >>> tiers(text, [Span(18, 20), Span(23, 25)], [22, 27])
    ['国际标准', '国家标准']
    """
    labels: list[str | None] = [None] * len(numbers)
    for group in _groups(text, numbers, ends):
        names = _own_names(text, group, numbers, ends) or _listed_names(text, group, numbers)
        for i, name in zip(group, names, strict=False):
            labels[i] = name
    return labels


def _groups(text: str, numbers: Sequence[Span], ends: Sequence[int]) -> list[list[int]]:
    """Runs of at least two numbers that stand in one list."""
    groups: list[list[int]] = []
    for i, number in enumerate(numbers):
        between = text[ends[i - 1] : number.start] if i else ""
        if i and _GAP.match(between) and len(between) <= LONGEST and "，" not in between[1:]:
            groups[-1].append(i)
        else:
            groups.append([i])
    return [g for g in groups if len(g) > 1]


@cache
def _filler() -> re.Pattern[str]:
    words = rf"{giving().pattern}|{word('pay-cap').pattern}|{word('pay-each').pattern}"
    return re.compile(rf"(?:{words}|分别|各|一次性|的|[、和及与，]|以及)+$")


def _own_names(text: str, group: list[int], numbers: Sequence[Span], ends: Sequence[int]) -> list[str] | None:
    """Names right before the values: 一等奖50万元、二等奖30万元."""
    found = []
    for i in group:
        start = ends[i - 1] if i > group[0] else _after_giving(text, numbers[i].start)
        words = _filler().sub("", re.sub(r"^(?:的)?(?:、|和|及|与|，|以及)", "", text[start : numbers[i].start]))
        words = re.sub(r"^(?:按照?|对)", "", words)
        found.append(words if 1 < len(words) <= 16 else "")
    return found if all(found[1:]) and found[1:] else None


def _after_giving(text: str, end: int) -> int:
    start = max(text.rfind(mark, 0, end) + 1 for mark in "，；。;")
    given = list(giving().finditer(text, start, end))
    return given[-1].end() if given else start


def _listed_names(text: str, group: list[int], numbers: Sequence[Span]) -> list[str]:
    """The nearest list of as many names before the values, clause by clause backwards."""
    first = numbers[group[0]].start
    edges = [0, *(m.end() for m in re.finditer("[，；。;：]", text[:first])), first]
    for start, end in reversed(list(zip(edges, edges[1:], strict=False))):
        names = _names(text, Span(start, end), len(group))
        if names:
            return names
    return []


def _names(text: str, clause: Span, count: int) -> list[str]:
    """The items of a list of exactly this many in a clause, trimmed to what tells them apart."""
    words = re.sub(r"[，；。;：]$", "", text[slice(*clause)])
    stop = re.search(rf"(?:分别|一次性|各|按|{giving().pattern}).*$", words)
    words = words[: stop.start()] if stop and stop.start() > 2 else words
    parts = [p for p in _SEPARATORS.split(words) if p]
    if len(parts) != count:
        return []
    first, last = _trim_first(parts[0], parts[1]), _trim_last(parts[-1], parts[-2])
    return [first, *parts[1:-1], last] if first and last else []


def _trim_first(words: str, following: str) -> str:
    """The first item less what leads up to the list: 对当年获批国际标准 before 国家标准 is 国际标准."""
    if "“" in words:
        return words[words.index("“") :]
    span = strip_lead_in(words, Span(0, len(words)))
    span = after_small_word(words, span)
    rest = words[slice(*span)]
    if number := re.search(r"[\d.]+[万亿]?元$", words):
        return number.group()
    shared = _shared_end(rest, following)
    return rest[-len(following) :] if shared and len(rest) > len(following) else rest


def _trim_last(words: str, before: str) -> str:
    """The last item less what follows the list: 国家标准的企业 is 国家标准."""
    if "”" in words:
        return words[: words.index("”") + 1]
    if number := re.match(r"[\d.]+[万亿]?元", words):
        return number.group()
    words = words.split("的")[0]
    level = re.match(r"(?:国家|省|市|区|县|部)级?", words)
    return level.group() if level and re.fullmatch(r"(?:国家|省|市|区|县|部|全国|全省)级?", before) else words


def _shared_end(a: str, b: str) -> bool:
    return bool(a) and bool(b) and a[-1] == b[-1]
