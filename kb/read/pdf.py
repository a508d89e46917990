"""PDF with a text layer: paragraphs, ruled tables, and the page of every line.

pypdfium2 gives characters and paths (`kb/read/pdf_page.py`), `kb/read/pages.py` makes text of them. A PDF without
text is refused with a sentence: reading pictures is not this program's business. Bounded by pages, characters and
paths; what a hostile file may still cost inside the library is bounded from outside, by the process that reads.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from kb.errors import SourceError
from kb.model import Source
from kb.read.galley import Galley
from kb.read.layout import Page
from kb.read.pages import set_pages
from kb.read.pdf_page import read_page
from kb.read.refusals import refused

MOST_PAGES = 2_000
MOST_CHARACTERS = 3_000_000
STRANGE = 0.05
"""Share of characters without a meaning of their own from which a text layer is unusable."""


def read(data: bytes, name: str) -> Source:
    """The text of a PDF; raises SourceError: encrypted, damaged, too_big, no_text (a scan)."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD
        raise refused("encrypted" if locked else "damaged", name) from error
    try:
        pages = list(_pages(document, name))
    except pdfium.PdfiumError as error:
        raise refused("damaged", name, "有读不出的页面") from error
    finally:
        document.close()
    return _source(pages, data, name)


def _pages(document: pdfium.PdfDocument, name: str) -> Iterator[Page]:
    count = len(document)
    if count > MOST_PAGES:
        raise refused("too_big", name, f"{count} 页，至多 {MOST_PAGES} 页")
    read_so_far = 0
    for index in range(count):
        page = read_page(document, index, MOST_CHARACTERS - read_so_far)
        if page is None:
            raise refused("too_big", name, f"文字多于 {MOST_CHARACTERS} 个")
        read_so_far += len(page.glyphs)
        yield page


def _source(pages: Sequence[Page], data: bytes, name: str) -> Source:
    text = "".join(glyph.char for page in pages for glyph in page.glyphs)
    if not text.strip():
        raise refused("no_text", name, "没有文字层，可能是扫描件")
    if sum(unicodedata.category(c) in ("Cn", "Co", "Cs") or c == "\ufffd" for c in text) > STRANGE * len(text):
        raise refused("no_text", name, "文字层的字符没有对应的文字编码")
    galley = Galley(name)
    remarks = set_pages(pages, galley)
    return galley.source(data, "pdf", "pdf", [*_blank(pages), *remarks])


def _blank(pages: Sequence[Page]) -> list[str]:
    """A remark on pages that hold no text: they may be pictures."""
    numbers = [str(page.number) for page in pages if not any(not g.char.isspace() for g in page.glyphs)]
    if not numbers:
        return []
    shown = "、".join(numbers[:10]) + ("等" if len(numbers) > 10 else "")
    return [f"第 {shown} 页没有文字（共 {len(numbers)} 页，可能是图片或空白页），未读入"]


__all__ = ["SourceError", "read"]
