"""What a figure is a figure of: the words before it (财政科技拨款达到4114万元) or after it (打造100家特色产业集群).

From the words before a figure the verb is taken off at the end and whatever only leads in at the start; what remains is
the name. Words of one character are taken off only at a border of the jieba cut, so that 地 of 地区生产总值 stays.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from kb.extract.figures import figure_words, scopes
from kb.extract.figures.clauses import Clause
from kb.extract.figures.figure_words import shape
from kb.model import Span
from kb.text import trim
from kb.vocab import vocabulary

Link = Literal["value", "change", "turn"]

_JOIN = re.compile(r"\s*(?:、|,|和|及|与|以及|并|或)\s*")
_JOINTS = " \t\u3000、，,和及与"
_FIGURE = re.compile(r"\d[\d.,]*\s*[^a-z\d.,\s]")
_OF = re.compile(r"(?:\s*的)?\s*$")
MAX_NAME = 45


class Name(NamedTuple):
    """A name of an indicator in a clause: `span` is the name itself, `whole` has the words of change with it (年增长).

    `gap` is a verb inside the name that is no part of it (软件业实现营业收入).

    `link` says what the figure is to it, `down` that it falls; `rate` tells yearly ones, `total` sums over years; `way`
    and `toward` the two values of 从…到…; `linked` that a verb stands between name and figure; `verb` is the one that
    takes what is named as its object; `change` holds the words of change where names were dealt out.
    """

    span: Span
    whole: Span
    link: Link = "value"
    rate: bool = False
    total: bool = False
    way: bool = False
    toward: bool = False
    scope: str | None = None
    linked: bool = False
    down: bool = False
    verb: str = ""
    change: str = ""
    gap: Span | None = None


def text_of(clause: Clause, name: Name) -> str:
    """A name as printed, without the verb inside it: 软件业实现营业收入 is 软件业营业收入."""
    if name.gap is None:
        return clause.name(name.span)
    head, tail = Span(name.span.start, name.gap.start), Span(name.gap.end, name.span.end)
    return clause.name(head) + clause.name(tail)


def before(clause: Clause, left: Span, home: tuple[str, ...]) -> Name:
    """The name in front of a figure; its span is empty when the words there are verbs only."""
    text = clause.text
    left = Span(left.end - len(text[slice(*left)].lstrip(_JOINTS)), left.end)
    span, way = _cut_way(text, trim(text, left))
    rates = list(figure_words.anywhere("rate").finditer(text, left.start, left.end))
    total = bool(figure_words.anywhere("total").search(text, left.start, left.end))
    span, link, toward, whole = _without_verbs(clause, span)
    linked = span.end < trim(text, left).end
    span, scope, verb = _without_opening(clause, span, home)
    span, inner, gap = _last_object(clause, span)
    rate = any(not _is_named(m, span, link) for m in rates)
    whole = Span(span.start, max(span.end, whole.end)) if span.start < span.end else whole
    down = link == "change" and bool(figure_words.at_end("down").search(text, *whole))
    return Name(span, whole, link, rate, total, way, toward, scope, linked, down, inner or verb, gap=gap)


def _is_named(rate: re.Match[str], name: Span, link: Link) -> bool:
    """PM2.5年均浓度: the yearly mean is what is measured."""
    inside = name.start < rate.start() and rate.end() < name.end
    return inside and link == "value" and bool(shape("yearly").search(rate.group()))


def _cut_way(text: str, span: Span) -> tuple[Span, bool]:
    """Words up to 从 or 由 before the first of two values; 每人每年 between belongs to neither."""
    match = shape("way").search(text, span.start, span.end)
    return (trim(text, Span(span.start, match.start())), True) if match else (span, False)


# ------------------------------------------------------------------ the verb at the end


def _without_verbs(clause: Clause, span: Span) -> tuple[Span, Link, bool, Span]:
    """The span without the verbs at its end; what they make of the figure; and the span with words of change kept."""
    of = _OF.search(clause.text, *span)  # 提升至2015年的
    span = trim(clause.text, Span(span.start, of.start() if of else span.end))
    apiece = shape("apiece").search(clause.text, *span)
    span = trim(clause.text, Span(span.start, apiece.start() if apiece else span.end))
    whole = span
    span, _ = _strip(clause, span, "toward")
    if span != whole:
        stripped = _strip_all(clause, span, "aside", "rate", "total")
        return stripped, "value", True, stripped
    if (turned := _strip(clause, span, "turn")[0]) != span:
        done = _strip_all(clause, turned, "aside", "rate", "total")
        return done, "turn", False, span
    span = _strip_all(clause, span, "reach", "aside", "rate", "total", "hand_out")
    if built := shape("built_at_end").search(clause.text, *span):
        span = trim(clause.text, Span(span.start, built.start()))
    if shape("compares").search(clause.text, *span):  # 增速高于GDP增速
        return span, "value", False, span
    changed = _strip(clause, span, "up", "down")[0]
    if changed == span:
        return span, "value", False, span
    whole = span
    if each := shape("apiece_change").search(clause.text, *changed):  # 补助标准人均提高30元
        changed = Span(changed.start, each.start())
    return _strip_all(clause, changed, "aside", "rate", "total", "up", "down", "hand_out"), "change", False, whole


def change_words(clause: Clause, name: Name) -> str:
    """The words of change behind a name, without those that deal values out: 分别要下降 is 下降."""
    words = clause.text[name.span.end : name.whole.end]
    match = figure_words.at_end("up", "down").search(words) if name.link == "change" else None
    return "".join(match.group().split()).removeprefix("再") if match else ""


def _strip_all(clause: Clause, span: Span, *roles: str) -> Span:
    while (shorter := _strip(clause, span, *roles)[0]) != span:
        span = shorter
    return span


def _strip(clause: Clause, span: Span, *roles: str) -> tuple[Span, str]:
    """The span without one word of these roles at its end, at a border between words."""
    match = figure_words.at_end(*roles).search(clause.text, span.start, span.end)
    if match is None:
        return span, ""
    inside = match.start() not in clause.edges and len(match.group().strip()) < 2
    if inside and not shape("measured").search(clause.text, span.start, match.start()):
        return span, ""
    return trim(clause.text, Span(span.start, match.start())), match.group().strip()


# ------------------------------------------------------------------ what only leads in


def _without_opening(clause: Clause, span: Span, home: tuple[str, ...]) -> tuple[Span, str | None, str]:
    """The span without lead-ins, territory and verbs of making at its start; the territory; the last such verb."""
    scope: str | None = None
    verb = ""
    while span.start < span.end:
        place = scopes.at_start(clause.text, span, home)
        if place:
            scope, after = scope or place.text, place.span.end
        else:
            after = _opening_end(clause, span)
            if _made(clause.text[span.start : after]) and shape("bound").match(clause.text, after, span.end):
                return span, scope, verb  # 办理时间
            verb = _made(clause.text[span.start : after]) or verb
        rest = trim(clause.text, Span(after, span.end))
        if after == span.start or ((place is None or rest.start < rest.end) and _FIGURE.match(clause.text, rest.start)):
            return span, scope, verb
        span = rest
    return span, scope, verb


def _made(words: str) -> str:
    """The words themselves if they are a verb of making."""
    return words.strip() if figure_words.at_start("make").fullmatch(words) else ""


def _opening_end(clause: Clause, span: Span) -> int:
    match = figure_words.at_start("opening", "make").match(clause.text, span.start, span.end)
    sure = figure_words.at_start("opening_sure").match(clause.text, span.start, span.end)
    if sure or (match and match.end() in clause.edges and match.end() <= span.end):
        return (sure or match).end()  # type: ignore[union-attr]
    return span.start


@cache
def _verbs() -> re.Pattern[str]:
    return figure_words.anywhere("make")


def _last_object(clause: Clause, span: Span) -> tuple[Span, str, Span | None]:
    """推进创新中心攻克产业基础技术: what is counted is the object of the last verb, here with that verb."""
    start, verb = span.start, ""
    if total := figure_words.at_start("total").match(
        clause.text, *span
    ):  # 累计认定高新技术产品: a sum of what was recognised
        return span, total.group().strip(), None
    if said := _last(figure_words.anywhere("set"), clause.text, span):
        return trim(clause.text, Span(said, span.end)), "", None
    for match in _verbs().finditer(clause.text, span.start, span.end):
        inner = match.start() in clause.edges and match.end() in clause.edges and match.start() > start
        if inner and _brings_about(clause.text, match, span):
            return span, "", Span(*match.span())
        if inner and _takes_object(clause.text, match, span.end):
            start, verb = match.end(), match.group()
    return trim(clause.text, Span(start, span.end)), verb, None


def _brings_about(text: str, match: re.Match[str], span: Span) -> bool:
    """Whether a verb stands between a thing and what is measured of it: 软件业|实现|营业收入."""
    owner, rest = text[span.start : match.start()].strip(), text[match.end() : span.end].strip()
    measured = shape("measure_tail").fullmatch(rest) or re.fullmatch(figure_words.source("whole"), rest)
    return bool(shape("brings_about").fullmatch(match.group()) and measured) and len(owner) > 1


def _takes_object(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a name of its own follows a verb: 新增就业 is a noun, 突破100亿元的企业 goes on with a figure."""
    rest = text[match.end() : end].strip()
    whole = re.fullmatch(figure_words.source("whole"), rest)
    long = len(rest) >= 4 and not rest[0].isdigit() and not shape("fresh").match(match.group())
    return len(match.group()) > 1 and (long or bool(whole))


def _last(pattern: re.Pattern[str], text: str, span: Span) -> int | None:
    """Where the last match of a pattern ends, unless nothing comes after it."""
    ends = [m.end() for m in pattern.finditer(text, *span) if m.end() < span.end - 1]
    return ends[-1] if ends else None


# ------------------------------------------------------------------ the name behind a figure


def after(clause: Clause, right: Span, home: tuple[str, ...], more: bool) -> Name | None:
    """The name behind a figure, none when no name begins there; with `more` figures to come it ends before 、 or 和."""
    text = clause.text
    span = trim(text, right)
    if shape("no_name").match(text[slice(*span)]):
        return None
    if more and (joint := _last_joint(text, span)):
        span = trim(text, Span(span.start, joint))
    span = Span(span.start + (text[span.start] == "的"), span.end)
    span, scope = _without_scope(text, span, home)
    span = Span(span.start, min(span.end, span.start + MAX_NAME))
    vague = figure_words.at_start("vague").match(text, *span)
    return Name(span, span, scope=scope) if span.end - span.start >= 2 and not vague else None


def _without_scope(text: str, span: Span, home: tuple[str, ...]) -> tuple[Span, str | None]:
    place = scopes.at_start(text, span, home)
    if place and place.span.end < span.end and place.span.start == span.start:
        return trim(text, Span(place.span.end, span.end)), place.text
    return span, None


def _last_joint(text: str, span: Span) -> int | None:
    """Where the last 、 or 和 stands that parts this name from the next figure."""
    joints = [m.start() for m in _JOIN.finditer(text, span.start, span.end)]
    return joints[-1] if joints else None


def object_verb(clause: Clause, left: Span, home: tuple[str, ...]) -> str | None:
    """The verb before a figure that takes what is counted as its object; empty when nothing is said there at all, none
    when the words before the figure end otherwise."""
    text = clause.text
    span = _strip_all(clause, trim(text, left), "aside", "rate", "total", "hand_out")
    match = figure_words.at_end("cause", "make", "make_of").search(text, *span) or _verb_pattern().search(text, *span)
    if match and (match.start() in clause.edges or len(match.group().strip()) > 1):  # 全面完成 is one word of the cut
        return match.group().strip()
    span, _, verb = _without_opening(clause, span, home)
    return verb if span.start == span.end else None


@cache
def _verb_pattern() -> re.Pattern[str]:
    names = sorted({n for v in vocabulary().verbs for n in v.names if v.role not in ("relation", "manner")}, key=len)
    return re.compile(rf"(?:{'|'.join(map(re.escape, reversed(names)))})\s*$")


def starts_with_verb(clause: Clause, start: int) -> bool:
    """Whether the words from here on begin with a verb: 13家入选名单."""
    pattern = figure_words.at_start("pivot", "make", "make_of")
    return bool(pattern.match(clause.text, start, clause.span.end))
