"""A package is looked at before anything opens it, and its XML is parsed with nothing turned on."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import SourceError
from kb.read.zips import MAX_ENTRIES, MIB, open_zip, xml


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in parts.items():
            archive.writestr(path, data)
    return stream.getvalue()


def read_first(data: bytes) -> bytes:
    package = open_zip(data, "包.docx")
    return package.read(package.names[0])


def reason_of(data: bytes) -> str:
    """Why the package or its first part is refused."""
    with pytest.raises(SourceError) as refusal:
        read_first(data)
    assert "kb parse" in str(refusal.value)
    return refusal.value.reason


def linked() -> bytes:
    stream = io.BytesIO()
    info = zipfile.ZipInfo("a")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, "/etc/hostname")
    return stream.getvalue()


def twice() -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a", "1")
        archive.writestr("a", "2")
    return stream.getvalue()


def patched(data: bytes, at: int, value: int, form: str) -> bytes:
    """The package with a field of its first directory entry overwritten."""
    start = data.index(b"PK\x01\x02") + at
    return data[:start] + struct.pack(form, value) + data[start + struct.calcsize(form) :]


ONE = packed({"a": b"x" * 1_000})

REFUSED = {
    "no package": (b"PK\x03\x04 and nothing", "damaged"),
    "empty": (b"", "damaged"),
    "truncated": (ONE[:-30], "damaged"),
    "zeros": (packed({"a": bytes(20 * MIB)}), "zip_bomb"),
    "more than a part may be": (packed({"a": bytes(65 * MIB)}), "zip_bomb"),
    "more than a package may be": (packed({f"{n}": bytes(50 * MIB) for n in range(4)}), "zip_bomb"),
    "too many parts": (packed({str(n): b"" for n in range(MAX_ENTRIES + 1)}), "zip_bomb"),
    "a package in a package": (packed({"a": ONE}), "zip_bomb"),
    "says it is smaller": (patched(ONE, 24, 10, "<L"), "damaged"),
    "says it is larger": (patched(ONE, 24, 100_000, "<L"), "damaged"),
    "says it is gigantic": (patched(ONE, 24, 0xFFFFFFF0, "<L"), "zip_bomb"),
    "checksum": (patched(ONE, 16, 1, "<L"), "damaged"),
    "locked": (patched(ONE, 8, 1, "<H"), "encrypted"),
    "another method": (patched(ONE, 10, 14, "<H"), "damaged"),
    "up": (packed({"../a": b"x"}), "path_trick"),
    "up in the middle": (packed({"a/../../b": b"x"}), "path_trick"),
    "absolute": (packed({"/etc/passwd": b"x"}), "path_trick"),
    "backslash": (packed({"a\\..\\b": b"x"}), "path_trick"),
    "drive": (packed({"C:/a": b"x"}), "path_trick"),
    "twice": (twice(), "path_trick"),
    "twice but for the case": (packed({"a": b"1", "A": b"2"}), "path_trick"),
    "link": (linked(), "path_trick"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_bad_package_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    assert reason_of(data) == reason


def test_parts_that_share_their_bytes_are_refused() -> None:
    data = packed({"a": b"x" * 1_000, "b": b"x" * 1_000})
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    assert reason_of(data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :]) == "zip_bomb"


def test_a_good_package_hands_out_its_parts() -> None:
    package = open_zip(packed({"dir/": b"", "dir/a.xml": b"<a><b/></a>"}), "包.docx")
    assert package.names == ("dir/a.xml",) and "dir/a.xml" in package
    assert package.read("dir/a.xml") == b"<a><b/></a>"
    assert package.xml("dir/a.xml")[0].tag == "b"
    with pytest.raises(SourceError, match="包内缺少"):
        package.read("b")


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;">]><a>&m;</a>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (LAUGHS, "entity"),
        (LAUGHS.decode().replace("<?xml", "<?xml").encode("utf-16"), "entity"),
        (b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>', "damaged"),
        (b"<a>" * 300 + b"</a>" * 300, "too_big"),
        (b"<a>" + b"<b/>" * 2_000_001 + b"</a>", "too_big"),
        (b"<a>", "damaged"),
        (b"", "damaged"),
        (b"<a>&#0;</a>", "damaged"),
    ],
    ids=["laughs", "laughs in utf-16", "utf-7", "deep", "many", "cut", "empty", "nul"],
)
def test_bad_xml_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as refusal:
        xml(data, "包.docx")
    assert refusal.value.reason == reason


def test_good_xml_in_the_encodings_of_office_files() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        declared = "utf-8" if encoding == "utf-8-sig" else encoding
        data = f'<?xml version="1.0" encoding="{declared}"?><a>规划</a>'.encode(encoding)
        assert xml(data, "包.docx").text == "规划"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_package_or_refused(data: bytes) -> None:
    for bytes_ in (data, ONE[:60] + data + ONE[60:], ONE[: -len(data) - 1] + data):
        try:
            package = open_zip(bytes_, "包.docx")
            assert all(isinstance(package.read(part), bytes) for part in package.names)
        except SourceError as refusal:
            assert "kb parse" in str(refusal)
