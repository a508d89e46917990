"""A small writer of OFD files (GB/T 33190-2016) for tests: pages of text objects and ruling lines at given places."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from kb.read.layout import Glyph, Page

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MM = 25.4 / 72


class Text(NamedTuple):
    """A text object; x and y (its base line) in millimetres. `steps` is its DeltaX as written."""

    x: float
    y: float
    words: str
    size: float = 5.0
    steps: str | None = None
    matrix: str | None = None

    def xml(self) -> str:
        matrix = f" CTM={quoteattr(self.matrix)}" if self.matrix else ""
        steps = f"g {len(self.words) - 1} {self.size}" if self.steps is None else self.steps
        delta = f" DeltaX={quoteattr(steps)}" if steps and len(self.words) > 1 else ""
        corner = f"{self.x} {self.y - self.size} {self.size * len(self.words):.3f} {self.size * 1.2}"
        code = f'<ofd:TextCode X="0" Y="{self.size}"{delta}>{escape(self.words)}</ofd:TextCode>'
        return f'<ofd:TextObject ID="9" Boundary="{corner}" Font="1" Size="{self.size}"{matrix}>{code}</ofd:TextObject>'


class Stroke(NamedTuple):
    """A ruling line from one point to another, in millimetres."""

    x0: float
    y0: float
    x1: float
    y1: float

    def xml(self) -> str:
        data = f"M 0 0 L {self.x1 - self.x0} {self.y1 - self.y0}"
        corner = f"{self.x0} {self.y0} {self.x1 - self.x0} {self.y1 - self.y0}"
        path = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
        return f'<ofd:PathObject ID="8" Boundary="{corner}" LineWidth="0.3">{path}</ofd:PathObject>'


Item = Text | Stroke


def grid(x: Sequence[float], y: Sequence[float]) -> list[Stroke]:
    """The lines of a table whose columns and rows end at these places."""
    return [Stroke(x[0], at, x[-1], at) for at in y] + [Stroke(at, y[0], at, y[-1]) for at in x]


def ofd(pages: Sequence[Sequence[Item]], template: Sequence[Item] = (), size: str = "0 0 210 297") -> bytes:
    """The bytes of a file; the template, if any, lies beneath every page."""
    parts = {"OFD.xml": _entry(), "Doc_0/Document.xml": _document(len(pages), bool(template), size)}
    for number, items in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = _page(items, bool(template))
    if template:
        parts["Doc_0/Tpls/Tpl_0/Content.xml"] = _page(template, False)
    return package(parts)


def package(parts: dict[str, str]) -> bytes:
    """A zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return buffer.getvalue()


def ofd_of(pages: Sequence[Page]) -> bytes:
    """Pages as another reader found them, written as OFD: a text object a line, a step for every character."""
    return ofd([[*_texts(page), *(Stroke(*(at * MM for at in rule)) for rule in page.rules)] for page in pages])


def _texts(page: Page) -> list[Text]:
    rows: dict[float, list[Glyph]] = defaultdict(list)
    for glyph in sorted(page.glyphs, key=lambda g: g.left):
        rows[round(glyph.base, 1)].append(glyph)
    return [_text(row) for row in rows.values()]


def _text(row: Sequence[Glyph]) -> Text:
    steps = " ".join(f"{(b.left - a.left) * MM:.4f}" for a, b in pairwise(row))
    return Text(row[0].left * MM, row[0].base * MM, "".join(g.char for g in row), row[0].size * MM, steps)


def _entry() -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {SPACE} Version="1.0" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )


def _document(count: int, with_template: bool, size: str) -> str:
    template = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if with_template else ""
    pages = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(count))
    area = f"<ofd:PageArea><ofd:PhysicalBox>{size}</ofd:PhysicalBox></ofd:PageArea>"
    return (
        f"<ofd:Document {SPACE}><ofd:CommonData>{area}{template}</ofd:CommonData>"
        f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
    )


def _page(items: Sequence[Item], with_template: bool) -> str:
    template = '<ofd:Template TemplateID="7"/>' if with_template else ""
    objects = "".join(item.xml() for item in items)
    layer = f'<ofd:Layer ID="2">{objects}</ofd:Layer>'
    return f"<ofd:Page {SPACE}>{template}<ofd:Content>{layer}</ofd:Content></ofd:Page>"
