"""Sections: depth is discovered from the sequence of markers, not tied to a style.

A stack holds the open headings. A marker that continues a style on the stack closes everything above it; a marker that
starts a style opens one level more. What fits neither gives a notice, never a guess about missing headings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kb.ids import Ids
from kb.model import Notice, Section, Span
from kb.places import Places
from kb.structure.markers import Marker

RUN_IN = ("dash", "ordinal")
OPENERS = ("box",)


@dataclass
class _Open:
    """A heading still open: what stands below it belongs to it."""

    style: str
    rank: int
    number: int | None
    section: _Draft | None


@dataclass
class _Draft:
    marker: Marker
    level: int
    parent: _Draft | None
    id: str
    end: int = 0
    children: int = 0
    path: tuple[str, ...] = ()


@dataclass
class Outline:
    """Builds the sections of one document from its markers in reading order."""

    text: str
    doc_id: str
    end: int
    ids: Ids
    drafts: list[_Draft] = field(default_factory=list)
    oddities: list[tuple[Marker, str]] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _last: dict[str, int] = field(default_factory=dict)

    def add(self, marker: Marker, line_end: int) -> None:
        """Place one heading; run-in ones end with their own line and leave the stack as it was."""
        if marker.style.id in RUN_IN:
            self._draft(marker, self._top(), line_end)
            return
        self._make_room(marker)
        draft = self._draft(marker, self._top(), self.end)
        if marker.style.id != "front":
            self._stack.append(_Open(marker.style.id, marker.style.rank, marker.number, draft))
        if marker.number is not None:
            self._last[marker.style.id] = marker.number

    def _top(self) -> _Draft | None:
        return self._stack[-1].section if self._stack else None

    def _make_room(self, marker: Marker) -> None:
        """Close the headings that this one does not stand below."""
        style, number = marker.style, marker.number
        for depth in range(len(self._stack) - 1, -1, -1):
            same = self._stack[depth].style == style.id
            if same and (number is None or self._stack[depth].number == number - 1):
                del self._stack[depth:]
                return
        if style.id == "front":
            self._stack.clear()
        elif number in (1, None) and (style.id not in [o.style for o in self._stack] or self._in_box()):
            self._close_lower_ranks(marker)
        else:
            self._restart(marker)

    def _in_box(self) -> bool:
        return bool(self._stack) and self._stack[-1].style in OPENERS

    def _close_lower_ranks(self, marker: Marker) -> None:
        """A style of higher rank than all open ones starts anew at the top (一、 after a loose list 1. 2.)."""
        if all(o.rank > marker.style.rank for o in self._stack):
            self._stack.clear()

    def _restart(self, marker: Marker) -> None:
        """Numbering that runs on across sections is usual; anything else out of order is worth a notice."""
        style, number = marker.style, marker.number
        runs_on = number is not None and self._last.get(style.id) == number - 1
        if not runs_on:
            self.oddities.append((marker, "numbering_jump"))
        depth = next((d for d, o in enumerate(self._stack) if o.style == style.id), None)
        if depth is not None:
            del self._stack[depth:]
        while self._stack and self._stack[-1].rank > style.rank:
            self._stack.pop()

    def _draft(self, marker: Marker, parent: _Draft | None, end: int) -> _Draft:
        if parent:
            parent.children += 1
        draft = _Draft(marker, parent.level + 1 if parent else 1, parent, "", end)
        draft.id = self.ids.new(self._numbering(marker, parent))
        draft.path = (*(parent.path if parent else ()), self._printed(marker))
        self._close(draft)
        self.drafts.append(draft)
        return draft

    def _numbering(self, marker: Marker, parent: _Draft | None) -> str:
        own = str(marker.number if marker.number is not None else parent.children if parent else 0)
        return f"{parent.id}.{own}" if parent else own

    def _printed(self, marker: Marker) -> str:
        """Label and title as one heading, blanks between characters and the final 。 left out."""
        words = "".join(self.text[slice(*marker.heading)].split()) if marker.style.id == "front" else None
        return words or self.text[slice(*marker.heading)].strip().rstrip("。；;")

    def _close(self, draft: _Draft) -> None:
        """Everything open at the same or a deeper level ends where this heading starts."""
        for other in reversed(self.drafts):
            if other.level >= draft.level and other.end > draft.marker.heading.start:
                other.end = draft.marker.heading.start
            if other.level < draft.level:
                break

    def sections(self, places: Places) -> tuple[Section, ...]:
        """The finished sections in reading order."""
        return tuple(self._section(d, places) for d in self.drafts)

    def _section(self, draft: _Draft, places: Places) -> Section:
        marker = draft.marker
        title = self.text[slice(*marker.title)].strip()
        label = self.text[slice(*marker.label)].strip()
        if marker.style.id == "front":
            title = label = "".join(title.split())
        return Section(
            id=draft.id,
            doc_id=self.doc_id,
            section=draft.path,
            anchor=places.anchor(marker.heading),
            spans=(marker.heading,),
            places={
                "label": marker.label,
                "title": marker.title,
                "extent": Span(marker.heading.start, max(draft.end, marker.heading.end)),
            },
            level=draft.level,
            label=label,
            title=title,
            parent=draft.parent.id if draft.parent else None,
        )


def outline(
    text: str, doc_id: str, end: int, headings: Iterable[tuple[Marker, int]], places: Places
) -> tuple[tuple[Section, ...], tuple[Notice, ...]]:
    """The sections of a document and a notice for each suspicious step of its numbering.

    `headings` are the markers that read like headings, each with the end of its line; `end` is where the body ends.
    """
    builder = Outline(text, doc_id, end, Ids())
    for marker, line_end in headings:
        builder.add(marker, line_end)
    return builder.sections(places), _notices(builder.oddities, doc_id, places)


def _notices(oddities: Sequence[tuple[Marker, str]], doc_id: str, places: Places) -> tuple[Notice, ...]:
    return tuple(
        Notice(
            id=f"notice-{n}",
            doc_id=doc_id,
            anchor=places.anchor(marker.heading),
            spans=(marker.heading,),
            code=code,
            message=f"编号不连续：{places.anchor(marker.heading).quote[:30]}",
        )
        for n, (marker, code) in enumerate(oddities, 1)
    )
