"""From what was read of a figure to its record: ids by line, anchor, section, vocabulary entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kb.extract.reading import Reading
from kb.ids import Ids
from kb.model import Comparator, Period, Span, Statement, TableRef, Year
from kb.text import trim
from kb.vocab.naming import entry_of

Kind = Literal["actual", "target", "change", "count"]
Modality = Literal["must", "commit", "strive", "encourage"]


@dataclass(frozen=True)
class Draft:
    """All that is known of a statement before it has an id; places are in the document."""

    span: Span
    section: tuple[str, ...]
    indicator: str
    value: Decimal | None
    value_text: str
    unit: str | None
    kind: Kind
    places: Mapping[str, Span]
    upper: Decimal | None = None
    comparator: Comparator = "="
    year: Year | None = None
    period: Period | None = None
    base_year: Year | None = None
    per: Literal["year"] | None = None
    scope: str | None = None
    modality: Modality | None = None
    table: TableRef | None = None


def records(reading: Reading, drafts: Iterable[Draft]) -> tuple[Statement, ...]:
    """The statements in the order of their values, numbered on each line."""
    ids, count = Ids(), Counter[int]()
    found = []
    for draft in sorted(drafts, key=lambda d: (d.places.get("value", d.span), d.span)):
        line = reading.places.line(draft.places.get("value", draft.span).start)
        count[line] += 1
        found.append(_record(reading, draft, ids.new(f"statement-{line}-{count[line]}")))
    return tuple(found)


def _record(reading: Reading, draft: Draft, id: str) -> Statement:
    span = trim(reading.document.text, draft.span)
    entry = entry_of(draft.indicator)
    return Statement(
        id=id,
        doc_id=reading.document.id,
        section=draft.section,
        anchor=reading.places.anchor(span),
        spans=(span,),
        places=dict(draft.places),
        indicator=draft.indicator,
        value=draft.value,
        value_text=draft.value_text,
        upper=draft.upper,
        unit=draft.unit,
        comparator=draft.comparator,
        kind=draft.kind,
        year=draft.year,
        period=draft.period,
        base_year=draft.base_year,
        per=draft.per,
        scope=draft.scope,
        modality=draft.modality,
        table=draft.table,
        indicator_id=entry.id if entry else None,
    )
