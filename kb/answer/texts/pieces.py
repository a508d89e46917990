"""Pieces: the passages, and their sentences, made ready for matching."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from kb.answer.texts.lines import flat, whole_sentences
from kb.model import Document, Passage, Section, Span
from kb.text import fold

OPENING = 300
"""So many characters of the first passage may say what a document is."""


class Piece(NamedTuple):
    """A passage made ready for matching: its folded text, the folded headings above it, the ids of its lines."""

    passage: Passage
    text: str
    heading: str
    path: str
    ids: tuple[str, ...]


class Sentence(NamedTuple):
    """A sentence of a piece: its place in its document, and its folded text."""

    piece: Piece
    span: Span
    text: str


_FIGURE = re.compile(r"(?<!\d)(?!\d{4}年)\d+")


def headings_that_tell(sections: Sequence[Section], told: Sequence[Passage]) -> Iterator[Passage]:
    """The headings that say more than a title, as passages of their own.

    A heading with nothing below it is all there is of its section (二是取消基金，扩大免征范围); one with a figure is a
    sentence of a rule (第八条 数据保存不少于3个月。).
    """
    filled = {(p.doc_id, p.section) for p in told} | {(s.doc_id, s.section[:-1]) for s in sections}
    for one in sections:
        if (one.doc_id, one.section) not in filled or _FIGURE.search(fold(one.title)):
            fields = one.model_dump(include={"id", "doc_id", "anchor", "spans"})
            yield Passage(**fields, section=one.section[:-1], text=one.anchor.quote, kind="part")


def piece_of(passage: Passage, ids: tuple[str, ...]) -> Piece:
    """A passage, made of the lines of these ids, with the headings above it."""
    heading = fold(passage.section[-1]) if passage.section else ""
    return Piece(passage, matchable(flat(passage.text)), heading, fold("\n".join(passage.section)), ids)


def sentences_of(piece: Piece, document: Document) -> list[Sentence]:
    """The sentences of a piece in order."""
    cut = whole_sentences(document.text, piece.passage.span)
    return [Sentence(piece, span, fold(flat(document.text[slice(*span)]))) for span in cut]


def opening(document: Document) -> str:
    """The first sentences of a document, where one that has no title line says what it is: 制定本实施细则."""
    told = (p.text for p in document.passages if p.kind not in ("furniture", "imprint", "caption"))
    return "".join(islice(told, 3))[:OPENING] or document.info.title


_LEVELS = re.compile(r"(国家|省|市|县|区|镇)级?(?:[、和及与或](?:国家|省|市|县|区|镇)级?)+级?")


def matchable(text: str) -> str:
    """The folded text with what an enumeration elides behind it: 国家、省和市级 says 国家级, 省级 and 市级.

    >>> matchable("国家、省和市级中心").split("\\n")[1:]
    ['国家级省级市级']
    """
    plain = fold(text)
    elided = [
        "".join(f"{level}级" for level in re.findall("国家|[省市县区镇]", m.group())) for m in _LEVELS.finditer(plain)
    ]
    return "\n".join([plain, *elided])
