"""Plain text and Markdown: decode, drop a byte-order mark, unify newlines, stop."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from typing import NamedTuple

from kb.errors import SourceError
from kb.model import Source
from kb.read.galley import MOST_CHARACTERS
from kb.read.refusals import refused

# Byte-order marks first; then strict UTF-8, which Chinese text in another encoding practically never satisfies;
# then GB18030, the superset of GBK and GB2312 that mainland software must support (GB 18030-2022).
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GUESSES = ("utf-8", "gb18030")
STRANGE = 0.05
DAMAGE = 0.001
"""Share of the bytes that may be undecodable: a bit that fell over on the way, no other encoding."""
_HOLE = "\ufffd"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_STRANGE = ("Cn", "Co", "Cs")


class _Decoded(NamedTuple):
    """A text, its encoding, and how many pieces of it could not be decoded and stand as U+FFFD."""

    text: str
    encoding: str
    holes: int = 0


def read(data: bytes, name: str) -> Source:
    """The decoded text; raises SourceError for binary data and for bytes that are no text in a known encoding.

    A few undecodable bytes in an otherwise sound text are replaced by U+FFFD, and a remark says how many and where.
    """
    text, encoding, holes = _decode(data, name)
    if len(text) > MOST_CHARACTERS:
        raise refused("too_big", name, "文字太多")
    if _CONTROL.search(text):
        raise SourceError(
            f"文件 {name} 不是文本（含有控制字符）。请用办公软件另存为 UTF-8 文本后运行：kb parse 文件.txt",
            "unknown_format",
        )
    if not text.strip():
        raise SourceError(f"文件 {name} 里只有空白。请换一份有内容的文件，再运行：kb parse 文件", "empty")
    if _strange(text) > STRANGE:
        raise SourceError(
            f"文件 {name} 解码后大多不是文字（按 {encoding} 解码）。请另存为 UTF-8 文本后运行：kb parse 文件.txt",
            "no_text",
        )
    return Source(
        text=text.replace("\r\n", "\n").replace("\r", "\n"),
        format="md" if name.lower().endswith(".md") else "txt",
        encoding=encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        remarks=(_remark(text, encoding, holes),) if holes else (),
    )


def _remark(text: str, encoding: str, holes: int) -> str:
    line = text.count("\n", 0, text.index(_HOLE)) + 1
    return f"有 {holes} 处字节无法按 {encoding} 解码，已用 {_HOLE} 代替，首处在第 {line} 行"


def _strange(text: str) -> float:
    """The share of characters that are assigned to nothing or to private use: bytes of no text decode to such."""
    return sum(unicodedata.category(c) in _STRANGE for c in text) / len(text)


def _decode(data: bytes, name: str) -> _Decoded:
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    for encoding in marked or _GUESSES:
        try:
            return _Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            mended = _mended(data, encoding)
            if mended is not None:
                return mended
    raise SourceError(
        f"文件 {name} 既不是 UTF-8 也不是 GB18030 文本（第 {_first_damage(data)} 行起无法解码）。"
        f"请另存为 UTF-8 文本后运行：kb parse 文件.txt",
        "damaged",
    )


def _mended(data: bytes, encoding: str) -> _Decoded | None:
    """The text with its few damaged places marked; null when they are not few.

    Few also beside the characters that did decode: two bytes of GB18030 in a page of ASCII are not damaged UTF-8.
    """
    text = data.decode(encoding, "replace")
    holes = text.count(_HOLE)
    sound = sum(not c.isascii() for c in text) - holes
    return _Decoded(text, encoding, holes) if holes <= DAMAGE * min(len(data), 100 * sound) else None


def _first_damage(data: bytes) -> int:
    """The line, from 1, where UTF-8 decoding stops."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1
