"""What a file is, told by its bytes: a suffix is a claim, and files from web sites and mail often claim wrongly."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.errors import Reason

LOOK = 64 * 1024
"""Bytes looked at, at the beginning and at the end of a file."""
_PACKAGES = {".docx": b"word/document.xml", ".xlsx": b"xl/workbook.xml", ".ofd": b"OFD.xml"}
"""The part each package is known by."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound files ([MS-CFB]): doc, wps, xls, ppt, and everything of Office that is locked with a password."""
_WORD_MAGIC = b"\xec\xa5"
_WORD_LOCK = 0x01
_WORD_HEADER = 512
"""Where Word puts the WordDocument stream; its flags stand at offset 10 ([MS-DOC] 2.5.2, fEncrypted)."""
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_EARLY = 4_096
_WORD_XML = b'progid="Word.Document"'
OFFICE = (".doc", ".wps")
TEXTS = (".txt", ".md")
PAGES = (".html", ".htm")


class Kind(NamedTuple):
    """The suffix whose reader can read a file, or why none can."""

    suffix: str = ""
    reason: Reason | None = None
    detail: str = ""


def kind_of(head: bytes, tail: bytes, suffix: str) -> Kind:
    """What a file is whose first and last bytes are given and whose name ends in `suffix`.

    >>> kind_of(b"%PDF-1.7", b"", ".doc").suffix, kind_of(b"<html><body>", b"", ".doc").suffix
    ('.pdf', '.html')
    >>> kind_of("一、总则".encode(), b"", ".md").suffix, kind_of(b"abc", b"", ".docx").reason
    ('.md', 'damaged')
    """
    if head.startswith(b"PK\x03\x04") or (b"PK\x05\x06" in tail and suffix in _PACKAGES):
        return _package(head + tail, suffix)
    if head.startswith(_COMPOUND):
        return _compound(head, tail, suffix)
    if head.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in head[:1_024]):
        return Kind(".pdf")
    if head.startswith(b"{\\rtf") or (head.lstrip().startswith(b"<?xml") and _WORD_XML in head):
        return Kind(".doc")
    return _text(head, suffix)


def _package(data: bytes, suffix: str) -> Kind:
    """By the name of the main part; that of the claimed format first, for a package may hold others."""
    kinds = [suffix, *_PACKAGES] if suffix in _PACKAGES else [*_PACKAGES]
    found = next((kind for kind in kinds if _PACKAGES[kind] in data), kinds[0])
    return Kind(found) if _PACKAGES[found] in data or found == suffix else Kind("", "unknown_format", "是压缩包")


def _compound(head: bytes, tail: bytes, suffix: str) -> Kind:
    names = head + tail
    flags = head[_WORD_HEADER + 11 : _WORD_HEADER + 12]
    is_word = head[_WORD_HEADER : _WORD_HEADER + 2] == _WORD_MAGIC
    if _name("EncryptedPackage") in names or (is_word and flags and flags[0] & _WORD_LOCK):
        return Kind(reason="encrypted")
    if is_word or _name("WordDocument") in names or suffix in OFFICE:
        return Kind(suffix if suffix in OFFICE else ".doc")
    return Kind(reason="unknown_format", detail="是旧版的 xls、ppt 一类文件")


def _name(name: str) -> bytes:
    """A name as the directory of a compound file spells it."""
    return name.encode("utf-16-le")


def _text(head: bytes, suffix: str) -> Kind:
    if suffix in TEXTS or suffix in PAGES:
        return Kind(suffix)
    early = head[:_EARLY].removeprefix(b"\xef\xbb\xbf").lstrip()
    if early.startswith(b"<") and _PAGE.search(early):
        return Kind(".html")
    if early.startswith(b"MIME-Version:"):
        return Kind(reason="unknown_format", detail="是网页存档 mht")
    if suffix in OFFICE or suffix in (".docx", ".xlsx", ".ofd", ".pdf"):
        return Kind(reason="damaged", detail=f"不是 {suffix[1:]} 文件")
    return Kind(reason="unknown_format")
