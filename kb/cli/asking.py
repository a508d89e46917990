"""`kb ask` and `kb search`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kb.cli.options import Batch, Home, Json, opened

if TYPE_CHECKING:
    from kb.cli.batch import Asked
    from kb.knowledge import KnowledgeBase

SHOWN = ("doc_id", "line_start", "line_end", "section", "score", "text")
"""Fields of a hit in a batch."""

History = Annotated[list[str] | None, typer.Option("--history", help="先前的问题，可多次给出", show_default=False)]
Explain = Annotated[bool, typer.Option("--explain", help="说明答案的由来：读法、记录、算式、出处、文件哈希、构建")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help="最多几条")]


def ask(
    question: Annotated[str | None, typer.Argument(help="问题，中文或英文", show_default=False)] = None,
    history: History = None,
    batch: Batch = None,
    explain: Explain = False,
    json_output: Json = False,
    home: Home = None,
) -> None:
    """回答问题并指出出处。 Answer a question with its sources."""
    kb = opened(home)
    if batch is not None:
        _batch(batch, lambda asked: kb.ask(asked.question, asked.history).model_dump(mode="json", by_alias=True))
        return
    shown = kb.prove(question or "", history or ()) if explain else kb.ask(question or "", history or ())
    if json_output:
        typer.echo(shown.model_dump_json(by_alias=True))
        return
    from kb.model import Answer
    from kb.render import proof_text, text

    typer.echo(text(shown) if isinstance(shown, Answer) else proof_text(shown), nl=False)


def search(
    query: Annotated[str | None, typer.Argument(help='检索词；"引号"里的词须原样出现', show_default=False)] = None,
    limit: Limit = 10,
    batch: Batch = None,
    json_output: Json = False,
    home: Home = None,
) -> None:
    """检索原文的段落、标题和表格行。 Search passages, headings and table rows."""
    kb = opened(home)
    if batch is not None:
        _batch(batch, lambda asked: {"hits": [_shown(hit) for hit in kb.search(asked.question, limit)]})
        return
    hits = kb.search(query or "", limit)
    if json_output:
        typer.echo(json.dumps({"query": query, "hits": [h.model_dump(mode="json") for h in hits]}, ensure_ascii=False))
        return
    _print_hits(kb, hits)


def _batch(name: str, reply: Callable[[Asked], dict[str, Any]]) -> None:
    from kb.cli.batch import lines_of, replies

    failed = 0
    for line in replies(lines_of(name), reply):
        typer.echo(line.text)
        failed += line.failed
    if failed:
        typer.echo(f"{failed} 个问题遇到内部错误，见其 error 字段。可逐个运行：kb ask 问题", err=True)
        raise typer.Exit(1)


def _shown(hit: Any) -> dict[str, Any]:
    fields: dict[str, Any] = hit.model_dump(mode="json", include=set(SHOWN))
    return fields


def _print_hits(kb: KnowledgeBase, hits: tuple[Any, ...]) -> None:
    titles = {document.doc_id: document.title for document in kb.documents()}
    for number, hit in enumerate(hits, 1):
        lines = (
            f"第 {hit.line_start} 行" if hit.line_start == hit.line_end else f"第 {hit.line_start}—{hit.line_end} 行"
        )
        typer.echo(f"{number}. {' > '.join((titles[hit.doc_id], *hit.section))}  {lines}")
        typer.echo(f"   {' '.join(hit.text.split())}")
    if not hits:
        typer.echo("没有找到。 Nothing found.")
