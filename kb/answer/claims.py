"""Claims and their citations: nothing is said that does not stand in the text, or follow by a shown formula.

A value is stated by `state`: it is compared with the number at the cited place, never with something like it. What does
not agree cannot be stated; the draft raises UnprovenError, and the answer becomes a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from kb.answer.catalog import Catalog, row_name
from kb.answer.indicators.proving import UnprovenError, verify
from kb.answer.texts.lines import flat
from kb.model import Amount, Citation, Claim, Derived, Measure, Origin, Record, Span, Statement, Value
from kb.numbers import numerals
from kb.text import fold, trim

FAR = 120
"""So far back, in characters, a citation may reach for what its clause leaves out."""
_CUT = re.compile(r"[。；！？\n]")


@dataclass
class Draft:
    """An answer in the making: sentences, values, citations."""

    catalog: Catalog
    status: Literal["answered", "partial"] = "answered"
    lead: str = ""
    tail: str = ""
    claims: list[Claim] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    leads: dict[str, str] = field(default_factory=dict)
    """Document -> what stands before its claims, where several documents answer."""

    def state(self, text: str, *statements: Statement, formula: str | None = None) -> None:
        """A sentence carried by statements, each verified at its place and cited; `formula` where it was reckoned."""
        self._claim(text, [i for s in statements for i in self._cite_statement(s)], statements, formula)

    def give(self, statement: Statement, derived: bool = False) -> None:
        """The value of a statement, as one of the answer's values."""
        if statement.value is not None:
            self._value(
                Value(
                    value=statement.value,
                    unit=statement.unit,
                    year=statement.year,
                    indicator=statement.indicator,
                    comparator=statement.comparator,
                    derived=derived,
                    upper=statement.upper,
                    doc_id=statement.doc_id,
                )
            )

    def promise(self, measure: Measure, amount: Amount, place: Span) -> None:
        """A sum a measure promises, if it stands at the place that is cited; raises UnprovenError otherwise."""
        text = self.catalog.document(measure.doc_id).text
        if amount.value not in {n.value for n in numerals(text[slice(*place)])}:
            raise UnprovenError(f"{measure.id}: {amount.value} does not stand at its place")
        self._value(
            Value(
                value=amount.value,
                unit=amount.unit,
                indicator=measure.instrument,
                comparator=amount.comparator,
                upper=amount.upper,
                doc_id=measure.doc_id,
            )
        )

    def read(self, value: Decimal, unit: str | None, doc_id: str, place: Span) -> None:
        """A number that a quoted sentence states, if it stands at the place; raises UnprovenError otherwise."""
        if value not in {n.value for n in numerals(self.catalog.document(doc_id).text[slice(*place)])}:
            raise UnprovenError(f"{doc_id}: {value} does not stand at {place}")
        self._value(Value(value=value, unit=unit, doc_id=doc_id))

    def compute(self, value: Decimal, unit: str | None, year: int | None, indicator: str | None, doc_id: str) -> None:
        """A value that follows from others by the formula in the claim that states it."""
        self._value(Value(value=value, unit=unit, year=year, indicator=indicator, derived=True, doc_id=doc_id))

    def count(self, number: int, doc_id: str) -> None:
        """How many claims a complete list has, as the first value: what was counted is the list itself."""
        self.values.insert(0, Value(value=Decimal(number), unit="项", derived=True, doc_id=doc_id))

    def _value(self, value: Value) -> None:
        if value not in self.values:
            self.values.append(value)

    def derive(self, text: str, derived: Derived) -> None:
        """A sentence carried by a derived value; the statements it follows from are cited."""
        sources = [self.catalog.store.record(derived.doc_id, i) for i in derived.from_]
        cited = [i for s in sources if isinstance(s, Statement) for i in self._cite_statement(s)]
        self._claim(text, cited, (derived, *sources), derived.formula)
        self.compute(derived.value, derived.unit, derived.year, derived.indicator, derived.doc_id)

    def quote(
        self, text: str, doc_id: str, *spans: Span, records: tuple[Record, ...] = (), formula: str | None = None
    ) -> None:
        """A sentence carried by places of a document; printed line ends are left out of it."""
        self._claim(flat(text), [self.cite(doc_id, span) for span in spans], records, formula)

    def _claim(self, text: str, cited: Iterable[int], records: tuple[Record, ...], formula: str | None = None) -> None:
        keys = dict.fromkeys((r.id, r.doc_id) for r in records)
        claim = Claim(
            text=text,
            citations=tuple(dict.fromkeys(cited)),
            record_ids=tuple(id for id, _ in keys),
            doc_ids=tuple(doc_id for _, doc_id in keys),
            formula=formula,
        )
        self.claims.append(claim)

    def cite(self, doc_id: str, span: Span, marks: tuple[Span, ...] = ()) -> int:
        """The index of the citation of a place; citing it twice gives the same one."""
        document, places = self.catalog.document(doc_id), self.catalog.places(doc_id)
        anchor = places.anchor(span)
        citation = Citation(
            doc_id=doc_id,
            title=document.info.title,
            sha256=document.info.sha256,
            section=places.path(span.start),
            line_start=anchor.line_start,
            line_end=anchor.line_end,
            quote=anchor.quote,
            spans=marks or (span,),
            origin=_origin(document.source.origins, anchor.line_start),
        )
        if citation not in self.citations:
            self.citations.append(citation)
        return self.citations.index(citation)

    def _cite_statement(self, statement: Statement) -> list[int]:
        """The citations that prove a statement: its clause, or the row of a table from its name to the value, with both
        marked; where every cell has a line of its own, name and value are cited apart."""
        verify(self.catalog, statement)
        text, doc_id = self.catalog.document(statement.doc_id).text, statement.doc_id
        told, name = _telling(statement, text), row_name(self.catalog, statement)
        if name is None:
            return [self.cite(doc_id, told)]
        if name.start <= told.start and "\n" not in text[name.start : told.end]:
            return [self.cite(doc_id, Span(name.start, told.end), tuple(dict.fromkeys((name, told))))]
        return [self.cite(doc_id, name), self.cite(doc_id, told)]


def _telling(statement: Statement, text: str) -> Span:
    """The statement's clause; where it leaves out the indicator, from the beginning of its sentence on.

    比2010年增加2095万元 alone says nothing of what increased.
    """
    start, end = statement.span
    if statement.table is not None or _squeezed(statement.indicator) in _squeezed(text[start:end]):
        return statement.span
    before = [m.end() for m in _CUT.finditer(text, 0, start)]
    sentence = trim(text, Span(before[-1] if before else 0, end))
    return sentence if sentence.start >= start - FAR else statement.span


def _squeezed(text: str) -> str:
    return "".join(fold(text).split())


def _origin(origins: tuple[Origin, ...], line: int) -> Origin | None:
    return origins[line - 1] if len(origins) >= line else None
