"""Measures made ready for matching, once for each catalog."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kb.answer.support.limits import Limit
from kb.answer.support.tiers import Tier, limits_of, of_measure
from kb.answer.support.whom import kinds
from kb.answer.texts.pieces import matchable
from kb.model import Document, Measure, Span
from kb.text import fold, sentences

_PARTS = "；;"
_MARKS = re.compile('[“”"‘’]')


class Prepared(NamedTuple):
    """A measure made ready for matching: its sentence, its words, kinds, tiers and limits.

    `own` are the words of its part of the sentence (between ；), `rest` those of the whole sentence.
    """

    measure: Measure
    sentence: Span
    own: str
    rest: str
    whom: str
    path: str
    kinds: tuple[str, ...]
    near: tuple[str, ...]
    tier: Tier
    limits: tuple[Limit, ...]


def prepare(measures: Sequence[Measure], document: Callable[[str], Document]) -> Iterator[Prepared]:
    """The measures made ready, in their order; `document` gives a document by its id."""
    for order, measure in enumerate(measures):
        before = [m for m in measures[max(0, order - 4) : order] if m.doc_id == measure.doc_id]
        place = sentence_at(document(measure.doc_id), measure.span)
        text = document(measure.doc_id).text
        sentence = text[slice(*place)]
        yield Prepared(
            measure=measure,
            sentence=place,
            own=matchable(
                " ".join((measure.instrument, measure.condition or "", text[slice(*_part(text, place, measure))]))
            ),
            rest=matchable(sentence),
            whom=matchable(measure.beneficiary or ""),
            path=fold(" ".join(measure.section)),
            kinds=tuple(k.id for k in kinds(_MARKS.sub("", measure.beneficiary or ""))),
            near=tuple(k.id for k in kinds(_MARKS.sub("", sentence))),
            tier=of_measure(measure),
            limits=limits_of(measure, before),
        )


def _part(text: str, place: Span, measure: Measure) -> Span:
    """The part of a sentence between semicolons in which a measure stands."""
    start, end = measure.span.start, min(measure.span.end, place.end)
    before = max((text.rfind(mark, place.start, start) for mark in _PARTS), default=-1)
    behind = [at for mark in _PARTS if (at := text.find(mark, end, place.end)) >= 0]
    return Span(max(place.start, before + 1), min(behind, default=place.end))


def sentence_at(document: Document, span: Span) -> Span:
    """The sentence or sentences in which a place lies: a clause alone may leave out whom it is about."""
    at = bisect_right(document.passages, span.start, key=lambda p: p.span.start) - 1
    if at < 0 or span.start >= document.passages[at].span.end:
        return span
    cut = [s for s in sentences(document.text, document.passages[at].span) if s.end > span.start]
    held = [s for s in cut if s.start < span.end]
    return Span(held[0].start, held[-1].end) if held else span
