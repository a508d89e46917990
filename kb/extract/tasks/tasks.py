"""Tasks: what a plan orders, who is responsible, and whom and what it names.

A task is a numbered item of the parts on tasks and safeguards or a run-in part of one (一是…); in tables with a column
of responsible bodies each row is one. The parent of a part is the item it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kb.extract.flow import Flow, flow
from kb.extract.lexis import names
from kb.extract.reading import Reading, runs
from kb.extract.tasks.actions import actions
from kb.extract.tasks.links import Links
from kb.extract.tasks.responsibility import Assignment, assignments, listed, obliged
from kb.extract.tasks.task_parts import Item, TaskParts, extent
from kb.ids import Ids
from kb.model import Document, Enterprise, Passage, Project, Record, Section, Span, Table, Task

LONGEST_TITLE = 40


def tasks(reading: Reading, found: tuple[Record, ...]) -> tuple[Task, ...]:
    """All tasks of a document in reading order, those of its tables last."""
    ids, parts, links = Ids(), TaskParts(reading.document), Links(found)
    made: dict[str, str] = {}
    result = []
    for item in parts.items():
        made[item.section.id] = ids.new(f"task-{item.section.id}")
        result.append(_task(item, made, reading, links, parts.is_article(item.section)))
    loose = parts.loose_items([t.span for t in result])
    result += [_item_task(p, reading, links, ids) for p in loose]
    return (*sorted(result, key=lambda t: t.span), *_from_tables(reading, ids))


def _item_task(passage: Passage, reading: Reading, links: Links, ids: Ids) -> Task:
    """A numbered item without a heading of its own, known by its first clause."""
    stretch = flow(reading.document.text, passage.span)
    bodies = _bodies([stretch], article=False)
    title = _without_label(_first_clause(stretch))
    return Task(
        id=ids.new(f"task-{reading.places.line(passage.span.start)}"),
        doc_id=reading.document.id,
        section=passage.section,
        anchor=passage.anchor,
        spans=(passage.span,),
        places={"title": passage.span} | _first_body(bodies),
        title=title,
        responsible=_distinct(f.printed[slice(*b)] for f, a in bodies for b in a.bodies),
        lead=_distinct(f.printed[slice(*b)] for f, a in bodies if a.role == "lead" for b in a.bodies),
        actions=_distinct(actions(stretch)),
        enterprises=links.names(Enterprise, passage.span),
        projects=links.names(Project, passage.span),
        statements=links.statements(title, passage.span),
    )


def _first_clause(stretch: Flow) -> str:
    return re.split("[，。；：]", stretch.printed)[0][:LONGEST_TITLE]


def _without_label(words: str) -> str:
    return re.sub(r"^(?:[（(][^（）()]{1,3}[)）]|[\d一二三四五六七八九十]{1,3}[.、．])\s*", "", words)


def _task(item: Item, made: dict[str, str], reading: Reading, links: Links, article: bool) -> Task:
    document, section = reading.document, item.section
    place = extent(section, document.text)
    own = [flow(reading.text, span) for span in _whole(item.own, reading.text)]
    bodies = _bodies(_answering(item, reading.text), article)
    return Task(
        id=made[section.id],
        doc_id=document.id,
        section=section.section,
        anchor=reading.places.anchor(place),
        spans=(place,),
        places={"title": section.places.get("title", section.span)} | _first_body(bodies),
        title=_title(section, own),
        parent=made.get(item.parent.id) if item.parent else None,
        responsible=_distinct(f.printed[slice(*b)] for f, a in bodies for b in a.bodies),
        lead=_distinct(f.printed[slice(*b)] for f, a in bodies if a.role == "lead" for b in a.bodies),
        actions=_distinct([*(a for f in own for a in actions(f)), *(s.title for s in item.parts)]),
        enterprises=links.names(Enterprise, place),
        projects=links.names(Project, place),
        statements=links.statements(section.title, place),
    )


def _title(section: Section, own: Sequence[Flow]) -> str:
    """The heading's title; an article without one is known by the first clause of its text."""
    if section.title != section.label or not own:
        return section.title
    return _first_clause(own[0])


def _whole(passages: Iterable[Passage], text: str) -> list[Span]:
    """Places of passages, one where lines were wrapped in mid-sentence."""
    return [Span(run[0].span.start, run[-1].span.end) for run in runs(passages, text)]


def _answering(item: Item, text: str) -> list[Flow]:
    """The texts whose bodies answer for an item: its own, and what closes it though it stands in its last part."""
    passages = item.own[:-1] if item.closes_above else item.own
    closing = (item.closing,) if item.closing else ()
    return [flow(text, span) for span in _unbroken(_whole((*passages, *closing), text), text)]


def _unbroken(spans: Sequence[Span], text: str) -> list[Span]:
    """Places of passages, one where a list goes on in the next line (责任单位：甲、｜乙)."""
    joined: list[Span] = []
    for span in spans:
        if joined and text[slice(*joined[-1])].rstrip().endswith(("，", "、")):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _bodies(own: Sequence[Flow], article: bool) -> list[tuple[Flow, Assignment]]:
    """Assignments of the text; where a label says who is responsible (责任单位：…), subjects are left out."""
    given = [(f, a) for f in own for a in assignments(f.text)]
    labelled = [(f, a) for f, a in given if a.formal]
    bound = [(f, a) for f in own for a in obliged(f.text)] if article else []
    return labelled or sorted([*given, *bound], key=lambda g: g[0].offsets[g[1].span.start])


def _first_body(bodies: Sequence[tuple[Flow, Assignment]]) -> dict[str, Span]:
    if not bodies:
        return {}
    stretch, first = bodies[0]
    return {"responsible": stretch.span(first.bodies[0].start, first.bodies[-1].end)}


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


# ------------------------------------------------------------------ tables with a column of responsible bodies


def _from_tables(reading: Reading, ids: Ids) -> Iterator[Task]:
    for table in reading.document.tables:
        roles = _columns(table)
        subject = _subject_column(table, roles)
        if roles and subject is not None:
            for number in range(len(table.rows)):
                yield _row_task(table, number, subject, roles, reading, ids)


def _columns(table: Table) -> dict[int, str]:
    """Columns that hold bodies, with the role their heading gives."""
    found = {}
    for i, column in enumerate(table.columns):
        for role in ("lead", "respond", "assist"):
            if re.fullmatch(names("organization", "label", role), column):
                found[i] = role
    return found


def _subject_column(table: Table, roles: dict[int, str]) -> int | None:
    """The column that says what is to be done: the one with the longest texts."""
    told = [i for i in range(len(table.columns)) if any(re.search("[一-龥]{2}", r[i]) for r in table.rows)]
    others = [i for i in told if i not in roles]
    return max(others, key=lambda i: sum(len(r[i]) for r in table.rows), default=None)


def _row_task(table: Table, number: int, subject: int, roles: dict[int, str], reading: Reading, ids: Ids) -> Task:
    cells, row = table.cells[number], table.rows[number]
    document: Document = reading.document
    place = table.row_span(number)
    bodies = {
        role: listed(document.text[slice(*cells[i])]) for i, role in roles.items() if cells[i].start < cells[i].end
    }
    return Task(
        id=ids.new(f"task-{table.id}-{number + 1}"),
        doc_id=document.id,
        section=table.section,
        anchor=reading.places.anchor(place),
        spans=(place,),
        places={"title": cells[subject]},
        title=row[subject],
        responsible=_distinct(b for found in bodies.values() for b in found),
        lead=_distinct(bodies.get("lead", ())),
    )
