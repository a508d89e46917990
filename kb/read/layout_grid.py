"""Ruling lines made into tables: cells are what the lines enclose, and a cell covers columns where none divides it.

Lines that touch belong to one table. A table open at its sides ends where its level lines end. A frame around one
column is no table but a box: its lines are read as paragraphs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.read.layout import Glyph, Rule

TOUCH = 3.0
"""Points within which lines touch, and within which two are one line drawn twice."""
MOST_RULES = 1_200
"""Ruling lines on one page; beyond that the page is a drawing."""
MOST_CELLS = 20_000


class Cell(NamedTuple):
    """A cell of a grid: row and column from 0, how many it covers, and its box."""

    row: int
    column: int
    down: int
    across: int
    box: Rule


class Lattice(NamedTuple):
    """A table or a box on a page."""

    box: Rule
    cells: tuple[Cell, ...]
    columns: tuple[float, ...]

    @property
    def is_table(self) -> bool:
        """Whether there are two cells beside each other."""
        return any(cell.column > 0 for cell in self.cells) and len({cell.row for cell in self.cells}) > 1


def lattices(rules: Sequence[Rule]) -> list[Lattice]:
    """The tables and boxes that ruling lines make, from the top of the page."""
    level = _merged([r for r in rules if r.y1 - r.y0 <= TOUCH < r.x1 - r.x0], level=True)
    upright = _merged([r for r in rules if r.x1 - r.x0 <= TOUCH < r.y1 - r.y0], level=False)
    if len(level) + len(upright) > MOST_RULES:
        return []
    found = [_lattice(*group) for group in _groups(level, upright)]
    return sorted((f for f in found if f is not None), key=lambda f: (f.box.y0, f.box.x0))


def _merged(rules: Sequence[Rule], level: bool) -> list[Rule]:
    """Lines drawn in pieces or twice made one."""
    lanes: dict[int, list[tuple[float, float]]] = defaultdict(list)
    places = sorted({(r.y0 + r.y1) / 2 if level else (r.x0 + r.x1) / 2 for r in rules})
    lane_of, heads = _lanes(places)
    for r in rules:
        across, along = ((r.y0 + r.y1) / 2, (r.x0, r.x1)) if level else ((r.x0 + r.x1) / 2, (r.y0, r.y1))
        lanes[lane_of[across]].append(along)
    merged = [(heads[lane], start, end) for lane, pieces in lanes.items() for start, end in _united(pieces)]
    return [Rule(s, at, e, at) if level else Rule(at, s, at, e) for at, s, e in merged]


def _lanes(places: Sequence[float]) -> tuple[dict[float, int], list[float]]:
    """Places that are within a touch of the first of their lane, and the lanes' own places."""
    heads: list[float] = []
    lane_of: dict[float, int] = {}
    for place in places:
        if not heads or place - heads[-1] > TOUCH:
            heads.append(place)
        lane_of[place] = len(heads) - 1
    return lane_of, heads


def _united(pieces: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    start, end = None, 0.0
    for s, e in sorted(pieces):
        if start is None:
            start, end = s, e
        elif s <= end + TOUCH:
            end = max(end, e)
        else:
            yield start, end
            start, end = s, e
    if start is not None:
        yield start, end


def _groups(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that touch each other directly or through others."""
    parent = list(range(len(level) + len(upright)))

    def top(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(level):
        for j, v in enumerate(upright, len(level)):
            if h.x0 - TOUCH <= v.x0 <= h.x1 + TOUCH and v.y0 - TOUCH <= h.y0 <= v.y1 + TOUCH:
                parent[top(i)] = top(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, rule in enumerate([*level, *upright]):
        groups[top(i)][i >= len(level)].append(rule)
    yield from groups.values()


def _lattice(level: Sequence[Rule], upright: Sequence[Rule]) -> Lattice | None:
    """The cells of one group of lines; none where they enclose nothing."""
    if len(level) < 2 or not upright:
        return None
    ys = _lanes(sorted(r.y0 for r in level))[1]
    ends = [min(r.x0 for r in level), max(r.x1 for r in level)]
    xs = _lanes(sorted([*(r.x0 for r in upright), *ends]))[1]
    if len(ys) < 2 or len(xs) < 2 or len(xs) * len(ys) > MOST_CELLS:
        return None
    cells = tuple(_cells(xs, ys, level, upright))
    return Lattice(Rule(xs[0], ys[0], xs[-1], ys[-1]), cells, tuple(xs))


def _cells(xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[Cell]:
    """Row by row the cells that begin there; one grows right, then down, until a line stops it."""
    walls, floors = _walls(xs, ys, upright), _floors(xs, ys, level)
    taken: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < len(xs) - 1 and (row, right) not in walls and (row, right) not in taken:
                right += 1
            foot = row + 1
            while foot < len(ys) - 1 and not any((foot, k) in floors for k in range(column, right)):
                foot += 1
            taken.update((i, k) for i in range(row, foot) for k in range(column, right))
            yield Cell(row, column, foot - row, right - column, Rule(xs[column], ys[row], xs[right], ys[foot]))


def _walls(xs: Sequence[float], ys: Sequence[float], upright: Sequence[Rule]) -> set[tuple[int, int]]:
    """(row, column) of the cells that have a line at their left."""
    return {
        (row, _nearest(xs, rule.x0))
        for rule in upright
        for row in range(max(0, bisect_right(ys, rule.y0) - 1), min(len(ys) - 1, bisect_left(ys, rule.y1)))
        if rule.y0 <= (ys[row] + ys[row + 1]) / 2 <= rule.y1
    }


def _floors(xs: Sequence[float], ys: Sequence[float], level: Sequence[Rule]) -> set[tuple[int, int]]:
    """(row, column) of the cells that have a line above them."""
    return {
        (_nearest(ys, rule.y0), column)
        for rule in level
        for column in range(max(0, bisect_right(xs, rule.x0) - 1), min(len(xs) - 1, bisect_left(xs, rule.x1)))
        if rule.x0 <= (xs[column] + xs[column + 1]) / 2 <= rule.x1
    }


def _nearest(places: Sequence[float], place: float) -> int:
    return min(
        range(max(0, bisect_right(places, place) - 2), min(len(places), bisect_right(places, place) + 1)),
        key=lambda i: abs(places[i] - place),
    )


def inside(glyphs: Sequence[Glyph], box: Rule) -> list[Glyph]:
    """The characters whose middle lies in a box."""
    return [
        g for g in glyphs if box.x0 <= (g.left + g.right) / 2 <= box.x1 and box.y0 <= g.base - 0.35 * g.size <= box.y1
    ]
