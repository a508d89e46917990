"""Outlines of texts in every style in use, each beside its text: `GOLDEN=write` rewrites them for a review as a diff.

A line of `<style>.outline` is the line of the text, the depth as an indent, label and title; `!` is a notice with its
lines, `~` a line of the page rather than the text.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.extract.reading import reading
from kb.laws import breaches
from kb.model import Document
from kb.parse import parse_document
from kb.read import read
from kb.structure import structure
from tests.support import ROOT, document, rows

FOLDER = ROOT / "tests" / "golden" / "outlines"
TEXTS = sorted(FOLDER.glob("*.txt"))
WRITE = os.environ.get("GOLDEN") == "write"


def parsed(path: Path) -> Document:
    return structure(read(path), path.stem)


def shown(found: Document) -> Iterator[str]:
    for s in found.sections:
        yield f"{s.anchor.line_start:>3} {'    ' * (s.level - 1)}{f'{s.label} {s.title}'.strip()}"
    for n in found.notices:
        yield f"  ! {n.code} {n.anchor.line_start}-{n.anchor.line_end}"
    for p in (p for p in found.passages if p.kind == "furniture"):
        yield f"  ~ {p.anchor.line_start} {p.text}"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_outline_is_the_one_reviewed(path: Path) -> None:
    found = "".join(f"{line}\n" for line in shown(parsed(path)))
    expected = path.with_suffix(".outline")
    if WRITE:
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8"), f"run GOLDEN=write pytest {__file__} and review the diff"


def test_outlines_are_not_being_written() -> None:
    assert not WRITE, "outlines were rewritten: review the diff, then run without GOLDEN"


def test_every_style_has_a_text() -> None:
    assert len(TEXTS) >= 20


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_laws_hold(path: Path) -> None:
    assert breaches(parse_document(parsed(path))) == {}


@pytest.mark.parametrize("case", rows("lookalikes"))
def test_what_only_looks_like_a_heading_is_none(case: dict[str, Any]) -> None:
    """Each line stands alone, as the last of a section, and between two sections."""
    line = case["line"]
    for text in (line, f"一、情况\n{line}", f"一、情况\n（一）概述\n{line}\n二、打算\n正文。"):
        others = {"情况", "概述", "打算"}
        assert [s.anchor.quote for s in document(text).sections if s.title not in others] == [], text


@pytest.mark.parametrize("case", rows("sentences"))
def test_a_sentence_torn_by_the_page_is_read_as_one(case: dict[str, Any]) -> None:
    found = document(case["text"])
    paragraphs = reading(found).paragraphs
    for words in case["sentences"]:
        one = next((p for p in paragraphs if words in p.text), None)
        assert one is not None, (words, [p.text for p in paragraphs])
        at = one.text.index(words)
        for i, char in enumerate(words):
            start, end = one.place(type(one.span)(at + i, at + i + 1))
            assert found.text[start:end] == char


@pytest.mark.parametrize("case", rows("sentences"))
def test_what_the_page_adds_is_furniture(case: dict[str, Any]) -> None:
    found = document(case["text"])
    assert [p.text for p in found.passages if p.kind == "furniture"] == case.get("furniture", [])


@pytest.mark.parametrize("case", rows("hints"))
def test_levels_of_the_file_help_where_there_is_no_number(case: dict[str, Any]) -> None:
    levels = {int(line): level for line, level in case["levels"].items()}
    found = document(case["text"], headings=levels, format=case.get("format", "txt"))
    assert [f"{s.level} {s.label} {s.title}".replace("  ", " ") for s in found.sections] == case["headings"]


# ------------------------------------------------------------------ any sequence of numbered lines

LABELS = st.sampled_from(
    (
        "第一篇_ 第二章_ 第三节_ 第四条_ 一、 二、 五、 （一） （二） (三) 1. ２． 3、 （1） 2) ① ② "
        "—— 一是 专栏1_ 01_ 附件1 【奖】 ㈠ ⒉ 前言"
    ).split()
).map(lambda label: label.replace("_", " "))
WORDS = st.sampled_from(
    ("总体要求", "加强领导。", "建设平台。加快建设，形成能力。", "对企业给予奖励；", "到2025年", "", "目录")
)
LINES = st.lists(st.tuples(LABELS | st.just(""), WORDS).map("".join), max_size=25)


@given(LINES)
def test_any_sequence_of_numbered_lines_gives_nested_sections(lines: list[str]) -> None:
    found = structure_of(lines)
    extents = {s.id: s.places["extent"] for s in found.sections}
    levels = {s.id: s.level for s in found.sections}
    assert [s.span.start for s in found.sections] == sorted(s.span.start for s in found.sections)
    for section in found.sections:
        assert section.level == (levels[section.parent] + 1 if section.parent else 1)
        start, end = extents[section.id]
        above = extents.get(section.parent or "", (0, len(found.text)))
        assert above[0] <= start <= end <= above[1]


@given(LINES)
def test_any_sequence_of_numbered_lines_keeps_the_laws(lines: list[str]) -> None:
    assert breaches(parse_document(structure_of(lines))) == {}


def structure_of(lines: list[str]) -> Document:
    return document("\n".join(lines))
