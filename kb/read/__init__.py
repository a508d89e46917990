"""READERS: the only code that may make text. From here on a text is frozen and every offset refers to it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from kb.errors import SourceError
from kb.model import Source

READERS = {
    ".txt": "kb.read.plain",
    ".md": "kb.read.plain",
    ".html": "kb.read.html",
    ".htm": "kb.read.html",
    ".pdf": "kb.read.pdf",
    ".ofd": "kb.read.ofd",
}
"""File suffix -> module with `read(data: bytes, suffix: str) -> Source`."""


def read(path: Path) -> Source:
    """The text of a file; raises SourceError when there is none to be had."""
    module = READERS.get(path.suffix.lower())
    if not path.is_file():
        raise SourceError(f"找不到文件 {path}。请核对路径后再运行：kb parse 文件")
    if module is None:
        known = "、".join(READERS)
        raise SourceError(f"不认识 {path.name} 的格式，目前可读 {known}。请另存为 UTF-8 文本后运行：kb parse 文件.txt")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"读不了文件 {path}（{error.strerror}）。请检查权限后再运行：kb parse {path.name}") from error
    if not data.strip():
        raise SourceError(f"文件 {path.name} 是空的。请换一份有内容的文件，再运行：kb parse 文件")
    source: Source = import_module(module).read(data, path.name)
    return source
