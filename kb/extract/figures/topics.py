"""What a clause without figures speaks of, for a figure behind it that names nothing or only leans on a name."""

from __future__ import annotations

from kb.extract.figures import figure_words, indicators
from kb.extract.figures.clauses import Clause
from kb.extract.figures.figure_words import shape

MAX_TOPIC = 20


def topic_of(clause: Clause, home: tuple[str, ...]) -> str | None:
    """What a clause without figures is about, for a next one that names nothing: 建设重点实验室，达到10家."""
    name = indicators.before(clause, clause.span, home)
    words = _thing_compared(clause.name(name.span))
    built = shape("built_things").match(words)
    words = words[built.end() :] if built else words
    offered = figure_words.anywhere("award").search(words)
    return words if 1 < len(words) <= MAX_TOPIC and "、" not in words and not offered else None


def subject_of(clause: Clause, home: tuple[str, ...]) -> str | None:
    """The name a clause without figures speaks of, if something rises or falls in it: R&D经费投入稳步增长."""
    name = indicators.before(clause, clause.span, home)
    words = clause.name(name.span)
    if (thing := _thing_compared(words)) != words:
        return thing
    return words if name.link == "change" and len(words) > 1 else None


def _thing_compared(words: str) -> str:
    """劳动生产率增速高于GDP增速 speaks of the 劳动生产率."""
    match = shape("compares").search(words)
    return figure_words.at_end("up", "down").sub("", words[: match.start()]) if match else words
