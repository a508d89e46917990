"""The objects of one OFD page as placed characters and ruling lines, in points (GB/T 33190-2016, 9 and 11).

A text object has a boundary, a matrix and a size; its TextCode gives the place of the first character and the steps to
the others, where `g 5 10` means five steps of ten (11.3). Text that does not run level is left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from kb.read.layout import Glyph, Rule, rules_of, width_of

POINTS = 72 / 25.4
"""OFD counts in millimetres (GB/T 33190, 7.2), layout in points."""
MOST_OBJECTS = 200_000
"""Objects looked at on one page."""
MOST_STEPS = 20_000
"""Characters of one TextCode, and commands of one path."""
FARTHEST = 10_000.0
"""Millimetres from the page's corner beyond which nothing can stand."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?$")
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_UNTURNED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Numbers each command of a path takes (GB/T 33190, table 35)."""


class Content(NamedTuple):
    """What stands on a page or a template."""

    glyphs: list[Glyph]
    rules: list[Rule]

    def moved(self, x: float, y: float) -> Content:
        """The same seen from the corner (x, y)."""
        if not x and not y:
            return self
        glyphs = [g._replace(left=g.left - x, right=g.right - x, base=g.base - y) for g in self.glyphs]
        return Content(glyphs, [Rule(r.x0 - x, r.y0 - y, r.x1 - x, r.y1 - y) for r in self.rules])


def name_of(element: Any) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def numbers_of(text: str | None, most: int = MOST_STEPS) -> list[float]:
    """Numbers apart by blanks; what is none, or is beyond reach, ends the list.

    >>> numbers_of("1 -2.5 x 3")
    [1.0, -2.5]
    """
    found: list[float] = []
    for word in islice((text or "").split(), most):
        if not _NUMBER.match(word) or abs(value := float(word)) > FARTHEST:
            break
        found.append(value)
    return found


def box_of(text: str | None) -> Box | None:
    """A box as x, y, width, height."""
    found = numbers_of(text, 4)
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else None


def steps_of(text: str | None, most: int) -> list[float]:
    """The steps of a DeltaX or DeltaY, repeats written out.

    >>> steps_of("5 g 3 10 2", 9)
    [5.0, 10.0, 10.0, 10.0, 2.0]
    """
    words = iter((text or "").split())
    found: list[float] = []
    for word in words:
        if len(found) >= most:
            break
        if word == "g":
            times, step = numbers_of(next(words, ""), 1), numbers_of(next(words, ""), 1)
            found += step * min(int(times[0]) if times and times[0] > 0 else 0, most - len(found))
        else:
            found += numbers_of(word, 1)
    return found


def content_of(page: Any) -> Content:
    """The characters and ruling lines of a page or template."""
    content = Content([], [])
    for element in islice(page.iter(), MOST_OBJECTS):
        kind = name_of(element)
        if kind == "TextObject" and element.get("Visible") != "false":
            content.glyphs.extend(_glyphs(element))
        elif kind == "PathObject" and element.get("Visible") != "false":
            content.rules.extend(_rules(element))
    return content


def _placing(element: Any) -> tuple[float, float, Matrix]:
    """Where an object stands: the corner of its boundary, and the matrix within."""
    box = box_of(element.get("Boundary"))
    matrix = numbers_of(element.get("CTM"), 6)
    a, b, c, d, e, f = matrix if len(matrix) == 6 else _UNTURNED
    return (box[0] if box else 0.0), (box[1] if box else 0.0), (a, b, c, d, e, f)


def _glyphs(element: Any) -> Iterator[Glyph]:
    left, top, (a, b, c, d, e, f) = _placing(element)
    size = (numbers_of(element.get("Size"), 1) or [0.0])[0]
    shown = size * math.hypot(c, d)
    if not 0.2 < shown < 100 or a <= 0 or abs(b) > 0.05 * a or element.get("ReadDirection", "0") not in ("0", ""):
        return
    stretch = size * a * (numbers_of(element.get("HScale"), 1) or [1.0])[0]
    x = y = 0.0
    for code in element:
        if name_of(code) != "TextCode":
            continue
        x = (numbers_of(code.get("X"), 1) or [x])[0]
        y = (numbers_of(code.get("Y"), 1) or [y])[0]
        for char, dx, dy, width in _placed(code, size):
            at = left + a * (x + dx) + c * (y + dy) + e
            base = top + b * (x + dx) + d * (y + dy) + f
            yield Glyph(char, at * POINTS, (at + stretch * width) * POINTS, base * POINTS, shown * POINTS)


def _placed(code: Any, size: float) -> Iterator[tuple[str, float, float, float]]:
    """The characters of a TextCode, how far each stands from the first, and its width.

    Widths are not in the file. Where all steps are one, the step is the width; else a character's usual one.
    """
    text = (code.text or "").strip("\r\n\t")[:MOST_STEPS]
    right, down = steps_of(code.get("DeltaX"), len(text)), steps_of(code.get("DeltaY"), len(text))
    even = right[0] / size if right and 0 < right[0] < 2 * size and len(set(right)) == 1 else None
    x = y = 0.0
    for i, char in enumerate(text):
        usual = width_of(char)
        yield char, x, y, even or usual
        x += right[i] if i < len(right) else (0.0 if down else size * usual)
        y += down[i] if i < len(down) else 0.0


def _rules(element: Any) -> Iterator[Rule]:
    left, top, (a, b, c, d, e, f) = _placing(element)
    stroked = element.get("Stroke", "true") != "false"
    if not stroked and element.get("Fill", "false") != "true":
        return
    for data in element:
        if name_of(data) == "AbbreviatedData":
            for points in _pieces((data.text or "").split()):
                placed = [(left + a * x + c * y + e, top + b * x + d * y + f) for x, y in points]
                yield from rules_of([(x * POINTS, y * POINTS) for x, y in placed], stroked)


def _pieces(words: Sequence[str]) -> Iterator[list[tuple[float, float]]]:
    """The corners of each piece of a path of straight lines; a curve ends the path."""
    piece: list[tuple[float, float]] = []
    at = 0
    while at < min(len(words), MOST_STEPS):
        count = _ARGUMENTS.get(words[at])
        values = numbers_of(" ".join(words[at + 1 : at + 1 + count]), count) if count else []
        if count is None or len(values) != count or words[at] in "QBA":
            return
        if words[at] in "SM":
            yield piece
            piece = []
        piece += [(values[0], values[1])] if count else piece[:1]
        at += 1 + count
    yield piece
