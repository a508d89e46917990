"""Universities, institutes, hospitals, associations, centres, laboratories: bodies named without a government's head.

An ending such as 大学 makes a name when something proper stands before it (江南大学): a territory, or words that
neither the lists of common words nor the dictionary explain. 新型研究院 and 老年大学 name nobody. 中心 and 联盟 name
a body only behind a territory or 国家.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb.extract.cutting import after_order, name_span
from kb.extract.lexis import is_common, names, verbs
from kb.extract.names.stems import coined
from kb.model import Span
from kb.vocab import vocabulary
from kb.words import in_dictionary, tokenizer, word_class

SHORTEST, LONGEST = 2, 24
SHORT = 3
LEAST_IN_USE = 6
_PROPER_CLASSES = frozenset({"nr", "nrt", "nrfg", "nz", "nt"})
_MARKS = re.compile("[“”、，（）]")


def institutes(text: str, places: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Places of bodies named by their ending in a folded stretch of text."""
    for match in _tail().finditer(text):
        if _follower().match(text, match.end()):
            continue
        span = _particular(text, match, places)
        if span:
            yield span.start, _with_place(text, span.end, places)


@cache
def _tail() -> re.Pattern[str]:
    strong = "|".join(names("organization", "tail", role) for role in ("institute", "proper"))
    weak, school = names("organization", "tail", "center"), names("organization", "tail", "school")
    return re.compile(f"(?P<weak>{weak})|(?P<school>{school})|(?P<strong>{strong})")


@cache
def _follower() -> re.Pattern[str]:
    return re.compile(names("organization", "body", "follower"))


def _particular(text: str, tail: re.Match[str], places: re.Pattern[str]) -> Span | None:
    """The shortest reading of the name that is still proper: what stands behind the last verb before it."""
    whole = name_span(text, tail.end())
    spans = [whole, *after_order(text, whole)]
    found = [s for s in spans if s.start < tail.start() and _is_proper(text, s, tail, places)]
    if found:
        return found[-1]
    heads = (m.start() for p in (places, _state()) for m in p.finditer(text, whole.start, tail.start()))
    return next((s for s in (Span(h, whole.end) for h in sorted(heads)) if _is_proper(text, s, tail, places)), None)


def _is_proper(text: str, span: Span, tail: re.Match[str], places: re.Pattern[str]) -> bool:
    modifier = text[span.start : tail.start()]
    if not SHORTEST <= len(modifier) <= LONGEST or _MARKS.search(modifier) or _other().match(modifier):
        return False
    if is_common(modifier, "project", "enterprise") or _blocked().search(modifier):
        return False
    headed = places.match(modifier) or _state().match(modifier)
    if tail.lastgroup == "weak" and _in_use(text, span.start, tail.end()) and len(modifier) >= LEAST_IN_USE:
        return True
    if tail.lastgroup == "school" and not headed:
        return coined(modifier)
    if tail.lastgroup == "weak" or headed:
        rest = modifier[headed.end() :] if headed else ""
        return bool(headed) and len(rest) >= (SHORTEST if tail.lastgroup == "weak" else 0)
    return unexplained(modifier)


def _in_use(text: str, start: int, end: int) -> bool:
    """Whether the text speaks of what is there already: 发挥…联盟作用."""
    return text[:start].endswith("发挥") and text.startswith("作用", end)


def unexplained(words: str) -> bool:
    """Whether words are a name by themselves: short ones that are no common words, else with a piece no dictionary has.

    >>> unexplained("江南"), unexplained("股权激励"), unexplained("麻省理工")
    (True, False, True)
    """
    if len(words) <= SHORT:
        return True
    pieces = [w.text for w in tokenizer().tokenize(words)]
    return any(word_class(p) in _PROPER_CLASSES or not (in_dictionary(p) or p.isascii()) for p in pieces)


@cache
def _state() -> re.Pattern[str]:
    return re.compile(f"国家(?!级)|中国|全国|中科院|中国科学院|{names('organization', 'body', 'country')}")


@cache
def _other() -> re.Pattern[str]:
    return re.compile(names("enterprise", "label", "determiner"))


@cache
def _blocked() -> re.Pattern[str]:
    acting = f"(?:大学|学院|研究院|公司|集团|中心|企业)(?:{verbs('build', 'advance', 'join')})"
    office, firm = vocabulary().commons["office-block"].pattern, verbs("must", "reach")
    return re.compile(f"{acting}|{office}|{firm}|人民政府|[0-9的]|[一二三两]级")


def _with_place(text: str, end: int, places: re.Pattern[str]) -> int:
    """The end with what says where the body is: 交易中心（济南）, 海洋研究所海州分所."""
    bracket = re.compile(r"（([一-龥]{2,6})）").match(text, end)
    if bracket and places.fullmatch(bracket.group(1)):
        return bracket.end()
    place = places.match(text, end)
    branch = _branch().match(text, place.end() if place else end) or _branch().match(text, end + 2)
    if branch and not place and branch.start() > end and _order().match(text, end):
        return end
    return branch.end() if branch else end


@cache
def _order() -> re.Pattern[str]:
    return re.compile(f"{verbs('build', 'advance', 'support', 'relation', 'join')}|[^一-龥]|.[^一-龥]")


@cache
def _branch() -> re.Pattern[str]:
    return re.compile(names("organization", "body", "branch"))
