"""`kb parse`, `kb check` and `kb show`: a document as records, as a patient, as a text."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.cli.options import Home, Json, opened
from kb.errors import KBError

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase
    from kb.model import Document, Span

File = Annotated[Path, typer.Argument(help="规划文件", show_default=False)]
Section = Annotated[str | None, typer.Option("--section", help="章节编号，如 3.6.2", show_default=False)]
LineRange = Annotated[str | None, typer.Option("--lines", help="行号，如 10-20", show_default=False)]
Html = Annotated[Path | None, typer.Option("--html", help="把原文连同全部记录的标记写成一张网页", show_default=False)]
Highlight = Annotated[str | None, typer.Option("--highlight", help="要标出的文字", show_default=False)]
LIT = ("\x1b[7m", "\x1b[0m")
LIT_PLAIN = ("【", "】")
"""Marks around highlighted text in a terminal, and in a file or a pipe."""


def parse(file: File) -> None:
    """读一份规划，每行输出一条记录（JSON）。 Print a plan's records, one JSON object a line."""
    from kb.codec import export
    from kb.parse import parse as parse_file

    for record in parse_file(file).records:
        typer.echo(export(record))


def check(
    file: Annotated[Path | None, typer.Argument(help="规划文件，默认检查知识库", show_default=False)] = None,
    html: Html = None,
    json_output: Json = False,
    home: Home = None,
) -> None:
    """检查读出了什么、没有读出什么。 What was read and what was not: headings, records, notices, numbers left over."""
    from kb.cli import health

    if html is not None and file is None:
        raise KBError("--html 要指明是哪一份文件。请运行：kb check 文件 --html 网页.html")
    found = [health.of_file(file, html)] if file else health.of_home(home)
    lines = health.in_full if file else health.in_short
    for one in found:
        typer.echo(one.model_dump_json() if json_output else "\n".join(lines(one)))
    if html is not None:
        typer.echo(f"网页已写入 {html}", err=True)
    if any(one.broken for one in found):
        raise typer.Exit(1)


def show(
    doc: Annotated[str | None, typer.Argument(help="文件编号，不写则列出全部", show_default=False)] = None,
    section: Section = None,
    lines: LineRange = None,
    highlight: Highlight = None,
    home: Home = None,
) -> None:
    """显示原文的一节或几行。 Show a section or lines of a document."""
    kb = opened(home)
    if doc is None:
        _list_documents(kb)
        return
    document = kb.document(doc)
    area = _area(document, section, lines)
    _print(document, area, _occurrences(document, area, highlight))


def _list_documents(kb: KnowledgeBase) -> None:
    from kb.cli.columns import columns

    rows = [(document.doc_id, document.title) for document in kb.documents()]
    for line in columns(("编号", "标题"), rows):
        typer.echo(line)


def _area(document: Document, section: str | None, lines: str | None) -> Span:
    from kb.model import Span

    if section is not None and lines is not None:
        raise KBError(f"--section 和 --lines 只能用一个。例如：kb show {document.id} --section 1")
    if section is not None:
        return _section_area(document, section)
    if lines is not None:
        return _lines_area(document, lines)
    return Span(0, len(document.text))


def _section_area(document: Document, section: str) -> Span:
    for one in document.sections:
        if one.id == section:
            return one.places["extent"]
    first = document.sections[0].id if document.sections else None
    example = f" --section {first}" if first else ""
    raise KBError(f"{document.id} 里没有编号为 {section} 的章节。请换一个编号：kb show {document.id}{example}")


def _lines_area(document: Document, lines: str) -> Span:
    from kb.model import Span
    from kb.text import Lines

    of_text = Lines(document.text)
    match = re.fullmatch(r"(\d{1,9})(?:[-—–](\d{1,9}))?", lines.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last <= len(of_text):
        raise KBError(f"行号 {lines} 不在 1-{len(of_text)} 之内。例如：kb show {document.id} --lines 1-10")
    return Span(of_text.span(first).start, of_text.span(last).end)


def _occurrences(document: Document, area: Span, wanted: str | None) -> list[Span]:
    """Where the text stands in the area, however it is spelt: half or full width, traditional or simplified."""
    from kb.model import Span
    from kb.text import fold

    if not wanted or not wanted.strip():
        return []
    found = re.finditer(re.escape(fold(wanted)), fold(document.text[area.start : area.end]))
    spans = [Span(area.start + m.start(), area.start + m.end()) for m in found]
    if not spans:
        typer.echo(f"这里没有“{wanted}”。可检索全文：kb search {wanted}", err=True)
    return spans


def _print(document: Document, area: Span, lit: list[Span]) -> None:
    from kb.render import segments
    from kb.text import Lines

    lines = Lines(document.text)
    first, last = lines.number(area.start), lines.number(max(area.start, area.end - 1))
    on, off = LIT if sys.stdout.isatty() else LIT_PLAIN
    texts = dict.fromkeys(range(first, last + 1), "")
    for piece in segments(document, lit):
        if first <= piece.line <= last:
            text = piece.text.rstrip("\n")
            texts[piece.line] += f"{on}{text}{off}" if piece.marked and text else text
    for number, text in texts.items():
        typer.echo(f"{number:>5}  {text}".rstrip())
