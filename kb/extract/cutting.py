"""Where a name begins: after the last mark, verb or small word before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb.extract.lexis import ORDERS, names, verbs
from kb.model import Span

FURTHEST = 200
"""No name is looked for further back: text without marks is no prose."""
_MARKS = "，。；：、！？—…·《》\n(),;:!?“"
_LABEL = re.compile(r"（[一二三四五六七八九十\d]{1,3}）|[①-⑳]")
_PAIRS = {"”": "“", "）": "（", ")": "(", "》": "《"}


def piece_start(text: str, end: int) -> int:
    """Where the piece begins that ends here: after the last mark that stands outside quotes and brackets.

    >>> piece_start("推进甲项目、中欧（江门）合作区", 15)
    6
    """
    i, furthest = end, max(0, end - FURTHEST)
    while i > furthest:
        char = text[i - 1]
        opener = _PAIRS.get(char)
        if opener and (start := text.rfind(opener, furthest, i - 1)) >= 0:
            i = start
        elif char in _MARKS or char in _PAIRS or char in _PAIRS.values():
            return i
        else:
            i -= 1
    return furthest


@cache
def _lead_in() -> re.Pattern[str]:
    words = verbs(*ORDERS, "lead", "respond", "assist", "must", "manner", "relation", "enter")
    return re.compile(f"(?:{names('enterprise', 'label')}|{words})")


@cache
def _whole() -> re.Pattern[str]:
    return re.compile("|".join(names(t, "whole") for t in ("enterprise", "organization")))


def strip_lead_in(text: str, span: Span) -> Span:
    """The span without the verbs, small words and labels it opens with; a known name (建设银行) is left whole.

    >>> strip_lead_in("推进上市企业长河制药", Span(0, 10))
    Span(start=6, end=10)
    """
    start, end = span
    while start < end and not _whole().match(text, start, end):
        match = _lead_in().match(text, start, end)
        if not match or match.end() == start:
            break
        start = match.end()
    return Span(start, end)


@cache
def _inner() -> re.Pattern[str]:
    return re.compile(f"(?:{verbs('small', 'enter')})")


@cache
def _unbroken() -> re.Pattern[str]:
    return re.compile(names("organization", "body", "allow"))


def after_small_word(text: str, span: Span) -> Span:
    """What stands after the last small word (的, 以, 与 …) inside a span, quotes and brackets left alone.

    >>> after_small_word("加强与海湾重工", Span(0, 7))
    Span(start=3, end=7)
    """
    start, end = span
    depth, cut = 0, start
    i = start
    while i < end:
        if whole := _unbroken().match(text, i, end):
            i = whole.end()
            continue
        depth += (text[i] in "“（(") - (text[i] in "”）)")
        match = _inner().match(text, i, end) if depth == 0 else None
        if match:
            cut = i = match.end()
        else:
            i += 1
    return Span(cut, end)


@cache
def _order() -> re.Pattern[str]:
    small = r"[以对将把由向从自在为经按与和及或跟同给于至到当因凡如若除的地所则且但又等建]"
    return re.compile(rf"(?!{small})(?:{verbs('support', 'build', 'advance', 'join', 'together', 'raise', 'enter')})+")


def after_order(text: str, span: Span, least: int = 2) -> Iterator[Span]:
    """The rests of a span behind each verb inside it, the longest first: 领航车业联合桐州大学 gives 桐州大学.

    >>> text = "领航车业联合桐州大学"
    >>> [text[slice(*s)] for s in after_order(text, Span(0, 10))]
    ['桐州大学']
    """
    for verb in _order().finditer(text, *span):
        if verb.start() > span.start and span.end - verb.end() >= least:
            yield Span(verb.end(), span.end)


def name_span(text: str, end: int) -> Span:
    """The words that end here, less what leads up to them: marks, verbs, small words."""
    begin = piece_start(text, end)
    label = _LABEL.match(text, begin, end)
    span = strip_lead_in(text, Span(label.end() if label else begin, end))
    return strip_lead_in(text, after_small_word(text, span))
