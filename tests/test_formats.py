"""The same plan as txt, docx, html, pdf and ofd: the same sections, statements, measures and cells.

The files were made once by `python -m tools.formats tests/formats`; the ofd is written here, from the
places of the pdf.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from kb.laws import breaches
from kb.model import Parsed
from kb.parse import parse
from kb.read.pdf_page import read_page
from tests.ofd_files import ofd_of
from tests.support import PLAN, ROOT

FOLDER = ROOT / "tests" / "formats"
FORMATS = ("docx", "html", "pdf", "ofd")


@cache
def parsed(path: Path) -> Parsed:
    """A file parsed once for all tests here."""
    return parse(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files in one folder, the ofd ones written from the places of the pdf ones."""
    made = tmp_path_factory.mktemp("formats")
    for path in FOLDER.glob("*.*"):
        (made / path.name).symlink_to(path)
        if path.suffix == ".pdf":
            (made / path.name).with_suffix(".ofd").write_bytes(_as_ofd(path))
    return made


def _as_ofd(path: Path) -> bytes:
    document = pdfium.PdfDocument(path)
    pages = [read_page(document, index, 1_000_000) for index in range(len(document))]
    document.close()
    return ofd_of([page for page in pages if page])


def told(whole: Parsed) -> dict[str, list[Any]]:
    """What a parse says, without its places."""
    return {
        "section": [(s.label, s.title, s.level, s.section) for s in whole.of("section")],
        "statement": [
            (s.indicator, s.value, s.upper, s.unit, s.year, s.period, s.comparator, s.kind, s.scope, s.modality)
            for s in whole.of("statement")
        ],
        "table": [(t.label, t.title, t.columns, t.rows) for t in whole.of("table")],
        "measure": [(m.category, m.beneficiary, m.condition, m.provider, m.amounts) for m in whole.of("measure")],
        "task": [(t.title, t.responsible, t.lead) for t in whole.of("task")],
        "imprint": [(whole.document.info.issuer, whole.document.info.issued_on, whole.document.info.publicity)],
    }


@pytest.mark.parametrize("kind", FORMATS)
def test_the_plan_says_the_same_in_every_format(folder: Path, kind: str) -> None:
    found = told(parsed(folder / f"plan.{kind}"))
    for record, expected in told(parsed(PLAN)).items():
        assert found[record] == expected, f"{record} of {kind}"


@pytest.mark.parametrize("kind", FORMATS)
def test_merged_cells_boxes_and_long_tables_are_the_same_in_every_format(folder: Path, kind: str) -> None:
    found, docx = parsed(folder / f"tables.{kind}"), parsed(folder / "tables.docx")
    first, second = found.of("table")
    assert first.columns == ("类别", "指标", "2023年", "2025年", "属性")
    assert first.rows[1] == ("创新投入", "每万人口高价值发明专利拥有量 （件）", "5", "8", "预期性")
    assert [row[0] for row in second.rows] == [str(number) for number in range(1, 16)]
    assert {row[2] for row in second.rows} == {"市科技局、市工业和信息化局"}
    assert found.document.text == docx.document.text and told(found) == told(docx)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_citation_says_the_page_or_paragraph(folder: Path, kind: str) -> None:
    document = parsed(folder / f"plan.{kind}").document
    places = document.source.origins
    assert len(places) == (0 if kind == "html" else len(document.text.split("\n")))
    if kind in ("pdf", "ofd"):
        pages = [place.page for place in places]
        assert pages == sorted(pages, key=lambda page: page or 0) and pages[0] == 1 and pages[-1] == 22


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", ["plan", "tables"])
def test_the_laws_hold_in_every_format(folder: Path, name: str, kind: str) -> None:
    assert not any(breaches(parsed(folder / f"{name}.{kind}")).values())
