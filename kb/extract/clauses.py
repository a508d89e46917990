"""A paragraph cut into sentences and clauses, each with the quantities and times that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.extract import figure_words
from kb.extract.annotate import finds
from kb.extract.periods import Mark
from kb.extract.quantities import Quantity
from kb.extract.reading import Paragraph
from kb.model import Span
from kb.text import clauses as cut
from kb.text import fold, sentences, trim

_TITLES = re.compile(r"《[^《》]*》")
_ONLY_JOINTS = re.compile(r"[\s、和及与]*")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")


class Clause(NamedTuple):
    """A clause of a paragraph, the text of which it holds three times over, so that offsets are the same in all.

    `printed` is the text as it stands, `plain` folded, `text` folded with times and bracketed figures blanked out;
    `edges` are the offsets between words.
    """

    printed: str
    plain: str
    text: str
    span: Span
    quantities: tuple[Quantity, ...]
    marks: tuple[Mark, ...]
    edges: frozenset[int]
    sentence: Span
    bracket: bool = False

    @property
    def words(self) -> str:
        """The clause as it stands, folded."""
        return self.plain[slice(*self.span)]


def clauses(paragraph: Paragraph) -> Iterator[Clause]:
    """The clauses of a paragraph in order; a bracket that holds figures follows its clause as one of its own."""
    plain = fold(paragraph.text)
    named = [Span(*m.span()) for m in (*_TITLES.finditer(plain), *figure_words.anywhere("idiom").finditer(plain))]
    quantities = tuple(q for q in finds(paragraph.doc, "quantities") if not _in_any(q.number, named))
    marks: tuple[Mark, ...] = finds(paragraph.doc, "periods")
    edges = frozenset(e for w in finds(paragraph.doc, "words") for e in w.span) | {0, len(plain)}
    for sentence in sentences(plain, Span(0, len(plain))):
        parts = [part for clause in cut(plain, sentence) for part in _at_colons(plain, clause)]
        for span in _with_years(plain, parts, marks):
            inner = [b for b in _brackets(plain, span) if any(_inside(q.number, b) for q in quantities)]
            for place in (span, *inner):
                hidden = inner if place == span else []
                own = tuple(q for q in quantities if _inside(q.number, place) and not _in_any(q.number, hidden))
                times = tuple(m for m in marks if _inside(m.years, place) and not _in_any(m.years, hidden))
                text = _blank(plain, [*(m.span for m in times), *hidden])
                yield Clause(paragraph.text, plain, text, place, own, times, edges, sentence, bool(place != span))


def _at_colons(plain: str, clause: Span) -> Iterator[Span]:
    """A clause cut after ：, since what a colon announces is a clause of its own."""
    start = clause.start
    for match in re.finditer("：|:(?!\\d)", plain[slice(*clause)]):
        yield trim(plain, Span(start, clause.start + match.start()))
        start = clause.start + match.end()
    yield trim(plain, Span(start, clause.end))


def _with_years(plain: str, parts: list[Span], marks: tuple[Mark, ...]) -> Iterator[Span]:
    """2023年、2025年，…分别达到: a list of years belongs to the clause that deals values out to them."""
    start: int | None = None
    for part in parts:
        times = [m for m in marks if _inside(m.years, part)]
        listed = len(times) > 1 and _ONLY_JOINTS.fullmatch(_blank(plain, [m.span for m in times])[slice(*part)])
        if listed and start is None:
            start = part.start
            continue
        yield Span(part.start if start is None else start, part.end)
        start = None


def _brackets(plain: str, span: Span) -> list[Span]:
    return [Span(m.start() + 1, m.end() - 1) for m in _BRACKETS.finditer(plain, span.start, span.end)]


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _in_any(span: Span, places: list[Span]) -> bool:
    return any(_inside(span, p) for p in places)


def _blank(plain: str, places: list[Span]) -> str:
    """The text with blanks at these places, as long as before."""
    chars = list(plain)
    for start, end in places:
        chars[start:end] = " " * (end - start)
    return "".join(chars)
