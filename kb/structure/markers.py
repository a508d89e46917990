"""Where a line could carry a heading: its numbering, its title, and whether it reads like a heading at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kb.model import Span
from kb.numbers import parse
from kb.text import fold, trim
from kb.vocab import vocabulary
from kb.vocab.entries import Numbering

LONGEST_TITLE = 60
LONGEST_RUN_IN = 45
LONGEST_ARTICLE_TITLE = 16
_SENTENCE_END = re.compile(r"[。；;！？!?]")
_OPEN_END = ("；", ";", "，", ",", "、", "：", ":")


class Marker(NamedTuple):
    """A numbered place that may be a heading; `heading` is the whole of it, `rest` what follows on the line."""

    style: Numbering
    number: int | None
    label: Span
    title: Span
    heading: Span
    rest: Span
    is_heading: bool


@cache
def _compiled() -> tuple[tuple[Numbering, re.Pattern[str]], ...]:
    return tuple((style, re.compile(r"\s*" + (style.pattern or ""))) for style in vocabulary().numbering)


def line_markers(text: str, line: Span) -> list[Marker]:
    """The markers of one line: at most one at its start, one glued behind it, and run-in ones inside.

    第一章　总则　　第一条 … carries two headings on one line, as texts from law databases do.
    """
    found: list[Marker] = []
    first = start_marker(text, line)
    while first is not None:
        found.append(first)
        glued = start_marker(text, first.rest) if first.is_heading and first.rest.start < first.rest.end else None
        first = glued if glued and glued.style.rank > found[-1].style.rank else None
    inside = found[-1].rest if found and found[-1].is_heading else line
    if not (found and found[-1].style.id == "ordinal"):
        return [*found, *run_in_markers(text, inside)]
    return [*(m for m in found if not m.style.run_in), *run_in_markers(text, line)]


def start_marker(text: str, line: Span) -> Marker | None:
    """The marker a line begins with."""
    plain = fold(text[line.start : line.end])
    for style, pattern in _compiled():
        if match := pattern.match(plain):
            label = Span(line.start + match.start("label"), line.start + match.end("label"))
            return _marker(text, line, style, _number(match), label)
    return None


def _number(match: re.Match[str]) -> int | None:
    printed = match.groupdict().get("number")
    if not printed:
        return None
    if "①" <= printed <= "⑳":
        return ord(printed) - ord("①") + 1
    value = parse(printed)
    return int(value) if value is not None else None


def _marker(text: str, line: Span, style: Numbering, number: int | None, label: Span) -> Marker:
    if style.id == "front":
        title, is_heading = label, True
        heading = trim(text, line)
    elif style.id == "bracketed":
        title, heading, is_heading = _bracketed(text, label)
    elif style.id == "article":
        title, heading, is_heading = _article(text, Span(label.end, line.end), label)
    else:
        title, heading, is_heading = _titled(text, Span(label.end, line.end), label, style)
    rest = trim(text, Span(heading.end, line.end))
    return Marker(style, number, label, title, heading, rest, is_heading)


def _bracketed(text: str, label: Span) -> tuple[Span, Span, bool]:
    end = text.index("】", label.start)
    return Span(label.end, end), Span(label.start, end + 1), True


def _article(text: str, body: Span, label: Span) -> tuple[Span, Span, bool]:
    """An article's heading is its label; a short first sentence is its title (第三条 载体建设。被认定为…)."""
    body = trim(text, body)
    end = _SENTENCE_END.search(text, body.start, body.end)
    title = Span(body.start, end.start()) if end else body
    short = title.end - title.start <= LONGEST_ARTICLE_TITLE and not set("，,：:为") & set(
        text[title.start : title.end]
    )
    if end and short and end.group() == "。" and end.end() < body.end and title.start < title.end:
        return title, Span(label.start, end.end()), True
    return label, label, True


def _titled(text: str, body: Span, label: Span, style: Numbering) -> tuple[Span, Span, bool]:
    """A title that fills the line, or a run-in title that ends with the first 。 of it."""
    body = trim(text, body)
    if text[body.start : body.start + 1] in ("：", ":"):  # 专栏3：重点工程
        body = trim(text, Span(body.start + 1, body.end))
    if style.rank <= 3 and (gap := re.search(r"[ \u3000]{2,}(?=第)", text[body.start : body.end])):
        body = trim(text, Span(body.start, body.start + gap.start()))
    end = _SENTENCE_END.search(text, body.start, body.end)
    alone = end is None or end.end() == body.end
    title = trim(text, Span(body.start, end.start() if end else body.end))
    heading = Span(label.start, end.end() if end else body.end)
    if end is not None and end.group() != "。":
        return title, heading, False
    return title, heading, _reads_like_title(text, title, alone, style)


def _reads_like_title(text: str, title: Span, alone: bool, style: Numbering) -> bool:
    words = text[title.start : title.end]
    if not words or words.endswith(_OPEN_END) or "：" in words or ":" in words:
        return False
    commas = words.count("，") + words.count(",")
    longest = LONGEST_TITLE if alone and style.counts != "none" else LONGEST_RUN_IN
    return len(words) <= longest and commas <= 2 and not (style.id == "dash" and alone)


def run_in_markers(text: str, area: Span) -> list[Marker]:
    """The 一是 … 二是 … of a paragraph, if they count up from one; each title is the first sentence or clause."""
    starts = list(_ordinals(text, area))
    chain: list[tuple[int, Span]] = []
    for number, label in starts:
        if number == len(chain) + 1 or (not chain and label.start == trim(text, area).start):
            chain.append((number, label))
    lone = len(chain) == 1 and chain[0][1].start != trim(text, area).start
    if lone or not chain:
        return []
    ends = [label.start for _, label in chain[1:]] + [area.end]
    return [_run_in(text, n, label, end) for (n, label), end in zip(chain, ends, strict=True)]


def _ordinals(text: str, area: Span) -> Iterator[tuple[int, Span]]:
    _style, pattern = next((s, p) for s, p in _compiled() if s.id == "ordinal")
    plain = fold(text[area.start : area.end])
    for match in re.finditer(pattern.pattern.removeprefix(r"\s*"), plain):
        before = plain[: match.start()].rstrip()
        if (not before or before[-1] in "。；：，;!！:") and (number := _number(match)):
            yield number, Span(area.start + match.start("label"), area.start + match.end("label"))


def _run_in(text: str, number: int, label: Span, end: int) -> Marker:
    style = vocabulary().numbering["ordinal"]
    body = trim(text, Span(label.end, end))
    stop = _SENTENCE_END.search(text, body.start, body.end)
    title = Span(body.start, stop.start() if stop else body.end)
    heading = Span(label.start, stop.end() if stop else body.end)
    comma = text.find("，", title.start, title.end)
    if title.end - title.start > LONGEST_RUN_IN and comma > 0:
        title, heading = Span(title.start, comma), Span(label.start, comma + 1)
    return Marker(style, number, label, title, heading, trim(text, Span(heading.end, end)), True)
