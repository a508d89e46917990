"""Tasks: what a plan orders, who is responsible, and whom and what it names.

A task is a numbered item of the parts on tasks and safeguards or a run-in part of one (一是…); in tables with a column
of responsible bodies each row is one. The parent of a part is the item it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kb.extract.flow import Flow, flow
from kb.extract.lexis import names
from kb.extract.reading import Reading
from kb.extract.tasks.actions import actions
from kb.extract.tasks.links import linked
from kb.extract.tasks.responsibility import Assignment, assignments, obliged
from kb.extract.tasks.task_parts import Item, TaskParts, extent
from kb.ids import Ids
from kb.model import Document, Enterprise, Named, Passage, Project, Record, Section, Span, Statement, Table, Task

LONGEST_TITLE = 40


def tasks(reading: Reading, found: tuple[Record, ...]) -> tuple[Task, ...]:
    """All tasks of a document in reading order, those of its tables last."""
    ids, parts = Ids(), TaskParts(reading.document)
    made: dict[str, str] = {}
    result = []
    for item in parts.items():
        made[item.section.id] = ids.new(f"task-{item.section.id}")
        result.append(_task(item, made, reading, found, parts.is_article(item.section)))
    loose = parts.loose_items([t.span for t in result])
    result += [_item_task(p, reading, found, ids) for p in loose]
    return (*sorted(result, key=lambda t: t.span), *_from_tables(reading, ids))


def _item_task(passage: Passage, reading: Reading, found: tuple[Record, ...], ids: Ids) -> Task:
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
        enterprises=_named(Enterprise, found, passage.span),
        projects=_named(Project, found, passage.span),
        statements=tuple(s.id for s in found if isinstance(s, Statement) and linked(s, title, passage.span)),
    )


def _first_clause(stretch: Flow) -> str:
    return re.split("[，。；：]", stretch.printed)[0][:LONGEST_TITLE]


def _without_label(words: str) -> str:
    return re.sub(r"^(?:[（(][^（）()]{1,3}[)）]|[\d一二三四五六七八九十]{1,3}[.、．])\s*", "", words)


def _task(item: Item, made: dict[str, str], reading: Reading, found: tuple[Record, ...], article: bool) -> Task:
    document, section = reading.document, item.section
    place = extent(section, document.text)
    own = [flow(document.text, p.span) for p in item.own]
    bodies = _bodies(own, article)
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
        enterprises=_named(Enterprise, found, place),
        projects=_named(Project, found, place),
        statements=tuple(s.id for s in found if isinstance(s, Statement) and linked(s, section.title, place)),
    )


def _title(section: Section, own: Sequence[Flow]) -> str:
    """The heading's title; an article without one is known by the first clause of its text."""
    if section.title != section.label or not own:
        return section.title
    return _first_clause(own[0])


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


def _named(kind: type[Named], found: tuple[Record, ...], place: Span) -> tuple[str, ...]:
    """Names of the things of one type that the task's text mentions."""
    things = (r for r in found if isinstance(r, kind))
    return tuple(t.name for t in things if any(place.start <= s.start < place.end for s in t.spans))


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
    others = [i for i in range(len(table.columns)) if i not in roles]
    return max(others, key=lambda i: sum(len(r[i]) for r in table.rows), default=None)


def _row_task(table: Table, number: int, subject: int, roles: dict[int, str], reading: Reading, ids: Ids) -> Task:
    cells, row = table.cells[number], table.rows[number]
    document: Document = reading.document
    place = table.row_span(number)
    bodies = {
        role: _cell_bodies(flow(document.text, cells[i])) for i, role in roles.items() if cells[i].start < cells[i].end
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


def _cell_bodies(cell: Flow) -> list[str]:
    return [b for b in re.split(r"[、，,；;/\s]+", cell.printed) if b]
