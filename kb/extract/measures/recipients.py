"""To whom support is promised, on what condition, and by whom; what the text does not say is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kb.extract.lexis import ORDERS, verbs
from kb.extract.promise_words import providing, supporting, word
from kb.model import Span

Read = tuple[str | None, str | None]


@cache
def who_end() -> re.Pattern[str]:
    """A word for somebody at the end of a phrase, a bracket behind it included."""
    return re.compile(rf"(?:{word('who').pattern})(?:[（(][^（()）]*[)）])?等?$")


@cache
def first_who(longest: int) -> re.Pattern[str]:
    """The first words of a phrase that name somebody, others joined to them by 和; 的 stands in none of them."""
    who = rf"[^，的、和与及]{{0,{longest}}}?(?:{word('who').pattern})"
    return re.compile(rf"{who}(?:[、和与及]{who})*")


@cache
def _work(*roles: str) -> re.Pattern[str]:
    return re.compile(rf"(?:在[^，]{{2,12}}?(?=设立|建设|打造))?(?:{verbs('manner')})*(?:{verbs(*roles)})")


def acted_on(words: str) -> str | None:
    """Whom a clause of work is about: 着力培养领军人才和团队, 推动符合条件的企业; none where 承办竞赛的单位 is meant.

    >>> acted_on("着力培养领军人才和团队"), acted_on("承办竞赛的单位")
    ('领军人才和团队', None)
    """
    urged, built = _work("guide", "advance").match(words), _work("build").match(words)
    match = max(filter(None, (urged, built)), key=lambda m: m.end(), default=None)
    rest = word("some").sub("", words[match.end() :]) if match else ""
    if match and match is urged and "的" in rest and not word("urging").search(match.group()):
        return None
    ends = who_end().search(rest) or (match is built and word("work-end").search(rest))
    return rest if ends and len(rest) > 1 and (match is not built or "的" not in rest) else None


def grown(words: str) -> str | None:
    """Whom words of growth are about: 服务中心（之家）建设, 孵化器发展."""
    who = rf"(?P<who>[^，]{{0,60}}?(?:{word('who').pattern})(?:[（(][^（()）]*[)）])?)"
    match = re.fullmatch(rf"{who}(?:的)?(?:{word('growth').pattern}|运营)", words)
    return match["who"] if match else None


# ------------------------------------------------------------------ support without a sum


@cache
def _acting() -> re.Pattern[str]:
    """What the supported do: a verb of work, or a small word that leads to one."""
    work = verbs(*[r for r in ORDERS if r not in ("support", "give", "pay")], "enter", "assist")
    return re.compile(f"(?:{verbs('manner')})*(?:{work}|{word('doing').pattern})")


def supported(words: str) -> Read:
    """Whom a verb of support is for and what they are to do: 鼓励龙头企业申报建设技术中心.

    >>> supported("鼓励龙头企业申报建设技术中心"), supported("支持孵化器的发展")
    (('龙头企业', '申报建设技术中心'), ('孵化器', None))
    """
    match = supporting().search(words)
    rest = word("some").sub("", words[match.end() :] if match else words)
    rest = word("drawing").sub("", rest)
    if found := _actor(rest):
        return found
    if grown := _grown(rest):
        return grown, None
    first = first_who(12).match(rest)
    return (first.group(), rest[first.end() :] or None) if first else (None, None)


def guided(words: str) -> Read:
    """Whom a verb of guidance makes do something: 引导开发主体建设孵化器.

    >>> guided("积极引导开发主体建设孵化器"), guided("推广新技术")
    (('开发主体', '建设孵化器'), (None, None))
    """
    match = _work("guide").match(words)
    found = _actor(word("some").sub("", words[match.end() :])) if match else None
    return found if found and not word("goes-into").search(str(found[0])) else (None, None)


def _actor(words: str) -> Read | None:
    """Whoever stands before the first verb that is no part of a name (行业组织), and what is to be done."""
    held = [m.span() for m in _somebody().finditer(words)]
    for act in _acting().finditer(words):
        named = any(start <= act.start() < end for start, end in held)
        if act.start() > 1 and not named and who_end().search(words[: act.start()]):
            doing = words[act.start() :]
            return words[: act.start()], None if word("growth").fullmatch(doing) else doing
    return None


@cache
def _somebody() -> re.Pattern[str]:
    return re.compile(word("who").pattern)


def _grown(words: str) -> str | None:
    """Whom 支持…的发展 is for: nothing is done inside the phrase, or all of it describes somebody (带动力强的企业)."""
    growth = word("growth").pattern
    match = re.fullmatch(rf"(?P<who>[^，]{{0,80}}?(?:{word('who').pattern})等?)(?:的)?(?:{growth})?", words)
    described = match and re.search(r"[^，]{3}的[^的，]{2,14}$", match["who"])
    return match["who"] if match and (described or not _acting().search(match["who"], 2)) else None


def helped(words: str) -> str | None:
    """For whom something is provided or increased.

    >>> helped("为企业融资提供担保"), helped("加大对企业研发投入的补贴")
    ('企业', '企业')
    """
    who = rf"[^，]{{0,16}}?(?:{word('who').pattern})"
    served = re.search(rf"[为向给](?P<who>{who})[^，]{{0,10}}?(?:{providing().pattern})", words)
    goes_on = word("goes-on").pattern.removeprefix("^")
    whole = re.search(rf"(?:{word('toward').pattern})(?P<who>[^，的]{{1,40}}?(?:{word('who').pattern}))(?=的)", words)
    if whole and not served:
        return whole["who"]
    toward = re.search(rf"(?:{word('toward').pattern})(?P<who>{who}(?:，{goes_on}{who})?)", words)
    return served["who"] if served else toward["who"] if toward else None


def served(words: str) -> str | None:
    """Whoever something is provided for, authorities included: 向其他部门提供服务."""
    match = re.search(rf"[为向给](?P<who>[^，]+?)(?:{providing().pattern})", words)
    return match["who"] if match else None


# ------------------------------------------------------------------ who gives


def giver(before: str, known: re.Pattern[str] | None) -> str | None:
    """Who gives, where the text says so right before the verb.

    >>> giver("省财政择优", None), giver("对企业", None)
    ('省财政', None)
    """
    plain = re.sub(rf"(?:{verbs('manner')}|{word('payer-end').pattern})+$", "", before)
    plain = plain.removeprefix("由")
    if word("payer").match(plain) or (known and known.fullmatch(plain)):
        return plain
    if paying := _paying().match(before):
        return paying["who"]
    first = known.match(before) if known else None
    return first.group() if first else None


@cache
def _paying() -> re.Pattern[str]:
    """市财政按1:1…, 由市、区两级财政按比例…: who pays, before the grounds."""
    payer = word("payer").pattern.removeprefix("^").removesuffix("$")
    return re.compile(rf"(?:由)?(?P<who>{payer})(?=按|根据|对|每|可|将|再|一次|分|最高|从|统筹|出资|予)")


def acting_before(text: str, clauses: Sequence[Span], clause: Span, known: re.Pattern[str] | None) -> str | None:
    """Who provides where a clause names nobody (为企业提供…): the body or firm that acts in the clause before it."""
    before = [c for c in clauses if c.end <= clause.start]
    if not known or not before or text[clause.start] not in "为向给":
        return None
    act = re.compile(rf"(?P<who>{known.pattern})(?:{verbs(*ORDERS)})")
    found = list(act.finditer(text, *before[-1]))
    return found[-1]["who"] if found else None
