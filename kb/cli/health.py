"""How well a document was read: the laws it breaks, what the parser noticed, which numbers it left unread."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pydantic import Field

from kb.cli.options import opened
from kb.extract.accounting import account
from kb.laws import LAWS, breaches
from kb.model import Frozen, Notice, Parsed
from kb.parse import parse
from kb.text import Lines

RECORD = "record"
KINDS = {
    "unread": "未读出",
    "label": "编号",
    "number": "发文字号",
    "date": "日期",
    "name": "名称",
    "code": "代码",
    "ordinal": "序数",
    "duration": "期限",
    "condition": "条件",
    "passing": "泛指",
    "word": "词中",
}
"""What a number is that is in no record, in the order shown."""

SHOWN = 5
"""Breaches of one law shown; all are in the JSON."""


class Unrecorded(Frozen):
    """A number that is in no record, and of what kind it is (see kb.extract.accounting)."""

    line: int
    text: str
    kind: str


class Health(Frozen):
    """The findings about one document."""

    doc_id: str
    records: int
    broken: dict[str, tuple[str, ...]] = Field(description="law -> its breaches")
    notices: tuple[Notice, ...]
    recorded: int = Field(description="numbers in a record")
    unrecorded: tuple[Unrecorded, ...]

    def lines(self) -> Iterator[str]:
        """The findings for a terminal."""
        kept = f"{len(LAWS) - len(self.broken)}/{len(LAWS)}"
        yield f"{self.doc_id}：{self.records} 条记录，定律 {kept} 成立，提示 {len(self.notices)} 条"
        for law, found in self.broken.items():
            yield f"  ✗ {law}：{len(found)} 处"
            yield from (f"      {breach}" for breach in found[:SHOWN])
        for notice in self.notices:
            yield f"  第 {notice.anchor.line_start} 行  {notice.code}  {notice.message}"
        yield f"  数字：{self.recorded} 个在记录中，{len(self.unrecorded)} 个不在（行号: 数字）"
        for kind, name in KINDS.items():
            if numbers := self._numbers(kind):
                yield f"    {name}  {numbers}"

    def _numbers(self, kind: str) -> str:
        """The numbers of a kind, line by line."""
        by_line = groupby((n for n in self.unrecorded if n.kind == kind), key=lambda n: n.line)
        return "；".join(f"{line}: {'、'.join(number.text for number in numbers)}" for line, numbers in by_line)


def healths(file: Path | None, home: Path | None) -> list[Health]:
    """The health of a file, or of every document of a home."""
    if file is not None:
        return [health(parse(file))]
    kb = opened(home)
    ids = [info.doc_id for info in kb.documents()]
    return [health(Parsed(document=kb.document(id), records=kb.records(doc_id=id))) for id in ids]


def health(parsed: Parsed) -> Health:
    """The health of one reading."""
    document, lines = parsed.document, Lines(parsed.document.text)
    entries = account(document, parsed.records)
    outside = [e for e in entries if e.kind != RECORD]
    return Health(
        doc_id=document.id,
        records=len(parsed.records),
        broken=breaches(parsed),
        notices=parsed.of("notice"),
        recorded=len(entries) - len(outside),
        unrecorded=tuple(Unrecorded(line=lines.number(e.span.start), text=e.text, kind=e.kind) for e in outside),
    )
