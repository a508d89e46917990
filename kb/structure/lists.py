"""Telling the items of a list from headings by their company.

The last item of a list ends with 。 like a heading; what went before it ends with ； and gives it away. So do items
that are whole sentences with nothing between them, and lines that name the annexes behind a notice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from kb.structure.markers import Marker
from kb.vocab import vocabulary

_SENTENCE = 25
_LEADS = re.compile(r"[：:]\s*\Z")
_ITEM_END = ("；", ";", "，", ",", "、")
_NAMED = frozenset({"han_paren", "arabic_dot", "arabic_paren", "arabic_half_paren", "zero", "dash"})


def without_items(text: str, markers: Sequence[Marker]) -> list[Marker]:
    """The markers in order, list items no longer marked as headings and titles before ： settled."""
    return _Company(text, markers).settled()


@cache
def _annex_list() -> re.Pattern[str]:
    return re.compile(next(s.pattern for s in vocabulary().shapes if s.role == "annex_list" and s.pattern))


class _Company:
    """The markers of a text, each looked at among its neighbours."""

    def __init__(self, text: str, markers: Sequence[Marker]) -> None:
        self.text = text
        self.markers = _with_named(markers)
        self.annexes = Counter(m.number for m in markers if m.style.id == "annex")

    def settled(self) -> list[Marker]:
        """All markers in order; an item takes those that continue it along."""
        done: list[Marker] = []
        last: dict[str, Marker] = {}
        for at, marker in enumerate(self.markers):
            if marker.is_heading and self._is_item(at, marker, last):
                marker = marker._replace(is_heading=False)
            if marker.is_heading:
                last = {id: m for id, m in last.items() if m.style.rank <= marker.style.rank}
            last[marker.style.id] = marker
            done.append(marker)
        return done

    def _is_item(self, at: int, marker: Marker, last: dict[str, Marker]) -> bool:
        if marker.style.id == "annex":
            return self._is_listed(at, marker)
        if marker.number is None or marker.style.run_in or marker.style.id == "box":
            return False
        if marker.style.id == "arabic_dot" and self._names_annex(marker):
            return True
        if marker.number == 1:
            return self._opens_list(at, marker)
        other = last.get(marker.style.id)
        return other is not None and other.number == marker.number - 1 and not other.is_heading

    def _is_listed(self, at: int, marker: Marker) -> bool:
        """An annex named before it comes: its number comes again, or the next line names the next one."""
        self.annexes[marker.number] -= 1
        return self.annexes[marker.number] > 0 or self._follows_at_once(at, marker)

    def _names_annex(self, marker: Marker) -> bool:
        """Whether the line before begins the list of annexes: 附件：1.实施方案, and 2.分工表 below it."""
        end = marker.label.start
        while end and self.text[end - 1].isspace():
            end -= 1
        return bool(_annex_list().search(self.text[self.text.rfind("\n", 0, end) + 1 : end]))

    def _opens_list(self, at: int, marker: Marker) -> bool:
        """A sentence behind a line that ends with ：, or one of a row of bare sentences; or ； closes the next item."""
        ahead = self.markers[at + 1] if at + 1 < len(self.markers) else None
        led = bool(_LEADS.search(self.text, max(0, marker.label.start - 20), marker.label.start))
        follows = ahead is not None and ahead.style.id == marker.style.id and ahead.number == 2
        if led and follows and ahead is not None and self._row(ahead).endswith(_ITEM_END):
            return True
        if marker.rest.start < marker.rest.end or not self._row(marker).endswith("。"):
            return False
        title = self.text[slice(*marker.title)]
        if led:
            return "，" in title or len(title) >= _SENTENCE
        return len(title) >= _SENTENCE and "，" in title and self._follows_at_once(at, marker)

    def _follows_at_once(self, at: int, marker: Marker) -> bool:
        """Whether the next line carries the next number of the same style."""
        ahead = self.markers[at + 1] if at + 1 < len(self.markers) else None
        if ahead is None or ahead.style.id != marker.style.id or ahead.number != (marker.number or 0) + 1:
            return False
        end = max(marker.heading.end, marker.rest.end)
        return not self.text[end : ahead.label.start].strip()

    def _row(self, marker: Marker) -> str:
        """From a marker to the end of its line."""
        end = self.text.find("\n", marker.label.start)
        return self.text[marker.label.start : end if end >= 0 else len(self.text)].rstrip()


def _with_named(markers: Sequence[Marker]) -> list[Marker]:
    """Titles before ： are headings where the item before or behind is one of the kind as well."""
    settled: list[Marker] = []
    for at, marker in enumerate(markers):
        near = [m for m in (*markers[max(0, at - 3) : at], *markers[at + 1 : at + 4]) if _next_to(m, marker)]
        company = any(m.named or (m.is_heading and m.rest.start < m.rest.end) for m in near)
        if marker.named and marker.style.id in _NAMED and company:
            marker = marker._replace(is_heading=True)
        settled.append(marker)
    return settled


def _next_to(one: Marker, other: Marker) -> bool:
    if one.style.id != other.style.id:
        return False
    return one.number is None or other.number is None or abs(one.number - other.number) == 1
