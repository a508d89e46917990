"""PDF files: turned pages, water marks, broken and locked files, scans, limits; the layout itself is in test_pages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import SourceError
from kb.model import Origin
from kb.read import pdf
from tests.pdf_files import Item, Raw, Stroke, Words, grid
from tests.pdf_files import pdf as written
from tests.support import calls

PAGE: list[Item] = [
    Words(80, 100, "一、总体要求"),
    Words(112, 128, "到期末，研发人员达到500人。"),
    *grid([80, 200, 320], [200, 230, 260]),
    Words(90, 220, "指标"),
    Words(210, 220, "目标"),
    Words(90, 250, "企业（家）"),
    Words(210, 250, "50"),
]
TEXT = "一、总体要求\n到期末，研发人员达到500人。\n\n指标\t目标\n企业（家）\t50"
LOCK = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <{0}> /U <{0}> /P -4 >> /ID [<00> <00>]".format("41" * 32)


def test_the_text_its_pages_and_its_hash() -> None:
    data = written([PAGE, [Words(80, 100, "二、附则")]])
    source = pdf.read(data, "规划.pdf")
    assert source.text == TEXT + "\n\n二、附则"
    assert source.format == "pdf" and len(source.sha256) == 64
    assert source.origins == (*[Origin(page=1)] * 6, Origin(page=2))


@pytest.mark.parametrize(
    ("rotate", "matrix"),
    [(90, "0 1 -1 0 842 0 cm"), (180, "-1 0 0 -1 595 842 cm"), (270, "0 -1 1 0 -247 842 cm")],
)
def test_a_turned_page_is_read_upright(rotate: int, matrix: str) -> None:
    assert pdf.read(written([[Raw(matrix), *PAGE]], rotate=rotate), "规划.pdf").text == TEXT


def test_a_water_mark_across_the_page_is_left_out() -> None:
    mark = Raw("BT /F 40 Tf .7 .7 -.7 .7 150 400 Tm <5185 90E8> Tj ET")
    assert pdf.read(written([[*PAGE, mark]]), "规划.pdf").text == TEXT


def test_a_font_of_size_one_made_larger_by_its_matrix() -> None:
    page: list[Item] = [
        Raw(f"BT /F 1 Tf 16 0 0 16 {x} {842 - y} Tm <{words.encode('utf-16-be').hex()}> Tj ET")
        for x, y, words in (
            (112, 100, "推动骨干企业建立研发"),
            (80, 128, "机构和中试基地，到期末达"),
            (80, 156, "到五十家。"),
        )
    ]
    assert pdf.read(written([page]), "规划.pdf").text == "推动骨干企业建立研发机构和中试基地，到期末达到五十家。"


def test_rectangles_and_thin_fills_are_ruling_lines_and_shading_is_none() -> None:
    thin = [Raw(f"80 {842 - y} 240 0.8 re f") for y in (200, 230, 260)]
    thin += [Raw(f"{x} 582 0.8 60 re f") for x in (80, 200, 320)]
    shading = Raw("q 0.9 g 81 613 118 28 re f 60 300 500 400 re f Q")
    words = [item for item in PAGE if isinstance(item, Words)]
    assert pdf.read(written([[shading, *thin, *words]]), "规划.pdf").text == TEXT
    boxes = [Raw(f"{x} {y} 120 30 re S") for x in (80, 200) for y in (582, 612)]
    assert pdf.read(written([[*boxes, *words]]), "规划.pdf").text == TEXT


def test_pages_without_text_are_named() -> None:
    source = pdf.read(written([PAGE, [Stroke(10, 10, 90, 90)]]), "规划.pdf")
    assert any("第 2 页没有文字" in remark for remark in source.remarks)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (written([[Stroke(10, 10, 90, 90)]]), "no_text"),
        (written([[Words(80, 100, "\ue000\ue001\ue002")]]), "no_text"),
        (written([PAGE], trailer=LOCK), "encrypted"),
        (written([PAGE])[:400], "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (b"not a pdf at all", "damaged"),
        (written([[Words(80, 100, "页")]] * (pdf.MOST_PAGES + 1)), "too_big"),
    ],
    ids=["scan", "private", "locked", "cut", "empty", "other", "pages"],
)
def test_what_cannot_be_read_is_refused_with_the_next_command(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as refusal:
        pdf.read(data, "规划.pdf")
    assert refusal.value.reason == reason and "kb parse" in str(refusal.value)


def test_too_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 10)
    with pytest.raises(SourceError, match="超出可读的大小"):
        pdf.read(written([PAGE]), "规划.pdf")


def test_too_many_ruling_lines_are_a_drawing() -> None:
    def read(times: int) -> None:
        drawing: list[Item] = [Stroke(80 + i / 3 / times, 300, 80 + i / 3 / times, 700) for i in range(1_500 * times)]
        drawing += [Stroke(80, 300 + i / 3 / times, 500, 300 + i / 3 / times) for i in range(1_300 * times)]
        assert "一、总体要求" in pdf.read(written([[*drawing, Words(80, 100, "一、总体要求")]]), "规划.pdf").text

    read(1)
    assert calls(lambda: read(2)) < 3 * calls(lambda: read(1))


def test_a_form_that_draws_itself_ends() -> None:
    form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 90 0 R >> >> /Length 5 >>"
    data = written([[*PAGE, Raw("/X Do")]]).decode("latin-1")
    data = data.replace("/Font << /F 3 0 R >>", "/Font << /F 3 0 R >> /XObject << /X 90 0 R >>")
    data = data.replace("xref\n", f"90 0 obj\n{form}\nstream\n/X Do\nendstream\nendobj\nxref\n", 1)
    assert pdf.read(data.encode("latin-1"), "规划.pdf").text == TEXT


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 1_500), st.integers(0, 40))
def test_damaged_files_give_a_text_or_a_sentence(noise: bytes, at: int, cut: int) -> None:
    whole = written([PAGE])
    try:
        source = pdf.read(whole[:at] + noise + whole[at + cut :], "任意.pdf")
    except SourceError as refusal:
        assert "kb parse" in str(refusal)
    else:
        assert source.text.strip() and len(source.origins) == len(source.text.split("\n"))
