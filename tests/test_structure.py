"""What a reader sees at a glance: headings, tables, imprint, and where every character belongs."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from kb.model import About, Document, Source
from kb.structure import structure
from tests.grids import source
from tests.support import rows


def document(text: str, about: About | None = None) -> Document:
    """A document made of a text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return structure(Source(text=text, format="txt", encoding="utf-8", sha256=digest), "test", about)


@pytest.mark.parametrize("case", rows("outline"))
def test_headings_are_those_a_reader_sees(case: dict[str, Any]) -> None:
    found = document(case["text"])
    assert [f"{s.level} {s.label} {s.title}" for s in found.sections] == case["headings"]
    assert len(found.notices) == case.get("odd", 0)


@pytest.mark.parametrize("case", rows("outline"))
def test_a_heading_is_an_exact_piece_of_the_text_and_holds_what_stands_below(case: dict[str, Any]) -> None:
    found = document(case["text"])
    for section in found.sections:
        assert found.text[slice(*section.span)].strip() == section.anchor.quote
        start, end = section.places["extent"]
        for child in (s for s in found.sections if s.parent == section.id):
            assert start <= child.span.start and child.places["extent"].end <= end


@pytest.mark.parametrize("case", rows("tables"))
def test_tables_are_rebuilt_cell_by_cell(case: dict[str, Any]) -> None:
    found = structure(source(case), "test")
    assert [[list(t.columns), *map(list, t.rows)] for t in found.tables] == case["tables"]
    assert [t.title for t in found.tables] == case.get("titles", [""] * len(found.tables))
    for field, shown in {
        "heads": [[list(row) for row in t.heads] for t in found.tables],
        "labels": [t.label or "" for t in found.tables],
        "units": [t.unit or "" for t in found.tables],
        "sections": [list(t.section) for t in found.tables],
        "rest": [p.text for p in found.passages if p.kind not in ("caption", "furniture")],
    }.items():
        assert shown == case.get(field, shown), field
    for table in found.tables:
        for row, cells in zip(table.rows, table.cells, strict=True):
            assert ["".join(found.text[slice(*c)].split()) for c in cells] == ["".join(w.split()) for w in row]


@pytest.mark.parametrize("case", rows("imprint"))
def test_the_imprint_says_who_and_when(case: dict[str, Any]) -> None:
    info = document(case["text"]).info
    for field, value in case["fields"].items():
        found = getattr(info, field)
        assert (list(found) if isinstance(found, tuple) else found) == value, field
    assert [f for f in case.get("none", []) if getattr(info, f) is not None] == []


def test_a_title_assigned_by_us_is_marked_so() -> None:
    found = document("一、总则\n正文。", About(title="某市规划（2021-2025年）"))
    assert (found.info.title, found.info.title_origin) == ("某市规划（2021-2025年）", "assigned")
    assert found.info.period == (2021, 2025)


def test_sections_end_before_the_imprint() -> None:
    found = document("一、保障\n加强领导。\n\n公开方式：主动公开\n某市人民政府办公室  2017年7月28日印发\n")
    imprint = [p for p in found.passages if p.kind == "imprint"]
    assert len(imprint) == 2
    assert all(p.section == () for p in imprint)
