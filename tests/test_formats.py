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

from kb.model import Parsed
from kb.parse import parse
from kb.read.pdf_page import read_page
from tests.ofd_files import ofd_of
from tests.support import PLAN, ROOT

FOLDER = ROOT / "tests" / "formats"
FORMATS = ("docx", "html", "pdf", "ofd")


@cache
def of_the_text() -> dict[str, list[Any]]:
    return told(parse(PLAN))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The plan in every format."""
    document = pdfium.PdfDocument(FOLDER / "plan.pdf")
    pages = [read_page(document, index, 1_000_000) for index in range(len(document))]
    document.close()
    made = tmp_path_factory.mktemp("formats") / "plan.ofd"
    made.write_bytes(ofd_of([page for page in pages if page]))
    return {"ofd": made} | {kind: FOLDER / f"plan.{kind}" for kind in FORMATS if kind != "ofd"}


def told(parsed: Parsed) -> dict[str, list[Any]]:
    """What a parse says, without its places."""
    return {
        "section": [(s.label, s.title, s.level, s.section) for s in parsed.of("section")],
        "statement": [
            (s.indicator, s.value, s.upper, s.unit, s.year, s.period, s.comparator, s.kind, s.scope, s.modality)
            for s in parsed.of("statement")
        ],
        "table": [(t.label, t.title, t.columns, t.rows) for t in parsed.of("table")],
        "measure": [(m.category, m.beneficiary, m.condition, m.provider, m.amounts) for m in parsed.of("measure")],
        "task": [(t.title, t.responsible, t.lead) for t in parsed.of("task")],
        "imprint": [(parsed.document.info.issuer, parsed.document.info.issued_on, parsed.document.info.publicity)],
    }


@pytest.mark.parametrize("kind", FORMATS)
def test_the_plan_says_the_same_in_every_format(files: dict[str, Path], kind: str) -> None:
    found = told(parse(files[kind]))
    for record, expected in of_the_text().items():
        assert found[record] == expected, f"{record} of {kind}"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_citation_says_the_page_or_paragraph(files: dict[str, Path], kind: str) -> None:
    document = parse(files[kind]).document
    places = document.source.origins
    assert len(places) == (0 if kind == "html" else len(document.text.split("\n")))
    if kind in ("pdf", "ofd"):
        pages = [place.page for place in places]
        assert pages == sorted(pages, key=lambda page: page or 0) and pages[0] == 1 and pages[-1] == 22
