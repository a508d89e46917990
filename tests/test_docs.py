"""The documents say what the program does: commands, files, links and figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer.main

from kb.build import build
from kb.cli import cli
from kb.health import TYPES
from kb.laws import LAWS
from kb.read import READERS
from tests.examples import Example, examples, faults
from tests.support import CORPUS, ROOT
from tools.figures import Figures
from tools.readme import figures_table, shown_table

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
    return set(re.findall(rf"(?:`|^|\$ ){program} ([a-z][a-z-]*)", text, re.MULTILINE))


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


def test_the_picture_of_the_layers_is_the_contract() -> None:
    picture = re.search(r"^```\n(kb/cli .*?)^```", page("docs/architecture.md"), re.MULTILINE | re.DOTALL)
    assert picture is not None
    lines = (re.split(r" {5,}(?=app/|import)", line)[0] for line in picture[1].splitlines())
    contract = tomllib.loads(page("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]["layers"]
    named = (re.findall(r"(?<!\()\b[a-z_]+\b(?!\))", layer) for layer in contract)  # (name) may be missing
    assert [re.findall(r"kb/(\w+)", line) for line in lines] == [layer for layer in named if layer]


# ------------------------------------------------------------------ what the READMEs show was really printed


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("readme") / "home"
    build(CORPUS, place)
    return place


def shown(name: str) -> list[tuple[str, str]]:
    """The commands after `$ ` in a README and what it shows of their output; ... stands for anything."""
    found = [
        pair
        for block in blocks(page(name))
        for pair in re.findall(r"^\$ (kb .*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]
    return [(command, output.strip()) for command, output in found if output.strip()]


def pattern(output: str) -> str:
    """A pattern for printed output: blanks are as good as line ends, and ... with the blanks around it is anything."""
    parts = re.split(r"\s*\.\.\.\s*", output)
    return ".*?".join(r"\s+".join(map(re.escape, part.split())) for part in parts)


SHOWN = [pytest.param(*pair, id=f"{name}: {pair[0]}") for name in READMES for pair in shown(name)]


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_the_readme_shows_what_is_printed(command: str, output: str, home: Path) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"KB_HOME": str(home), "PATH": path}
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert re.fullmatch(pattern(output), done.stdout.strip(), re.DOTALL), f"{done.stdout}{done.stderr}"


READING = examples(page("docs/how-a-plan-is-read.md"))


@pytest.mark.parametrize("example", READING, ids=lambda example: example.plan.splitlines()[0][:20])
def test_how_a_plan_is_read_says_what_is_read(example: Example) -> None:
    assert list(faults(example)) == []


def test_every_example_has_its_reading() -> None:
    text = page("docs/how-a-plan-is-read.md")
    assert len(READING) == text.count("```plan\n") == text.count("```read\n") >= 12


def test_every_format_is_named() -> None:
    text = page("docs/how-a-plan-is-read.md")
    assert not [suffix for suffix in READERS if f"`{suffix}`" not in text]


def test_every_law_and_every_type_of_record_is_named() -> None:
    text = page("docs/how-a-plan-is-read.md")
    assert not [law for law in LAWS if f"**{law}**" not in text]
    assert not [name for name in TYPES.values() if name not in text]


def test_an_example_that_lies_is_found() -> None:
    plan = "一、目标\n到2025年，专利达到300件。\n"
    assert not list(
        faults(Example(plan, ("章节 1 一、 目标", "指标数值 2025年 专利 300件  （单位：件）", "没有 企业")))
    )
    for lie in ("章节 1 一、 目的", "指标数值 2025年 专利 300件  （单位：项）", "没有 章节", "企业 甲公司"):
        assert list(faults(Example(plan, (lie,))))


def test_the_readmes_show_output() -> None:
    assert len(SHOWN) >= 10


@pytest.mark.parametrize("name", READMES)
def test_the_readme_shows_the_figures_as_measured(
    name: str, record_figures: Figures, question_figures: Figures
) -> None:
    table = figures_table(name, record_figures | question_figures)
    assert shown_table(page(name)) == table, "run `make eval`"
