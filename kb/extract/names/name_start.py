"""Where the name begins whose ending was found: verbs, small words and whatever else leads up to it are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kb.extract.cutting import after_small_word, piece_start, strip_lead_in
from kb.extract.lexis import ORDERS, is_common, names, verbs
from kb.extract.names.proper import Proper
from kb.model import Span

LEAST_REST = 5
FURTHEST_DASH = 24
_JOINTS = ("和", "与", "及", "以及", "或", "或者")
_LABEL = re.compile(r"（[一二三四五六七八九十\d]{1,3}）|[①-⑳]")


class Candidate(NamedTuple):
    """A possible name; `programme` when a verb such as 实施 introduces it, `plural` when 一批 stands before it."""

    span: Span
    role: str
    programme: bool
    plural: bool


def candidate(text: str, tail: re.Match[str], tails: re.Pattern[str], proper: Proper) -> Candidate:
    """The possible name that ends with this ending."""
    role = str(tail.lastgroup)
    piece = Span(_begin(text, tail.start(), tails, proper), tail.end())
    if role in ("scheme", "undertaking") and (box := _box().match(text, piece_start(text, tail.start()))):
        return Candidate(Span(box.end(), piece.end), role, True, False)
    if role in ("scheme", "undertaking") and (start := _programme_start(text, piece, role)) is not None:
        return Candidate(Span(start, piece.end), role, True, is_plural(text, start))
    span = _narrowed(text, piece, tails, proper)
    return Candidate(span, role, False, is_plural(text, span.start))


def _begin(text: str, end: int, tails: re.Pattern[str], proper: Proper) -> int:
    """Where the piece begins: behind an earlier name it is joined to, with the places before it (成都—重庆)."""
    begin = piece_start(text, end)
    if label := _LABEL.match(text, begin):
        begin = label.end()
    for joined in _joined(tails.pattern).finditer(text, begin, end):
        rest = text[joined.end() : end]
        if not is_common(rest, "project") or len(rest) >= LEAST_REST - 1:
            return joined.end()
    dash = text[begin - 1 : begin] in ("—", "－", "–", "-") and begin
    places = _dashed(proper.places.pattern).search(text[max(0, begin - FURTHEST_DASH) : begin]) if dash else None
    return begin - len(places.group()) if places else begin


@cache
def _joined(tails: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{tails})(?:（[^（）]*）)?(?:以及|[和与及])")


@lru_cache(maxsize=2)
def _dashed(places: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{places})[—－–-]{{1,2}})+$")


@cache
def _box() -> re.Pattern[str]:
    return re.compile(names("project", "label", "box"))


@cache
def _determiner() -> re.Pattern[str]:
    return re.compile(f"(?:{names('enterprise', 'label', 'determiner')})+")


def _programme_start(text: str, piece: Span, role: str) -> int | None:
    """Behind the last verb that introduces programmes (实施): the name may begin with a verb itself (提升…行动)."""
    verb = re.compile(names("project", "label", "scheme"))
    found = list(verb.finditer(text, *piece))
    if not found and _joined_behind(text, piece.start, verb):
        return piece.start
    works = role == "scheme" or text[: piece.end].endswith("工程")
    if not found and works and _earlier_item(text, piece, verb):
        return piece.start
    if not found:
        return None
    match = _determiner().match(text, found[-1].end())
    return match.end() if match else found[-1].end()


def _joined_behind(text: str, start: int, verb: re.Pattern[str]) -> bool:
    """Whether 和 joins the piece to an earlier name that the verb introduces: 实施甲工程和乙工程."""
    joined = text[max(0, start - 2) : start] == "以及" or text[start - 1 : start] in ("和", "与", "及")
    if start == 0 or not joined:
        return False
    before = piece_start(text, start)
    return bool(verb.search(text, before, start)) or _earlier_item(text, Span(before, start), verb)


def _earlier_item(text: str, piece: Span, verb: re.Pattern[str]) -> bool:
    """Whether the verb stands before an earlier item of the same row: 实施甲行动、乙行动."""
    start = piece.start
    while start > 0 and text[start - 1] == "、":
        start = piece_start(text, start - 1)
        if verb.search(text, start, piece.start):
            return True
    return False


def is_plural(text: str, start: int) -> bool:
    """Whether what begins here is one of a sort: 一批 or the like stands before it."""
    return bool(re.search(f"(?:{names('project', 'body', 'plural')})$", text[max(0, start - 4) : start]))


def _narrowed(text: str, piece: Span, tails: re.Pattern[str], proper: Proper) -> Span:
    span = strip_lead_in(text, piece)
    inner = strip_lead_in(text, after_small_word(text, span))
    if not _joins_common(text, span, inner, tails, proper):
        span = inner
    for start in _later_starts(text, span, tails, proper):
        span = Span(start, span.end)
    return span


def _joins_common(text: str, span: Span, inner: Span, tails: re.Pattern[str], proper: Proper) -> bool:
    """Whether 和 or 及 stands inside the name (智能覆盖及公共信息服务平台): what follows it names nothing by itself."""
    before = text[span.start : inner.start]
    if not before.endswith(_JOINTS) or re.search(f"(?:{tails.pattern})$", before.rstrip("".join(_JOINTS))):
        return False
    return is_common(text[slice(*inner)], "project") and not proper.found(text[slice(*inner)])


def _later_starts(text: str, span: Span, tails: re.Pattern[str], proper: Proper) -> Iterator[int]:
    """Starts behind a verb: 齐鲁走廊建设齐鲁城 after an earlier name, 各镇打造江门园区 before something proper."""
    for verb in _inner_verb().finditer(text, *span):
        before = text[span.start : verb.start()]
        rest = text[verb.end() : span.end]
        if not before or not _outside(before) or len(rest) < 2:
            continue
        after_name = re.search(f"(?:{tails.pattern})$", before) and not is_common(rest, "project")
        ordered = re.fullmatch(verbs("build", "advance"), verb.group()) and len(rest) >= LEAST_REST
        uncommon = ordered and not is_common(rest, "project")
        stated = _head().match(rest) is not None
        if after_name or (not proper.found(before) and (proper.found(rest) or uncommon or stated)):
            yield verb.end()
    for head in _behind_body().finditer(text, *span):
        yield head.end()


@cache
def _head() -> re.Pattern[str]:
    return re.compile(names("project", "head"))


@cache
def _behind_body() -> re.Pattern[str]:
    return re.compile("(?<=[一-龥]{2})[部局委厅院](?=国家(?![级局])[一-龥]{4})")


@cache
def _inner_verb() -> re.Pattern[str]:
    small = r"[以对将把由向从自在为经按与和及或跟同给于至到当因凡如若除的地所则且但又等使]"
    return re.compile(rf"(?!{small})(?:{verbs(*ORDERS, 'enter', 'relation')})+")


def verb_inside(words: str) -> bool:
    """Whether a verb stands inside a phrase with something before it: 骨干力量争创国家级 is a clause, not a name."""
    return any(m.start() > 1 for m in re.finditer(verbs("build", "advance", "support"), words))


def _outside(before: str) -> bool:
    return before.count("“") == before.count("”") and before.count("（") == before.count("）")
