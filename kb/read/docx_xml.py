"""The parts of a docx package and the few words of WordprocessingML the reader speaks (ECMA-376 part 1, chapter 17)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from kb.errors import SourceError
from kb.read.refusals import refused
from kb.read.zips import Package, xml

Element = Any
"""An lxml element; lxml has no types of its own."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)
"""Namespaces of Strict Open XML and what Word itself writes for them."""
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_WRAPPERS = {W + word for word in ("ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo")}


class Parts:
    """The parts of the package by their role: the document, and what it refers to."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        main = [path for kind, path in self._relations("") if kind == "officeDocument"]
        self.main = next((path for path in [*main, "word/document.xml"] if path in package), "")
        if not self.main:
            raise refused("damaged", name, "包内没有正文")
        self._related = list(self._relations(self.main))

    def document(self) -> Element:
        """The root of the document; raises SourceError when it is broken."""
        return self._xml(self.main)

    def of(self, role: str) -> list[Element]:
        """The roots of the parts of a role (styles, numbering, footnotes, header ...); a broken one is left out."""
        found = []
        for path in dict.fromkeys(path for kind, path in self._related if kind == role and path in self._package):
            try:
                found.append(self._xml(path))
            except SourceError as error:
                if error.reason != "damaged":
                    raise
        return found

    def _xml(self, path: str) -> Element:
        data = self._package.read(path)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return xml(data, self._name)

    def _relations(self, part: str) -> Iterator[tuple[str, str]]:
        """The kind and the path of each part that a part refers to; links out of the package are none."""
        folder, file = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path in self._package:
            for relation in self._xml(path):
                if relation.get("TargetMode") != "External":
                    target = posixpath.join("/", folder, relation.get("Target", ""))
                    yield posixpath.basename(relation.get("Type", "")), posixpath.normpath(target).lstrip("/")


def attribute(element: Element | None, name: str) -> str | None:
    """A `w:` attribute of an element, null when there is none."""
    return None if element is None else element.get(W + name)


def value(element: Element | None, *path: str) -> str | None:
    """`w:val` of the element reached by `w:` names from here, null when there is none."""
    for step in path:
        element = None if element is None else element.find(W + step)
    return attribute(element, "val")


def whole(text: str | None, default: int) -> int:
    """A whole number of at most nine digits, else the default.

    >>> whole("12", 0), whole(None, 1), whole("9" * 5_000, 1), whole("x", 2)
    (12, 1, 1, 2)
    """
    return int(text) if text is not None and _WHOLE.fullmatch(text) else default


def switched_on(element: Element | None) -> bool:
    """Whether an on-off property is there and not switched off (17.17.4)."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


def children(element: Element) -> Iterator[Element]:
    """What stands in an element as a reader of the printed page sees it.

    Content controls, kept insertions and links are opened; of alternatives the first is taken; deletions and the old
    places of moved text are passed over.
    """
    for child in element:
        if child.tag == W + "sdt":
            yield from children_of(child.find(W + "sdtContent"))
        elif child.tag == CHOICES:
            yield from children_of(child[0] if len(child) else None)
        elif child.tag in _WRAPPERS:
            yield from children(child)
        else:
            yield child


def children_of(element: Element | None) -> Iterator[Element]:
    """The children of an element that may be missing."""
    return iter(()) if element is None else children(element)
