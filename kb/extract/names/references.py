"""Documents a text refers to: what stands in 《》, with the short names and numbers it gives them, and bare numbers.

A title inside a title (《关于印发〈办法〉的通知》) is part of it. `以下简称《纲要》` behind a title makes an alias,
and so does the number in the brackets behind it (国发〔2016〕23号). A paper (《人民日报》) is no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kb.extract.cutting import name_span
from kb.extract.flow import Flow, flows
from kb.extract.lexis import names
from kb.extract.names.citing import with_roles
from kb.extract.names.mentions import Sighting, Thing, records
from kb.extract.reading import Reading
from kb.model import AliasReason, DocumentRef, Record, Span

LONGEST_SHORT = 8
LONGEST_HEAD = 20
Shorts = dict[str, tuple[str, AliasReason]]
"""Other names of documents: name -> the title it stands for, and why."""


def references(reading: Reading, found: tuple[Record, ...]) -> tuple[DocumentRef, ...]:
    """One record for each document named in 《》 or by its number, in the order of first mention."""
    stretches = flows(reading)
    titles = [s for f in stretches for s in _titles(f)]
    numbers = [s for f in stretches for s in _numbers(f) if s.name != reading.document.info.number]
    shorts = _shorts(stretches, titles, numbers)
    owners: dict[str, list[Sighting]] = {}
    for sighting in with_roles(sorted([*titles, *numbers], key=lambda s: s.flow.offsets[s.start])):
        name = shorts[sighting.name][0] if sighting.name in shorts else sighting.name
        owners.setdefault(name, []).append(sighting)
    things = (_thing(name, seen, shorts) for name, seen in owners.items())
    return records(DocumentRef, things, reading.places, reading.document.id)


def _thing(name: str, seen: list[Sighting], shorts: Shorts) -> Thing:
    return Thing(name, {a: why for a, (title, why) in shorts.items() if title == name}, tuple(seen))


def _shorts(stretches: Iterable[Flow], titles: list[Sighting], numbers: list[Sighting]) -> Shorts:
    """Short names the text introduces, numbers behind titles, and short titles that end a longer one."""
    found: Shorts = {alias: (title, "defined") for f in stretches for title, alias in _short_names(f)}
    for short, title in _ends_of_titles([s.name for s in titles]).items():
        found.setdefault(short, (title, "title"))
    ends = {(s.flow.offsets[0], s.end): s.name for s in titles}
    for number in numbers:
        bracket = number.flow.printed[number.start - 1 : number.start] in ("（", "(")
        if bracket and (owner := ends.get((number.flow.offsets[0], number.start - 1))):
            found.setdefault(number.name, (owner, "number"))
    return found


@cache
def _periodical() -> re.Pattern[str]:
    return re.compile(names("document_ref", "body", "periodical"))


def _titles(stretch: Flow) -> Iterator[Sighting]:
    """The outermost titles of a stretch; an unclosed 《 opens none."""
    papers = [m.span() for m in _periodical().finditer(stretch.text)]
    for span in _marked(stretch.printed):
        paper = any(a < span.end <= b for a, b in papers)
        if not paper:
            name = "".join(stretch.printed[span.start + 1 : span.end - 1].split("\n"))
            yield Sighting(name, stretch, *span)


def _marked(text: str) -> Iterator[Span]:
    depth = start = 0
    for i, char in enumerate(text):
        if char == "《":
            start, depth = (i, 1) if depth == 0 else (start, depth + 1)
        elif char == "》" and depth:
            depth -= 1
            if depth == 0 and i > start + 1:
                yield Span(start, i + 1)


@cache
def _number() -> re.Pattern[str]:
    number, order = (names("document_ref", "body", role) for role in ("number", "order"))
    return re.compile(f"(?:{number})|(?P<order>{order})")


def _numbers(stretch: Flow) -> Iterator[Sighting]:
    """Numbers of documents with the letters of their issuer: 国发〔2016〕23号, 国务院令第712号."""
    for match in _number().finditer(stretch.text):
        head = name_span(stretch.text, match.start())
        if 0 < head.end - head.start <= LONGEST_HEAD and "\n" not in stretch.text[slice(*head)]:
            yield Sighting(stretch.printed[head.start : match.end()], stretch, head.start, match.end())


@cache
def _naming() -> re.Pattern[str]:
    label = names("document_ref", "label", "alias")
    number = r"(?:[（(][^（()）《》]{0,40}?(?:[（(][^（()）]*[)）][^（()）《》]{0,20}?)?[，,；;]|[（(])?"
    return re.compile(rf"》{number}(?:{label})[:：]?[“\"《]+([^《》“”\"]{{2,30}})[”\"》]+")


def _ends_of_titles(titles: list[str]) -> dict[str, str]:
    """Short titles that end one longer title, brackets aside: 《纲要草案》 is 《…规划纲要（草案）》."""
    distinct = dict.fromkeys(titles)
    found = {}
    for short in (n for n in distinct if len(n) <= LONGEST_SHORT):
        longer = [n for n in distinct if len(n) > len(short) and re.sub(r"[（）()]", "", n).endswith(short)]
        if len(longer) == 1:
            found[short] = longer[0]
    return found


def _short_names(stretch: Flow) -> Iterator[tuple[str, str]]:
    """Pairs of a title and the short name introduced right behind it."""
    for sighting in _titles(stretch):
        if match := _naming().match(stretch.text, sighting.end - 1):
            yield sighting.name, stretch.printed[slice(*match.span(1))]
