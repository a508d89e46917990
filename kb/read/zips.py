"""A zip package (docx, xlsx, ofd) looked at before any library opens it, its XML parsed with nothing turned on.

Nothing a header claims is believed: what counts is what comes out, and reading stops at the limit. The tricks refused
here are those of the zip format (bombs flat, nested and overlapping, lying sizes, names that leave the package) and of
XML (entities, document types, endless depth); see CWE-409, CWE-22, CWE-611 and CWE-776.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from kb.read.refusals import refused

MIB = 1 << 20
MAX_ENTRIES = 4_096
MAX_DIRECTORY = MIB
"""Bytes of the list of entries at the end of the package."""
MAX_ENTRY = 64 * MIB
MAX_TOTAL = 192 * MIB
"""Bytes that come out of one package, all parts together."""
FREE = 2 * MIB
"""A part this small may be packed as tightly as it likes."""
MAX_RATIO = 250
"""Times a part may grow when unpacked; XML of office files grows 5 to 60 times, zeros 1,000 times."""
MAX_MARKS = 2_000_000
"""`<` characters in one XML part: each element costs memory whatever its size."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCK = 0x1
_LOCAL_HEADER = 30
_END = struct.Struct("<4s4H2LH")
_CHUNK = 64 * 1024
_PLAIN_ENCODINGS = ("utf-8", "utf8", "us-ascii", "ascii", "utf-16", "gb2312", "gbk", "gb18030", "iso-8859-1")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


class Package:
    """A package whose list of entries is in order; parts come out within the limits or not at all."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._infos = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        self._seen: set[str] = set()
        self._total = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The paths of all parts, folders left out, in the package's order."""
        return tuple(self._infos)

    def __contains__(self, part: str) -> bool:
        return part in self._infos

    def read(self, part: str) -> bytes:
        """The bytes of a part; raises SourceError (damaged, zip_bomb) when it is not there, broken or too large."""
        info = self._infos.get(part)
        if info is None:
            raise refused("damaged", self._name, f"包内缺少 {part}")
        data = self._inflate(info)
        if data.startswith(b"PK\x03\x04"):
            raise refused("zip_bomb", self._name, f"{part} 又是一个压缩包")
        return data

    def xml(self, part: str) -> Any:
        """The root element (lxml) of an XML part; raises SourceError as `read` and `xml` do."""
        return xml(self.read(part), self._name)

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        grown = bytearray()
        most = min(MAX_ENTRY, max(FREE, info.compress_size * MAX_RATIO))
        try:
            with self._archive.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    grown += chunk
                    if len(grown) > most:
                        raise refused("zip_bomb", self._name, info.filename)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise refused("damaged", self._name, f"{info.filename} 无法解压") from error
        if len(grown) != info.file_size:
            raise refused("damaged", self._name, f"{info.filename} 的大小与所称不符")
        self._count(info.filename, len(grown))
        return bytes(grown)

    def _count(self, part: str, size: int) -> None:
        if part not in self._seen:
            self._seen.add(part)
            self._total += size
        if self._total > MAX_TOTAL:
            raise refused("zip_bomb", self._name)


def open_zip(data: bytes, name: str) -> Package:
    """The package in these bytes; `name` is the file's, for the sentence of an error.

    Raises SourceError: damaged, encrypted, zip_bomb (entries too many, too large or overlapping), path_trick (a name
    that is absolute, leaves the package, stands twice, or a link).
    """
    _check_directory(data, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError, UnicodeError) as error:
        raise refused("damaged", name, "不是完整的压缩包") from error
    infos = archive.infolist()
    _check_sizes(infos, name)
    _check_names(infos, name)
    for info in infos:
        if info.flag_bits & _LOCK:
            raise refused("encrypted", name)
        if info.compress_type not in _METHODS:
            raise refused("damaged", name, f"{info.filename} 的压缩方法不可读")
    return Package(archive, name)


def _check_directory(data: bytes, name: str) -> None:
    """The list of entries is short enough to be read at all; zipfile itself would read any length of it."""
    at = len(data) - _END.size
    if at < 0 or data[at : at + 4] != b"PK\x05\x06" or data[-2:] != b"\0\0":
        at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - 65_536))
    if at < 0 or len(data) < at + _END.size:
        raise refused("damaged", name, "不是完整的压缩包")
    _, _, _, _, count, size, _, _ = _END.unpack_from(data, at)
    if count > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise refused("zip_bomb", name, "包内文件太多")


def _check_sizes(infos: list[zipfile.ZipInfo], name: str) -> None:
    if len(infos) > MAX_ENTRIES:
        raise refused("zip_bomb", name, "包内文件太多")
    if any(info.file_size > MAX_ENTRY for info in infos) or sum(info.file_size for info in infos) > MAX_TOTAL:
        raise refused("zip_bomb", name)
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise refused("zip_bomb", name, "包内文件互相重叠")
        end = info.header_offset + _LOCAL_HEADER + info.compress_size


def _check_names(infos: list[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for info in infos:
        path = info.orig_filename
        steps = path.replace("\\", "/").split("/")
        strange = "\\" in path or "\0" in path or ":" in path or path.startswith("/") or ".." in steps
        if strange or stat.S_ISLNK(info.external_attr >> 16) or path.lower() in seen:
            raise refused("path_trick", name, repr(path[:80]))
        seen.add(path.lower())


def xml(data: bytes, name: str) -> Any:
    """The root element (lxml) of an XML document: no entity, document type, network, comment or instruction in it.

    Raises SourceError: entity, damaged, too_big (elements too many or too deep).
    """
    data = _as_utf8(data, name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise refused("entity", name)
    if len(data) > MAX_ENTRY or data.count(b"<") > MAX_MARKS:
        raise refused("too_big", name, "XML 元素太多")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):  # libxml2 stops at 256 levels: whoever walks the tree may recurse
            raise refused("too_big", name, "XML 嵌套太深") from error
        raise refused("damaged", name, "XML 有误") from error


def _as_utf8(data: bytes, name: str) -> bytes:
    """Bytes in which `<!DOCTYPE` can be searched for: an encoding that hides ASCII would hide it too."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise refused("damaged", name, "XML 有误") from error
        return re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text, count=1).encode("utf-8", "replace")
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared.group(1).decode("ascii").lower() not in _PLAIN_ENCODINGS:
        raise refused("damaged", name, "XML 的编码不可读")
    return data
