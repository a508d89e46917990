"""The territory a figure is said of, as the text names it: 全市, 我省, 台山, 珠三角."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kb.extract.figures import figure_words
from kb.extract.figures.figure_words import shape
from kb.model import Span
from kb.text import fold
from kb.vocab import vocabulary


class Scope(NamedTuple):
    """A territory and where it stands."""

    span: Span
    text: str


@cache
def _pattern(home: tuple[str, ...]) -> re.Pattern[str]:
    regions = {fold(n) for r in vocabulary().regions for n in r.names}
    names = sorted({*map(fold, home), *regions}, key=lambda n: (-len(n), n))
    shaped = [r.pattern for r in vocabulary().regions if r.pattern]
    named = "|".join([*map(re.escape, names), *shaped])
    here, tail = figure_words.source("here"), shape("scope_tail").pattern
    return re.compile(rf"(?P<name>{here}|(?:{named})(?:{tail})?)(?!{shape('no_scope').pattern})")


def at_start(text: str, span: Span, home: tuple[str, ...]) -> Scope | None:
    """The territory with which a place in folded text begins, none when it begins otherwise.

    >>> at_start("全市财政科技拨款", Span(0, 8), ()).text
    '全市'
    >>> at_start("江门市级工程中心", Span(0, 8), ()) is None
    True
    """
    lead = shape("scope_lead").match(text, span.start, span.end)
    start = lead.end() if lead else span.start
    match = _pattern(home).match(text, start, span.end)
    return Scope(Span(*match.span("name")), match["name"]) if match else None


def speaks_of(text: str, span: Span, home: tuple[str, ...]) -> Scope | None:
    """The territory that a clause turns to and that holds for what follows; 全国 and 全球 only compare."""
    found = at_start(text, span, home)
    return found if found and not shape("wide").match(found.text) else None


def is_own(scope: str, home: tuple[str, ...]) -> bool:
    """Whether a territory is the document's own: 全市, 我省, or its name; 国家 in 国家规划提出 is said for once."""
    return bool(shape("own").match(scope)) or scope in home or bool(shape("told_once").fullmatch(scope))
