"""Where a line could carry a heading: its numbering, its title, and whether it reads like a heading at all."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from kb.model import Span
from kb.numbers import parse
from kb.text import fold, trim
from kb.vocab import vocabulary
from kb.vocab.entries import Numbering

LONGEST_TITLE = 60
LONGEST_SENTENCE = 42
LONGEST_RUN_IN = 45
LONGEST_NAMED = 16
LONGEST_ARTICLE_TITLE = 16
SENTENCE_END = re.compile(r"[。；;！？!?]")
_OPEN_END = ("；", ";", "，", ",", "、", "：", ":")
_ENOUGH = 12
_HAN = "一二三四五六七八九十百"
_INNER = re.compile(rf"[ \u3000\xa0\u2000-\u200a]{{1,}}(?=第\s*[{_HAN}\d]+\s*[章节条])|(?=第[{_HAN}]+条[ \u3000\xa0])")
_FIRST = re.compile(r"(?<=[一-龥”])[ \u3000]*(?=[（(]一[)）])")


class Marker(NamedTuple):
    """A numbered place that may be a heading; `heading` is the whole of it, `rest` what follows on the line.

    `named` marks a title that ends with ： (1.远程医疗：鼓励…); it is one only among others of its kind.
    """

    style: Numbering
    number: int | None
    label: Span
    title: Span
    heading: Span
    rest: Span
    is_heading: bool
    named: bool = False


class Reads(NamedTuple):
    """How the words behind a label read: the title, the whole heading, and whether it is one."""

    title: Span
    heading: Span
    is_heading: bool
    named: bool = False


@cache
def compiled() -> tuple[tuple[Numbering, re.Pattern[str]], ...]:
    """The styles of the vocabulary, each with its pattern, blanks before it allowed."""
    return tuple((style, re.compile(r"\s*" + (style.pattern or ""))) for style in vocabulary().numbering)


@cache
def _is_provision() -> re.Pattern[str]:
    return re.compile(next(s.pattern for s in vocabulary().shapes if s.role == "article_sentence" and s.pattern))


def start_marker(text: str, line: Span) -> Marker | None:
    """The marker a line begins with."""
    plain = fold(text[line.start : line.end])
    for style, pattern in compiled():
        if match := pattern.match(plain):
            label = Span(line.start + match.start("label"), line.start + match.end("label"))
            return _marker(text, line, style, number_of(match), label)
    return None


def number_of(match: re.Match[str]) -> int | None:
    """The counter of a match of a style: 三, ３, ③ and ㈢ are all 3; nothing where it prints none."""
    groups = match.groupdict()
    if sign := groups.get("sign"):
        return int(unicodedata.numeric(sign))
    printed = groups.get("number")
    if not printed:
        return None
    if len(printed) == 1 and not printed.isdecimal() and printed.isdigit():
        return int(unicodedata.numeric(printed))
    value = parse(printed)
    return int(value) if value is not None else None


def _marker(text: str, line: Span, style: Numbering, number: int | None, label: Span) -> Marker:
    body = trim(text, Span(label.end, line.end))
    if style.id == "front":
        reads = Reads(label, trim(text, line), True)
    elif style.id == "bracketed":
        reads = _bracketed(text, label)
    elif style.id == "article":
        reads = _article(text, body, label)
    else:
        reads = _titled(text, body, label, style)
    rest = trim(text, Span(reads.heading.end, line.end))
    return Marker(style, number, label, reads.title, reads.heading, rest, reads.is_heading, reads.named)


def _bracketed(text: str, label: Span) -> Reads:
    end = text.index("】", label.start)
    return Reads(Span(label.end, end), Span(label.start, end + 1), True)


def _is_name(words: str) -> bool:
    """Whether words name what an article is about rather than rule it."""
    return not set("，,：:") & set(words) and not _is_provision().search(fold(words))


def _article(text: str, body: Span, label: Span) -> Reads:
    """An article's heading is its label; a short first sentence is its title (第三条 载体建设。被认定为…)."""
    end = SENTENCE_END.search(text, body.start, body.end)
    brief = 0 < body.end - body.start <= LONGEST_ARTICLE_TITLE
    if brief and end is None and _is_name(text[slice(*body)]):
        return Reads(body, Span(label.start, body.end), True)
    title = Span(body.start, end.start()) if end else body
    named = title.end - title.start <= LONGEST_ARTICLE_TITLE and _is_name(text[slice(*title)])
    short = named and "为" not in text[slice(*title)]
    if end and short and end.group() == "。" and end.end() < body.end and title.start < title.end:
        return Reads(title, Span(label.start, end.end()), True)
    return Reads(label, label, True)


def _titled(text: str, body: Span, label: Span, style: Numbering) -> Reads:
    """A title that fills the line, or a run-in title that ends with the first 。 of it."""
    if style.rank <= 0 or style.id == "box":
        body = _behind_colon(text, body)  # 专栏3：重点工程
    if style.id == "annex" and body.start == body.end:
        return Reads(label, label, True)
    body = _up_to_next(text, body, style)
    end = SENTENCE_END.search(text, body.start, body.end)
    alone = end is None or end.end() == body.end
    title = trim(text, Span(body.start, end.start() if end else body.end))
    if named := _named(text, title, label, body):
        return named
    heading = Span(label.start, end.end() if end else body.end)
    stops = end is None or end.group() == "。"
    return Reads(title, heading, stops and _reads_like_title(text, title, alone, end is not None, style))


def _behind_colon(text: str, body: Span) -> Span:
    marked = text[body.start : body.start + 1] in ("：", ":", ".", "、", "．")
    return trim(text, Span(body.start + 1, body.end)) if body.start < body.end and marked else body


def _up_to_next(text: str, body: Span, style: Numbering) -> Span:
    """The part of a line before another heading that stands on it: 第一章 总则 第一条 …, 二、任务（一）…"""
    inner = _INNER if style.rank <= 3 else _FIRST if style.rank <= 4 else None
    gap = inner.search(text, body.start, body.end) if inner else None
    return trim(text, Span(body.start, gap.start())) if gap and gap.start() > body.start else body


def _named(text: str, title: Span, label: Span, body: Span) -> Reads | None:
    """A short title before ： with its text behind it; whether it is one its neighbours say."""
    words = text[slice(*title)]
    at = min((i for i in (words.find("："), words.find(":")) if i > 0), default=0)
    if not at or at > LONGEST_NAMED or set("，,。") & set(words[:at]) or body.end - title.start - at < _ENOUGH:
        return None
    if text[body.end - 1] in _OPEN_END:
        return None
    return Reads(Span(title.start, title.start + at), Span(label.start, title.start + at + 1), False, named=True)


def _reads_like_title(text: str, title: Span, alone: bool, stopped: bool, style: Numbering) -> bool:
    words = text[title.start : title.end]
    if not words or words.endswith(_OPEN_END) or "：" in words or ":" in words:
        return False
    commas = words.count("，") + words.count(",")
    longest = LONGEST_TITLE if alone and style.counts != "none" else LONGEST_RUN_IN
    longest = LONGEST_SENTENCE if alone and stopped else longest
    return len(words) <= longest and commas <= 2 and not (style.id == "dash" and alone)
