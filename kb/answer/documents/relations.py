"""What documents say of each other: one repeals, amends or implements another, or is based on it.

Read from the mentions of other documents; a mention is joined to a document of the base by title or number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kb.model import DocumentRecord, DocumentRef, Span
from kb.text import fold

ROLES = ("repeals", "amends", "implements", "basis")
_MARKS = re.compile(r"[《》〈〉“”\"\s]|关于印发|的通知$")


class Link(NamedTuple):
    """A document that says something of another one, and where; `target` is that document if it is in the base."""

    source: str
    role: str
    ref: DocumentRef
    span: Span
    target: str | None


def links(refs: Iterable[DocumentRef], documents: Sequence[DocumentRecord]) -> tuple[Link, ...]:
    """What the documents say of each other, in their order; a document that names itself is left out."""
    found = []
    for ref in refs:
        target = next((d.doc_id for d in documents if is_of(ref, d)), None)
        for mention, span in zip(ref.mentions, ref.spans, strict=True):
            if mention.role in ROLES and target != ref.doc_id:
                found.append(Link(ref.doc_id, mention.role, ref, span, target))
    return tuple(found)


def is_of(ref: DocumentRef, record: DocumentRecord) -> bool:
    """Whether a mention means this document: by its title, or by its number where it gives one."""
    names = [plain_title(n) for n in (ref.name, *ref.aliases)]
    number = plain_title(record.number) if record.number else None
    return plain_title(record.title) in names or (number is not None and number in names)


def plain_title(title: str) -> str:
    """A title for comparing: folded, without its marks and the words around a document that is sent out.

    >>> plain_title("关于印发《江州市公园办法》的通知")
    '江州市公园办法'
    """
    return _MARKS.sub("", fold(title))
