"""OFD, the fixed-layout format of Chinese offices (GB/T 33190-2016): a zip of XML in which text has only places.

`kb/read/zips.py` opens the package and parses its XML, `kb/read/ofd_page.py` turns objects into placed characters and
ruling lines, `kb/read/pages.py` makes text of them, as for pdf. What a template prints on several pages is a running
head and left out. An OFD of pictures is refused with a sentence, and so is an encrypted one (GB/T 33190, 17).
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kb.model import Source
from kb.read.galley import Galley
from kb.read.layout import Page
from kb.read.ofd_page import POINTS, Content, box_of, content_of, name_of
from kb.read.pages import set_pages
from kb.read.refusals import refused
from kb.read.zips import Package, open_zip

MOST_PAGES = 2_000
MOST_CHARACTERS = 3_000_000
A4 = (0.0, 0.0, 210.0, 297.0)
_ENTRY = "OFD.xml"
_LOCKED = ("encryptions.xml", "decryptseed.dat", "entriesmap.dat")


class Leaf(NamedTuple):
    """A page of the file: its place in the package, and that of the templates beneath it."""

    part: str
    templates: tuple[str, ...]
    root: Any
    box: tuple[float, float, float, float]


def read(data: bytes, name: str) -> Source:
    """The text of an OFD; raises SourceError: damaged, encrypted, too_big, no_text, and what `open_zip` raises."""
    package = open_zip(data, name)
    if any(part.lower().endswith(_LOCKED) for part in package.names):
        raise refused("encrypted", name)
    leaves = [leaf for document in _documents(package, name) for leaf in _leaves(package, document, name)]
    if len(leaves) > MOST_PAGES:
        raise refused("too_big", name, f"多于 {MOST_PAGES} 页")
    often = Counter(part for leaf in leaves for part in leaf.templates)
    templates = {part: content_of(package.xml(part)) for part in often}
    pages = list(_pages(leaves, {part: c for part, c in templates.items() if often[part] == 1}, name))
    if not any(not g.char.isspace() for page in pages for g in page.glyphs):
        raise refused("no_text", name, "没有文字，可能是扫描件")
    galley = Galley(name)
    remarks = _remarks([c for part, c in templates.items() if often[part] > 1]) + set_pages(pages, galley)
    return galley.source(data, "ofd", "xml", remarks)


def _documents(package: Package, name: str) -> Iterator[str]:
    """The root parts of the documents in the package; there is nearly always one."""
    found = False
    for element in package.xml(_part(package, "", _ENTRY, name)).iter():
        if name_of(element) == "DocRoot":
            found = True
            yield _part(package, _ENTRY, element.text or "", name)
    if not found:
        raise refused("damaged", name, "没有 DocRoot")


def _leaves(package: Package, document: str, name: str) -> Iterator[Leaf]:
    root = package.xml(document)
    usual = next((box for e in root.iter() if name_of(e) == "PageArea" and (box := _area(e))), A4)
    templates = {
        e.get("ID", ""): _part(package, document, e.get("BaseLoc", ""), name)
        for e in root.iter()
        if name_of(e) == "TemplatePage"
    }
    listed = [e for p in root if name_of(p) == "Pages" for e in p if name_of(e) == "Page"]
    if len(listed) > MOST_PAGES:
        raise refused("too_big", name, f"{len(listed)} 页，至多 {MOST_PAGES} 页")
    for entry in listed:
        part = _part(package, document, entry.get("BaseLoc", ""), name)
        page = package.xml(part)
        used = [templates.get(e.get("TemplateID", "")) for e in page if name_of(e) == "Template"]
        box = next((box for e in page if name_of(e) == "Area" and (box := _area(e))), usual)
        yield Leaf(part, tuple(u for u in used if u), page, box)


def _area(element: Any) -> tuple[float, float, float, float] | None:
    """The physical box of a page; none when it has none or one without a size."""
    box = next((box_of(e.text) for e in element if name_of(e) == "PhysicalBox"), None)
    return box if box and box[2] > 0 and box[3] > 0 else None


def _pages(leaves: Sequence[Leaf], once: dict[str, Content], name: str) -> Iterator[Page]:
    total = 0
    for number, leaf in enumerate(leaves, 1):
        contents = [content_of(leaf.root), *(once[part] for part in leaf.templates if part in once)]
        total += sum(len(content.glyphs) for content in contents)
        if total > MOST_CHARACTERS:
            raise refused("too_big", name, f"文字多于 {MOST_CHARACTERS} 个")
        x, y, width, height = leaf.box
        whole = Content([g for c in contents for g in c.glyphs], [r for c in contents for r in c.rules])
        glyphs, rules = whole.moved(x * POINTS, y * POINTS)
        yield Page(number, width * POINTS, height * POINTS, glyphs, rules)


def _remarks(templates: Sequence[Content]) -> list[str]:
    count = sum(not g.char.isspace() for content in templates for g in content.glyphs)
    return [f"各页共用的模板上的 {count} 个字符（页眉、页脚）未读入"] if count else []


def _part(package: Package, base: str, place: str, name: str) -> str:
    """The part a ST_Loc names (GB/T 33190, 7.3): from the root when it begins with /, else beside its own file."""
    place = place.strip()
    path = place.lstrip("/") if place.startswith("/") else posixpath.join(posixpath.dirname(base), place)
    path = posixpath.normpath(path)
    if path in package:
        return path
    alike = [part for part in package.names if part.lower() == path.lower()]
    if not alike:
        raise refused("damaged", name, f"包内缺少 {path[:80]}")
    return alike[0]
