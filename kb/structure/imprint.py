"""What a document says about itself at its head and foot, after GB/T 9704: title, number, issuer, dates, publicity."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from kb.model import About, DocumentRecord, Period, Source, Span
from kb.numbers import parse
from kb.places import Places
from kb.text import Lines, fold, trim
from kb.vocab import vocabulary
from kb.vocab.entries import Shape

FOOT_LINES = 12
HEAD_LINES = 40
_FOOT = ("publicity", "issued", "copied", "made", "signature", "furniture")
_HEAD = ("site", "number", "title", "title_years", "made", "signature")


class Found(NamedTuple):
    """One imprint line: its role, its place, and the named parts of it."""

    role: str
    line: Span
    parts: dict[str, Span]


class Imprint(NamedTuple):
    """The imprint lines of a document, and where its body ends."""

    found: tuple[Found, ...]
    end: int

    def first(self, *roles: str) -> Found | None:
        """The first line of one of these roles."""
        return next((f for f in self.found if f.role in roles), None)


@cache
def _shapes(roles: tuple[str, ...]) -> tuple[tuple[Shape, re.Pattern[str]], ...]:
    return tuple((s, re.compile(s.pattern or "")) for s in vocabulary().shapes if s.role in roles)


def find_imprint(lines: Lines, head_end: int, left_out: Container[int] = ()) -> Imprint:
    """The imprint lines: those before `head_end` (where the first heading stands) and the run of them at the foot."""
    head = [f for f in _head(lines, head_end) if lines.number(f.line.start) not in left_out]
    foot, end = _foot(lines)
    return Imprint((*head, *foot), end)


def _match(text: str, line: Span, roles: tuple[str, ...]) -> Found | None:
    plain = fold(text[line.start : line.end])
    for shape, pattern in _shapes(roles):
        if match := pattern.match(plain):
            spans = {k: Span(line.start + match.start(k), line.start + match.end(k)) for k in match.groupdict()}
            return Found(shape.role, line, {k: s for k, s in spans.items() if s.start >= line.start})
    return None


def is_title(text: str, line: Span) -> bool:
    """Whether a line looks like the title of a document."""
    return _match(text, line, ("title",)) is not None


def _head(lines: Lines, head_end: int) -> Iterator[Found]:
    filled = [s for s in lines.spans() if s.start < head_end and lines.text[slice(*s)].strip()]
    for line in filled[:HEAD_LINES]:
        if found := _match(lines.text, line, _HEAD):
            yield found


def _foot(lines: Lines) -> tuple[list[Found], int]:
    """Imprint lines at the foot, read upwards; a signature or a date counts only below another imprint line."""
    found: list[Found] = []
    end = len(lines.text)
    for number in range(len(lines), max(0, len(lines) - FOOT_LINES), -1):
        line = lines.span(number)
        if not lines.text[slice(*line)].strip():
            continue
        match = _match(lines.text, line, _FOOT)
        if match is None:
            break
        found.append(match)
        end = line.start
    found.reverse()
    return found, end


# ------------------------------------------------------------------ the record


def document_record(source: Source, doc_id: str, about: About, imprint: Imprint, places: Places) -> DocumentRecord:
    """The document as a record; what the text does not say comes from about.toml or stays null."""
    read = _Reading(places.text, imprint)
    title, title_place = read.title()
    issued, made = imprint.first("issued"), imprint.first("made")
    issuer, issuer_place = read.issuer()
    region, region_place = read.region(issuer_place, title_place)
    spots = {"title": title_place, "issuer": issuer_place, "region": region_place, **read.parts("number", "publicity")}
    spots |= {"issued_on": trim(places.text, issued.line) if issued else None, "made_on": made.line if made else None}
    whole = trim(places.text, Span(0, len(places.text)))
    first = title_place or Span(*places.lines.span(places.line(whole.start)))
    return DocumentRecord(
        id=doc_id,
        doc_id=doc_id,
        anchor=places.anchor(first),
        spans=(first,),
        places={k: v for k, v in spots.items() if v},
        title=title or about.title or doc_id,
        title_origin="text" if title else "assigned",
        issuer=issuer or about.issuer,
        number=read.words("number") or about.number,
        made_on=read.date(made),
        issued_on=read.date(issued),
        publicity=read.words("publicity"),
        period=read.period(title or about.title),
        region=about.region or region,
        sha256=source.sha256,
        format=source.format,
    )


class _Reading:
    """Reads the fields of a document off its imprint lines."""

    def __init__(self, text: str, imprint: Imprint) -> None:
        self.text, self.imprint = text, imprint

    def title(self) -> tuple[str | None, Span | None]:
        """The title: of a notice that issues a document, the document's own."""
        titles = [f for f in self.imprint.found if f.role == "title"]
        own = [f for f in titles if not self.text[slice(*f.parts["title"])].strip().endswith("通知")]
        if not titles:
            return None, None
        best = (own or titles)[-1]
        end = next((f for f in self.imprint.found if f.role == "title_years" and f.line.start >= best.line.end), None)
        near = end is not None and not self.text[best.line.end : end.line.start].strip()
        place = trim(self.text, Span(best.line.start, end.line.end if end and near else best.line.end))
        return "".join(self.text[slice(*place)].split()), place

    def parts(self, *names: str) -> dict[str, Span | None]:
        """The places of named parts, wherever in the imprint they stand."""
        return {n: next((f.parts[n] for f in self.imprint.found if n in f.parts), None) for n in names}

    def words(self, name: str) -> str | None:
        """The text of a named part."""
        place = self.parts(name)[name]
        return self.text[slice(*place)] if place else None

    def issuer(self) -> tuple[str | None, Span | None]:
        """Who issued it: the office that printed it, else who signed it."""
        place = self.parts("issuer")["issuer"]
        if place is None:
            signed = self.imprint.first("signature")
            place = trim(self.text, signed.line) if signed else None
        return (self.text[slice(*place)] if place else None), place

    def region(self, *places: Span | None) -> tuple[str | None, Span | None]:
        """The territory named at the start of the issuer or the title."""
        for place in (p for p in places if p):
            if found := _match(self.text, place, ("region",)):
                part = found.parts["region"]
                return self.text[slice(*part)], part
        return None, None

    def date(self, found: Found | None) -> str | None:
        """The ISO date of an imprint line."""
        if found is None or "year" not in found.parts:
            return None
        numbers = [parse(self.text[slice(*found.parts[k])].replace("○", "〇")) for k in ("year", "month", "day")]
        try:
            return date(*(int(n or 0) for n in numbers)).isoformat()
        except ValueError:
            return None

    def period(self, title: str | None) -> Period | None:
        """The years the plan covers: said outright, else in its title, else the 五年规划 its title names."""
        return stated_period(self.text, "period") or (stated_period(title, "year_range") if title else None)


def stated_period(text: str, role: str) -> Period | None:
    """First and last year of the first such wording in a text."""
    for _, pattern in _shapes((role,)):
        if match := pattern.search(fold(text)):
            first, last = int(match["first"]), int(match["last"])
            return (first, last) if first <= last else None
    return None


def stated(text: str, role: str) -> bool:
    """Whether a text says what a shape of this role looks for (有效期5年)."""
    return any(pattern.search(fold(text)) for _, pattern in _shapes((role,)))
