"""Any decodable text is read as it stands; anything else is refused in one sentence that names the next command."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import SourceError
from kb.read import read
from tests.support import PLAN

TEXT = "一、总则\n到2020年，达到50家。\n"


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("gbk", "gb18030"), ("gb18030", "gb18030")],
)
def test_the_encoding_is_found_and_said(tmp_path: Path, encoding: str, expected: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(TEXT.encode(encoding))
    source = read(path)
    assert (source.text, source.encoding) == (TEXT, expected)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_a_damaged_byte_is_marked_and_said(tmp_path: Path, encoding: str) -> None:
    data = ("一、总则\n" + "建设创新平台。\n" * 200).encode(encoding)
    at = data.index("建设".encode(encoding.removesuffix("-sig")), 40)
    path = tmp_path / "plan.txt"
    path.write_bytes(data[:at] + b"\xff" + data[at:])
    source = read(path)
    assert source.encoding == encoding
    assert source.text.count("\ufffd") == 1 and source.text.replace("\ufffd", "").startswith("一、总则\n建设")
    line = source.text[: source.text.index("\ufffd")].count("\n") + 1
    assert "1 处" in source.remarks[0] and f"第 {line} 行" in source.remarks[0]


def test_a_word_of_gb18030_in_a_page_of_ascii_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(b"GDP, R&D, ICT\n" * 1_000 + "规划".encode("gb18030"))
    source = read(path)
    assert (source.encoding, source.text[-2:], source.remarks) == ("gb18030", "规划", ())


def test_newlines_are_unified_and_nothing_else_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_bytes("\ufeff甲 \r\n\t乙\r丙　\n".encode())
    assert read(path).text == "甲 \n\t乙\n丙　\n"


def test_the_plan_is_read_to_the_last_character() -> None:
    assert read(PLAN).text == PLAN.read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "空的"),
        ("blank.txt", b" \n\t\n", "空的"),
        ("wide.txt", "　\n".encode(), "空白"),
        ("binary.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "不是文本"),
        ("damaged.txt", "总则\n".encode() + b"\xff\xfe\xff\x80\x81", "无法解码"),
        ("mark.txt", b"\xfe\xff", "空白"),
        ("surrogates.txt", b"\xff\xfe" + b"\x00\xd8" * 50, "无法解码"),
        ("nul.txt", "总则\0目标".encode(), "不是文本"),
        ("noise.txt", b"\xff\xfe" + bytes(range(1, 255)) * 2, "文"),
        ("plan.pages", b"x", "不认识"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_next_command(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError) as refusal:
        read(path)
    assert says in str(refusal.value)
    assert "kb parse" in str(refusal.value)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(SourceError, match=r"没有这份\.txt"):
        read(Path("没有这份.txt"))


@given(st.binary(max_size=300))
def test_bytes_give_a_text_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "any.txt"
    path.write_bytes(data)
    try:
        assert read(path).text.strip()
    except SourceError as refusal:
        assert "kb parse" in str(refusal)
