"""A contents list at the start: the headings once more, with page numbers or without. It is no second outline.

It is known by the lines themselves: dots that lead to a page number, or under the word 目录 lines that all come again.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from kb.model import Span
from kb.structure.markers import start_marker
from kb.text import Lines, fold
from kb.vocab import vocabulary

FEWEST = 3
HEAD_LINES = 120
LONGEST_LINE = 60
_LEADS = ("contents_dots", "contents_blank")
_END = re.compile(r"[。；;，,]$")


class Contents(NamedTuple):
    """The lines of a contents list, the first and the last; `span` is where they stand."""

    first: int
    last: int
    span: Span


@cache
def _shape(*roles: str) -> re.Pattern[str]:
    return re.compile("|".join(s.pattern for s in vocabulary().shapes if s.role in roles and s.pattern))


def find_contents(lines: Lines) -> Contents | None:
    """The contents list of a text, if it has one."""
    rows = _rows(lines)
    for at, (_, text) in enumerate(rows[:HEAD_LINES]):
        titled = bool(_shape("contents").search(fold(text)))
        if titled or _shape("contents_dots").search(fold(text)):
            count = _length(lines, rows[at + titled :])
            if count >= FEWEST:
                first, last = rows[at][0], rows[at + titled + count - 1][0]
                return Contents(first, last, Span(lines.span(first).start, lines.span(last).end))
    return None


Rows = list[tuple[int, str]]


def _rows(lines: Lines) -> Rows:
    """The lines that are not blank."""
    spans = ((n, lines.text[slice(*s)].strip()) for n, s in enumerate(lines.spans(), 1))
    return [(n, text) for n, text in spans if text]


def _leads(text: str) -> bool:
    """Whether a line leads to a page number."""
    return len(text) < 2 * LONGEST_LINE and bool(_shape(*_LEADS).search(fold(text)))


def _length(lines: Lines, rows: Rows) -> int:
    """How many of these lines belong to the list: those with page numbers, else those that all come again."""
    leading = 0
    for at, (_, text) in enumerate(rows):
        if _leads(text):
            leading = at + 1
        elif at - leading >= 2 or not _is_short(text):
            break
    return leading if leading >= FEWEST else max(_repeated(rows), _counted(lines, rows))


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST_LINE and not _END.search(text)


def _plain(text: str) -> str:
    """A line as it comes again: without its page number, blanks and a closing 。"""
    return re.sub(r"[\s。]+", "", _shape(*_LEADS).sub("", fold(text)))


def _repeated(rows: Rows) -> int:
    """The lines from the first on that come again behind, whole or as the beginning of a paragraph."""
    plain = [_plain(text) for _, text in rows]
    left = Counter(plain)
    starts = Counter(p[:6] for p in plain)
    count = 0
    for text, (_, printed) in zip(plain, rows, strict=True):
        left[text] -= 1
        starts[text[:6]] -= 1
        if not (left[text] > 0 or (len(text) >= 6 and starts[text[:6]] > 0)) or not _is_short(printed):
            break
        count += 1
    return count


def _counted(lines: Lines, rows: Rows) -> int:
    """Bare numbered lines up to where the first number comes again."""
    first = start_marker(lines.text, lines.span(rows[0][0])) if rows else None
    if first is None:
        return 0
    for at, (number, text) in enumerate(rows[1:], 1):
        marker = start_marker(lines.text, lines.span(number))
        if marker and (marker.style.id, marker.number) == (first.style.id, first.number):
            return at
        if not _is_short(text):
            break
    return 0
