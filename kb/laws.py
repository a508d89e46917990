"""The laws every document keeps, as functions that say where one is broken; a build and the tests share them.

Each law takes a `Parsed` and yields one sentence for each breach, none when the law holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise, zip_longest

from kb.codec import export
from kb.extract.accounting import NUMBER, UNREAD, account
from kb.model import Document, Named, Parsed, Passage, Record, Span, Statement, Table
from kb.text import Lines, trim

Law = Callable[[Parsed], Iterator[str]]


def quote(parsed: Parsed) -> Iterator[str]:
    """Quote law: what we display stands in the text, at the place and on the lines we say."""
    text, lines = parsed.document.text, Lines(parsed.document.text)
    for record in parsed.records:
        bad = [s for s in (*record.spans, *record.places.values()) if not 0 <= s.start <= s.end <= len(text)]
        if bad or not record.spans:
            yield f"{record.id}: place outside the text: {bad}"
            continue
        yield from (f"{record.id}: {breach}" for breach in _misquoted(record, text, lines))


def _misquoted(record: Record, text: str, lines: Lines) -> Iterator[str]:
    start, end = trim(text, record.span)
    if text[start:end] != record.anchor.quote:
        yield f"quotes {record.anchor.quote!r} where {text[start:end]!r} stands"
    if lines.number(start) != record.anchor.line_start or record.anchor.line_end < record.anchor.line_start:
        yield f"is on line {lines.number(start)}, not {record.anchor.line_start}"
    for said, span in _shown(record):
        if _blankless(text[slice(*span)]) != _blankless(said):
            yield f"shows {said!r} where {text[slice(*span)]!r} stands"


def _shown(record: Record) -> Iterator[tuple[str, Span]]:
    """What a record shows of the text besides its anchor, and where it says that it stands."""
    if isinstance(record, Passage):
        yield record.text, record.span
    elif isinstance(record, Table):
        yield from zip(record.columns, record.column_cells, strict=True)
        rows, places = (*record.heads, *record.rows), (*record.head_cells, *record.cells)
        for row, cells in zip(rows, places, strict=True):
            yield from zip(row, cells, strict=True)
    elif isinstance(record, Statement) and "value" in record.places:
        yield record.value_text, record.places["value"]
    elif isinstance(record, Named):
        yield from ((m.quote, span) for m, span in zip(record.mentions, record.spans, strict=True))


def _blankless(text: str) -> str:
    return "".join(text.split())  # cells are shown without the blanks that only space characters apart


def cover(parsed: Parsed) -> Iterator[str]:
    """Cover law: what is not blank lies in a heading, a passage or a cell, or in a notice of matter left out."""
    document = parsed.document
    taken = bytearray(len(document.text))
    left_out = [s for n in parsed.of("notice") if n.code.startswith("left_out") for s in n.spans]
    for start, end in (*_parts(document), *left_out):
        taken[start:end] = b"\1" * (end - start)
    lines = Lines(document.text)
    lost = Counter(lines.number(i) for i, c in enumerate(document.text) if not taken[i] and not c.isspace())
    yield from (f"line {line}: {count} characters are in no part" for line, count in sorted(lost.items()))


def _parts(document: Document) -> list[Span]:
    """All headings, passages and cells, in the order of the text; a pipe or tab between cells belongs to its row.

    A merged cell, which stands in every row and column it covers, is one part of its table.
    """
    cells = [cell for table in document.tables for cell in table.parts]
    return sorted([*(s.span for s in document.sections), *(p.span for p in document.passages), *cells])


def nesting(parsed: Parsed) -> Iterator[str]:
    """Nesting law: parts are disjoint, sections stand in order, and what is inside lies inside its parent."""
    document = parsed.document
    for one, other in pairwise(_parts(document)):
        if other.start < one.end:
            yield f"{one} and {other} overlap"
    for before, after in pairwise(document.sections):
        if after.span.start < before.span.end:
            yield f"sections {before.id} and {after.id} are out of order"
    extents = {s.id: s.places["extent"] for s in document.sections}
    for section in document.sections:
        if section.parent and not _inside(extents[section.id], extents.get(section.parent)):
            yield f"section {section.id} is not inside its parent {section.parent}"


def _inside(inner: Span, outer: Span | None) -> bool:
    return outer is not None and outer.start <= inner.start and inner.end <= outer.end


def number(parsed: Parsed) -> Iterator[str]:
    """Number law: the account of numbers holds every digit, and what it calls unread stands in a notice."""
    document, entries = parsed.document, account(parsed.document, parsed.records)
    lines = Lines(document.text)
    told = {span for notice in parsed.of("notice") if notice.code == NUMBER for span in notice.spans}
    silent = (e for e in entries if e.kind == UNREAD and e.span not in told)
    yield from (f"line {lines.number(e.span.start)}: {e.text} is in no record and no notice" for e in silent)
    held = {i for e in entries for i in range(*e.span)}
    lost = (m.start() for m in re.finditer("[0-9０-９]", document.text) if m.start() not in held)
    yield from (f"line {lines.number(i)}: a digit is not in the account of numbers" for i in lost)


def ids(parsed: Parsed) -> Iterator[str]:
    """Id law: an id names one record of the document."""
    count = Counter(r.id for r in parsed.records)
    yield from (f"id {id} stands for {n} records" for id, n in count.items() if n > 1)


def links(parsed: Parsed) -> Iterator[str]:
    """Link law: an id that a record mentions names a record of the document."""
    count = {r.id for r in parsed.records}
    for record in parsed.records:
        mentioned = [getattr(record, "parent", None), *getattr(record, "from_", ()), *getattr(record, "statements", ())]
        yield from (f"{record.id} mentions {id}, which is not there" for id in mentioned if id and id not in count)


def same_again(first: Parsed, second: Parsed) -> Iterator[str]:
    """Same-again law, for two readings of the same bytes: they export identical lines."""
    pairs = zip_longest(map(export, first.records), map(export, second.records), fillvalue="nothing")
    yield from (f"{a[:120]} became {b[:120]}" for a, b in pairs if a != b)


LAWS: dict[str, Law] = {
    "quote": quote,
    "cover": cover,
    "nesting": nesting,
    "number": number,
    "ids": ids,
    "links": links,
}
"""The laws over one reading, by name."""


def breaches(parsed: Parsed) -> dict[str, tuple[str, ...]]:
    """Law -> its breaches, for the laws that are broken."""
    found = {name: tuple(law(parsed)) for name, law in LAWS.items()}
    return {name: broken for name, broken in found.items() if broken}
