"""Lines made into paragraphs: a line goes on when the next word had no room and the next line starts at the margin.

The margins are those of all pages of one width and one side (left or right).
A line that starts further in begins a paragraph, unless the document sets whole paragraphs in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kb.read.layout import Line, did_not_fit, join, pitch

FLUSH = 0.6
"""Sizes from the left margin within which a line counts as flush."""
FARTHEST = 5.0
"""Sizes from the left margin beyond which a line is centred or set right, and never goes on."""
NARROWEST = 10.0
"""Sizes of a block's width below which its lines are no running text: a cover, a list of names."""
MANY = 20
"""Lines of a page size from which a lone place is an exception and not the margin."""
ALIKE = (0.75, 1.33)
"""Sizes of the lines of one paragraph, the second to the first; titles are larger than text by more."""
_LEADER = re.compile(r"(?:[.．·•]\s*){4,}\d*\s*$|…{2,}\s*\d*\s*$")
"""The end of an entry of a contents list."""
_ENDS = re.compile(r"[。！？；：!?;:][”’）」』)]*\s*$")
_STARTS = re.compile(
    r"\s*(?:(?P<article>第[一二三四五六七八九十百零〇\d]+[篇编章节条])|(?P<han>[一二三四五六七八九十]+[、，.．])"
    r"|(?P<bracket>[（(][一二三四五六七八九十\d]+[)）])|(?P<digit>\d{1,2}[.．、﹒](?!\d))|(?P<circle>[①-⑳])|(?P<dash>——)"
    r"|(?P<ordinal>[一二三四五六七八九十]是)|(?P<box>专栏|附件|【))"
)
"""Beginnings of lines that may begin a paragraph, by style."""


class Paragraph(NamedTuple):
    """A paragraph and the page it begins on."""

    text: str
    page: int


class Habits(NamedTuple):
    """How a document is set: the distance of lines, the indent of first lines (in sizes; 0 where there is none).

    `flush` holds the styles of numbering seen to begin a paragraph at the margin.
    """

    pitch: float
    indent: float
    flush: frozenset[str]

    @property
    def widest_step(self) -> float:
        """The distance from which a line begins a paragraph; without indents a little more than usual tells."""
        return self.pitch * (1.4 if self.indent else 1.08)


def with_margins(pages: Sequence[Sequence[Line]], widths: Sequence[float]) -> list[list[Line]]:
    """The lines of each page, each knowing the margins of its block."""
    alike: dict[tuple[int, int, int], list[Line]] = defaultdict(list)
    for at, lines in enumerate(pages):
        for line in lines:
            alike[round(widths[at]), at % 2, line.column].append(line)
    areas = {key: area_of(lines) for key, lines in alike.items()}
    return [
        [line._replace(area=areas[round(widths[at]), at % 2, line.column]) for line in lines]
        for at, lines in enumerate(pages)
    ]


def area_of(lines: Sequence[Line]) -> tuple[float, float]:
    """Left and right margin: the outermost places where at least two lines, and one in fifty, begin and end."""
    if not lines:
        return (0.0, 0.0)
    size = median(line.size for line in lines)
    lefts = sorted(line.left for line in lines)
    rights = sorted(-line.right for line in lines)
    return _shared(lefts, size), -_shared(rights, size)


def _shared(places: Sequence[float], size: float) -> float:
    """The least place that enough others are near to.

    Among few lines, where one may be the only full one, the least of all; unless it only sticks out a little, as a
    mark hanging over the margin does.
    """
    others = max(1, len(places) // 50)
    found = next((a for a, b in zip(places, places[others:], strict=False) if b - a <= size / 3), places[0])
    return found if len(places) >= MANY or found - places[0] <= 2 * size else places[0]


def habits(lines: Sequence[Line]) -> Habits:
    """How these lines are set, told from the lines that follow a line with room left: they begin a paragraph."""
    after = [b for a, b in pairwise(lines) if not did_not_fit(a, b.text)]
    first = [line for line in (*lines[:1], *after) if _set_in(line) < FARTHEST]
    indents = [_set_in(line) for line in first if _set_in(line) > FLUSH]
    flush = {_style(line) for line in first if _set_in(line) <= FLUSH}
    indent = median(indents) if indents and 2 * len(indents) > len(first) else 0.0
    return Habits(pitch(lines), indent, frozenset(flush - {""}))


def _style(line: Line) -> str:
    match = _STARTS.match(line.text)
    return (match.lastgroup or "") if match else ""


def paragraphs(lines: Sequence[Line], how: Habits) -> Iterator[Paragraph]:
    """The paragraphs of a run of lines, across pages."""
    text, page = "", 0
    for before, line in pairwise((None, *lines)):
        assert line is not None
        if before is not None and goes_on(before, line, how):
            text = join(text, line.text)
        else:
            if text:
                yield Paragraph(text.strip(), page)
            text, page = line.text, line.page
    if text:
        yield Paragraph(text.strip(), page)


def goes_on(line: Line, following: Line, how: Habits) -> bool:
    """Whether the paragraph of a line goes on in the following one."""
    if not ALIKE[0] < following.size / line.size < ALIKE[1] or _far(line, how) or _far(following, how):
        return False
    if line.area[1] - line.area[0] < NARROWEST * line.size or _LEADER.search(line.text):
        return False
    if line.page == following.page and 0 < how.widest_step < following.base - line.base:
        return False
    if not did_not_fit(line, following.text):
        return False
    style, ended = _style(following), bool(_ENDS.search(line.text))
    if _set_in(following) <= FLUSH:
        return not (ended and style in how.flush)
    hanging = abs(_set_in(following) - how.indent) > FLUSH and abs(following.left - line.left) < 3 * line.size
    return hanging and not style and not ended


def _set_in(line: Line) -> float:
    return (line.left - line.area[0]) / line.size


def _far(line: Line, how: Habits) -> bool:
    return _set_in(line) > max(FARTHEST, how.indent + 1)
