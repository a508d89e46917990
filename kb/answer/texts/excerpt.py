"""Excerpts: the sentences of a section that answer a question about its subject, few enough to be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from kb.answer.asking.atoms import Atom
from kb.answer.catalog import Catalog
from kb.answer.texts.evidence import Evidence
from kb.answer.texts.lines import flat, whole_sentences
from kb.answer.texts.pieces import Piece
from kb.model import Span
from kb.text import fold

READABLE = 8
"""A section of at most so many sentences is quoted whole."""
AT_MOST = 6
"""Of a longer one so many are picked."""
ANNOUNCED = 12
"""At most so many passages are quoted behind one that announces them."""

_FOLLOWING = re.compile("下列|以下|如下")
"""有下列情形之一的 announces the items that follow, even where a full stop ends the sentence."""

Excerpt = list[tuple[Piece, tuple[Span, ...]]]
"""Passages, each with the places of its sentences that are quoted, in the document's order."""


def of_section(catalog: Catalog, found: Evidence, asked: Sequence[Atom]) -> Excerpt:
    """What stands below the heading that is about the question: all of it, or of each part what says most."""
    path = found.piece.passage.section[: found.about]
    below = [p for p in catalog.pieces if p.passage.doc_id == found.doc_id and p.passage.section[: len(path)] == path]
    text = catalog.document(found.doc_id).text
    cut = [(piece, span) for piece in below for span in whole_sentences(text, piece.passage.span)]
    if len(cut) > READABLE:
        kept = _picked(catalog, cut, asked, text)
        cut = [one for one in cut if one[1] in kept]
    grouped: dict[Span, tuple[Piece, list[Span]]] = {}
    for piece, span in cut:
        grouped.setdefault(piece.passage.span, (piece, []))[1].append(span)
    return [(piece, tuple(spans)) for piece, spans in grouped.values()]


def _picked(catalog: Catalog, cut: Sequence[tuple[Piece, Span]], asked: Sequence[Atom], text: str) -> set[Span]:
    """The first sentence of each passage, and those that say most of the question; the first ones where they are
    as good."""
    opening = {piece.passage.span.start for piece, _ in cut}
    ranked = sorted(
        (
            (
                -sum(catalog.rarity(a) for a in asked if a.stands_in(fold(flat(text[slice(*span)])))),
                span.start not in opening,
                span,
            )
            for _, span in cut
        )
    )
    leads = [span for _, span in cut if span.start in opening][:AT_MOST]
    rest = [span for weight, _, span in ranked if weight < 0 and span not in leads]
    return {*leads, *rest[: max(0, AT_MOST - len(leads))]}


def announced(catalog: Catalog, piece: Piece) -> list[Piece]:
    """What a passage that ends with ： announces: the passages after it, in its own section or below."""
    own = piece.passage
    ends, told = own.text.rstrip().endswith((":", "：")), _FOLLOWING.search(own.text) is not None
    if not (ends or told):
        return []
    after = [
        p
        for p in catalog.pieces
        if p.passage.doc_id == own.doc_id
        and p.passage.span.start >= own.span.end
        and p.passage.section[: len(own.section)] == own.section
    ]
    listed = list(takewhile(lambda p: p.passage.kind == "item", after))
    return (listed or (after if ends else []))[:ANNOUNCED]
