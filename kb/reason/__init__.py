"""From records to records, no text read: what follows from statements, and what they say about each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kb.model import Document, Record
from kb.reason.audit import audit
from kb.reason.derive import derive
from kb.reason.reconcile import reconcile

__all__ = ["CHECKS", "reason"]

Check = Callable[[Document, tuple[Record, ...]], Iterable[Record]]
"""Takes the document and all records so far, those of the checks before it included; gives its own."""

CHECKS: tuple[Check, ...] = (derive, reconcile, audit)


def reason(document: Document, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """All records that follow from the records of a document, check by check."""
    found: tuple[Record, ...] = ()
    for check in CHECKS:
        found += tuple(check(document, records + found))
    return found
