"""Measures: support somebody could ask for, one record a promise, with what the text says of it and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kb.extract.flow import flow
from kb.extract.measures.award_names import titles_of, with_names
from kb.extract.measures.found import Found
from kb.extract.measures.found_measures import measures_in
from kb.extract.measures.lead_ins import LeadIns
from kb.extract.measures.table_measures import table_measures
from kb.extract.reading import Reading
from kb.extract.tasks.task_parts import TaskParts
from kb.model import Enterprise, Measure, Organization, Record
from kb.text import fold


def measures(reading: Reading, found: tuple[Record, ...]) -> tuple[Measure, ...]:
    """All measures in reading order, those of tables last.

    Sums count wherever they are promised, offers without one where tasks are set.
    """
    known = _known(found)
    parts = TaskParts(reading.document)
    seen: list[Found] = []
    leads, titles = LeadIns(), titles_of(reading.document)
    for paragraph in reading.paragraphs:
        stretch = flow(reading.text, paragraph.span, paragraph.heading)
        section = reading.places.section(paragraph.span.start)
        over, announces = leads.over(paragraph), leads.pass_by(paragraph, stretch)
        if not parts.reports(section):
            soft = not paragraph.heading and parts.sets_tasks(section)
            given = measures_in(stretch, known, soft, over)
            if announces:
                leads.named(given)
            # A heading announces (给予稳岗返还); it promises only where it says how much or to whom.
            unsaid = [f for f in given if not f.amounts and (announces or (paragraph.heading and not f.beneficiary))]
            kept = [f for f in given if f not in unsaid]
            seen += with_names(kept, [titles[s.id] for s in parts.above(section)] if section else ())
    numbers: Counter[int] = Counter()
    return (*(_record(f, reading, numbers) for f in seen), *table_measures(reading))


def _known(found: Sequence[Record]) -> re.Pattern[str] | None:
    """The names of organizations and enterprises, the longest first."""
    names = {fold(n) for r in found if isinstance(r, Organization | Enterprise) for n in (r.name, *r.aliases)}
    return re.compile("|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))) if names else None


def _record(found: Found, reading: Reading, numbers: Counter[int]) -> Measure:
    place = found.stretch.span(*found.span)
    line = reading.places.line(place.start)
    numbers[line] += 1
    return Measure(
        id=f"measure-{line}-{numbers[line]}",
        doc_id=reading.document.id,
        section=reading.places.path(place.start),
        anchor=reading.places.anchor(place),
        spans=(place,),
        places={k: v for k, v in (("beneficiary", found.whose), ("instrument", found.named)) if v},
        instrument=found.instrument,
        category=found.category,
        beneficiary=found.beneficiary,
        condition=found.condition,
        provider=found.provider,
        amounts=found.amounts,
    )
