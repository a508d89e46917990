"""Headings inside a paragraph: 一是 … 二是 …, 首先 … 其次 …, if they count up from one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.model import Span
from kb.structure.markers import LONGEST_RUN_IN, SENTENCE_END, Marker, compiled, number_of, start_marker
from kb.text import fold, trim
from kb.vocab import vocabulary

_CHAINS = ("ordinal", "firstly")
_WORDS = {"首先": 1, "其次": 2, "再次": 3}
_LAST = "最后"


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
    inside = found[-1].rest if found and (found[-1].is_heading or found[-1].named) else line
    if not (found and found[-1].style.id in _CHAINS):
        return [*found, *run_in_markers(text, inside)]
    return [*(m for m in found if not m.style.run_in), *run_in_markers(text, line)]


def run_in_markers(text: str, area: Span) -> list[Marker]:
    """The 一是 … 二是 … of a paragraph; each title is the first sentence or clause."""
    plain = fold(text[area.start : area.end])
    return next((found for style in _CHAINS if (found := _chain(text, area, plain, style))), [])


def _chain(text: str, area: Span, plain: str, style: str) -> list[Marker]:
    chain: list[tuple[int, Span]] = []
    first = trim(text, area).start
    for number, label in _ordinals(plain, area, style):
        if number in (len(chain) + 1, 0) or (not chain and label.start == first and style == "ordinal"):
            chain.append((number or len(chain) + 1, label))
    lone = len(chain) == 1 and (chain[0][1].start != first or style != "ordinal")
    if lone or not chain:
        return []
    ends = [label.start for _, label in chain[1:]] + [area.end]
    return [_run_in(text, style, n, label, end) for (n, label), end in zip(chain, ends, strict=True)]


def _ordinals(plain: str, area: Span, style: str) -> Iterator[tuple[int, Span]]:
    """The labels of a style behind the end of a clause, each with its number; 最后 has 0."""
    pattern = next(p for s, p in compiled() if s.id == style)
    for match in re.finditer(pattern.pattern.removeprefix(r"\s*"), plain):
        before = plain[: match.start()].rstrip()[-1:] if match.start() else ""
        number = 0 if match["label"] == _LAST else _WORDS.get(match["label"]) or number_of(match)
        if (not before or before in "。；：，;!！:") and number is not None:
            yield number, Span(area.start + match.start("label"), area.start + match.end("label"))


def _run_in(text: str, style: str, number: int, label: Span, end: int) -> Marker:
    body = trim(text, Span(label.end, end))
    if text[body.start : body.start + 1] in ("，", ","):
        body = trim(text, Span(body.start + 1, body.end))
    stop = SENTENCE_END.search(text, body.start, body.end)
    title = Span(body.start, stop.start() if stop else body.end)
    heading = Span(label.start, stop.end() if stop else body.end)
    comma = text.find("，", title.start, title.end)
    if title.end - title.start > LONGEST_RUN_IN and comma > 0:
        title, heading = Span(title.start, comma), Span(label.start, comma + 1)
    rest = trim(text, Span(heading.end, end))
    return Marker(vocabulary().numbering[style], number, label, title, heading, rest, True)
