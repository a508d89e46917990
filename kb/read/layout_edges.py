"""Running heads, feet and page numbers: what a page repeats at its edge and the plan does not say.

A line at the edge is furniture when the same words, digits aside, stand at the same height of several pages, or when
it is a page number. GB/T 9704, 7.5: the page number stands below the text, between two dashes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kb.read.layout import Line

EDGE = 0.14
"""Share of a page's height, above and below, in which running heads and page numbers stand."""
DEEP = 3
"""Lines from the top and from the foot that may be furniture."""
OFTEN = 0.4
"""Share of the pages that repeat a running head; heads of left and right pages may differ."""
SAME_HEIGHT = 4.0
_NUMBER = r"\s*(?:\d{1,4}|[ⅰ-ⅻⅠ-Ⅻivx]{1,6})\s*"
_DASHES = r"[—–―\-－·•]+"
_PAGE = re.compile(
    rf"^(?:{_DASHES}{_NUMBER}{_DASHES}|第{_NUMBER}页.{{0,3}}(?:[共/]{_NUMBER}页)?|{_NUMBER}[/／]{_NUMBER})$"
)
_BARE = re.compile(r"^\s*\d{1,4}\s*$")


def without_edges(pages: Sequence[list[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], list[str], int]:
    """The lines of each page without furniture; then the running heads met, and the count of page numbers."""
    edges = [_edge(lines, height) for lines, height in zip(pages, heights, strict=True)]
    running = _running(edges)
    numbered = _bare_numbers(edges)
    kept: list[list[Line]] = []
    heads: dict[str, None] = {}
    numbers = 0
    for at, lines in enumerate(pages):
        out = {line for line in edges[at] if line in running or line in numbered or _PAGE.match(line.text.strip())}
        for line in out:
            counted = line in numbered or bool(_PAGE.match(line.text.strip()))
            numbers += counted
            if not counted:
                heads.setdefault(line.text.strip())
        kept.append([line for line in lines if line not in out])
    return kept, list(heads), numbers


def _edge(lines: Sequence[Line], height: float) -> list[Line]:
    """Lines that stand where furniture may stand."""
    down = sorted(lines, key=lambda line: line.base)
    ends = [*down[:DEEP], *down[max(DEEP, len(down) - DEEP) :]]
    return [line for line in ends if line.base < EDGE * height or line.base > (1 - EDGE) * height]


def _running(edges: Sequence[list[Line]]) -> set[Line]:
    """Lines whose words stand at the same height of at least two pages and of a good share of all."""
    groups: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for lines in edges:
        for line in lines:
            words = re.sub(r"\d+", "#", "".join(line.text.split()))
            for slot in (0, 1):  # two rasters, half a step apart, so that no pair falls between two steps
                groups[words, 2 * round((line.base + slot * SAME_HEIGHT / 2) / SAME_HEIGHT) + slot].append(line)
    needed = max(2.0, OFTEN * len(edges))
    return {line for group in groups.values() if len({g.page for g in group}) >= needed for line in group}


def _bare_numbers(edges: Sequence[list[Line]]) -> set[Line]:
    """Lone numbers at the edge that count the pages: number less page is the same on most pages."""
    shifts: dict[int, list[Line]] = defaultdict(list)
    for lines in edges:
        for line in lines:
            if _BARE.match(line.text):
                shifts[int(line.text) - line.page].append(line)
    best = max(shifts.values(), key=len, default=[])
    enough = len({line.page for line in best}) >= max(1.0, OFTEN * len(edges))
    return set(best) if enough and (len(edges) > 1 or int(best[0].text) == 1) else set()
