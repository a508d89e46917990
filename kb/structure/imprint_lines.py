"""The lines in which a document speaks of itself: head and foot after GB/T 9704, and the head of a published page."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache
from typing import NamedTuple

from kb.model import Span
from kb.text import Lines, fold
from kb.vocab import vocabulary
from kb.vocab.entries import Shape

FOOT_LINES = 16
HEAD_LINES = 40
_FOOT = ("publicity", "issued", "copied", "made", "signature", "furniture")
_LABELS = ("labelled", "labelled_made", "labelled_issued")
_HEAD = (
    *("number", "meta", "site", "order", "order_number", "adopted", "report", "speaker"),
    *("title", "title_years", "made", "signature", "publicity"),
)


class Found(NamedTuple):
    """One imprint line: its role, its place, and the named parts of it."""

    role: str
    line: Span
    parts: dict[str, Span]


class Imprint(NamedTuple):
    """The imprint lines of a document, and where its body ends."""

    found: tuple[Found, ...]
    end: int

    def all(self, *roles: str) -> list[Found]:
        """The lines of these roles, in order."""
        return [f for f in self.found if f.role in roles]

    def first(self, *roles: str) -> Found | None:
        """The first line of one of these roles."""
        return next((f for f in self.found if f.role in roles), None)


@cache
def shapes(roles: tuple[str, ...]) -> tuple[tuple[Shape, re.Pattern[str]], ...]:
    """The shapes of these roles with their patterns, in the order of the vocabulary."""
    return tuple((s, re.compile(s.pattern or "")) for s in vocabulary().shapes if s.role in roles)


def match_line(text: str, line: Span, roles: tuple[str, ...]) -> Found | None:
    """What a line is of these roles, with the places of its named parts."""
    plain = fold(text[line.start : line.end])
    for shape, pattern in shapes(roles):
        if match := pattern.match(plain):
            return _found(shape.role, line, match)
    return None


def _found(role: str, line: Span, match: re.Match[str]) -> Found:
    stated = (k for k, words in match.groupdict().items() if words is not None)
    spans = {k.rstrip("2"): match.span(k) for k in stated}
    parts = {k: Span(line.start + start, line.start + end) for k, (start, end) in spans.items()}
    return Found(role, line, parts)


def is_title(text: str, line: Span) -> bool:
    """Whether a line looks like the title of a document."""
    return match_line(text, line, ("title",)) is not None


def find_imprint(lines: Lines, head_end: int, left_out: Container[int] = ()) -> Imprint:
    """The imprint lines: before `head_end` (where the first heading stands), at the foot, and dated signatures.

    `left_out` are lines that belong to no part of the document, as those of a contents list.
    """
    foot, end = _foot(lines)
    head = [f for f in _head(lines, min(head_end, end)) if lines.number(f.line.start) not in left_out]
    taken = {f.line for f in (*head, *foot)}
    signed = [f for f in _signatures(lines) if f.line not in taken]
    return Imprint(tuple(sorted((*head, *foot, *signed), key=lambda f: f.line)), end)


def _head(lines: Lines, head_end: int) -> Iterator[Found]:
    filled = [s for s in lines.spans() if s.start < head_end and lines.text[slice(*s)].strip()]
    for line in filled[:HEAD_LINES]:
        labelled = list(_labelled(lines.text, line))
        found = None if labelled else match_line(lines.text, line, _HEAD)
        yield from labelled or ([found] if found else [])


def _labelled(text: str, line: Span) -> Iterator[Found]:
    """What a page says in its own head: 发布机关：…, one or several to a line."""
    plain = fold(text[line.start : line.end])
    for shape, pattern in shapes(_LABELS):
        if match := pattern.search(plain):
            yield _found(shape.role, line, match)


def _foot(lines: Lines) -> tuple[list[Found], int]:
    """Imprint lines at the foot, read upwards; a signature or a date counts only below another imprint line."""
    found: list[Found] = []
    end = len(lines.text)
    for number in range(len(lines), max(0, len(lines) - FOOT_LINES), -1):
        line = lines.span(number)
        if not lines.text[slice(*line)].strip():
            continue
        match = match_line(lines.text, line, _FOOT)
        if match is None:
            break
        found.append(match)
        end = line.start
    found.reverse()
    return found, end


def _signatures(lines: Lines) -> Iterator[Found]:
    """Signatures with the date below them, wherever they stand: a notice is signed before what it issues."""
    signed: list[Found] = []
    for line in lines.spans():
        if line.end - line.start > 60 or not lines.text[slice(*line)].strip():
            continue
        found = match_line(lines.text, line, ("made", "signature"))
        if found and found.role == "signature":
            signed.append(found)
            continue
        if found and signed:
            yield from (*signed, found)
        signed = []
