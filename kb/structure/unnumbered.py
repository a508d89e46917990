"""Headings without a number: lines the file itself marks as headings, and short lines that stand alone.

The look of a line is weak evidence, so it counts only in a text that has no numbered headings of the upper levels and
several such lines, each between paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from kb.model import Span
from kb.structure.markers import Marker
from kb.text import fold, trim
from kb.vocab import vocabulary
from kb.vocab.entries import Numbering

STYLED = Numbering(id="styled", zh="样式标题", rank=0, counts="none", examples=())
PLAIN = Numbering(id="plain", zh="独立成行的标题", rank=3, counts="none", examples=())
UPPER_RANK = 5
LONGEST = 20
LONGEST_STYLED = 60
_PROSE = 30
_SEVERAL = 3
_WORDS = re.compile(r"[一-龥a-z\d“”《》·、—+&（）\- ]+")
_CLOSED = re.compile(r"[。；：！？;:!?][”’」』）)]*$")
_NOT_HEADINGS = ("signature", "made", "number", "title", "title_years", "issued", "publicity", "furniture", "site")


@cache
def _others() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(s.pattern) for s in vocabulary().shapes if s.role in _NOT_HEADINGS and s.pattern)


def _is_other(words: str) -> bool:
    return any(pattern.match(words) for pattern in _others())


def styled(text: str, row: Span) -> Marker | None:
    """The heading of a row that the file marks as one; none for the title of a document or a sentence."""
    place = trim(text, row)
    words = fold(text[slice(*place)])
    is_title = 0 < len(words) <= LONGEST_STYLED and not _CLOSED.search(words) and not _is_other(words)
    return _marker(STYLED, place) if is_title else None


def _marker(style: Numbering, place: Span) -> Marker:
    nothing, behind = Span(place.start, place.start), Span(place.end, place.end)
    return Marker(style, None, nothing, place, place, behind, True)


def standing_alone(text: str, rows: Sequence[Span], markers: Mapping[int, Collection[Marker]]) -> dict[int, Marker]:
    """The headings among rows without a marker, by their index in `rows`."""
    found = [m for row in markers.values() for m in row if m.is_heading]
    if any(0 < m.style.rank <= UPPER_RANK for m in found):
        return {}
    filled = [i for i, r in enumerate(rows) if text[slice(*r)].strip()]
    alone = [
        i
        for before, i, behind in zip(filled, filled[1:], filled[2:], strict=False)
        if _is_short(text, rows[i], i, markers) and _between(text, rows, markers, before, behind)
    ]
    apart = [i for i in alone if i - 1 not in filled and i + 1 not in filled]
    spaced = len(rows) - len(filled) > len(filled) // 2
    enough = len(alone) >= _SEVERAL or (len(apart) > 1 and len(apart) == len(alone) and not spaced)
    return {i: _marker(PLAIN, trim(text, rows[i])) for i in alone} if enough else {}


def _is_short(text: str, row: Span, at: int, markers: Mapping[int, Collection[Marker]]) -> bool:
    words = fold(text[slice(*row)]).strip()
    han = sum("一" <= c <= "龥" for c in words)
    free = not markers.get(at) and 1 < len(words) <= LONGEST and han > len(words) // 2
    return free and bool(_WORDS.fullmatch(words)) and not _is_other(words)


def _between(
    text: str, rows: Sequence[Span], markers: Mapping[int, Collection[Marker]], before: int, behind: int
) -> bool:
    """Whether a sentence ends in the row before, and a paragraph or a numbered item begins in the one behind."""
    above, below = (text[slice(*rows[i])].strip() for i in (before, behind))
    heading_above = any(m.is_heading for m in markers.get(before, ()))
    prose = len(below) >= _PROSE or (below.endswith("。") and "，" in below)
    return bool(_CLOSED.search(above) or heading_above) and (
        prose or any(m.is_heading for m in markers.get(behind, ()))
    )
