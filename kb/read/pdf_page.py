"""One page of a PDF as placed characters and ruling lines.

PDFium's coordinates have their origin at the lower left and ignore the page's rotation; ours are turned upright, with
the origin at the upper left. Characters that stand at an angle to the page (water marks) are left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from ctypes import byref, c_double, c_float, c_int
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from kb.read.layout import Glyph, Page, Rule, rules_of

MOST_OBJECTS = 50_000
"""Objects looked at for ruling lines on one page, those inside forms included."""
MOST_SEGMENTS = 4_000
"""Segments of one path that may be rules; a longer path is a drawing."""
DEEPEST_FORM = 6
_PLAIN = {"\x02": "-", "\ufffe": "-", "\u00ad": "-", "\xa0": " "}
"""PDFium's signs for a hyphen at the end of a line, and blanks that do not break."""


class View(NamedTuple):
    """How a page is turned: quarter turns clockwise, and its box before turning."""

    turns: int
    left: float
    bottom: float
    right: float
    top: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file as a point of the upright page."""
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        if self.turns == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)


def read_page(document: pdfium.PdfDocument, index: int, most: int) -> Page | None:
    """The page; none when it holds more than `most` characters. Raises PdfiumError when it cannot be loaded."""
    page = document[index]
    try:
        view = View(page.get_rotation() // 90 % 4, *page.get_bbox())
        text = page.get_textpage()
        try:
            if text.count_chars() > most:
                return None
            glyphs = list(_glyphs(text, view))
        finally:
            text.close()
        rules = list(_rules(page, view))
    finally:
        page.close()
    return Page(index + 1, *view.size, glyphs, rules)


def _glyphs(text: pdfium.PdfTextPage, view: View) -> Iterator[Glyph]:
    box, x, y = pdfium_c.FS_RECTF(), c_double(), c_double()
    for i in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text, i)
        if pdfium_c.FPDFText_IsGenerated(text, i) == 1 or code == 0:
            continue
        if not pdfium_c.FPDFText_GetLooseCharBox(text, i, box) or not pdfium_c.FPDFText_GetCharOrigin(text, i, x, y):
            continue
        if not _is_level(pdfium_c.FPDFText_GetCharAngle(text, i), view.turns):
            continue
        char = chr(code) if code < 0x110000 else "\ufffd"
        yield _glyph(_PLAIN.get(char, char), view, box, view.place(x.value, y.value)[1], _size(text, i))


def _is_level(angle: float, turns: int) -> bool:
    """Whether a character is read from left to right on the upright page; angles are clockwise, in radians."""
    return math.cos(angle + turns * math.pi / 2) > 0.99


def _size(text: pdfium.PdfTextPage, index: int) -> float:
    """The size of a character as it is shown; a font of size 1 is often made larger by its matrix."""
    matrix = pdfium_c.FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if pdfium_c.FPDFText_GetMatrix(text, index, matrix) else 1.0
    size = abs(float(pdfium_c.FPDFText_GetFontSize(text, index))) * scale
    return min(max(size, 1.0), 200.0)


def _glyph(char: str, view: View, box: Any, base: float, size: float) -> Glyph:
    corners = (view.place(box.left, box.bottom), view.place(box.right, box.top))
    left, right = sorted(corner[0] for corner in corners)
    return Glyph(char, left, right, base, size)


def _rules(page: pdfium.PdfPage, view: View) -> Iterator[Rule]:
    """Level and upright lines of the paths of a page."""
    for path, matrix in _paths(page):
        stroked = _is_stroked(path)
        for points in _pieces(path):
            yield from rules_of([view.place(*matrix.on_point(x, y)) for x, y in points], stroked)


def _is_stroked(path: Any) -> bool:
    fill, stroke = c_int(), c_int()
    return bool(pdfium_c.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke)) and stroke.value)


def _paths(page: pdfium.PdfPage) -> Iterator[tuple[Any, pdfium.PdfMatrix]]:
    """The paths of a page and of its forms, each with the matrix that places it."""
    left = MOST_OBJECTS
    stack: list[tuple[Any, pdfium.PdfMatrix, int]] = [(None, pdfium.PdfMatrix(), 0)]
    while stack:
        form, matrix, depth = stack.pop()
        count = pdfium_c.FPDFFormObj_CountObjects(form) if form else pdfium_c.FPDFPage_CountObjects(page)
        for i in range(min(max(count, 0), left)):
            item = pdfium_c.FPDFFormObj_GetObject(form, i) if form else pdfium_c.FPDFPage_GetObject(page, i)
            kind = pdfium_c.FPDFPageObj_GetType(item) if item else None
            if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
                yield item, _matrix(item).multiply(matrix)
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
                stack.append((item, _matrix(item).multiply(matrix), depth + 1))
        left -= max(count, 0)
        if left <= 0:
            return


def _matrix(item: Any) -> pdfium.PdfMatrix:
    raw = pdfium_c.FS_MATRIX()
    return pdfium.PdfMatrix.from_raw(raw) if pdfium_c.FPDFPageObj_GetMatrix(item, raw) else pdfium.PdfMatrix()


def _pieces(path: Any) -> Iterator[list[tuple[float, float]]]:
    """The corners of each piece of a path of straight lines; nothing when it is curved or endless."""
    count = pdfium_c.FPDFPath_CountSegments(path)
    if not 2 <= count <= MOST_SEGMENTS:
        return
    x, y = c_float(), c_float()
    piece: list[tuple[float, float]] = []
    for i in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, i)
        kind = pdfium_c.FPDFPathSegment_GetType(segment) if segment else pdfium_c.FPDF_SEGMENT_BEZIERTO
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            yield piece
            piece = []
        pdfium_c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        piece.append((x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            piece.append(piece[0])
    yield piece
