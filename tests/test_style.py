"""What keeps the house readable: format, types, small files, and rules that know the language rather than one plan."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT

CODE = sorted(path for folder in ("kb", "app", "tools") for path in (ROOT / folder).rglob("*.py"))
WORDS = sorted(path for folder in ("kb", "app") for path in (ROOT / folder).rglob("*.toml"))
LONGEST = 400
ALL_RECORDS = "kb/model.py"
"""The one file that may be longer: it is read from top to bottom like a glossary."""
NATIONWIDE = {"建设银行", "千人计划", "港珠澳大桥"}
"""Things the Taishan plan names that many plans name."""


@pytest.mark.parametrize(
    "command", [("ruff", "format", "--check", "."), ("ruff", "check", "."), ("mypy",)], ids=["format", "lint", "types"]
)
def test_the_tools_have_nothing_to_say(command: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_one_subject(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LONGEST or path == ROOT / ALL_RECORDS, f"{lines} lines: is one noun still its only subject?"


# ------------------------------------------------------------------ no rule may know the plan it is tested on


def names_of_the_plan() -> set[str]:
    """Enterprises, named projects and the town itself, as the plan spells them."""
    rows = [json.loads(row) for row in (ROOT / "tests/gold/enterprise.jsonl").read_text("utf-8").splitlines()]
    found = {name for row in rows for name in (row["name"], *row["aliases"])}
    rows = [json.loads(row) for row in (ROOT / "tests/gold/project.jsonl").read_text("utf-8").splitlines()]
    found |= {row["name"] for row in rows if row["required"]}
    return (found | {"台山", "台城", "大广海湾", "都斛", "川岛", "赤溪"}) - NATIONWIDE


NAMES = names_of_the_plan()


def rules_in(node: Any) -> Iterator[str]:
    """All strings of a TOML table that are rules, not proofs: `examples` and `not` may quote a plan."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (s for key, value in node.items() if key not in ("examples", "not") for s in rules_in(value))
    elif isinstance(node, list):
        yield from (s for value in node for s in rules_in(value))


def strings_in(path: Path) -> Iterator[str]:
    """All strings of a Python file but docstrings and descriptions; what explains may give an example."""
    tree = ast.parse(path.read_text("utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    prose |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "description"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.name)
def test_no_entry_knows_the_taishan_plan(path: Path) -> None:
    rules = rules_in(tomllib.loads(path.read_text("utf-8")))
    assert not [(name, rule) for rule in rules for name in NAMES if name in rule]


def test_no_line_of_code_knows_the_taishan_plan() -> None:
    code = [path for path in CODE if "tools" not in path.relative_to(ROOT).parts]
    known = [(path.name, name) for path in code for string in strings_in(path) for name in NAMES if name in string]
    assert not known


def test_the_search_for_names_finds_them() -> None:
    assert {"富华重工", "台山", "侨梦苑", "绿岛风科技"} <= NAMES
    assert list(rules_in({"zh": "a", "aliases": ["b"], "examples": ["c"], "not": ["d"], "x": {"y": "e"}})) == list(
        "abe"
    )
