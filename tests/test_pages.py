"""Pages of placed text and ruling lines, as pdf and as ofd, give the lines a person would read off them."""

from __future__ import annotations

from typing import Any

import pytest

from kb.model import Source
from kb.read import ofd, pdf
from kb.read.galley import Galley
from kb.read.layout import Glyph, Page, lines_of, width_of
from kb.read.pages import set_pages
from tests import ofd_files, pdf_files
from tests.support import rows

MM = 25.4 / 72
SIZE = 16.0


def as_pdf(case: dict[str, Any]) -> Source:
    pages: list[list[pdf_files.Item]] = []
    for page in case["page"]:
        items: list[pdf_files.Item] = [pdf_files.Words(x, y, words) for x, y, words in page["words"]]
        items += [pdf_files.Stroke(*stroke) for stroke in page.get("strokes", ())]
        pages.append(items + (list(pdf_files.grid(*page["grid"])) if "grid" in page else []))
    return pdf.read(pdf_files.pdf(pages), "规划.pdf")


def as_ofd(case: dict[str, Any]) -> Source:
    pages: list[list[ofd_files.Item]] = []
    for page in case["page"]:
        items: list[ofd_files.Item] = [
            ofd_files.Text(x * MM, y * MM, words, SIZE * MM) for x, y, words in page["words"]
        ]
        items += [ofd_files.Stroke(*(at * MM for at in stroke)) for stroke in page.get("strokes", ())]
        if "grid" in page:
            x, y = page["grid"]
            items += ofd_files.grid([at * MM for at in x], [at * MM for at in y])
        pages.append(items)
    return ofd.read(ofd_files.ofd(pages), "规划.ofd")


@pytest.mark.parametrize("written", [as_pdf, as_ofd], ids=["pdf", "ofd"])
@pytest.mark.parametrize("case", rows("pages"))
def test_a_page_is_read_as_people_read_it(case: dict[str, Any], written: Any) -> None:
    source = written(case)
    assert source.text.split("\n") == [line.replace(" | ", "\t") for line in case["lines"]]
    for words in case.get("remarks", ()):
        assert any(words in remark for remark in source.remarks)
    assert len(source.remarks) == len(case.get("remarks", ()))
    if "grids" in case:
        assert [[[c.down, c.across] for c in row] for grid in source.grids for row in grid.rows] == case["grids"]


@pytest.mark.parametrize("written", [as_pdf, as_ofd], ids=["pdf", "ofd"])
def test_every_line_knows_the_page_it_begins_on(written: Any) -> None:
    case = next(row.values[0] for row in rows("pages") if "over the page" in str(row.id))
    source = written(case)
    assert [origin.page for origin in source.origins] == [1, 3]


def test_cells_point_at_their_words() -> None:
    case = next(row.values[0] for row in rows("pages") if "merged cells" in str(row.id))
    source = as_pdf(case)
    words = [[source.text[slice(*cell.span)] for cell in row] for row in source.grids[0].rows]
    assert words == [["类别", "目标"], ["2024年", "2025年"], ["投入", "20", "30"]]


def glyphs(x: float, y: float, words: str, size: float = SIZE) -> list[Glyph]:
    """The characters of a line of text set solid."""
    found: list[Glyph] = []
    for char in words:
        found.append(Glyph(char, x, x + size * width_of(char), y, size))
        x = found[-1].right
    return found


def test_two_columns_are_read_one_after_the_other() -> None:
    left = ["".join(chr(0x4E00 + 20 * row + i) for i in range(12)) for row in range(12)]
    right = ["".join(chr(0x5E00 + 20 * row + i) for i in range(12)) for row in range(12)]
    placed = glyphs(150, 80, "一张两栏排印的公报")
    for row in range(12):
        placed += glyphs(80, 130 + 28 * row, left[row]) + glyphs(310, 134 + 28 * row, right[row])
    galley = Galley("页.pdf")
    set_pages([Page(1, 595, 842, placed)], galley)
    text = galley.source(b"", "pdf", "pdf").text
    assert text == "一张两栏排印的公报\n" + "".join(left) + "".join(right)


def test_raised_and_stretched_characters_stay_on_their_line() -> None:
    raised = [Glyph("2", 89, 94, 94, 9)]
    stretched = [Glyph(char, 96 + 22 * i, 112 + 22 * i, 100, SIZE) for i, char in enumerate("平方公里")]
    found = lines_of(1, [*glyphs(80, 100, "m"), *raised, *stretched])
    assert [line.text for line in found] == ["m2平方公里"]


def test_two_dashes_drawn_as_one_glyph_stay_two() -> None:
    dash = Glyph("—", 96, 128, 100, SIZE)
    found = lines_of(1, [*glyphs(80, 100, "行"), dash, dash, *glyphs(128, 100, "建")])
    assert [line.text for line in found] == ["行——建"]
