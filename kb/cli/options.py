"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

Home = Annotated[
    Path | None, typer.Option("--home", help="知识库所在文件夹，默认取 KB_HOME，否则为 .kb", show_default=False)
]
Corpus = Annotated[Path, typer.Option("--corpus", help="存放规划的文件夹")]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON")]
Batch = Annotated[
    str | None, typer.Option("--batch", help="每行一个 JSON 问题的文件，- 为标准输入", show_default=False)
]
Doc = Annotated[str | None, typer.Option("--doc", help="只看这一份文件", show_default=False)]


def opened(home: Path | None) -> KnowledgeBase:
    """The knowledge base in `home`; raises BuildError when there is none to use."""
    from kb.knowledge import KnowledgeBase

    return KnowledgeBase.open(home)
