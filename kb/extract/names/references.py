"""Documents a text refers to: what stands in 《》, with the short names it gives them.

A title inside a title (《关于印发〈办法〉的通知》) is part of it. `以下简称《纲要》` behind a title makes an alias.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb.extract.flow import Flow, flows
from kb.extract.lexis import names
from kb.extract.names.mentions import Sighting, Thing, records
from kb.extract.reading import Reading
from kb.model import DocumentRef, Record

LONGEST_SHORT = 8


def references(reading: Reading, found: tuple[Record, ...]) -> tuple[DocumentRef, ...]:
    """One record for each document named in 《》, in the order of first mention."""
    stretches = flows(reading)
    titles = [s for f in stretches for s in _titles(f)]
    shorts = {a: t for f in stretches for t, a in _short_names(f)} | _ends_of_titles([s.name for s in titles])
    owners: dict[str, list[Sighting]] = {}
    for sighting in titles:
        owners.setdefault(shorts.get(sighting.name, sighting.name), []).append(sighting)
    things = (Thing(n, tuple(a for a, t in shorts.items() if t == n), tuple(s)) for n, s in owners.items())
    return records(DocumentRef, things, reading.places, reading.document.id)


def _titles(stretch: Flow) -> Iterator[Sighting]:
    """The outermost titles of a stretch; an unclosed 《 opens none."""
    depth = start = 0
    for i, char in enumerate(stretch.printed):
        if char == "《":
            start, depth = (i, 1) if depth == 0 else (start, depth + 1)
        elif char == "》" and depth:
            depth -= 1
            if depth == 0 and i > start + 1:
                yield Sighting(stretch.printed[start + 1 : i], stretch, start, i + 1)


@cache
def _naming() -> re.Pattern[str]:
    label = names("document_ref", "label")
    number = r"(?:[（(][^（）()《》]{0,40}?(?:[（(][^（）()]*[)）][^（）()《》]{0,20}?)?[，,；;]|[（(])?"
    return re.compile(rf"》{number}(?:{label})[:：]?[“\"《]([^《》“”\"]{{2,30}})[”\"》]")


def _ends_of_titles(titles: list[str]) -> dict[str, str]:
    """Short titles that end one longer title, brackets aside: 《纲要草案》 is 《…规划纲要（草案）》."""
    names = dict.fromkeys(titles)
    found = {}
    for short in (n for n in names if len(n) <= LONGEST_SHORT):
        longer = [n for n in names if len(n) > len(short) and re.sub(r"[（）()]", "", n).endswith(short)]
        if len(longer) == 1:
            found[short] = longer[0]
    return found


def _short_names(stretch: Flow) -> Iterator[tuple[str, str]]:
    """Pairs of a title and the short name introduced right behind it."""
    for sighting in _titles(stretch):
        if match := _naming().match(stretch.text, sighting.end - 1):
            yield sighting.name, stretch.printed[slice(*match.span(1))]
