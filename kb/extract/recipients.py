"""To whom support is promised, on what condition, and by whom; what the text does not say is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kb.extract.lexis import ORDERS, verbs
from kb.extract.promise_words import providing, supporting, word
from kb.model import Span

LONGEST = 160
_MODIFIED = re.compile(r"的[一-龥]{2,8}$")
"""新评定为甲级的旅游民宿: a thing of any kind that something is said of."""
Read = tuple[str | None, str | None]


@cache
def _who_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{word('who').pattern})(?:（[^（）]*）)?等?$")


@cache
def _first_who(longest: int) -> re.Pattern[str]:
    """The first words of a phrase that name somebody; 的 stands in none of them."""
    return re.compile(rf"[^，的]{{0,{longest}}}?(?:{word('who').pattern})")


def addressed(text: str, leads: Sequence[Span], core: Span, verb: Span) -> Read:
    """Beneficiary and condition of a promise: 对首次认定的企业 names both, and clauses in …的 add to the condition."""
    beneficiary: str | None = None
    conditions: list[str] = []
    for clause in [*leads, Span(core.start, verb.start)]:
        who, condition = _read(text[slice(*clause)], known=beneficiary is not None)
        beneficiary = beneficiary or who
        conditions += [condition] if condition else []
    subjects = (_subject(text[slice(*clause)]) for clause in leads)
    beneficiary = beneficiary or _given_to(text[verb.end : core.end]) or next(filter(None, subjects), None)
    if beneficiary and word("government").search(beneficiary):
        beneficiary = None
    return beneficiary, "，".join(conditions) or None


def _read(clause: str, known: bool) -> Read:
    """What one clause says of whom and when; somebody `known` is not named a second time."""
    if not known and supporting().match(clause):
        return supported(clause)
    words = _less_giving(clause)
    if not words or word("rate").match(words):
        return None, None
    if not known and _who_end().search(words) and len(words) <= LONGEST:
        return words, words[: words.rfind("的")] if "的" in words else None
    if not known and word("object").search(words):
        first = _first_who(8).match(words)
        return (first.group() if first else None), words
    if not known and words != clause and _MODIFIED.search(words):
        return words, words[: words.rfind("的")]
    return None, words.removesuffix("的") if len(words) > 2 and word("reached").search(clause) else None


def _less_giving(clause: str) -> str:
    """A clause less 对 or 支持 before and the words of giving behind."""
    words = word("addressing").sub("", clause)
    addressed_to = words != clause
    if match := supporting().match(words):
        words = word("some").sub("", words[match.end() :])
    words = _before_giving().sub("", words)
    urged = None if addressed_to else _urging().match(words)
    if urged and _who_end().search(words):
        words = words[urged.end() :]
    basis = word("basis").search(words)
    return words[: basis.start()] if basis else words


@cache
def _before_giving() -> re.Pattern[str]:
    return re.compile(f"(?:{word('each').pattern}|{word('before-giving').pattern})+$")


@cache
def _urging() -> re.Pattern[str]:
    return re.compile(f"(?:{verbs('manner')})*(?:{verbs('guide', 'advance')})")


def _subject(clause: str) -> str | None:
    """Whoever a condition speaks of first: 后备上市企业于甲地挂牌的, 符合条件的企业租用办公用房的."""
    words = word("addressing").sub("", clause)
    match = re.match(rf"(?P<who>[^，]{{0,20}}?(?:{word('who').pattern}))(?:{word('subject-end').pattern})", words)
    return match["who"] if match else None


def _given_to(behind: str) -> str | None:
    """Who stands behind the verb: 给予孵化器10万元."""
    match = re.match(rf"(?P<who>[一-龥、]{{0,16}}?(?:{word('who').pattern}))(?=(?:{word('benefit').pattern}))", behind)
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
    for act in _acting().finditer(rest):
        if act.start() > 1 and _who_end().search(rest[: act.start()]):
            doing = rest[act.start() :]
            return rest[: act.start()], None if word("growth").fullmatch(doing) else doing
    if grown := _grown(rest):
        return grown, None
    first = _first_who(12).match(rest)
    return (first.group(), rest[first.end() :] or None) if first else (None, None)


def _grown(words: str) -> str | None:
    """Whom 支持…的发展 is for, if nothing is done inside the phrase."""
    growth = word("growth").pattern
    match = re.fullmatch(rf"(?P<who>[^，]{{0,80}}?(?:{word('who').pattern}))(?:的)?(?:{growth})?", words)
    return match["who"] if match and not _acting().search(match["who"], 2) else None


def helped(words: str) -> str | None:
    """For whom something is provided or increased.

    >>> helped("为企业融资提供担保"), helped("加大对企业研发投入的补贴")
    ('企业', '企业')
    """
    who = rf"[^，]{{0,16}}?(?:{word('who').pattern})"
    served = re.search(rf"[为向给](?P<who>{who})[^，]{{0,10}}?(?:{providing().pattern})", words)
    goes_on = word("goes-on").pattern.removeprefix("^")
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
    first = known.match(before) if known else None
    return first.group() if first else None


def acting_before(text: str, clauses: Sequence[Span], clause: Span, known: re.Pattern[str] | None) -> str | None:
    """Who provides where a clause names nobody (为企业提供…): the body or firm that acts in the clause before it."""
    before = [c for c in clauses if c.end <= clause.start]
    if not known or not before or text[clause.start] not in "为向给":
        return None
    act = re.compile(rf"(?P<who>{known.pattern})(?:{verbs(*ORDERS)})")
    found = list(act.finditer(text, *before[-1]))
    return found[-1]["who"] if found else None
