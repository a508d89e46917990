"""OFD files: steps, matrices, templates, paths and places in the package; the layout itself is in test_pages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import SourceError
from kb.read import ofd
from kb.read.ofd_page import numbers_of, steps_of
from tests.ofd_files import SPACE, Text, grid, package
from tests.ofd_files import ofd as written

HEAD = Text(70, 15, "某某市产业规划")
FIRST = [Text(30, 40, "一、总体要求"), Text(40, 50, "到期末，研发人员达到五百人。")]
SECOND = [Text(30, 40, "二、附则")]


def test_pages_are_read_in_their_order_and_kept() -> None:
    source = ofd.read(written([FIRST, SECOND]), "规划.ofd")
    assert source.text == "一、总体要求\n到期末，研发人员达到五百人。\n二、附则"
    assert [origin.page for origin in source.origins] == [1, 1, 2]
    assert source.format == "ofd" and len(source.sha256) == 64


def test_objects_are_sorted_by_their_place_not_by_their_order() -> None:
    assert ofd.read(written([FIRST[::-1]]), "规划.ofd").text == "一、总体要求\n到期末，研发人员达到五百人。"


@pytest.mark.parametrize(
    ("steps", "matrix", "text"),
    [
        ("g 3 5", None, "总体要求"),
        ("5 g 2 5.0", None, "总体要求"),
        ("5", None, "总体要求"),
        ("", None, "总体要求"),
        ("5 14 5", None, "总体 要求"),
        ("g 99999999 5", None, "总体要求"),
        ("nan inf -1e99", None, "总体要求"),
        ("g 3 5", "1.2 0 0 1.2 0 0", "总体要求"),
        ("g 3 5", "1 0 0 1 10", "总体要求"),
    ],
)
def test_steps_place_the_characters(steps: str, matrix: str | None, text: str) -> None:
    page = [Text(30, 40, "总体要求", steps=steps, matrix=matrix), Text(30, 60, "附则")]
    assert ofd.read(written([page]), "规划.ofd").text == f"{text}\n附则"


def test_turned_text_is_left_out() -> None:
    mark = Text(60, 120, "内部资料", size=12, matrix="0.7 -0.7 0.7 0.7 0 0")
    assert ofd.read(written([[*SECOND, mark]]), "规划.ofd").text == "二、附则"


def test_a_template_of_several_pages_is_a_running_head_and_that_of_one_page_is_text() -> None:
    source = ofd.read(written([FIRST, SECOND], template=[HEAD]), "规划.ofd")
    assert "产业规划" not in source.text and any("模板" in remark for remark in source.remarks)
    assert ofd.read(written([SECOND], template=[HEAD]), "规划.ofd").text == "某某市产业规划\n二、附则"


def test_a_template_may_rule_the_table_of_its_page() -> None:
    words = [Text(32, 46, "指标"), Text(82, 46, "目标"), Text(32, 56, "企业"), Text(82, 56, "50")]
    source = ofd.read(written([words], template=grid([30, 80, 130], [40, 50, 60])), "规划.ofd")
    assert source.text == "指标\t目标\n企业\t50"


def test_the_page_may_begin_elsewhere_than_at_zero() -> None:
    moved = [Text(text.x + 500, text.y + 700, text.words) for text in FIRST]
    assert (
        ofd.read(written([moved], size="500 700 210 297"), "规划.ofd").text
        == "一、总体要求\n到期末，研发人员达到五百人。"
    )


ENTRY = f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>{{0}}</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
DOCUMENT = f'<ofd:Document {SPACE}><ofd:Pages><ofd:Page ID="1" BaseLoc="{{0}}"/></ofd:Pages></ofd:Document>'
CONTENT = f'<ofd:Page {SPACE}><ofd:Content><ofd:Layer ID="2">{SECOND[0].xml()}</ofd:Layer></ofd:Content></ofd:Page>'


@pytest.mark.parametrize(
    ("root", "document", "place", "page"),
    [
        ("Doc_0/Document.xml", "Doc_0/Document.xml", "Pages/P.xml", "Doc_0/Pages/P.xml"),
        ("/Doc_0/Document.xml", "Doc_0/Document.xml", "/Doc_0/Pages/P.xml", "Doc_0/Pages/P.xml"),
        ("Doc_0/./Document.xml", "Doc_0/Document.xml", "../Doc_0/P.xml", "Doc_0/P.xml"),
        ("doc_0/document.xml", "Doc_0/Document.xml", "pages/p.XML", "Doc_0/Pages/P.xml"),
    ],
)
def test_places_in_the_package_are_resolved(root: str, document: str, place: str, page: str) -> None:
    data = package({"OFD.xml": ENTRY.format(root), document: DOCUMENT.format(place), page: CONTENT})
    assert ofd.read(data, "规划.ofd").text == "二、附则"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 cut", "damaged"),
        (package({"other.xml": "<a/>"}), "damaged"),
        (package({"OFD.xml": f"<ofd:OFD {SPACE}/>"}), "damaged"),
        (package({"OFD.xml": ENTRY.format("Doc_0/none.xml")}), "damaged"),
        (package({"OFD.xml": ENTRY.format("../../etc/passwd")}), "damaged"),
        (package({"OFD.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "entity"),
        (package({"OFD.xml": "<broken"}), "damaged"),
        (package({"OFD.xml": ENTRY.format("D.xml"), "Encryptions.xml": "<a/>"}), "encrypted"),
        (written([[]]), "no_text"),
        (written([[] for _ in range(ofd.MOST_PAGES + 1)]), "too_big"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_next_command(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as refusal:
        ofd.read(data, "规划.ofd")
    assert refusal.value.reason == reason or (reason == "too_big" and refusal.value.reason == "zip_bomb")
    assert "kb parse" in str(refusal.value)


@given(st.text(alphabet="0123456789 g.-+e\tx", max_size=60), st.integers(0, 50))
def test_steps_never_run_away(words: str, most: int) -> None:
    assert len(steps_of(words, most)) <= most
    assert all(abs(number) <= 10_000 for number in [*numbers_of(words), *steps_of(words, most)])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.text(alphabet="MLSQBAC 0123456789.-", max_size=120))
def test_any_words_and_paths_give_a_text_or_a_sentence(words: str, path: str) -> None:
    shown = "".join(c for c in words if c.isprintable() and c not in "<>&")
    drawing = (
        f'<ofd:PathObject Boundary="{path[:20]}"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'
    )
    page = CONTENT.replace("二、附则", shown).replace("</ofd:Layer>", f"{drawing}</ofd:Layer>")
    data = package({"OFD.xml": ENTRY.format("D.xml"), "D.xml": DOCUMENT.format("P.xml"), "P.xml": page})
    try:
        source = ofd.read(data, "任意.ofd")
    except SourceError as refusal:
        assert "kb parse" in str(refusal)
    else:
        assert source.text.strip()


@given(st.binary(max_size=300))
def test_bytes_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(SourceError, match="kb parse"):
        ofd.read(data, "任意.ofd")
