"""A document's text cut where the light goes on and off: what is marked, what is not, and on which line.

The segments of a document cover its text exactly, so joining them gives the text back, whatever was marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from kb.model import Citation, Document, Span
from kb.text import Lines


class Segment(NamedTuple):
    """A piece of one line, its newline included; `line` counts from 1."""

    text: str
    marked: bool
    line: int


def union(spans: Iterable[Span], end: int) -> list[Span]:
    """The spans inside [0, end), in order, overlapping and touching ones joined, empty ones dropped.

    >>> union([Span(4, 6), Span(1, 3), Span(2, 4), Span(9, 99)], 10)
    [Span(start=1, end=6), Span(start=9, end=10)]
    """
    joined: list[Span] = []
    for start, stop in sorted((max(0, s), min(e, end)) for s, e in spans):
        if start >= stop:
            continue
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(stop, joined[-1].end))
        else:
            joined.append(Span(start, stop))
    return joined


def pieces(span: Span, marks: Iterable[Span]) -> Iterator[tuple[Span, bool]]:
    """The span cut into marked and unmarked pieces, in order; `marks` are a union.

    >>> [(tuple(s), m) for s, m in pieces(Span(0, 5), [Span(1, 3)])]
    [((0, 1), False), ((1, 3), True), ((3, 5), False)]
    """
    at = span.start
    for mark in marks:
        start, end = max(mark.start, at), min(mark.end, span.end)
        if start >= end:
            continue
        if at < start:
            yield Span(at, start), False
        yield Span(start, end), True
        at = end
    if at < span.end:
        yield Span(at, span.end), False


def segments(document: Document, spans: Iterable[Span] = ()) -> list[Segment]:
    """The whole text in order, cut at line ends and where a mark begins or ends."""
    text = document.text
    marks = union(spans, len(text))
    found: list[Segment] = []
    for number, (start, end) in enumerate(Lines(text).spans(), start=1):
        line = Span(start, min(end + 1, len(text)))
        near = [m for m in marks if m.start < line.end and m.end > line.start]
        found += [Segment(text[a:b], marked, number) for (a, b), marked in pieces(line, near)]
    return found


def html_segments(document: Document, spans: Iterable[Span] = ()) -> str:
    """The whole text as HTML that holds nothing but text and <mark>: no character of a document becomes markup."""
    return "".join(
        f"<mark>{escape(segment.text)}</mark>" if segment.marked else escape(segment.text)
        for segment in segments(document, spans)
    )


def stands(document: Document, citation: Citation) -> bool:
    """Whether the cited words still stand where the citation says: same file, same words, same lines."""
    if citation.sha256 != document.source.sha256:
        return False
    lines = Lines(document.text)
    if not 1 <= citation.line_start <= citation.line_end <= len(lines):
        return False
    start, end = lines.span(citation.line_start).start, lines.span(citation.line_end).end
    return citation.quote in document.text[start:end] and all(start <= s <= e <= end for s, e in citation.spans)
