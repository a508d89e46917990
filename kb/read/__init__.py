"""READERS: the only code that may make text. From here on a text is frozen and every offset refers to it.

What a file is, its bytes decide, not its name. Everything but a short plain text is read in a process of its own with
limits on memory, time and doors (`kb/read/child.py`): a file made to do harm ends as one sentence.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

from kb.errors import SourceError
from kb.model import Source
from kb.read.kinds import LOOK, OFFICE, TEXTS, kind_of
from kb.read.office import as_docx
from kb.read.refusals import refused
from kb.read.sandbox import LIMITS, read_apart

READERS = {
    ".txt": "kb.read.plain",
    ".md": "kb.read.plain",
    ".docx": "kb.read.docx",
    ".doc": "kb.read.docx",
    ".wps": "kb.read.docx",
    ".xlsx": "kb.read.xlsx",
    ".html": "kb.read.html",
    ".htm": "kb.read.html",
    ".pdf": "kb.read.pdf",
    ".ofd": "kb.read.ofd",
}
"""File suffix -> module with `read(data: bytes, name: str) -> Source`; doc and wps are first turned into docx."""
SHORT = 1 << 20
"""Bytes of plain text that are read without a process of their own."""


def read(path: Path) -> Source:
    """The text of a file; raises SourceError, with a reason, when there is none to be had."""
    suffix = path.suffix.lower()
    if not path.is_file():
        raise SourceError(f"找不到文件 {path}。请核对路径后再运行：kb parse 文件", "missing")
    try:
        with path.open("rb") as file:
            kind, remark = _looked_at(file, path.name, suffix)
        source = _read(path, kind)
    except OSError as error:
        raise SourceError(
            f"读不了文件 {path}（{error.strerror}）。请检查权限后再运行：kb parse {path.name}", "missing"
        ) from error
    return source.model_copy(update={"remarks": (*remark, *source.remarks)}) if remark else source


def _looked_at(file: BinaryIO, name: str, suffix: str) -> tuple[str, tuple[str, ...]]:
    """The suffix whose reader is right for the file, and a remark when its name says another."""
    head, tail = _ends(file, name)
    kind = kind_of(head, tail, suffix)
    if kind.reason == "unknown_format" and not kind.detail:
        raise refused("unknown_format", name, f"目前可读 {'、'.join(READERS)}")
    if kind.reason is not None:
        raise refused(kind.reason, name, kind.detail)
    same = READERS.get(kind.suffix) == READERS.get(suffix) and (kind.suffix in OFFICE) == (suffix in OFFICE)
    remark = f"文件名的后缀是“{suffix}”，内容其实是 {kind.suffix[1:]}，已按内容读入"
    return kind.suffix, () if same else (remark,)


def _ends(file: BinaryIO, name: str) -> tuple[bytes, bytes]:
    """The first and the last bytes of a file that is neither empty nor too big."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    head = file.read(LOOK)
    if size <= LOOK and not head.strip():
        raise refused("empty", name)
    if size > LIMITS.size:
        raise refused("too_big", name, f"上限 {LIMITS.size >> 20} MB")
    file.seek(max(0, size - LOOK))
    return head, file.read(LOOK)


def _read(path: Path, suffix: str) -> Source:
    module = READERS[suffix]
    if suffix in TEXTS and path.stat().st_size <= SHORT:
        source: Source = import_module(module).read(path.read_bytes(), path.name)
        return source
    if suffix not in OFFICE:
        return read_apart(path, module, path.name)
    with as_docx(path, path.name) as made:
        source = read_apart(made, module, path.name)
    return source.model_copy(update={"format": suffix[1:], "sha256": _hash(path)})


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
