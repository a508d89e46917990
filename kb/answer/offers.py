"""Offers: the support measures with all the words by which somebody may ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kb.answer.pieces import matchable
from kb.answer.standing import Shelf
from kb.model import Document, Measure, Span
from kb.text import fold, sentences


class Offer(NamedTuple):
    """A measure and the place of the sentence in which it stands: a clause alone may leave out whom it helps."""

    measure: Measure
    place: Span


class Offers(NamedTuple):
    """All offers in order and, in the same order, what they give and on what condition, to whom, and under what."""

    all: tuple[Offer, ...]
    given: Shelf
    whom: Shelf
    paths: Shelf


def offers(measures: Iterable[Measure], documents: dict[str, Document]) -> Offers:
    """The measures made ready for matching."""
    found = tuple(Offer(m, _place(m, documents[m.doc_id])) for m in measures)
    return Offers(
        found,
        Shelf(matchable(_given(one, documents[one.measure.doc_id].text)) for one in found),
        Shelf(matchable(one.measure.beneficiary or "") for one in found),
        Shelf(fold(" ".join(one.measure.section)) for one in found),
    )


def _given(offer: Offer, text: str) -> str:
    return " ".join((offer.measure.instrument, offer.measure.condition or "", text[slice(*offer.place)]))


def _place(measure: Measure, document: Document) -> Span:
    for passage in document.passages:
        if passage.span.start <= measure.span.start < passage.span.end:
            cut = [s for s in sentences(document.text, passage.span) if s.end > measure.span.start]
            held = [s for s in cut if s.start < measure.span.end]
            return Span(held[0].start, held[-1].end) if held else measure.span
    return measure.span
