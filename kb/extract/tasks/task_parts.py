"""Which sections of a document are tasks: the numbered items of its parts on tasks and safeguards, and their parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kb.extract.lexis import ORDERS, opening
from kb.extract.tasks.responsibility import assignments, obliged, only_assigns
from kb.model import Document, Passage, Section, Span
from kb.text import fold
from kb.vocab import vocabulary


class Item(NamedTuple):
    """A section that is a task; `own` are the passages that stand in it and in no other task below it.

    `closing` is the last passage of its last part where the bodies named there answer for the whole item; of that part
    `closes_above` is true.
    """

    section: Section
    parent: Section | None
    own: tuple[Passage, ...]
    parts: tuple[Section, ...]
    closing: Passage | None = None
    closes_above: bool = False


@cache
def _shape(*roles: str) -> re.Pattern[str]:
    return re.compile("|".join(s.pattern for s in vocabulary().shapes if s.role in roles and s.pattern))


@cache
def _style(id: str) -> re.Pattern[str]:
    return re.compile(vocabulary().numbering[id].pattern or "")


class TaskParts:
    """Looks through the outline of one document for its tasks."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.by_id = {s.id: s for s in document.sections}
        self._starts = [p.span.start for p in document.passages]
        self.children: dict[str | None, list[Section]] = {}
        self._naming: dict[str, bool] = {}
        for section in document.sections:
            self.children.setdefault(section.parent, []).append(section)

    def items(self) -> Iterator[Item]:
        """All tasks in reading order."""
        kept: dict[str, Section] = {}
        for section in self.document.sections:
            if self._is_task(section):
                kept[section.id] = section
                yield self._item(section, kept)

    def _item(self, section: Section, kept: dict[str, Section]) -> Item:
        parts = tuple(c for c in self.children.get(section.id, ()) if not self._is_box(c))
        parent, own = kept.get(section.parent or ""), self.own(section)
        return Item(section, parent, own, parts, self._closing(section), self._closes_above(section))

    def own(self, section: Section) -> tuple[Passage, ...]:
        """Passages in a section that stand in none of its own items; boxes (专栏) belong to the section around them."""
        start, end = section.places["extent"]
        below = [c.places["extent"] for c in self.children.get(section.id, ()) if not self._is_box(c)]
        inside = self.document.passages[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return tuple(p for p in inside if not any(a <= p.span.start < b for a, b in below))

    def _closes_above(self, section: Section) -> bool:
        """Whether the bodies named at the end of a last part answer for the item around it.

        So it is where no other part names any, and the naming stands apart from the part's text: on a line of its own,
        or behind parts that run on in one paragraph (一是…二是…（责任单位：…）).
        """
        siblings = [c for c in self.children.get(section.parent, ()) if not self._is_box(c)]
        own = self.own(section)
        if section.parent is None or len(siblings) < 2 or siblings[-1] is not section or not own:
            return False
        apart = _is_run_in(section) or (len(own) > 1 and only_assigns(fold(own[-1].text)))
        return apart and self._names(own[-1]) and not any(self._assigned(s) for s in siblings[:-1])

    def _closing(self, section: Section) -> Passage | None:
        parts = [c for c in self.children.get(section.id, ()) if not self._is_box(c)]
        return self.own(parts[-1])[-1] if parts and self._closes_above(parts[-1]) else None

    def _is_task(self, section: Section) -> bool:
        if any(self._is_box(s) for s in self.above(section)) or self._is_table_only(section):
            return False
        if self.is_article(section):
            titled = section.title != section.label and _is_imperative(section.title)
            return titled or self._orders(section)
        if any(self.is_article(s) for s in self.above(section)):
            return False
        if not (self._in_task_part(section) or self._assigned(section)):
            return False
        if section.level == 1 and self.children.get(section.id) and _shape("task_part").search(fold(section.title)):
            return False
        if not self._numbered_children(section) or self._closing(section) is not None:
            return True
        return section.level > 1 and self._has_own_text(section)

    def _is_table_only(self, section: Section) -> bool:
        """Whether nothing stands in a section but a table."""
        start, end = section.places["extent"]
        if self.children.get(section.id) or not any(start <= t.span.start < end for t in self.document.tables):
            return False
        return not any("。" in p.text for p in self.own(section))

    def above(self, section: Section) -> list[Section]:
        """The section and those above it, the innermost first."""
        chain = [section]
        while chain[-1].parent:
            chain.append(self.by_id[chain[-1].parent])
        return chain

    def _in_task_part(self, section: Section) -> bool:
        """The nearest heading above that tells its kind of part decides; a top heading may tell it by its verb."""
        for above in self.above(section):
            if _shape("other_part", "past_part").search(fold(above.title)) and not _shape("task_part").search(
                fold(above.title)
            ):
                return False
            if _shape("task_part").search(fold(above.title)) and above.level == 1:
                return True
        top = self.above(section)[-1]
        return _is_imperative(top.title)

    def sets_tasks(self, section: Section | None) -> bool:
        """Whether a place sets tasks or hands out support: in such a part, or in no section of a known kind."""
        if section is None:
            return not self.document.sections
        titles = [fold(s.title) for s in self.above(section)]
        other = next((i for i, t in enumerate(titles) if _shape("other_part", "past_part").match(t)), None)
        task = next((i for i, t in enumerate(titles) if _shape("task_part").match(t)), None)
        return other is None or (task is not None and task <= other)

    def reports(self, section: Section | None) -> bool:
        """Whether a place reports what was done, under a heading such as 发展基础."""
        return section is not None and any(_shape("past_part").match(fold(s.title)) for s in self.above(section))

    def is_article(self, section: Section) -> bool:
        """Whether a section is an article of a regulation (第三条)."""
        return bool(_style("article").match(fold(section.label)))

    def _is_box(self, section: Section) -> bool:
        return bool(_style("box").match(fold(section.label)))

    def _orders(self, section: Section) -> bool:
        return any(True for p in self.own(section) for _ in obliged(fold(p.text)))

    def _assigned(self, section: Section) -> bool:
        """Whether the text of a section names who is responsible, whatever part it stands in."""
        return any(self._names(p) for p in self.own(section))

    def _names(self, passage: Passage) -> bool:
        if passage.id not in self._naming:
            self._naming[passage.id] = any(a.formal for a in assignments(fold(passage.text)))
        return self._naming[passage.id]

    def loose_items(self, taken: Sequence[Span]) -> Iterator[Passage]:
        """Numbered items that head nothing but name who is responsible, outside the tasks already taken."""
        for passage in (p for p in self.document.passages if p.kind == "item"):
            free = not any(t.start <= passage.span.start < t.end for t in taken)
            if free and self._names(passage):
                yield passage

    def _numbered_children(self, section: Section) -> bool:
        """Whether items with a line of their own stand below; 一是 and —— run inside the text of their item."""
        below = (c for c in self.children.get(section.id, ()) if not self._is_box(c))
        return any(not _is_run_in(c) for c in below)

    def _has_own_text(self, section: Section) -> bool:
        return any(p.kind == "paragraph" and p.section == section.section for p in self.own(section))


def _is_run_in(section: Section) -> bool:
    return any(_style(n.id).match(fold(section.label)) for n in vocabulary().numbering if n.run_in)


def _is_imperative(title: str) -> bool:
    """Whether a title orders something: it begins with a verb, adverbs before it allowed.

    >>> _is_imperative("全力争创综合性国家科学中心"), _is_imperative("总体目标")
    (True, False)
    """
    plain = fold(title)
    start = opening(plain, "manner")
    return opening(plain[start:], *ORDERS) > 0 or opening(plain, "manner", *ORDERS) > start


def extent(section: Section, text: str) -> Span:
    """From the heading to the end of all that stands below it, blanks at the end left out."""
    start, end = section.places["extent"]
    return Span(start, start + len(text[start:end].rstrip()))
