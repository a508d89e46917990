"""Zip packages that lie about themselves, in each format that is one."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator

from tests.docx_files import docx, paragraph, zipped
from tests.hostile.kinds import MIB, Hostile, hostile
from tests.ofd_files import Text, ofd
from tests.test_xlsx import book

GOOD = {
    ".docx": docx(paragraph("一、总则")),
    ".xlsx": book(("Sheet1", [["指标", "值"], ["甲", 1]], [])),
    ".ofd": ofd([[Text(30, 40, "一、总则")]]),
}
MAIN = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".ofd": "OFD.xml"}


def files() -> Iterator[Hostile]:
    """Every trick in a docx, every other one in the formats that share its door."""
    for suffix, good in GOOD.items():
        for name, (trick, outcomes) in list(TRICKS.items())[:: 1 if suffix == ".docx" else 2]:
            yield hostile(f"zip {name}", suffix, lambda _, t=trick, g=good, s=suffix: t(g, MAIN[s]), outcomes)


def _rewritten(
    good: bytes, change: Callable[[zipfile.ZipInfo, bytes], list[tuple[zipfile.ZipInfo | str, bytes]]]
) -> bytes:
    """The package with each part replaced by what `change` makes of it."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(io.BytesIO(good)) as old:
            for info in old.infolist():
                for entry, data in change(info, old.read(info)):
                    made.writestr(entry, data)
    return stream.getvalue()


def _main_becomes(good: bytes, main: str, data: bytes) -> bytes:
    return _rewritten(good, lambda info, old: [(info.filename, data if info.filename == main else old)])


def _plus(good: bytes, *extra: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    first = iter([extra])
    return _rewritten(good, lambda info, old: [(info.filename, old), *next(first, ())])


def _patched(good: bytes, main: str, at: int, value: int, form: str) -> bytes:
    """A field of the main part's directory entry overwritten."""
    place = good.rindex(main.encode()) - 46
    assert good[place : place + 4] == b"PK\x01\x02"
    return good[: place + at] + struct.pack(form, value) + good[place + at + struct.calcsize(form) :]


def _overlapping(good: bytes, main: str) -> bytes:
    """All entries of the directory point at the main part's bytes."""
    place = good.rindex(main.encode()) - 46
    target = good[place + 42 : place + 46]
    data, at = bytearray(good), good.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 42 : at + 46] = target
        at = good.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def _matryoshka(good: bytes) -> bytes:
    data = bytes(4 * MIB)
    for _ in range(5):
        data = zipped({"a.zip": data})
    return data


def _long_directory(good: bytes) -> bytes:
    return _plus(good, *((f"{n:05d}" + "x" * 250, b"") for n in range(4_090)))


TRICKS: dict[str, tuple[Callable[[bytes, str], bytes], str]] = {
    "flat bomb": (lambda good, main: _main_becomes(good, main, bytes(60 * MIB)), "zip_bomb"),
    "part beyond the limit": (lambda good, main: _main_becomes(good, main, bytes(70 * MIB)), "zip_bomb"),
    "bomb of many parts": (lambda good, _: _plus(good, *((f"{n}.xml", bytes(50 * MIB)) for n in range(5))), "zip_bomb"),
    "nested": (lambda good, main: _main_becomes(good, main, _matryoshka(good)), "zip_bomb"),
    "ten thousand parts": (lambda good, _: _plus(good, *((str(n), b"") for n in range(10_000))), "zip_bomb"),
    "long directory": (lambda good, _: _long_directory(good), "zip_bomb"),
    "overlap": (_overlapping, "zip_bomb"),
    "size too small": (lambda good, main: _patched(good, main, 24, 10, "<L"), "damaged"),
    "size too large": (lambda good, main: _patched(good, main, 24, 9_999_999, "<L"), "damaged"),
    "size gigantic": (lambda good, main: _patched(good, main, 24, 0xFFFFFFF0, "<L"), "zip_bomb"),
    "packed size lie": (lambda good, main: _patched(good, main, 20, 0x7FFFFFFF, "<L"), "zip_bomb damaged"),
    "offset lie": (lambda good, main: _patched(good, main, 42, 0x7FFFFFFF, "<L"), "zip_bomb damaged"),
    "checksum": (lambda good, main: _patched(good, main, 16, 1, "<L"), "damaged"),
    "locked": (lambda good, main: _patched(good, main, 8, 1, "<H"), "encrypted"),
    "lzma": (lambda good, main: _patched(good, main, 10, 14, "<H"), "damaged"),
    "path up": (lambda good, _: _plus(good, ("../../../etc/cron.d/x", b"x")), "path_trick"),
    "path absolute": (lambda good, _: _plus(good, ("/etc/passwd", b"x")), "path_trick"),
    "path backslash": (lambda good, _: _plus(good, ("..\\..\\x", b"x")), "path_trick"),
    "same name twice": (lambda good, main: _plus(good, (main, b"<a/>")), "path_trick"),
    "link": (lambda good, _: _plus(good, (_link(), b"/etc/passwd")), "path_trick"),
    "half": (lambda good, _: good[: len(good) // 2], "damaged"),
    "without its end": (lambda good, _: good[:-10], "damaged"),
    "only its magic": (lambda good, _: b"PK\x03\x04" + bytes(1_000), "damaged"),
    "empty": (lambda good, _: b"PK\x05\x06" + bytes(18), "damaged"),
}
