"""Every record, in reading order, in one file.

A place is a `Span` of half-open code-point offsets into `Document.text`. Lines count from 1 and are physical lines of
the text as received. All records are frozen, unknown fields are refused, `type` tells them apart. Numbers are `Decimal`
inside (2.50 equals 2.5 and still prints as written) and JSON numbers outside. This module imports nothing of ours.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

SCHEMA = "1"
"""Version of the records' shape; a build of another schema is refused, never half understood."""


class Span(NamedTuple):
    """A place in a document's text: code points from `start` up to, not including, `end`."""

    start: int
    end: int


Year = int
Period = tuple[Year, Year]
"""First and last year, both included."""


def plain_number(value: Decimal) -> int | float:
    """The JSON number of a decimal: an integer when it is one.

    >>> plain_number(Decimal("2.50")), plain_number(Decimal("50"))
    (2.5, 50)
    """
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(plain_number, when_used="json")]


class Frozen(BaseModel):
    """Base of everything here: immutable, closed, exported by alias."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


# ------------------------------------------------------------------ what a reader returns


class Origin(Frozen):
    """Where a line stood in the original file, for formats that have pages or paragraphs."""

    page: int | None = None
    paragraph: int | None = None


class GridCell(Frozen):
    """A cell as the file itself marks it up; `down` and `across` count the rows and columns it covers."""

    span: Span
    down: int = 1
    across: int = 1


class Grid(Frozen):
    """A table as the file itself marks it up: its rows from the top, each with the cells that begin in it.

    In the text a row is one line and its cells stand apart by tabs; a cell holds no tab and no newline.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    headers: int = Field(default=0, description="rows the file marks as header; 0 where it does not say")


class Source(Frozen):
    """A file turned into text once; from here on the text never changes.

    Guarantees: no byte-order mark, newlines are `\\n`. Of plain text nothing else is altered; readers of formats with
    a layout of their own (docx, html, pdf, ofd, xlsx) write one line for each paragraph, heading, and row of a table.
    """

    text: str
    format: str
    encoding: str
    sha256: str = Field(description="of the bytes as received")
    origins: tuple[Origin, ...] = Field(default=(), description="one for each line, or none at all")
    remarks: tuple[str, ...] = Field(default=(), description="oddities met while decoding; they become notices")
    grids: tuple[Grid, ...] = Field(default=(), description="the tables the file marks up, in the order of the text")
    headings: dict[int, int] = Field(
        default_factory=dict, description="line -> level from 1, where the file itself marks a line as a heading"
    )


class About(Frozen):
    """What about.toml says of a document that its text does not say, each with its origin."""

    name: str | None = Field(default=None, description="what the file was called when it came in")
    title: str | None = None
    region: str | None = None
    link: str | None = None
    issuer: str | None = None
    number: str | None = None
    origin: dict[str, str] = Field(default_factory=dict, description="field -> where the value comes from")


# ------------------------------------------------------------------ what every record has


class Anchor(Frozen):
    """The place of a record for people: physical lines from 1 and an exact piece of the text."""

    line_start: int
    line_end: int
    quote: str


class Record(Frozen):
    """Base of all records."""

    type: str
    id: str
    doc_id: str
    section: tuple[str, ...] = Field(default=(), description="headings from the top, as printed, without a final 。")
    anchor: Anchor
    spans: tuple[Span, ...] = Field(description="where the record stands; the first one is the anchor's")
    places: dict[str, Span] = Field(default_factory=dict, description="field -> where it stands, if on its own")

    @property
    def span(self) -> Span:
        """The first place of the record."""
        return self.spans[0]


# ------------------------------------------------------------------ the document and its structure


class DocumentRecord(Record):
    """A document as a whole; field names follow GB/T 9704 (发文机关, 发文字号, 成文日期, 印发日期, 公开方式)."""

    type: Literal["document"] = "document"
    title: str
    title_origin: Literal["text", "assigned"]
    issuer: str | None = None
    number: str | None = Field(default=None, description="发文字号, e.g. 台府办〔2017〕1号")
    made_on: str | None = Field(default=None, description="成文日期, ISO 8601")
    issued_on: str | None = Field(default=None, description="印发日期, ISO 8601")
    publicity: str | None = Field(default=None, description="公开方式, e.g. 主动公开")
    period: Period | None = Field(default=None, description="规划期")
    region: str | None = None
    sha256: str
    format: str


class Section(Record):
    """A heading. `places["extent"]` reaches from the heading to the end of all that stands below it."""

    type: Literal["section"] = "section"
    level: int = Field(description="depth in this document, from 1")
    label: str = Field(description="the numbering as printed: 一、 （一） 1. 一是 ——; for 前言 the word itself")
    title: str
    parent: str | None = None


PassageKind = Literal["paragraph", "item", "part", "caption", "imprint", "furniture"]


class Passage(Record):
    """A run of text that is no heading and no cell; passages and headings never overlap."""

    type: Literal["passage"] = "passage"
    text: str
    kind: PassageKind


class Table(Record):
    """A table; `cells[r][c]` is the place of `rows[r][c]`, `column_cells[c]` that of `columns[c]`.

    Every row is complete: what a merged cell covers has its words and its place, so equal places tell a merged cell.
    """

    type: Literal["table"] = "table"
    title: str
    label: str | None
    unit: str | None = Field(default=None, description="the unit said of the whole table, as printed: 单位：亿元")
    columns: tuple[str, ...] = Field(description="the lowest header cell of each column")
    heads: tuple[tuple[str, ...], ...] = Field(default=(), description="header rows above the lowest, from the top")
    rows: tuple[tuple[str, ...], ...]
    column_cells: tuple[Span, ...] = Field(default=(), exclude=True)
    head_cells: tuple[tuple[Span, ...], ...] = Field(default=(), exclude=True)
    cells: tuple[tuple[Span, ...], ...] = Field(default=(), exclude=True)

    @property
    def parts(self) -> tuple[Span, ...]:
        """The places of all cells that hold something, each once, header first."""
        rows = (*self.head_cells, self.column_cells, *self.cells)
        return tuple(dict.fromkeys(cell for row in rows for cell in row if cell.start < cell.end))

    def row_span(self, number: int) -> Span:
        """From the first to the last cell that begins in a row, counted from 0."""
        row = self.cells[number]
        above = self.cells[number - 1] if number else self.column_cells
        own = [cell for cell, over in zip(row, above, strict=False) if cell != over] or list(row)
        return Span(min(cell.start for cell in own), max(cell.end for cell in own))


class Notice(Record):
    """Something the parser saw and did not take for granted."""

    type: Literal["notice"] = "notice"
    code: str
    message: str


# ------------------------------------------------------------------ figures


class TableRef(Frozen):
    """The cell a statement was read from, by the printed names of its row and column."""

    id: str
    row: str
    column: str


Comparator = Literal["=", ">=", "<=", ">", "<", "~"]


class Statement(Record):
    """One figure the document states: who, how much, when, and how firmly."""

    type: Literal["statement"] = "statement"
    indicator: str = Field(description="as the text names it, made whole where the text elides a part")
    value: Number | None = Field(description="the printed number in the printed unit; null where only words stand")
    value_text: str
    upper: Number | None = Field(default=None, description="upper end of a range such as 3—5家")
    unit: str | None
    comparator: Comparator = "="
    kind: Literal["actual", "target", "change", "count"]
    year: Year | None = None
    period: Period | None = None
    base_year: Year | None = None
    per: Literal["year"] | None = Field(default=None, description="the value is one of every year: 每年培育20家")
    scope: str | None = Field(default=None, description="territory as the text names it: 全市, 台山, 广东")
    modality: Literal["must", "commit", "strive", "encourage"] | None = None
    table: TableRef | None = None
    indicator_id: str | None = Field(default=None, description="vocabulary entry that joins names for one thing")


class Derived(Record):
    """A value that follows from statements by a formula."""

    type: Literal["derived"] = "derived"
    indicator: str
    value: Number
    unit: str | None
    year: Year | None
    from_: tuple[str, ...] = Field(alias="from")
    formula: str
    approximate: bool = False


class Finding(Record):
    """What statements say about each other."""

    type: Literal["finding"] = "finding"
    relation: Literal["same", "conflict", "scope_differs", "doubt"]
    statements: tuple[str, ...]
    note: str


# ------------------------------------------------------------------ named things


class Mention(Frozen):
    """One occurrence of a name; `spans` of the record holds its place at the same index."""

    line: int
    quote: str
    role: str | None = None


AliasReason = Literal["defined", "bracketed", "form", "territory", "spelling", "owner", "shared", "number", "title"]


class Named(Record):
    """Base of the named things."""

    name: str
    aliases: tuple[str, ...] = ()
    alias_reasons: dict[str, AliasReason] = Field(
        default_factory=dict,
        description="alias -> why it names the same thing: defined (以下简称…), bracketed (in brackets behind it), "
        "form (differs by a sector, 公司 or a place), territory (own territory left out), spelling (marks or the rank "
        "of a place), owner (an enterprise for its project), shared (parts of one area), number (发文字号), "
        "title (the end of a title)",
    )
    mentions: tuple[Mention, ...]


class Enterprise(Named):
    type: Literal["enterprise"] = "enterprise"


class Organization(Named):
    type: Literal["organization"] = "organization"


class Project(Named):
    type: Literal["project"] = "project"


class DocumentRef(Named):
    type: Literal["document_ref"] = "document_ref"


# ------------------------------------------------------------------ what is to be done, and for whom


class Task(Record):
    """A numbered item of work. Its first span reaches from its heading to the end of its text."""

    type: Literal["task"] = "task"
    title: str
    parent: str | None = Field(default=None, description="the task this one is a part of")
    responsible: tuple[str, ...] = ()
    lead: tuple[str, ...] = Field(default=(), description="the 牵头单位 among the responsible")
    actions: tuple[str, ...] = Field(default=(), description="clauses of the text; for a task with parts their titles")
    enterprises: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


class Amount(Frozen):
    """A sum or rate a measure promises; what the text does not state is null."""

    value: Number
    upper: Number | None = None
    unit: str
    role: Literal["amount", "cap", "rate", "total", "per_year", "per_head", "period"] = "amount"
    for_: str | None = Field(default=None, alias="for", description="the tier: 国家级, 省级, first prize ...")
    base: str | None = Field(default=None, description="what a rate is taken of")
    comparator: Comparator = "="


class Measure(Record):
    """Support somebody could ask for. What the text does not state is null and shown as 未载明."""

    type: Literal["measure"] = "measure"
    instrument: str
    category: str | None = Field(default=None, description="id of an instrument entry of the vocabulary")
    beneficiary: str | None = None
    condition: str | None = None
    provider: str | None = None
    amounts: tuple[Amount, ...] = ()


AnyRecord = Annotated[
    DocumentRecord
    | Section
    | Passage
    | Table
    | Notice
    | Statement
    | Derived
    | Finding
    | Enterprise
    | Organization
    | Project
    | DocumentRef
    | Task
    | Measure,
    Field(discriminator="type"),
]


# ------------------------------------------------------------------ a document and all that was read from it


class Document(Frozen):
    """A frozen text and its structure: outline, passages and tables in reading order."""

    id: str
    text: str
    source: Source
    info: DocumentRecord
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    notices: tuple[Notice, ...] = ()


class Parsed(Frozen):
    """A document with every record read from it, in the order they are exported."""

    TYPES: ClassVar[tuple[str, ...]] = (
        "document",
        "section",
        "passage",
        "table",
        "statement",
        "derived",
        "finding",
        "enterprise",
        "organization",
        "project",
        "document_ref",
        "task",
        "measure",
        "notice",
    )

    document: Document
    records: tuple[AnyRecord, ...]

    def of(self, *types: str) -> tuple[Any, ...]:
        """The records of these types, in order."""
        return tuple(r for r in self.records if r.type in types)


# ------------------------------------------------------------------ answers


class Value(Frozen):
    """A number in an answer. `derived` ones carry their formula in the claim that states them."""

    value: Number
    unit: str | None = None
    year: Year | None = None
    indicator: str | None = None
    comparator: Comparator = "="
    derived: bool = False
    upper: Number | None = Field(default=None, description="upper end of a range such as 3—5家")
    doc_id: str | None = Field(
        default=None, description="the document that states it, or whose figures it follows from"
    )


class Citation(Frozen):
    """A place that proves a claim; showing it compares the quote with the stored text."""

    doc_id: str
    title: str
    sha256: str
    section: tuple[str, ...]
    line_start: int
    line_end: int
    quote: str
    spans: tuple[Span, ...]
    origin: Origin | None = None


class Claim(Frozen):
    """A sentence and the citations (by index) and records that carry it; one without a citation cannot exist."""

    text: str
    citations: Annotated[tuple[int, ...], Field(min_length=1)]
    record_ids: tuple[str, ...] = ()
    doc_ids: tuple[str, ...] = Field(default=(), description="the document of each record, at the same index")
    formula: str | None = Field(default=None, description="how its value was reckoned, where it was: 50-13")


class Frame(Frozen):
    """How a question was read."""

    language: Literal["zh", "en"]
    kind: str | None = Field(default=None, description="the kind the wording hints at")
    indicators: tuple[str, ...] = ()
    years: tuple[Year, ...] = ()
    figure: Literal["target", "actual"] | None = Field(
        default=None, description="whether a goal or a fact is asked for"
    )
    names: tuple[str, ...] = Field(default=(), description="enterprises, organizations, projects, headings")
    instruments: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    numbers: tuple[str, ...] = Field(default=(), description="figures the question itself states, with their unit")
    terms: tuple[str, ...] = Field(default=(), description="content words used for passages")
    unknown: tuple[str, ...] = Field(default=(), description="words nobody understood")
    carried: tuple[str, ...] = Field(default=(), description="slots taken over from earlier questions")
    assumed: tuple[str, ...] = Field(
        default=(),
        description="sentences that say what an open wording was taken for: 去年 is the year before the document's",
    )


class Related(Frozen):
    """What does exist near a question that could not be answered."""

    text: str
    doc_id: str
    section: tuple[str, ...]
    line_start: int
    line_end: int
    record_id: str | None = None


class Answer(Frozen):
    """The reply to a question; the same for every door."""

    question: str
    language: Literal["zh", "en"]
    frame: Frame
    kind: str
    status: Literal["answered", "partial", "not_found"]
    answer: str
    values: tuple[Value, ...] = ()
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    findings: tuple[str, ...] = Field(default=(), description="notes of the findings that bear on the answer")
    related: tuple[Related, ...] = ()
    suggestions: tuple[str, ...] = ()
    build: str


class Step(Frozen):
    """What carries a claim: the records it was made from, and whether the places that prove it still do."""

    records: tuple[AnyRecord, ...]
    holds: bool = Field(description="whether every quote stands in the stored text, whose hash is the cited one")


class Proof(Frozen):
    """How an answer was made, whole enough to be checked by hand and to be made again: the same question over the same
    build gives the same bytes, hence the same `digest`."""

    history: tuple[str, ...]
    answer: Answer
    steps: tuple[Step, ...] = Field(description="one for each claim of the answer, in order")
    fingerprint: str = Field(description="of the build: equal ones mean equal records")
    version: str = Field(description="of kb")
    digest: str = Field(description="SHA-256 of the answer's canonical JSON")


class Hit(Frozen):
    """A search result."""

    doc_id: str
    line_start: int
    line_end: int
    section: tuple[str, ...]
    score: float
    text: str
    record_id: str
    record_type: str
    spans: tuple[Span, ...] = Field(default=(), description="the matched words, in the document's text")
