"""Enumerations in running text that prove themselves: as many items as the text says, a chain, or a bracket.

甲、乙和丙三大工程; “三个中心”（甲、乙、丙）; “甲—乙—丙”链条. Where the first item begins is open in Chinese, so an
enumeration is believed only when the text counts it, or marks both its ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.answer.texts.lines import flat
from kb.model import Span
from kb.numbers import parse
from kb.text import fold
from kb.vocab import vocabulary

LED = 1
"""A verb that leads to the first item begins at most so many characters after the one before it."""
NEAR = 18
"""What is listed is named at most so many characters before or behind its items."""
HEAD, MANY = 2, 3
"""So many characters end alike in items that are of one kind, and so many items make them a list."""
_HEAD_NAME = r"[\u4e00-\u9fff]{2,6}"
_ITEM = r"[^、，。；：！？（）()“”\n]{1,40}"
_LISTED = re.compile(rf"{_ITEM}(?:、{_ITEM})+")
_LINK = r"[^、，。；：！？（）()“”\n—–-]{2,14}"
_CHAIN = re.compile(rf"{_LINK}(?:[—–-]{{1,2}}{_LINK}){{2,}}")
_NUMBER = r"(?P<number>[二三四五六七八九十两]|\d{1,2})"
_COUNTED = re.compile(
    rf"(?:等|这|共)*{_NUMBER}(?P<measure>大|个|项|类|种|条|方面|级|家)(?P<head>[^、，。；：]{{0,16}})$"
)
_HEAD_COUNT = re.compile(rf"{_NUMBER}(?P<measure>大|个|项|类|种|条|方面|级|家)")
_QUOTED_COUNT = re.compile(rf"等?[“”\"]{_NUMBER}(?P<measure>大|个|项|类|种|条|方面|级|家)[^”\"]{{1,12}}[”\"]")
_LAST = re.compile(r"(?<=.)(?:以及|和|及|与)(?=.)")


class Listing(NamedTuple):
    """The items of an enumeration, the words that name what is listed, and the measure word it is counted by."""

    items: tuple[str, ...]
    named: str
    measure: str


def listings(text: str, sentence: Span) -> Iterator[Listing]:
    """The enumerations of a sentence that prove themselves, in order.

    >>> [x.items for x in listings("建设甲库、乙网和丙台三大平台。", Span(0, 15))]
    [('甲库', '乙网', '丙台')]
    """
    plain = fold(flat(text[slice(*sentence)]))
    for match in _CHAIN.finditer(plain):
        items = tuple(i.strip() for i in re.split("[—–-]{1,2}", match.group()))
        yield Listing(items, _around(plain, *match.span()), "个")
    for match in _LISTED.finditer(plain):
        if found := _bracketed(plain, match) or _counted(plain, match) or _alike(match):
            yield found


def _around(plain: str, start: int, end: int) -> str:
    return plain[max(0, start - NEAR) : start] + plain[end : end + NEAR]


def _bracketed(plain: str, match: re.Match[str]) -> Listing | None:
    """“五个强市”（甲、乙、丙）: the bracket behind a name holds its members; a number in the name must agree."""
    start, end = match.span()
    if plain[start - 1 : start] not in ("（", "(") or plain[end : end + 1] not in ("）", ")"):
        return None
    items = tuple(match.group().split("、"))
    name = plain[max(0, start - NEAR) : start - 1]
    counts = list(_HEAD_COUNT.finditer(name))
    told = parse(counts[-1]["number"]) if counts else None
    if told is not None and told != len(items):
        items = _split_last(items)
    if told is not None and told != len(items):
        return None
    return Listing(items, name, counts[-1]["measure"] if counts else "项")


def _counted(plain: str, match: re.Match[str]) -> Listing | None:
    """甲、乙和丙三大工程: the number behind the last item, or before the first one, is that of the items."""
    parts = tuple(match.group().split("、"))
    tail = _COUNTED.search(parts[-1])
    if tail is None or not tail.start():
        return _named_behind(plain, match, parts)
    items = (*parts[:-1], parts[-1][: tail.start()])
    number = parse(tail["number"])
    items = items if number == len(items) else _split_last(items)
    if number != len(items):
        return None
    return Listing(
        (_without_verb(items[0]), *items[1:]), tail["head"] + plain[match.end() : match.end() + 4], tail["measure"]
    )


def _alike(match: re.Match[str]) -> Listing | None:
    """打造甲木艺小镇、乙温泉小镇、丙渔港小镇等一批: three or more items that end alike, and 等 behind the last."""
    listed, rest, _ = match.group().partition("等")
    items = tuple(listed.split("、"))
    head = items[-1][-HEAD:]
    if not rest or len(items) < MANY or not all(len(i) > HEAD and i.endswith(head) for i in items):
        return None
    return Listing((_without_verb(items[0]), *items[1:]), head, "个")


def named_alike(name: str, text: str) -> list[Span]:
    """The first place of each of “甲”工程, “乙”工程 … for “两大工程”; none unless just as many are named.

    >>> [x.start for x in named_alike("两大工程", "以“两大工程”为主，开展“甲”工程，深化“乙”工程和“甲”工程。")]
    [12, 20]
    """
    match = re.fullmatch(rf"(?P<number>[二三四五六七八九十两]{{1,2}}|\d{{1,2}})[大个项类](?P<head>{_HEAD_NAME})", name)
    if match is None:
        return []
    first: dict[str, Span] = {}
    for m in re.finditer(rf"[“\"](?P<item>[^“”\"\n]{{1,12}})[”\"]{re.escape(match['head'])}", text):
        first.setdefault(m["item"], Span(*m.span()))
    return list(first.values()) if len(first) == parse(match["number"]) else []


def _named_behind(plain: str, match: re.Match[str], parts: tuple[str, ...]) -> Listing | None:
    """甲、乙、丙“三大中心”: the number stands in the quoted name behind the last item."""
    name = _QUOTED_COUNT.match(plain, match.end())
    if name is None:
        return None
    items = parts if parse(name["number"]) == len(parts) else _split_last(parts)
    if parse(name["number"]) != len(items):
        return None
    return Listing((_without_verb(items[0]), *items[1:]), name.group(), name["measure"])


def _split_last(items: tuple[str, ...]) -> tuple[str, ...]:
    """The items with the last one taken apart at 和, 及."""
    return (*items[:-1], *_LAST.split(items[-1], maxsplit=1))


def _without_verb(item: str) -> str:
    """The first item without the words that lead to it: 通过实施甲 is 甲, and so is 我市打造的甲."""
    start = max((m.span.end + 1 for m in vocabulary().verbs.find(item) if item[m.span.end :][:1] == "的"), default=0)
    while ends := [m.span.end for m in vocabulary().verbs.find(item[start:]) if m.span.start <= LED]:
        if start + min(ends) >= len(item):
            break
        start += min(ends)
    return item[start:]
