"""`kb add` and `kb remove`: documents into the corpus and out of it, each followed by a new build."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kb.cli.options import Corpus, Home, Json
from kb.errors import KBError

if TYPE_CHECKING:
    from kb.model import About

Files = Annotated[list[Path], typer.Argument(help="要收录的文件", show_default=False)]
Ids = Annotated[list[str], typer.Argument(help="要移出的文件的编号", show_default=False)]
Replace = Annotated[str | None, typer.Option("--replace", help="作为这一编号的新版本", show_default=False)]
Title = Annotated[str | None, typer.Option("--title", help="标题，正文没有时写明", show_default=False)]
Region = Annotated[str | None, typer.Option("--region", help="所属地区", show_default=False)]
Link = Annotated[str | None, typer.Option("--link", help="发布网页的地址", show_default=False)]


def add(
    files: Files,
    replace: Replace = None,
    title: Title = None,
    region: Region = None,
    link: Link = None,
    corpus: Corpus = Path("corpus"),
    json_output: Json = False,
    home: Home = None,
) -> None:
    """收录文件，并重新建库。 Take documents into the corpus and build."""
    from kb.model import About

    if len(files) > 1 and (replace or title or link):
        raise KBError("--replace、--title 和 --link 只能用于一份文件。请逐份运行：kb add 文件")
    about = About(title=title, region=region, link=link)
    _run([partial(_added, file, corpus, about, replace) for file in files], json_output, corpus, home)


def _added(file: Path, corpus: Path, about: About, replace: str | None) -> dict[str, Any]:
    from kb.intake import add as take_in

    return take_in(file, corpus, about, replace)._asdict()


def remove(ids: Ids, corpus: Corpus = Path("corpus"), json_output: Json = False, home: Home = None) -> None:
    """把文件移出知识库，原件留存。 Take documents out of the corpus and build; originals are kept."""
    _run([partial(_removed, i, corpus) for i in ids], json_output, corpus, home)


def _removed(doc_id: str, corpus: Path) -> dict[str, Any]:
    from kb.intake import remove as take_out

    kept = take_out(doc_id, corpus)
    said = f"已移出，原件存于 {kept}；再次收录同一文件即可恢复"
    return {"file": doc_id, "doc_id": doc_id, "kept": str(kept), "said": said}


def _run(works: Sequence[Callable[[], dict[str, Any]]], json_output: bool, corpus: Path, home: Path | None) -> None:
    """One line for each piece of work, then one build; what fails is a sentence on stderr and costs no other piece."""
    done = [_one(work, json_output) for work in works]
    if any(done):
        _build(corpus, home)
    if not all(done):
        raise typer.Exit(2)


def _one(work: Callable[[], dict[str, Any]], json_output: bool) -> bool:
    try:
        facts = work()
    except KBError as error:
        typer.echo(str(error), err=True)
        return False
    typer.echo(json.dumps(facts, ensure_ascii=False) if json_output else f"{facts['file']}  {facts['said']}")
    return True


def _build(corpus: Path, home: Path | None) -> None:
    """A new build; without a document left there can be none, which is said."""
    from kb.build import build
    from kb.corpus import listed

    if not listed(corpus).members:
        typer.echo(f"{corpus} 里已没有文件，知识库仍是上一次的构建。收录文件后会重新建库：kb add 文件", err=True)
        return
    build(corpus, home, say=lambda step: typer.echo(step, err=True))
