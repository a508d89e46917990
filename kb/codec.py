"""Records as JSON: the export that people read, and the packed form that loses nothing and comes back as it went.

The export has JSON numbers; the packed form keeps 2.50 as "2.50", and the places of a table's cells.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from pydantic import TypeAdapter

from kb.model import AnyRecord, Document, Frozen, Parsed, Record, Source, Table

_RECORDS: TypeAdapter[tuple[AnyRecord, ...]] = TypeAdapter(tuple[AnyRecord, ...])
_HIDDEN = ("column_cells", "head_cells", "cells")  # fields of a table that the export leaves out


def export(record: Record) -> str:
    """One line of JSON, as the record contract has it: common fields first, then the record's own.

    >>> from kb.model import Anchor, Notice, Span
    >>> anchor = Anchor(line_start=1, line_end=1, quote="三、")
    >>> notice = Notice(id="notice-1", doc_id="d", anchor=anchor, spans=(Span(0, 2),), code="jump", message="缺二、")
    >>> print(export(notice)[:60])
    {"type":"notice","id":"notice-1","doc_id":"d","section":[],"
    """
    return record.model_dump_json(by_alias=True)


def canonical(record: Frozen) -> str:
    """The one JSON text of a record or an answer: keys in order, no blanks, so that equal ones are equal bytes.

    >>> from kb.model import Origin
    >>> canonical(Origin(paragraph=2, page=1))
    '{"page":1,"paragraph":2}'
    """
    fields = record.model_dump(mode="json", by_alias=True)
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def pack(record: Record) -> str:
    """One record as JSON that `unpack` turns into an equal one."""
    fields = record.model_dump(by_alias=True)
    if isinstance(record, Table):
        fields |= {name: getattr(record, name) for name in _HIDDEN}
    return json.dumps(fields, ensure_ascii=False, default=str, separators=(",", ":"))


def unpack(packed: Iterable[str]) -> tuple[AnyRecord, ...]:
    """The records of packed lines, in order; raises ValueError when a line holds none."""
    return _RECORDS.validate_json(f"[{','.join(packed)}]")


def pack_document(document: Document) -> str:
    """What a document holds besides its text and its records: the source's facts, and which notices are its own."""
    source = document.source.model_dump(mode="json", exclude={"text"})
    return json.dumps({"source": source, "notices": [n.id for n in document.notices]}, ensure_ascii=False)


def unpack_document(packed: str, text: str, records: Iterable[AnyRecord]) -> Document:
    """The document with this text, made of its own records; raises ValueError when they do not fit."""
    facts: dict[str, Any] = json.loads(packed)
    by_type: dict[str, tuple[Any, ...]] = {}
    for type, group in groupby(records, key=lambda r: r.type):
        by_type[type] = (*by_type.get(type, ()), *group)
    info = by_type["document"][0]
    own = set(facts["notices"])
    return Document(
        id=info.doc_id,
        text=text,
        source=Source(text=text, **facts["source"]),
        info=info,
        sections=by_type.get("section", ()),
        passages=by_type.get("passage", ()),
        tables=by_type.get("table", ()),
        notices=tuple(n for n in by_type.get("notice", ()) if n.id in own),
    )


def pack_parsed(parsed: Parsed) -> str:
    """A parsed document as one JSON text."""
    document = parsed.document
    head = {"text": document.text, "document": pack_document(document), "records": [pack(r) for r in parsed.records]}
    return json.dumps(head, ensure_ascii=False)


def unpack_parsed(packed: str) -> Parsed:
    """The parsed document; raises ValueError or KeyError when the text is damaged."""
    head: dict[str, Any] = json.loads(packed)
    records = unpack(head["records"])
    return Parsed(document=unpack_document(head["document"], head["text"], records), records=records)
