"""Where things are, rows of the tables in tests/cases as parameters, and how much work a call is."""

from __future__ import annotations

import hashlib
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.build import build
from kb.model import About, Document, Source
from kb.structure import structure

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases"
POLICIES = ROOT / "tests" / "policies"
CORPUS = ROOT / "corpus"
PLAN = CORPUS / "taishan-sti-plan-2016-2020" / "source.txt"


def rows(name: str, table: str = "case", label: str = "what") -> list[Any]:
    """The rows of tests/cases/NAME.toml, each named by its own label."""
    found = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))[table]
    return [pytest.param(row, id=str(row.get(label, number))) for number, row in enumerate(found, 1)]


def document(
    text: str, about: About | None = None, headings: dict[int, int] | None = None, format: str = "txt"
) -> Document:
    """A document made of a text; `headings` are the levels the file itself gives its lines."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(text=text, format=format, encoding="utf-8", sha256=digest, headings=headings or {})
    return structure(source, "test", about)


def built(folder: Path, **texts: str) -> Path:
    """The home of a knowledge base made of these texts; names are ids of documents."""
    for name, text in texts.items():
        (folder / "corpus" / name).mkdir(parents=True)
        (folder / "corpus" / name / "source.txt").write_text(text, "utf-8")
    build(folder / "corpus", folder / "home")
    return folder / "home"


def calls(work: Callable[[], object]) -> int:
    """How many functions, those of C included, a piece of work calls: its cost, the same on a busy machine."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
