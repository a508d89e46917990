"""Telling the items of a list from headings by their company.

The last item of a list ends with 。 like a heading; what went before it ends with ； and gives it away.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.structure.markers import Marker


def without_items(text: str, markers: Sequence[Marker]) -> list[Marker]:
    """The markers in order, list items no longer marked as headings."""
    settled: list[Marker] = []
    for marker in markers:
        if marker.is_heading and not marker.style.run_in and _is_item(text, marker, settled):
            marker = marker._replace(is_heading=False)
        settled.append(marker)
    return settled


def _is_item(text: str, marker: Marker, before: Sequence[Marker]) -> bool:
    if marker.number is None:
        return False
    if marker.number == 1:
        return _opens_list(text, marker)
    for other in reversed(before):
        if other.style.id == marker.style.id:
            return other.number == marker.number - 1 and not other.is_heading
        if other.style.rank < marker.style.rank and other.is_heading:
            return False
    return False


def _opens_list(text: str, marker: Marker) -> bool:
    """A whole sentence with a comma, right after a line that ends with ：, is the first item of a list."""
    alone = marker.rest.start >= marker.rest.end
    sentence = "，" in text[slice(*marker.title)] and text[slice(*marker.heading)].rstrip().endswith("。")
    return alone and sentence and text[: marker.label.start].rstrip().endswith(("：", ":"))
