"""How well a document was read: what it is, what was found in it, the laws it breaks, and the numbers in no record."""

from __future__ import annotations

from collections import Counter

from pydantic import Field

from kb.extract.accounting import account
from kb.laws import breaches
from kb.model import DocumentRecord, Frozen, Notice, Parsed
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
    "passing": "泛指",
    "word": "词中",
}
"""What a number is that is in no record, in the order shown."""
TYPES = {
    "statement": "指标数值",
    "measure": "扶持措施",
    "task": "任务",
    "enterprise": "企业",
    "organization": "机构",
    "project": "项目",
    "document_ref": "文件",
    "derived": "推算",
    "finding": "核对",
}
"""The types of records that say something, in the order shown."""
FIELDS = {
    "title": "标题",
    "issuer": "发文机关",
    "number": "发文字号",
    "made_on": "成文日期",
    "issued_on": "印发日期",
    "publicity": "公开方式",
    "period": "规划期",
    "region": "地区",
}
"""The fields of a document (GB/T 9704), in the order shown."""
LEFT_OUT = "left_out"
"""How the codes of notices about matter left out begin."""


class Unrecorded(Frozen):
    """A number that is in no record, and of what kind it is (see kb.extract.accounting)."""

    line: int
    text: str
    kind: str


class Heading(Frozen):
    """A heading as it was understood."""

    line: int
    level: int
    id: str
    label: str
    title: str


class TableSize(Frozen):
    """A table as it was understood; `rows` without the head."""

    line: int
    title: str
    columns: int
    rows: int


class Health(Frozen):
    """The findings about one document."""

    doc_id: str
    format: str
    encoding: str
    characters: int
    lines: int
    fields: dict[str, str | None] = Field(description="what the document says of itself; null where it does not")
    headings: tuple[Heading, ...]
    tables: tuple[TableSize, ...]
    types: dict[str, int] = Field(description="type -> how many records")
    records: int
    broken: dict[str, tuple[str, ...]] = Field(description="law -> its breaches")
    notices: tuple[Notice, ...]
    recorded: int = Field(description="numbers in a record")
    unrecorded: tuple[Unrecorded, ...]

    @property
    def left_out(self) -> tuple[Notice, ...]:
        """The notices of matter that is no part of the text: contents list, running heads."""
        return tuple(notice for notice in self.notices if notice.code.startswith(LEFT_OUT))


def health(parsed: Parsed) -> Health:
    """The health of one reading."""
    document, lines = parsed.document, Lines(parsed.document.text)
    entries = account(document, parsed.records)
    outside = [e for e in entries if e.kind != RECORD]
    return Health(
        doc_id=document.id,
        format=document.source.format,
        encoding=document.source.encoding,
        characters=len(document.text),
        lines=len(lines) - document.text.endswith("\n"),
        fields=_fields(document.info),
        headings=tuple(
            Heading(line=s.anchor.line_start, level=s.level, id=s.id, label=s.label, title=s.title)
            for s in document.sections
        ),
        tables=tuple(
            TableSize(line=t.anchor.line_start, title=t.title, columns=len(t.columns), rows=len(t.rows))
            for t in document.tables
        ),
        types=dict(Counter(record.type for record in parsed.records)),
        records=len(parsed.records),
        broken=breaches(parsed),
        notices=parsed.of("notice"),
        recorded=len(entries) - len(outside),
        unrecorded=tuple(Unrecorded(line=lines.number(e.span.start), text=e.text, kind=e.kind) for e in outside),
    )


def _fields(info: DocumentRecord) -> dict[str, str | None]:
    said = {field: getattr(info, field) for field in FIELDS}
    if info.period:
        said["period"] = "—".join(map(str, dict.fromkeys(info.period)))
    return said
