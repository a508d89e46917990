"""Whom a promise is for and on what condition: 对首次认定的企业，年产值达到1000万元的，给予…; unstated is none.

A clause names somebody as the one addressed (对甲), as a noun phrase (获奖的个人), as a subject (企业租用办公用房的)
or by what a thing becomes (对认定为示范基地的). The clearest of these in the clauses of one promise is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from kb.extract.lexis import ORDERS, opening, verbs
from kb.extract.measures.promises import Promise, addresses, passes
from kb.extract.measures.recipients import acted_on, first_who, grown, supported, who_end
from kb.extract.promise_words import giving, supporting, word
from kb.model import Span

LONGEST = 160
FAR = 9
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_LAST_OF = re.compile(r"的(?=[^的]*$)")
_MODIFIED = re.compile(r"的(?!方式|标准|比例|额度|金额|情况|前提|基础|范围|期|时|条件|原则|规定|部分)[一-龥、]{2,12}$")
"""新评定为甲级的旅游民宿: a thing of any kind that something is said of."""


class Addressee(NamedTuple):
    """Who gets support on what condition; `place` is where the words for whom stand in the text read."""

    who: str | None = None
    condition: str | None = None
    place: Span | None = None
    headless: bool = False


class _Named(NamedTuple):
    """What one clause says: whom, how clearly (0 is clearest), and the condition it sets."""

    who: str | None
    condition: str | None
    rank: int = FAR


def addressed(text: str, promise: Promise, core: Span) -> Addressee:
    """Beneficiary and condition of a promise, from the clauses before its verb and what stands right behind it.

    `core` is the promise's own clause without its provider.

    >>> text = "对首次通过认定的企业，给予30万元奖励"
    >>> promise = Promise((Span(0, 10),), Span(11, 19), (), Span(11, 13), ())
    >>> addressed(text, promise, promise.core)[:2]
    ('首次通过认定的企业', '首次通过认定')
    """
    leads, verb = promise.leads, promise.verb
    clauses = [*leads, Span(core.start, verb.start)]
    named = _all_named([text[slice(*c)] for c in clauses])
    if given := _given_to(text[verb.start : core.end], verb.end - verb.start):
        if (
            given.who
            and word("receiver").search(given.who)
            and not any((n.who or "").endswith(given.who) for n in named)
        ):
            given = given._replace(rank=-1)
        clauses, named = [*clauses, core], [*named, given]
    for tail in (core, *promise.tails):
        clauses, named = [*clauses, tail], [*named, _Named(_each(text[slice(*tail)]), None, 4)]
    if not leads and (first := _opening(text[core.start : verb.start], named)):
        clauses, named = [core, *clauses], [first, *named]
    chosen = _clearest(named)
    conditions = _conditions(text, leads, named)
    if chosen is None:
        return Addressee(None, conditions, None, any(_headless(text[slice(*c)]) for c in clauses))
    if joined := _both(text, clauses, named, chosen):
        return Addressee(joined, conditions)
    who = str(named[chosen].who)
    at = text.find(who, *clauses[chosen])
    return Addressee(who, conditions, Span(at, at + len(who)) if at >= 0 else None)


def told(clause: str) -> str | None:
    """Whom a clause that promises nothing yet is about: 对企业按以下标准给予奖励, 鼓励企业提升能级.

    >>> told("对在库企业按以下标准给予奖励"), told("鼓励总部型企业提升能级")
    ('在库企业', '总部型企业')
    """
    if sets_somebody(clause):
        return _named(clause, core=False).who
    return supported(clause)[0] if supporting().match(clause) else None


def sets_somebody(clause: str) -> bool:
    """Whether a clause only says who is meant: 对甲, 甲入驻园区的, 入驻园区的甲."""
    phrase = "的" in clause and who_end().search(clause) and not opening(clause, "manner", *ORDERS)
    return addresses(clause) or clause.endswith("的") or bool(phrase)


def _clearest(named: Sequence[_Named]) -> int | None:
    """Which clause names whom: never an authority, 企业 alone only if nothing says more; the nearest of subjects."""
    found = [(i, n.who, n.rank) for i, n in enumerate(named) if n.who and not is_authority(n.who)]
    best = min(((is_bare(who), rank, -i if rank > 2 else i, i) for i, who, rank in found), default=None)
    return best[-1] if best else None


def _surest(given: _Named, named: Sequence[_Named]) -> _Named:
    """Who stands behind the verb, surer than all else unless a clause before it says the same with more words."""
    receives = given.who and word("receiver").search(given.who)
    told_before = any((n.who or "").endswith(given.who or "") for n in named)
    return given._replace(rank=-1) if receives and not told_before else given


def _both(text: str, clauses: Sequence[Span], named: Sequence[_Named], chosen: int) -> str | None:
    """Both where 对甲升级的，乙升级的 names two: the subjects of clauses next to each other."""
    if chosen == 0 or not addresses(text[slice(*clauses[chosen - 1])]):
        return None
    one, other = named[chosen - 1], named[chosen]
    if one.rank != 3 or other.rank != 3 or not one.who or not other.who or one.who == other.who:
        return None
    return None if is_bare(one.who) or is_bare(other.who) else f"{one.who}、{other.who}"


def _opening(words: str, named: Sequence[_Named]) -> _Named | None:
    """Who opens a promise of one clause that names nobody otherwise: 企业上云费用按实际支出的30%补贴."""
    if any(n.who and not is_bare(n.who) for n in named):
        return None
    plain = words.startswith("其他") or not (opening(words, "relation", "manner") or words[:1] in "每单可")
    first = first_who(8).match(words) if plain else None
    behind = words[first.end() :] if first else ""
    return _Named(first.group(), None, 6) if first and behind and behind[0] != "的" else None


def _each(tail: str) -> str | None:
    """Whom a limit counts by: 每个单位或个人年资助总额不超过300万元."""
    match = re.match(rf"每[家个](?P<who>(?:{word('who').pattern})(?:或(?:{word('who').pattern}))?)", tail)
    return match["who"] if match and not is_bare(match["who"]) else None


def is_bare(words: str) -> bool:
    """Whether words only point at somebody named elsewhere: 企业, 该机构, 其."""
    return bool(word("bare-who").fullmatch(words))


def is_authority(words: str) -> bool:
    """Whether words name a body that gives support rather than gets it."""
    return bool(word("government").search(words))


def _headless(words: str) -> bool:
    return addresses(words) and words.endswith("的")


# ------------------------------------------------------------------ one clause


def _all_named(clauses: Sequence[str]) -> list[_Named]:
    """What each clause says, the last being the core; what goes on after an open 对甲的，乙的企业 is in it."""
    named: list[_Named] = []
    addressed_yet = True
    for i, clause in enumerate(clauses):
        core, alone = i == len(clauses) - 1, not any(addresses(c) for c in clauses[: i + 1])
        named.append(_named(clause, core, not addressed_yet, near=alone and i == len(clauses) - 2))
        if not addressed_yet and named[-1].rank < 2 and named[-2].rank == 5:
            named[-2] = _Named(None, word("addressing").sub("", clauses[i - 1]))
        if addresses(clause) or not addressed_yet:
            addressed_yet = bool(named[-1].who) and named[-1].rank < 5
    return named


def _named(clause: str, core: bool, within: bool = False, near: bool = False) -> _Named:
    """What one clause says of whom and when.

    `within` an address that has named nobody yet; `near` right before the promise, with no address at all.
    """
    if passes(clause):
        return _Named(None, None)
    strong = addresses(clause)
    if not strong and (paid := _paid().search(clause)):
        return _Named(paid["who"], None, 2)
    words = _body(_before_verb(clause) if strong else clause, strong or within)
    if not strong and core and (toward := _toward().search(clause)):
        return _Named(_plain(toward["who"]), None, 0)
    if not words or word("rate").match(words):
        return _Named(None, None)
    if not strong and supporting().match(clause):
        who, act = supported(clause)
        return _Named(who, act, 4 if who else FAR)
    if word("no-name").match(words) and not strong:
        return _Named(None, words.removesuffix("的") if _conditional(clause, words) or _subject(words[1:]) else None)
    found = _phrase(words, strong) or _subject(words) or _become(words, strong) or (_object(words) if strong else None)
    if found is None and word("object").search(words):
        owner = first_who(8).match(words) if not opening(words, "relation", "manner") else None
        return _Named(owner.group(), words, 5) if owner else _Named(None, words)
    if core and found is not None and found.who is None and not clause.endswith("的"):
        return _Named(None, None)
    if found is None and (near or words != clause) and _MODIFIED.search(words):
        found = _Named(_plain(words), _before_of(words), 5)
    return found or _Named(None, words.removesuffix("的") if _conditional(clause, words) else None)


def _phrase(words: str, strong: bool) -> _Named | None:
    """A noun phrase for somebody: the whole clause, its condition what stands before its last 的."""
    if (
        not who_end().search(words)
        or len(words) > LONGEST
        or word("anaphor").match(words)
        or word("made-as").search(words)
    ):
        return None
    if word("field-end").search(words) and "的" in words and (subject := _subject(words)):
        return subject
    words = word("including").sub("", words)
    acts = word("field-end").search(words) or word("each-act").search(words)
    if "的" not in words and not strong and acts and (subject := _subject(words)):
        return subject
    became = word("become").search(words) if "的" not in words and not strong else None
    if became and became.start() <= 2 and word("named-as").fullmatch(words) and who_end().search(became["who"]):
        return _Named(became["who"], words, 1)
    return _Named(_plain(words), _before_of(words), 0 if strong else 1)


def _subject(words: str) -> _Named | None:
    """Whoever a condition speaks of first: 后备上市企业于甲地挂牌的, 符合条件的企业租用办公用房的."""
    who = rf"(?P<who>[^，]{{0,60}}?(?:{word('who').pattern})(?:[（(][^（()）]*[)）])?)"
    match = re.match(rf"{who}(?:{word('subject-end').pattern})", words)
    if not match or word("no-subject").search(match["who"]):
        return None
    return _Named(_plain(match["who"]), words.removesuffix("的"), 3)


def _become(words: str, strong: bool) -> _Named | None:
    """What a thing is recognised as is what gets support: 对认定为示范基地的, 入围特色产业集群的."""
    if not (strong and words.endswith("的")):
        return None
    match = word("become").search(words.removesuffix("的"))
    if not match or not who_end().search(match["who"]):
        return None
    return _Named(match["who"], words.removesuffix("的"), 3)


def _object(words: str) -> _Named | None:
    """对某物: whoever it belongs to (企业的展位费用), else the thing itself; parts of sums are nobody's name."""
    plain = _BRACKETS.sub("", words)
    if word("anaphor").match(words):
        return _Named(None, None)
    condition = words.removesuffix("的")
    if words.endswith("的") or word("no-object").search(plain):
        return _Named(None, condition)
    if word("object").search(plain) and (first := first_who(8).match(words)) and not word("no-name").match(words):
        return _Named(first.group(), condition, 3)
    return _Named(_plain(words), _before_of(words), 5) if len(words) <= LONGEST else None


def _before_of(words: str) -> str | None:
    """What a noun phrase says of its noun: the part before its last 的, brackets left alone."""
    hidden = _BRACKETS.sub(lambda m: "（" * len(m.group()), words)
    match = _LAST_OF.search(hidden)
    return words[: match.start()] if match and match.start() > 1 else None


def _plain(words: str) -> str:
    """Whom words name, without 每家 before and 包括… behind."""
    return word("each-lead").sub("", word("including").sub("", words))


def _before_verb(clause: str) -> str:
    """对专利进行资助 less its verb of giving; 对获得资助的企业 has none."""
    verb = next((m for m in giving().finditer(clause) if "的" not in clause[m.end() :]), None)
    return clause[: verb.start()] if verb and not word("open-end").search(clause) and verb.start() > 1 else clause


def _body(clause: str, strong: bool) -> str:
    """A clause less 对 or 支持 before and the words of giving behind."""
    words = word("addressing").sub("", clause)
    words = word("how").sub("", words)
    basis = word("basis").search(words)
    words = words[: basis.start()] if basis else words
    words = _before_giving().sub("", words)
    return words if strong else acted_on(words) or words


@cache
def _toward() -> re.Pattern[str]:
    """按其收入的5%对研发机构 (给予奖励)."""
    return re.compile(rf"(?<![面针应相配])对(?P<who>[^，对]{{1,30}}?(?:{word('who').pattern}))$")


@cache
def _paid() -> re.Pattern[str]:
    """安排资金用于奖励高管人才, 全部奖补给企业."""
    return re.compile(
        rf"(?:用于(?:{verbs('pay')})|(?:{verbs('pay')})给)(?P<who>[^，的]{{0,16}}?(?:{word('who').pattern}))$"
    )


@cache
def _before_giving() -> re.Pattern[str]:
    return re.compile(f"(?:{word('each').pattern}|{word('before-giving').pattern}|{word('term').pattern})+$")


def _given_to(behind: str, start: int) -> _Named | None:
    """Who stands behind the verb: 给予孵化器10万元, 全部奖补给企业, 安排经费支持服务中心建设."""
    who = rf"(?P<who>(?!给)[一-龥、]{{0,16}}?(?:{word('who').pattern}))"
    match = re.match(rf"{who}(?=(?:{word('benefit').pattern}))", behind[start:])
    match = match or re.fullmatch(who, behind[start:]) or _paid().search(behind)
    if match and not giving().match(match["who"]):
        return _Named(match["who"], None, 2)
    used = word("used-for").search(behind)
    if used is None:
        return None
    whole = grown(used["whom"])
    aided, act = supported(used["act"])
    return _Named(whole, None, 2) if whole else _Named(aided, act, 2)


# ------------------------------------------------------------------ conditions


def _conditions(text: str, leads: Sequence[Span], named: Sequence[_Named]) -> str | None:
    """The conditions of all clauses; behind 对… everything is one that says neither how much nor how long."""
    clauses = [text[slice(*c)] for c in leads]
    first = next((i for i, c in enumerate(clauses) if addresses(c)), len(clauses))
    found = [n.condition for n in named[: len(clauses)]]
    for i, clause in enumerate(clauses):
        if found[i] is None and i > first and not named[i].who and not _says_how(clause):
            found[i] = clause.removesuffix("的")
    for i, (one, other) in enumerate(pairwise(clauses)):
        if found[i] is None and found[i + 1] and word("and-so").match(other) and not _says_how(one):
            found[i] = one
    own = [n.condition for n in named[len(clauses) :] if n.condition]
    said = [word("term").sub("", c) for c in [*found, *own] if c]
    return "，".join(c for c in said if c) or None


def _says_how(clause: str) -> bool:
    """Whether a clause says on what grounds, how much or how long, or promises something itself."""
    if passes(clause) or word("rate").match(clause) or word("manner-of").match(clause):
        return True
    return bool(giving().search(clause)) and not word("open-end").search(clause)


def _conditional(clause: str, words: str) -> bool:
    return len(words) > 2 and bool(word("reached").search(clause)) and not word("manner-of").match(clause)
