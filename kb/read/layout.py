"""Placed characters made into lines: what every format that only knows positions (pdf, ofd) has in common.

Units are points, x to the right and y down from the page's top left corner; `base` is the line the characters stand
on. Characters are kept in reading order by geometry alone, since neither format promises that its order is that of
reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

SAME_LINE = 0.5
"""Characters whose bases differ by less than this share of their size stand on one line; so do raised ones."""
WORD_GAP = 0.22
"""A gap between two letters or digits of at least this share of the size is a blank; fonts set them at 0.25."""
WIDE_GAP = 1.5
"""The same between other characters: justified Chinese text opens gaps up to half a character."""
THIN = 3.0
"""Points: a path no thicker is one line."""
SLANT = 0.5
_LATIN = re.compile(r"[0-9A-Za-z]")
_OPENING = "（《“‘【〔「『([{"
_CLOSING = "，。、；：！？）》”’】〕」』,.;:!?)]}%％"


class Glyph(NamedTuple):
    """One character at its place."""

    char: str
    left: float
    right: float
    base: float
    size: float


class Rule(NamedTuple):
    """A ruling line, level or upright: from (x0, y0) to (x1, y1), x0 <= x1 and y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float


class Page(NamedTuple):
    """What stands on a page, counted from 1."""

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    rules: Sequence[Rule] = ()


class Line(NamedTuple):
    """A line of text; `area` is the left and right margin of its block, `column` 1 or 2 where there are two."""

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    area: tuple[float, float] = (0.0, 0.0)
    column: int = 0


def rules_of(points: Sequence[tuple[float, float]], stroked: bool) -> Iterator[Rule]:
    """The ruling lines of a path: its level and upright edges where it is stroked, or the whole where it is thin.

    >>> list(rules_of([(0, 0), (90, 0), (90, 1), (0, 1)], stroked=False))
    [Rule(x0=0, y0=0.5, x1=90, y1=0.5)]
    """
    if len(points) < 2:
        return
    xs, ys = sorted(p[0] for p in points), sorted(p[1] for p in points)
    if ys[-1] - ys[0] <= THIN or xs[-1] - xs[0] <= THIN:
        level = xs[-1] - xs[0] >= ys[-1] - ys[0]
        x, y = (xs[0] + xs[-1]) / 2, (ys[0] + ys[-1]) / 2
        yield Rule(xs[0], y, xs[-1], y) if level else Rule(x, ys[0], x, ys[-1])
        return
    for (x0, y0), (x1, y1) in pairwise(points) if stroked else ():
        if abs(x1 - x0) <= SLANT or abs(y1 - y0) <= SLANT:
            yield Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def is_wide(char: str) -> bool:
    """Whether a character takes the width of a Chinese one.

    >>> is_wide("规"), is_wide("，"), is_wide("R")
    (True, True, False)
    """
    return char >= "\u2e80" or char in "“”‘’—…·"


def width_of(text: str) -> float:
    """The width of a text in units of its size, as near as one can know without its font."""
    return sum(1.0 if is_wide(char) else 0.55 for char in text)


def lines_of(page: int, glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page or a part of one, from the top."""
    return [line for row in rows_of(glyphs) if (line := _line(page, row)) is not None]


def rows_of(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters that stand on one line, each line from the left."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.left)):
        if row and glyph.base - row[0].base > SAME_LINE * max(glyph.size, row[-1].size):
            yield sorted(row, key=lambda g: g.left)
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=lambda g: g.left)


def _line(page: int, row: Sequence[Glyph]) -> Line | None:
    inked = [g for g in row if not g.char.isspace()]
    if not inked:
        return None
    size = median(g.size for g in inked)
    text = _text(row).rstrip() + (" " if row[-1].char.isspace() else "")
    return Line(page, text, inked[0].left, max(g.right for g in inked), max(g.base for g in inked), size)


def _is_printed_twice(glyph: Glyph, following: Glyph) -> bool:
    """Whether a character was printed again for weight; two characters drawn as one glyph share its double width."""
    width = glyph.right - glyph.left
    single = width < 1.5 * glyph.size * width_of(glyph.char)
    return glyph.char == following.char and single and following.left - glyph.left < 0.3 * width


def _text(row: Sequence[Glyph]) -> str:
    """The characters of a line with the blanks their distances stand for; one printed twice for weight counts once."""
    words = [row[0].char]
    last = row[0]
    for glyph in row[1:]:
        if _is_printed_twice(last, glyph):
            continue
        latin = bool(_LATIN.match(last.char) and _LATIN.match(glyph.char))
        gap = (WORD_GAP if latin else WIDE_GAP) * max(last.size, glyph.size)
        if glyph.left - last.right >= gap and not (last.char.isspace() or glyph.char.isspace()):
            words.append(" ")
        words.append(glyph.char)
        last = glyph
    return "".join(words).lstrip()


# ------------------------------------------------------------------ lines that go on


def join(first: str, second: str) -> str:
    """Two pieces of a paragraph as one: Chinese without a blank, words of letters with one.

    >>> join("推动工业互", "联网发展"), join("AI ", "Plus"), join("2016-", "2020年")
    ('推动工业互联网发展', 'AI Plus', '2016-2020年')
    """
    head, tail = first.rstrip(), second.lstrip()
    if not head or not tail:
        return head + tail
    letters = _LATIN.match(head[-1]) and _LATIN.match(tail[0])
    apart = letters and (first != head or not (head[-1].isdigit() and tail[0].isdigit()))
    return head + (" " if apart else "") + tail


def did_not_fit(line: Line, following: str) -> bool:
    """Whether a line ends because the next word had no room, so that the paragraph goes on.

    No line begins with a closing mark or ends with an opening one (GB/T 15834, 5.1), so these travel together.
    """
    match = re.match(rf"[{re.escape(_OPENING)}]*(?:[0-9A-Za-z.]+|.)[{re.escape(_CLOSING)}]*", following.lstrip())
    needed = (width_of(match[0]) if match else 1.0) * line.size
    return line.right + needed > line.area[1] - 0.5 * line.size


def pitch(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next; 0 when there are no two."""
    steps = [b.base - a.base for a, b in pairwise(lines) if a.page == b.page and b.base > a.base]
    return median(steps) if steps else 0.0
