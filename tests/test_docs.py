"""The documents say what the program does: commands, files, links and figures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from kb.cli import cli
from tests.support import ROOT

READMES = ("README.md", "README.zh-CN.md")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "corpus" / "README.md"])
KB_COMMANDS = set(typer.main.get_command(cli).commands)  # type: ignore[attr-defined]
MAKE_COMMANDS = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(text: str) -> list[str]:
    """The indented or fenced blocks of a page, without their fences."""
    return re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    """The command lines in the blocks of a page, in order: what follows `$ `, `kb ...` and `make ...`."""
    return re.findall(r"^(?:\$ )?((?:kb|make) [^\n#]*?) *(?:#.*)?$", "\n".join(blocks(text)), re.MULTILINE)


def mentioned(text: str, program: str) -> set[str]:
    """The first words after a program's name, in blocks and in `code`."""
    return set(re.findall(rf"(?:`|^|\$ ){program} ([a-z-]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", READMES)
def test_a_newcomer_needs_two_commands(name: str) -> None:
    first = next(block for block in blocks(page(name)))
    assert commands(f"```\n{first}```") == ["make run", "make test"]


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert mentioned(page(name), "kb") >= KB_COMMANDS
    assert mentioned(page(name), "make") >= MAKE_COMMANDS - {"help", "setup"}


def test_both_readmes_run_the_same_commands() -> None:
    english, chinese = (commands(page(name)) for name in READMES)
    assert english == chinese


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_names_a_command_that_is_not_there(path: Path) -> None:
    text = path.read_text("utf-8")
    assert mentioned(text, "kb") <= KB_COMMANDS
    assert mentioned(text, "make") <= MAKE_COMMANDS


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_leads_nowhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text("utf-8"))
    assert not [link for link in links if not (path.parent / link).exists()]


@pytest.mark.parametrize("command", sorted(KB_COMMANDS))
def test_every_command_explains_itself(command: str) -> None:
    assert typer.main.get_command(cli).commands[command].help  # type: ignore[attr-defined]


def test_the_architecture_names_every_part_and_no_other() -> None:
    text = page("docs/architecture.md")
    named = set(re.findall(r"\b((?:kb|app|tools|tests|docs|corpus)/[\w/.-]*\w)", text))
    assert not [path for path in named if not (ROOT / path).exists()]
    parts = {p for p in (ROOT / "kb").iterdir() if (p.is_dir() or p.suffix == ".py") and not p.name.startswith("_")}
    assert not [part.name for part in sorted(parts) if f"kb/{part.name}" not in named]
