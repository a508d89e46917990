"""How well a document was read: the laws it breaks, what the parser noticed, which numbers it left unread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from kb.cli.options import opened
from kb.laws import LAWS, breaches
from kb.model import Frozen, Notice, Parsed
from kb.parse import parse

SHOWN = 5
"""Breaches of one law shown; all are in the JSON."""


class Health(Frozen):
    """The findings about one document."""

    doc_id: str
    records: int
    broken: dict[str, tuple[str, ...]] = Field(description="law -> its breaches")
    notices: tuple[Notice, ...]

    def lines(self) -> Iterator[str]:
        """The findings for a terminal."""
        kept = f"{len(LAWS) - len(self.broken)}/{len(LAWS)}"
        yield f"{self.doc_id}：{self.records} 条记录，定律 {kept} 成立，提示 {len(self.notices)} 条"
        for law, found in self.broken.items():
            yield f"  ✗ {law}：{len(found)} 处"
            yield from (f"      {breach}" for breach in found[:SHOWN])
        for notice in self.notices:
            yield f"  第 {notice.anchor.line_start} 行  {notice.code}  {notice.message}"


def healths(file: Path | None, home: Path | None) -> list[Health]:
    """The health of a file, or of every document of a home."""
    if file is not None:
        return [health(parse(file))]
    kb = opened(home)
    ids = [info.doc_id for info in kb.documents()]
    return [health(Parsed(document=kb.document(id), records=kb.records(doc_id=id))) for id in ids]


def health(parsed: Parsed) -> Health:
    """The health of one reading."""
    return Health(
        doc_id=parsed.document.id,
        records=len(parsed.records),
        broken=breaches(parsed),
        notices=parsed.of("notice"),
    )
