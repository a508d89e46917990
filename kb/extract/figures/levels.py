"""Goals told in words instead of a number: 科技进步贡献率达到全省先进水平, 综合实力进入全国前列."""

from __future__ import annotations

from typing import NamedTuple

from kb.extract.figures import indicators
from kb.extract.figures.clauses import Clause
from kb.extract.figures.figure_words import shape
from kb.model import Span


class Level(NamedTuple):
    """A name and the words that stand in the place of its value."""

    name: Span
    words: Span
    text: str
    scope: str | None


def find(clause: Clause, home: tuple[str, ...]) -> Level | None:
    """The level a clause states, only of what could be measured: 率, 比重, 额 ..."""
    match = shape("level").search(clause.text, *clause.span)
    if match is None:
        return None
    name = indicators.before(clause, Span(clause.span.start, match.start()), home)
    text = clause.name(name.span)
    return (
        Level(name.span, Span(*match.span("level")), text, name.scope)
        if shape("measured").search(text) and "、" not in text
        else None
    )
