"""Writes docs/questions.md: every kind of question with real answers; a test compares the page with what this makes."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.build import build
from kb.knowledge import KnowledgeBase
from kb.model import Answer
from kb.render import interface, place, quoted, text

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "questions.md"
SOURCES = 3
"""So many sources of an answer are shown."""
HEAD = """# Questions

What can be asked, by kind, each with real answers over the plan in `corpus/`. This page is written by `make questions`.
An answer is made from records, or from sentences that hold what is asked; `kb ask --explain` shows how it was made.
"""


def asked_of() -> dict[str, Any]:
    """What is asked: `kind`, the kinds of questions, and `rules`, a text of our own that some of them are asked of."""
    return tomllib.loads((ROOT / "tools" / "questions.toml").read_text("utf-8"))


def bases(folder: Path) -> dict[str, KnowledgeBase]:
    """The plan of `corpus/` and the rules, each as a knowledge base of its own."""
    rules = folder / "rules" / "jiangzhou-chongdian"
    rules.mkdir(parents=True)
    (rules / "source.txt").write_text(asked_of()["rules"].lstrip(), "utf-8")
    corpora = {"plan": ROOT / "corpus", "rules": folder / "rules"}
    for name, corpus in corpora.items():
        build(corpus, folder / "homes" / name)
    return {name: KnowledgeBase.open(folder / "homes" / name) for name in corpora}


def page(over: dict[str, KnowledgeBase]) -> str:
    """The whole page."""
    lines = (line for kind in asked_of()["kind"] for line in _kind(kind, over[kind.get("over", "plan")]))
    return "\n".join([HEAD, *lines])


def _kind(kind: dict[str, Any], kb: KnowledgeBase) -> Iterator[str]:
    yield from (f"## {kind['title']}", "", kind["note"], "", "```console")
    for asked in kind["asked"]:
        *history, question = asked.split(" > ")
        earlier = "".join(f' --history "{one}"' for one in history)
        yield f'$ kb ask "{question}"{earlier}'
        yield from shown(kb.ask(question, history))
    yield from ("```", "")


def shown(answer: Answer) -> Iterator[str]:
    """The answer's own text, its first sources or what is related, and the suggestions."""
    words = interface(answer.language)
    yield from text(answer).split("\n\n")[0].rstrip("\n").split("\n")
    for number, cited in enumerate(answer.citations[:SOURCES], 1):
        yield f"  [{number}] {place(cited, words)}  {words('quote', text=quoted(cited.quote))}"
    if len(answer.citations) > SOURCES:
        yield "  ..."
    yield from (f"  {words('suggestions')}  {question}" for question in answer.suggestions[:1])


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(page(bases(Path(folder))), "utf-8")
    print(PAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
