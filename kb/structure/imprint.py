"""What a document says about itself, after GB/T 9704: title, number, issuer, dates, publicity, period, territory."""

from __future__ import annotations

import re
from datetime import date

from kb.model import About, DocumentRecord, Period, Source, Span
from kb.numbers import parse
from kb.places import Places
from kb.structure.imprint_lines import Found, Imprint, find_imprint, match_line, shapes
from kb.structure.titles import Title, read_title
from kb.text import fold, trim
from kb.vocab import vocabulary

__all__ = ["Imprint", "document_record", "find_imprint", "stated_period", "stated_value"]

_MADE = ("made", "labelled_made", "adopted", "report")
_ISSUED = ("issued", "labelled_issued")


def document_record(source: Source, doc_id: str, about: About, imprint: Imprint, places: Places) -> DocumentRecord:
    """The document as a record; what the text does not say comes from about.toml or stays null."""
    read = _Reading(places.text, imprint)
    title, made, issued = read.title, read.dated(*_MADE), read.dated(*_ISSUED)
    issuer, number = read.issuer(), read.number()
    region, region_place = read.region(issuer, title.place)
    spots = {"title": title.place, "issuer": issuer, "number": number, "publicity": read.part("publicity")}
    spots |= {"region": region_place, "made_on": made and _day(made), "issued_on": issued and _day(issued)}
    whole = trim(places.text, Span(0, len(places.text)))
    first = title.place or Span(*places.lines.span(places.line(whole.start)))
    return DocumentRecord(
        id=doc_id,
        doc_id=doc_id,
        anchor=places.anchor(first),
        spans=(first,),
        places={k: v for k, v in spots.items() if v},
        title=title.text or about.title or doc_id,
        title_origin="text" if title.text else "assigned",
        issuer=read.words(issuer) or about.issuer,
        number=read.number_words(number) or about.number,
        made_on=read.date(made),
        issued_on=read.date(issued),
        publicity=read.words(read.part("publicity")),
        period=read.period(title.text or about.title),
        region=about.region or region,
        sha256=source.sha256,
        format=source.format,
    )


class _Reading:
    """Reads the fields of a document off its imprint lines; a place is none where nothing says so."""

    def __init__(self, text: str, imprint: Imprint) -> None:
        self.text, self.imprint = text, imprint
        self.title: Title = read_title(text, imprint)

    def part(self, name: str, *roles: str) -> Span | None:
        """The first place of a named part, in lines of these roles or any."""
        lines = self.imprint.all(*roles) if roles else self.imprint.found
        return next((f.parts[name] for f in lines if name in f.parts), None)

    def words(self, place: Span | None) -> str | None:
        """The text of a place; issuers on several lines stand apart by one blank."""
        return " ".join(self.text[slice(*place)].split()) if place else None

    def number(self) -> Span | None:
        """The 发文字号, or the number of the 令 that issues the document."""
        if place := self.part("number"):
            return place
        order, own = self.imprint.first("order"), self.imprint.first("order_number")
        if order and own and not self.text[order.line.end : own.line.start].strip():
            return trim(self.text, Span(order.line.start, own.line.end))
        return trim(self.text, order.line) if order and "号" in self.text[slice(*order.line)] else None

    def number_words(self, place: Span | None) -> str | None:
        """The number on one line, without the line break of a 令."""
        return "".join(self.text[slice(*place)].split("\n")) if place else None

    def issuer(self) -> Span | None:
        """Who issued it: named in the title or the page's head, else who signed, else who printed or published it."""
        if self.title.issuer:
            return self.title.issuer
        speaker = ("order", "speaker", "adopted")
        ways = (self.part("issuer", "labelled"), self._signature(), self.part("issuer", *speaker))
        return next((w for w in ways if w), None) or self.part("issuer", "issued") or self.part("source")

    def _signature(self) -> Span | None:
        """The lines of the first signature: all that follow one another."""
        signed = self.imprint.all("signature")
        if not signed:
            return None
        last = signed[0]
        for line in signed[1:]:
            if self.text[last.line.end : line.line.start].strip():
                break
            last = line
        return trim(self.text, Span(signed[0].line.start, last.line.end))

    def region(self, *places: Span | None) -> tuple[str | None, Span | None]:
        """The territory named at the start of the issuer or the title; where no one issues, any the title names."""
        for place in (p for p in places if p):
            if found := match_line(self.text, place, ("region",)):
                part = found.parts["region"]
                return self.text[slice(*part)], part
        if places[0] is None and (title := places[-1]):
            for match in vocabulary().regions.find(self.text[slice(*title)]):
                return match.entry.zh, Span(title.start + match.span.start, title.start + match.span.end)
        return None, None

    def dated(self, *roles: str) -> Found | None:
        """The first line of the first of these roles that gives a day."""
        return next((f for role in roles for f in self.imprint.all(role) if "day" in f.parts), None)

    def date(self, found: Found | None) -> str | None:
        """The ISO date of an imprint line."""
        if found is None:
            return None
        numbers = [parse(self.text[slice(*found.parts[k])].replace("○", "〇")) for k in ("year", "month", "day")]
        try:
            return date(*(int(n or 0) for n in numbers)).isoformat()
        except ValueError:
            return None

    def period(self, title: str | None) -> Period | None:
        """The years the plan covers: said outright, else in its title, else the 五年规划 its title names."""
        return stated_period(self.text, "period") or (_title_period(title) if title else None)


def _day(found: Found) -> Span:
    """From the year to the day; the sign 日 behind it counts as well."""
    return Span(found.parts["year"].start, found.line.end if found.role == "made" else found.parts["day"].end)


def _title_period(title: str) -> Period | None:
    if years := stated_period(title, "year_range"):
        return years
    named = vocabulary().periods.find(title)
    return (named[0].entry.first, named[0].entry.last) if named else None


def stated_period(text: str, role: str) -> Period | None:
    """First and last year of the first such wording in a text."""
    for _, pattern in shapes((role,)):
        if match := pattern.search(fold(text)):
            first, last = int(match["first"]), int(match["last"])
            return (first, last) if first <= last else None
    return None


def stated_value(text: str, role: str) -> str | None:
    """What a text says in the place a shape of this role names (5年 of 有效期5年), folded; None if nowhere."""
    found = (re.search(pattern, fold(text)) for _, pattern in shapes((role,)))
    return next((m[role] if role in m.groupdict() else m.group() for m in found if m), None)
