"""What belongs to the page and not to the text: page numbers and running heads, wherever a page ended.

A number in dashes is one by its look. A bare number is one only in a row that counts up page by page, or inside a
sentence; a line that comes again and again is a running head only where it stands at the end of pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from kb.structure.markers import start_marker
from kb.text import Lines, fold
from kb.vocab import vocabulary

LONGEST_HEAD = 40
_LONG = 15
_PAGES = 3
_PAGE = 4
_CLOSED = re.compile(r"[。；：！？;:!?”》）)]$")
_DIGITS = re.compile(r"[\d\s]+")


class _Row(NamedTuple):
    """A line that is not blank: its number and its words."""

    number: int
    text: str


@cache
def _shape(role: str) -> re.Pattern[str]:
    return re.compile("|".join(s.pattern for s in vocabulary().shapes if s.role == role and s.pattern))


def find_running(lines: Lines, taken: Container[int]) -> frozenset[int]:
    """The numbers of the lines that are page numbers and running heads; lines in `taken` are something else."""
    spans = ((n, lines.text[slice(*s)].strip()) for n, s in enumerate(lines.spans(), 1))
    rows = [_Row(n, text) for n, text in spans if text]
    pages = {i for i, r in enumerate(rows) if r.number not in taken and _shape("page_mark").search(fold(r.text))}
    pages |= _counting_up(rows, taken)
    pages |= {i for i in _bare(rows, taken) if _inside_sentence(lines, rows, i)}
    heads = _heads(lines, rows, pages, taken)
    return frozenset(rows[i].number for i in pages | heads)


def _bare(rows: list[_Row], taken: Container[int]) -> dict[int, int]:
    """The places in `rows` of bare numbers, with their values."""
    found = {}
    for i, row in enumerate(rows):
        if len(row.text) <= 3 and row.number not in taken and (match := _shape("page_bare").search(fold(row.text))):
            found[i] = int(match["page"])
    return found


def _counting_up(rows: list[_Row], taken: Container[int]) -> set[int]:
    """The longest run of bare numbers each one more than the last, if most stand beside lines of text."""
    before: dict[int, int | None] = {}
    ends: dict[int, tuple[int, int]] = {}
    for i, value in _bare(rows, taken).items():
        length, last = ends.get(value - 1, (0, None))
        before[i] = last
        if length >= ends.get(value, (0, i))[0]:
            ends[value] = (length + 1, i)
    chain: list[int] = []
    step = max(ends.values(), default=(0, None))[1]
    while step is not None:
        chain.insert(0, step)
        step = before[step]
    return set(chain) if len(chain) >= _PAGES and _ends_pages(rows, chain) else set()


def _ends_pages(rows: list[_Row], chain: list[int]) -> bool:
    """Whether numbers stand apart and mostly beside lines of text, as cells of a table do not."""
    texts = sum(any(len(r.text) >= _LONG for r in rows[max(0, i - 1) : i + 2]) for i in chain)
    return texts * 2 > len(chain) and all(b - a > 1 for a, b in pairwise(chain))


def _inside_sentence(lines: Lines, rows: list[_Row], at: int) -> bool:
    """Whether the line before breaks off in a sentence and the line behind takes it up."""
    if not 0 < at < len(rows) - 1:
        return False
    before, behind = rows[at - 1], rows[at + 1]
    broken = len(before.text) >= _LONG and not _CLOSED.search(before.text)
    opens = start_marker(lines.text, lines.span(before.number))
    whole = opens is not None and opens.is_heading and opens.rest.start >= opens.rest.end
    return broken and not whole and len(behind.text) > 3 and not _is_numbered(lines, behind)


def _heads(lines: Lines, rows: list[_Row], pages: set[int], taken: Container[int]) -> set[int]:
    """Lines that come again, each time beside a page number or inside a sentence."""
    alike: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        if 3 < len(row.text) <= LONGEST_HEAD and row.number not in taken and i not in pages:
            alike[_DIGITS.sub("", fold(row.text))].append(i)
    found: set[int] = set()
    for words, places in alike.items():
        if len(places) > 1 and len(words) > 3 and not _CLOSED.search(words):
            beside = {i for i in places if i - 1 in pages or i + 1 in pages}
            torn = {i for i in places if _inside_sentence(lines, rows, i)}
            far = all(b - a >= _PAGE for a, b in pairwise(places))
            if far and (len(beside) > 1 or len(torn) >= _PAGES or (beside and len(places) == 2)):
                found |= {i for i in beside | torn if not _is_numbered(lines, rows[i])}
    return found


def _is_numbered(lines: Lines, row: _Row) -> bool:
    return start_marker(lines.text, lines.span(row.number)) is not None
