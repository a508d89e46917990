"""Handing out values in order: 国家级、省级、市级分别给予300万元、200万元、100万元; 特等奖150万元、一等奖50万元.

分别 pairs the n-th value with the n-th name of a list before it; an item may also carry its name before its value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from kb.extract.cutting import after_small_word, strip_lead_in
from kb.extract.lexis import ORDERS, opening, verbs
from kb.extract.promise_words import giving, word
from kb.model import Span

LONGEST, LONGEST_NAME = 24, 16
_GAP = re.compile(r"(?:的)?(?:、|和|及|与|或|以及|，(?=第|[^，]{0,4}[一二三四]等|[^，]{1,4}级))")
_COUNTED = re.compile(r"\d+[名个项家位件]$")
"""一等奖1名: how many there are of a tier."""
_SUM = r"\d[\d.]*[万亿]?(?:美元|元|家|人|件|吨|亩|倍|%)"
_LED_UP = re.compile(r"^.*(?:以上|以下|以内)(?=[一-龥]{2,})")
"""新增限额以上批发业, 35周岁以下博士: what bounds the whole list."""
_TIMES = ("年", "个月", "月", "天")
_SEPARATORS = re.compile(r"、|(?<=”)(?:和|及)?(?=“)|和|及|以及|或(?:者)?|与")


_EACH_OF = re.compile(r"(?P<name>[^，、对按]{2,14}?(?<![的时后]))每(?:[个项件种部篇首台套辆吨]|标箱)")
"""改良型新药每个奖励500万元: the thing is the tier, where it is nobody."""


@cache
def _somebody() -> re.Pattern[str]:
    return re.compile(rf"(?:{word('who').pattern})$")


_PART = re.compile(r"(?P<name>\d[\d.]*[万亿]?元[^，、按]{0,16}部分)按?照?$")
"""500万元至2000万元部分按8%: the tier of a rate."""


@cache
def _acting_somebody() -> re.Pattern[str]:
    """本科毕业生首次来就业: somebody, and what they do."""
    return re.compile(
        rf"(?P<who>[^，]{{1,14}}?(?:{word('who').pattern})(?:[（(][^（()）]*[)）])?)(?:{word('subject-end').pattern})"
    )


class Value(NamedTuple):
    """A value to be named: its number, where its unit ends, and the unit."""

    number: Span
    end: int
    unit: str


def tiers(text: str, values: Sequence[Value]) -> list[str | None]:
    """The name of the tier of each value; none where the text gives no name.

    >>> text = "对国际标准、国家标准的企业，分别给予60万元、40万元"
    >>> tiers(text, [Value(Span(18, 20), 22, "万元"), Value(Span(23, 25), 27, "万元")])
    ['国际标准', '国家标准']
    """
    labels: list[str | None] = _names_behind(text, values)
    for i, name in enumerate(labels):
        labels[i] = name or (None if values[i].unit in _TIMES else _opening_name(text, values[i]))
    for group in _groups(text, values):
        names = _own_names(text, group, values) or _listed_names(text, group, values)
        for i, name in zip(group, names, strict=False):
            labels[i] = name
    return labels


def _names_behind(text: str, values: Sequence[Value]) -> list[str | None]:
    """Names behind values that each have one: 1000万元项目资助和200万元购房补贴."""
    named = re.compile(rf"(?P<name>{word('noun').pattern})(?=[和、及与]|以及|$|[，；。;])")
    found = [named.match(text, v.end) for v in values]
    together = len(values) > 1 and all(found) and len({m["name"] for m in found if m}) == len(values)
    return [m["name"] if m and together and m.start() >= 0 else None for m in found]


def _opening_name(text: str, value: Value) -> str | None:
    """A tier that opens the value's clause: 第四年按50%, 国家级最高500万元; 单个企业最高… names none."""
    start = _clause_start(text, value.number.start)
    clause = text[start : value.number.start]
    if time := re.match(rf"(?:{word('tier-time').pattern})(?=[^，]*$)", clause.rsplit("、", 1)[-1]):
        return time.group()
    if part := _PART.search(clause):
        return part["name"]
    if each := _EACH_OF.match(clause):
        return None if word("tier-none").search(each["name"]) or _somebody().search(each["name"]) else each["name"]
    return _ranked(clause, first=start == 0)


def _ranked(clause: str, first: bool) -> str | None:
    """省老字号奖励, 小微企业最高: the name that opens a clause, if it is no verb, no payer and, before a verb, nobody.

    Where the promise itself opens with it (`first`), what has been done is a condition rather than a tier.
    """
    named = _capped_name().fullmatch(clause)
    name = named["name"] if named else ""
    if (
        named is None
        or word("tier-none").search(name)
        or word("payer").fullmatch(name)
        or word("bare-who").fullmatch(name)
    ):
        return None
    capped = word("cap").search(clause, len(name))
    acts = (
        re.search(f"首次|新|迁入|落户|{verbs(*ORDERS, 'enter')}", name) if first else opening(name, "manner", *ORDERS)
    )
    return None if acts or (_somebody().search(name) and (first or not capped)) else name


@cache
def _capped_name() -> re.Pattern[str]:
    """国际首台最高, 境外展会单次最高, 省老字号奖励: a tier and what governs its sum."""
    once = "(?:单[次个项场]|每[次个项场])?"
    ranked = "(?![对按经每再另且并同以由从在为其该可])[一-龥“”]{2,12}(?<![的后时者年])"
    return re.compile(
        rf"(?P<name>[^，、]{{2,16}}?(?=的?{once}(?:{word('cap').pattern}))|(?:{ranked}))的?{once}"
        rf"(?:{word('cap').pattern}|{giving().pattern}|为)+"
    )


def _groups(text: str, values: Sequence[Value]) -> list[list[int]]:
    """Runs of at least two values of one unit that stand in one list."""
    groups: list[list[int]] = []
    for i, value in enumerate(values):
        between = text[values[i - 1].end : value.number.start] if i else ""
        listed = _GAP.match(between) and "，" not in between[1:] and len(between) <= LONGEST
        if i and listed and values[i - 1].unit[-1] == value.unit[-1]:
            groups[-1].append(i)
        else:
            groups.append([i])
    return [g for g in groups if len(g) > 1]


@cache
def _filler() -> re.Pattern[str]:
    words = rf"{giving().pattern}|{word('cap').pattern}|{word('each').pattern}"
    return re.compile(rf"(?:{words}|{word('tier-filler').pattern}|的|[、和及与，]|以及)+$")


def _own_names(text: str, group: list[int], values: Sequence[Value]) -> list[str | None] | None:
    """Names right before the values: 一等奖50万元、二等奖30万元; 第一年给予30万元，第二年给予20万元."""
    found: list[str | None] = []
    for i in group:
        before = text[
            values[i - 1].end if i > group[0] else _clause_start(text, values[i].number.start) : values[i].number.start
        ]
        words = _own_name(re.sub(r"^(?:的)?(?:、|和|及|与|，|以及)", "", before), first=i == group[0])
        found.append(words if 1 < len(words) <= LONGEST_NAME else None)
    return found if all(found[1:]) else None


def _own_name(before: str, first: bool) -> str:
    """What names a value right before it; before the first one of a list stands the verb of giving as well."""
    given = list(giving().finditer(before)) if first else []
    behind = _filler().sub("", before[given[-1].end() :] if given else before)
    if time := re.match(word("tier-time").pattern, behind):
        return time.group()
    ahead = re.sub(r"^.*的", "", before[: given[-1].start()]) if given else ""
    name = re.sub(r"^(?:按照?|对)|按照?$", "", behind or _filler().sub("", ahead))
    part = re.search(r"\d[\d.]*[万亿]?元[^，、]*部分$", name)
    return part.group() if part else name


def _clause_start(text: str, end: int) -> int:
    return max(text.rfind(mark, 0, end) + 1 for mark in "，；。;")


def _listed_names(text: str, group: list[int], values: Sequence[Value]) -> list[str]:
    """The nearest list of as many names before the values, clause by clause backwards."""
    first = values[group[0]].number.start
    edges = [0, *(m.end() for m in re.finditer(r"[，；。;：]|,(?!\d)", text[:first])), first]
    for start, end in reversed(list(pairwise(edges))):
        names = _names(text, Span(start, end), len(group))
        if names:
            return names
    return []


@cache
def _level() -> re.Pattern[str]:
    return word("tier-level")


def _names(text: str, clause: Span, count: int) -> list[str]:
    """The items of a list of exactly this many in a clause, trimmed to what tells them apart."""
    words = re.sub(r"[，；。;：,]$", "", text[slice(*clause)])
    stop = re.search(rf"(?:{word('tier-filler').pattern}|按|{giving().pattern}).*$", words)
    words = words[: stop.start()] if stop and stop.start() > 2 else words
    counted = [p for p in _SEPARATORS.split(words) if p]
    named = [_COUNTED.sub("", p) for p in counted]
    parts = named if all(named) else counted
    if levels := _run_of_levels(words, count):
        return levels
    if len(parts) != count:
        return []
    first = _trim_first(parts[0], parts[1])
    last = _trim_last(parts[-1], first if count == 2 else parts[-2])
    return [first, *parts[1:-1], last] if first and last else []


def _run_of_levels(words: str, count: int) -> list[str]:
    """国家级、省级、市级 wherever it stands: 对省、市级研发中心和创新企业 has the run 省、市级."""
    level = _level().pattern
    runs = re.finditer(rf"(?:{level})(?:(?:、|和|及|与)(?:{level}))+", words)
    found = (re.split("、|和|及|与", m.group()) for m in runs)
    return next((run for run in found if len(run) == count), [])


def _trim_first(words: str, following: str) -> str:
    """The first item less what leads up to the list: 对当年获批国际标准 before 国家标准 is 国际标准."""
    span = strip_lead_in(words, Span(0, len(words)))
    rest = words[slice(*strip_lead_in(words, after_small_word(words, span)))]
    if number := re.search(rf"{_SUM}$", words):
        return number.group()
    if len(following) == 1 and rest:
        return rest[-1]  # 获一、二、三等奖; A、B、C类; 金、银、铜牌
    grade = re.search(rf"(?:{word('tier-grade').pattern})$", words)
    if grade and word("tier-grade").fullmatch(following):
        return grade.group()
    kind = _level().sub("", following, count=1) if _level().match(following) else ""
    if kind and (named := re.search(rf"(?:{_level().pattern}){re.escape(kind)}$", rest)):
        return named.group()  # 主导制定国际标准 before 国家标准
    if _level().fullmatch(following[:3]) and (level := re.search(rf"(?:{_level().pattern})$", rest)):
        return level.group()
    return _LED_UP.sub("", rest) if "“" not in rest else rest


def _trim_last(words: str, before: str) -> str:
    """The last item less what follows the list: 国家标准的企业 is 国家标准, 市级瞪羚企业 after 省 is 市级."""
    if number := re.match(_SUM, words):
        return number.group()
    if _level().fullmatch(before) and (level := _level().match(words)):
        return level.group()
    if word("tier-grade").fullmatch(before) and (grade := word("tier-grade").match(words)):
        return grade.group()
    words = words.split("的")[0]
    if acting := _acting_somebody().match(words):
        return acting["who"]
    if (place := words.find(before[-2:])) >= 0:
        return words[: place + len(before[-2:])]
    if len(words) > len(before) > 1 and words[len(before) - 1] == before[-1]:
        return words[: len(before)]
    return words[: words.index("”") + 1] if "”" in words else words
