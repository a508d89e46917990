"""`kb build` and `kb app`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kb.cli.options import Corpus, Home, Json, opened

Strict = Annotated[bool, typer.Option("--strict", help="有一份文件读不了就不建库")]
Port = Annotated[
    int | None, typer.Option("--port", min=1, max=65535, help="端口，默认 8501 起第一个空闲的", show_default=False)
]


def build(
    corpus: Corpus = Path("corpus"), strict: Strict = False, json_output: Json = False, home: Home = None
) -> None:
    """由规划文件建成知识库。 Build the knowledge base from a folder of plans."""
    from kb.build import build as build_home

    manifest = build_home(corpus, home, say=lambda step: typer.echo(step, err=True), strict=strict)
    if json_output:
        typer.echo(manifest.model_dump_json())


def app(port: Port = None, home: Home = None) -> None:
    """在浏览器中提问。 Ask in a browser."""
    from kb.cli.pages import start

    opened(home)
    start(home, port)
