"""Where a name begins: after the last mark, verb or small word before it."""

from __future__ import annotations

import re
from functools import cache

from kb.extract.lexis import ORDERS, names, verbs
from kb.model import Span

_MARKS = "，。；：、！？—…·《》\n(),;:!?“"
_PAIRS = {"”": "“", "）": "（", ")": "(", "》": "《"}


def piece_start(text: str, end: int) -> int:
    """Where the piece begins that ends here: after the last mark that stands outside quotes and brackets.

    >>> piece_start("推进甲项目、中欧（江门）合作区", 15)
    6
    """
    i = end
    while i > 0:
        char = text[i - 1]
        opener = _PAIRS.get(char)
        if opener and (start := text.rfind(opener, 0, i - 1)) >= 0:
            i = start
        elif char in _MARKS or char in _PAIRS or char in _PAIRS.values():
            return i
        else:
            i -= 1
    return 0


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
