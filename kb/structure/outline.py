"""Sections: depth is discovered from the sequence of headings, not tied to a style.

A stack holds the open headings. One that continues a style on the stack closes everything above it; one that starts a
style opens one level more. What fits neither gives a notice, never a guess about missing headings.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kb.ids import Ids
from kb.model import Notice, Section, Span
from kb.places import Places
from kb.structure.headings import Heading

OPENERS = ("box",)
CONTAINER = "annex"
UNNUMBERED = ("styled", "plain")


@dataclass
class _Open:
    """A heading still open: what stands below it belongs to it."""

    style: str
    rank: int
    number: int | None
    section: _Draft
    until: int | None = None
    hint: int | None = None


@dataclass
class _Draft:
    heading: Heading
    level: int
    parent: _Draft | None
    id: str
    end: int = 0
    children: int = 0
    path: tuple[str, ...] = ()


@dataclass
class Outline:
    """Builds the sections of one document from its headings in reading order."""

    doc_id: str
    end: int
    ids: Ids
    titles: deque[int] = field(default_factory=deque)
    drafts: list[_Draft] = field(default_factory=list)
    oddities: list[tuple[Heading, str]] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _last: dict[str, int] = field(default_factory=dict)

    def add(self, heading: Heading) -> None:
        """Place one heading; run-in ones end with their own line and leave the stack as it was."""
        self._leave_boxes(heading.start)
        self._begin_anew(heading)
        if heading.style.run_in:
            self._draft(heading, self._top(), min(heading.line_end, self.end))
            return
        self._make_room(heading)
        until = min(heading.until or self.end, self._top_end())
        draft = self._draft(heading, self._top(), until)
        if heading.style.id != "front":
            opened = _Open(heading.style.id, heading.style.rank, heading.number, draft, heading.until, heading.hint)
            self._stack.append(opened)
        if heading.number is not None:
            self._last[heading.style.id] = heading.number

    def _top(self) -> _Draft | None:
        return self._stack[-1].section if self._stack else None

    def _top_end(self) -> int:
        return self._stack[-1].section.end if self._stack else self.end

    def _leave_boxes(self, at: int) -> None:
        """Close the boxes that ended before a place; the section around them goes on."""
        for depth, one in enumerate(self._stack):
            if one.until is not None and one.until <= at:
                del self._stack[depth:]
                return

    def _begin_anew(self, heading: Heading) -> None:
        """A title between two numberings that both begin with one parts two documents bound together."""
        title = None
        while self.titles and self.titles[0] < heading.start:
            title = self.titles.popleft()
        if title is None or not self.drafts:
            return
        again = heading.number == 1 and any(o.style == heading.style.id for o in self._stack)
        if again and all(o.rank >= heading.style.rank for o in self._stack if o.style != CONTAINER):
            for one in self._stack:
                one.section.end = min(one.section.end, title)
            self._stack.clear()
            self._last.clear()

    # -------------------------------------------------------------- depth

    def _make_room(self, heading: Heading) -> None:
        """Close the headings that this one does not stand below."""
        style, number = heading.style, heading.number
        if style.id == CONTAINER:
            self._stack.clear()
            self._last.clear()
        elif style.id in UNNUMBERED:
            self._make_room_for_unnumbered(heading)
        elif style.id == "front":
            self._keep_container()
        elif style.id in OPENERS and self._leave_box():
            return
        elif not self._continues(heading):
            self._close_styled(heading)
            if number in (1, None) and (style.id not in [o.style for o in self._stack] or self._in_box()):
                self._close_lower_ranks(heading)
            else:
                self._restart(heading)

    def _continues(self, heading: Heading) -> bool:
        """Whether an open heading of this style comes right before this one; it and all below it are closed then."""
        for depth in range(len(self._stack) - 1, -1, -1):
            one = self._stack[depth]
            if one.style == heading.style.id and heading.number in (None, (one.number or 0) + 1):
                del self._stack[depth:]
                return True
        return False

    def _leave_box(self) -> bool:
        """Close an open box, if one is: a box stands in no other."""
        depth = next((d for d, o in enumerate(self._stack) if o.style in OPENERS), None)
        if depth is not None:
            del self._stack[depth:]
        return depth is not None

    def _keep_container(self) -> None:
        kept = 1 if self._stack and self._stack[0].style == CONTAINER else 0
        del self._stack[kept:]

    def _make_room_for_unnumbered(self, heading: Heading) -> None:
        """The level the file gives decides among headings that have one; without any, the level is the depth."""
        hint = heading.hint
        if hint is None:
            self._keep_container()
            return
        hinted = [d for d, o in enumerate(self._stack) if o.hint is not None]
        closed = [d for d in hinted if (self._stack[d].hint or 0) >= hint]
        del self._stack[closed[0] if closed else max(hinted) + 1 if hinted else hint - 1 :]

    def _close_styled(self, heading: Heading) -> None:
        """Close headings without a number whose own level is not above that of this one."""
        for depth, one in enumerate(self._stack):
            if one.style == "styled" and heading.hint is not None and (one.hint or 0) >= heading.hint:
                del self._stack[depth:]
                return

    def _in_box(self) -> bool:
        return bool(self._stack) and self._stack[-1].style in OPENERS

    def _close_lower_ranks(self, heading: Heading) -> None:
        """A style of higher rank than all open ones starts anew at the top (一、 after a loose list 1. 2.)."""
        depth = 1 if self._stack and self._stack[0].style == CONTAINER else 0
        if all(o.rank > heading.style.rank for o in self._stack[depth:]):
            del self._stack[depth:]

    def _restart(self, heading: Heading) -> None:
        """Numbering that runs on across sections is usual; anything else out of order is worth a notice."""
        style, number = heading.style, heading.number
        runs_on = number is not None and self._last.get(style.id) == number - 1
        if not runs_on:
            self.oddities.append((heading, "numbering_jump"))
        depth = next((d for d, o in enumerate(self._stack) if o.style == style.id), None)
        if depth is not None:
            del self._stack[depth:]
        while self._stack and self._stack[-1].rank > style.rank:
            self._stack.pop()

    # -------------------------------------------------------------- drafts and records

    def _draft(self, heading: Heading, parent: _Draft | None, end: int) -> _Draft:
        if parent:
            parent.children += 1
        draft = _Draft(heading, parent.level + 1 if parent else 1, parent, "", end)
        draft.id = self.ids.new(self._numbering(heading, parent))
        draft.path = (*(parent.path if parent else ()), _printed(heading))
        self._close(draft)
        self.drafts.append(draft)
        return draft

    def _numbering(self, heading: Heading, parent: _Draft | None) -> str:
        own = str(heading.number if heading.number is not None else parent.children if parent else 0)
        return f"{parent.id}.{own}" if parent else own

    def _close(self, draft: _Draft) -> None:
        """Everything open at the same or a deeper level ends where this heading starts."""
        for other in reversed(self.drafts):
            if other.level >= draft.level and other.end > draft.heading.start:
                other.end = draft.heading.start
            if other.level <= draft.level:  # it closed what came before it
                break

    def sections(self, places: Places) -> tuple[Section, ...]:
        """The finished sections in reading order."""
        return tuple(self._section(d, places) for d in self.drafts)

    def _section(self, draft: _Draft, places: Places) -> Section:
        heading = draft.heading
        last = heading.pieces[-1]
        label = heading.label_words
        title = label if heading.title == heading.label else _closed_up(heading.title_words)
        if heading.style.id == "front":
            title = label = "".join(title.split())
        line_end = places.line(max(last.start, last.end - 1))
        return Section(
            id=draft.id,
            doc_id=self.doc_id,
            section=draft.path,
            anchor=places.anchor(heading.pieces[0]).model_copy(update={"line_end": line_end}),
            spans=heading.pieces,
            places={
                "label": heading.label,
                "title": heading.title,
                "extent": Span(heading.start, max(draft.end, last.end)),
            },
            level=draft.level,
            label=label,
            title=title,
            parent=draft.parent.id if draft.parent else None,
        )


def _closed_up(title: str) -> str:
    """A title whose characters are spaced apart, without the blanks: 总  则 is 总则."""
    return "".join(title.split()) if all(len(part) == 1 for part in title.split()) else title


def _printed(heading: Heading) -> str:
    """Label and title as one heading, the final 。 left out; 前  言 is 前言."""
    if heading.style.id == "front":
        return "".join(heading.words.split())
    return heading.words.rstrip("。；;：:")


def outline(
    doc_id: str, end: int, headings: Iterable[Heading], places: Places, titles: Sequence[int] = ()
) -> tuple[tuple[Section, ...], tuple[Notice, ...]]:
    """The sections of a document and a notice for each suspicious step of its numbering.

    `end` is where the body ends, `titles` are the offsets of lines that look like the title of a document.
    """
    builder = Outline(doc_id, end, Ids(), deque(titles))
    for heading in headings:
        builder.add(heading)
    return builder.sections(places), _notices(builder.oddities, doc_id, places)


def _notices(oddities: Sequence[tuple[Heading, str]], doc_id: str, places: Places) -> tuple[Notice, ...]:
    return tuple(
        Notice(
            id=f"notice-{n}",
            doc_id=doc_id,
            anchor=places.anchor(heading.pieces[0]),
            spans=heading.pieces[:1],
            code=code,
            message=f"编号不连续：{heading.words[:30]}",
        )
        for n, (heading, code) in enumerate(oddities, 1)
    )
