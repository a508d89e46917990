"""A small writer of PDF files for tests: level text in a Chinese font that need not be embedded, and ruling lines.

The font is STSong-Light with the predefined map UniGB-UCS2-H (ISO 32000-1, 9.7.5.2), so that text is its UTF-16 codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

A4 = (595.0, 842.0)


class Words(NamedTuple):
    """Words with their base line `y` points below the page's top."""

    x: float
    y: float
    words: str
    size: float = 16.0

    def code(self, height: float) -> str:
        data = self.words.encode("utf-16-be").hex()
        return f"BT /F {self.size} Tf 1 0 0 1 {self.x} {height - self.y} Tm <{data}> Tj ET"


class Stroke(NamedTuple):
    """A ruling line, in points from the page's top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    def code(self, height: float) -> str:
        return f"{self.x0} {height - self.y0} m {self.x1} {height - self.y1} l S"


class Raw(NamedTuple):
    """Operators as they are."""

    words: str

    def code(self, height: float) -> str:
        return self.words


Item = Words | Stroke | Raw


def grid(x: Sequence[float], y: Sequence[float]) -> list[Stroke]:
    """The lines of a table whose columns and rows end at these places."""
    return [Stroke(x[0], at, x[-1], at) for at in y] + [Stroke(at, y[0], at, y[-1]) for at in x]


def pdf(pages: Sequence[Sequence[Item]], rotate: int = 0, trailer: str = "") -> bytes:
    """The bytes of a file with these pages."""
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    width, height = A4
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        4: "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        5: "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    }
    for n, items in enumerate(pages):
        code = "\n".join(item.code(height) for item in items)
        objects[10 + 2 * n] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {rotate}"
            f" /Resources << /Font << /F 3 0 R >> >> /Contents {11 + 2 * n} 0 R >>"
        )
        objects[11 + 2 * n] = f"<< /Length {len(code)} >>\nstream\n{code}\nendstream"
    return _file(objects, trailer)


def _file(objects: dict[int, str], trailer: str) -> bytes:
    body, places = "%PDF-1.7\n", {}
    for number, words in objects.items():
        places[number] = len(body)
        body += f"{number} 0 obj\n{words}\nendobj\n"
    table = "".join(f"{number} 1\n{at:010d} 00000 n \n" for number, at in places.items())
    start = len(body)
    body += f"xref\n0 1\n0000000000 65535 f \n{table}trailer\n<< /Size {max(objects) + 1} /Root 1 0 R {trailer} >>\n"
    return (body + f"startxref\n{start}\n%%EOF\n").encode("latin-1")
