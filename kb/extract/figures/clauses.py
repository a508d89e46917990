"""A paragraph cut into sentences and clauses, each with the quantities and times that stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from kb.extract.annotate import finds
from kb.extract.figures import figure_words
from kb.extract.figures.periods import Mark
from kb.extract.figures.quantities import Quantity
from kb.extract.reading import Paragraph
from kb.model import Span
from kb.text import clauses as cut
from kb.text import fold, sentences, trim
from kb.words import tokenizer

_TITLES = re.compile(r"《[^《》]*》")
_ONLY_JOINTS = re.compile(r"[\s、和及与]*")
_QUOTED = re.compile(r"[“\"]([^“”\"]*)[”\"]")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")


@dataclass(frozen=True, eq=False)
class Clause:
    """A clause of a paragraph, the text of which it holds three times over, so that offsets are the same in all.

    `printed` is the text as it stands, `plain` folded, `text` folded with times and bracketed figures blanked out.
    """

    printed: str
    plain: str
    text: str
    span: Span
    quantities: tuple[Quantity, ...]
    marks: tuple[Mark, ...]
    sentence: Span

    @cached_property
    def edges(self) -> frozenset[int]:
        """The offsets between the words of the clause, as jieba cuts it; asked for only where a figure stands."""
        start, end = self.span
        words = tokenizer().tokenize(self.plain[start:end])
        return frozenset(start + e for w in words for e in (w.start, w.end)) | {start, end}

    @cached_property
    def words(self) -> str:
        """The clause as it stands, folded."""
        return self.plain[slice(*self.span)]

    def name(self, span: Span) -> str:
        """A piece of the clause as a name: as printed, without blanks, marks around all of it and 的 at its ends."""
        words = re.sub(r"\s+", "", self.printed[slice(*span)]).strip("的")
        words = figure_words.shape("yearly_inside").sub("", words)
        quoted = _QUOTED.fullmatch(words)
        return quoted[1] if quoted else words if words.count("“") == words.count("”") else words.strip("“”")

    def before(self, offset: int) -> str:
        """The sentence up to an offset, folded; no more of it than anyone reads."""
        return self.plain[max(self.sentence.start, offset - WINDOW) : offset]

    def left(self, offset: int) -> Span:
        """The part of the clause up to an offset, as far as it can bear on what stands there."""
        return Span(max(self.span.start, offset - WINDOW), offset)

    def right(self, offset: int) -> str:
        """The part of the clause from an offset on, folded, as far as it can bear on what stands there."""
        return self.plain[offset : min(self.span.end, offset + WINDOW)]


WINDOW = 400
"""How many characters around a figure are read for it; no honest sentence is longer."""


class _Layers(NamedTuple):
    """A paragraph and what stands in it; `timeless` lacks its times, `text` its bracketed figures too."""

    printed: str
    plain: str
    timeless: str
    text: str
    quantities: tuple[Quantity, ...]
    marks: tuple[Mark, ...]
    brackets: tuple[Span, ...]

    @classmethod
    def of(cls, paragraph: Paragraph) -> _Layers:
        """The layers of a paragraph; numbers in titles, names and sayings are left out."""
        printed = paragraph.text
        plain = fold(printed)
        names = sorted(Span(*m.span()) for p in (_TITLES, figure_words.anywhere("idiom")) for m in p.finditer(plain))
        quantities = tuple(q for q in finds(paragraph.doc, "quantities") if not _held(q.number, names))
        marks: tuple[Mark, ...] = finds(paragraph.doc, "periods")
        pairs = [Span(m.start() + 1, m.end() - 1) for m in _BRACKETS.finditer(plain)]
        brackets = tuple(b for b in pairs if _among(quantities, b, lambda q: q.number))
        timeless = _blank(plain, [m.span for m in marks])
        return cls(printed, plain, timeless, _blank(timeless, brackets), quantities, marks, brackets)


def clauses(paragraph: Paragraph) -> Iterator[Clause]:
    """The clauses of a paragraph in order; a bracket that holds figures follows its clause as one of its own."""
    layers = _Layers.of(paragraph)
    for sentence in sentences(layers.plain, Span(0, len(layers.plain))):
        parts = [part for clause in cut(layers.plain, sentence) for part in _at_colons(layers.plain, clause)]
        for span in _with_years(layers, parts):
            inner = _among(layers.brackets, span, lambda b: b)
            yield _clause(layers, span, sentence, layers.text, inner)
            for bracket in inner:
                yield _clause(layers, bracket, sentence, layers.timeless, ())


def _clause(layers: _Layers, place: Span, sentence: Span, text: str, hidden: Sequence[Span]) -> Clause:
    quantities = _among(layers.quantities, place, lambda q: q.number)
    marks = _among(layers.marks, place, lambda m: m.years)
    return Clause(
        printed=layers.printed,
        plain=layers.plain,
        text=text,
        span=place,
        quantities=tuple(q for q in quantities if not _held(q.number, hidden)),
        marks=tuple(m for m in marks if not _held(m.years, hidden)),
        sentence=sentence,
    )


def _at_colons(plain: str, clause: Span) -> Iterator[Span]:
    """A clause cut after ：, since what a colon announces is a clause of its own."""
    start = clause.start
    for match in re.finditer("：|:(?!\\d)", plain[slice(*clause)]):
        yield trim(plain, Span(start, clause.start + match.start()))
        start = clause.start + match.end()
    yield trim(plain, Span(start, clause.end))


def _with_years(layers: _Layers, parts: list[Span]) -> Iterator[Span]:
    """2023年、2025年，…分别达到: a list of years belongs to the clause that deals values out to them."""
    start: int | None = None
    for part in parts:
        several = len(_among(layers.marks, part, lambda m: m.years)) > 1
        if several and start is None and _ONLY_JOINTS.fullmatch(layers.timeless, *part):
            start = part.start
            continue
        yield Span(part.start if start is None else start, part.end)
        start = None


T = TypeVar("T")


def _among(items: Sequence[T], place: Span, spot: Callable[[T], Span]) -> tuple[T, ...]:
    """The items that stand inside a place; items are in order."""
    first = bisect_left(items, place.start, key=lambda i: spot(i).start)
    last = bisect_left(items, place.end, key=lambda i: spot(i).start)
    return tuple(i for i in items[first:last] if spot(i).end <= place.end)


def _held(span: Span, places: Sequence[Span]) -> bool:
    """Whether a span lies inside one of some places, which are in order."""
    at = bisect_right(places, span.start, key=lambda p: p.start) - 1
    return at >= 0 and span.end <= places[at].end


def _blank(plain: str, places: Sequence[Span]) -> str:
    """The text with blanks at these places, as long as before."""
    chars = list(plain)
    for start, end in places:
        chars[start:end] = " " * (end - start)
    return "".join(chars)
