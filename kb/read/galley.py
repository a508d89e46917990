"""The galley: lines, headings and tables set one after another, then frozen into a Source.

Readers of formats with a layout of their own (html, pdf, ofd) say what comes next; this file alone knows how that
becomes text: one line for each paragraph, heading and row, cells apart by tabs, a blank line around a table.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import accumulate, compress
from typing import NamedTuple

from kb.errors import SourceError
from kb.model import Grid, GridCell, Origin, Source, Span

_WHITE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Slot(NamedTuple):
    """A cell to be set; `down` and `across` count the rows and columns it covers."""

    text: str
    down: int = 1
    across: int = 1


Place = Origin | int | None
"""Where a line stood in the file: its page, or its page and paragraph."""


def one_line(text: str) -> str:
    """The text on one line: runs of white space that hold a break become one blank, the ends are trimmed.

    >>> one_line(" 指    标\\n 名称\\t ")
    '指    标 名称'
    """
    return _WHITE.sub(_kept, _SURROGATES.sub("\ufffd", text)).strip()


def _kept(white: re.Match[str]) -> str:
    return " " if _BREAK.search(white[0]) else white[0]


class Galley:
    """A text in the making."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._origins: list[Origin] = []
        self._grids: list[Grid] = []
        self._headings: dict[int, int] = {}
        self._length = 0

    @property
    def empty(self) -> bool:
        """Whether nothing has been set that could be read."""
        return not any(line.strip() for line in self._lines)

    def line(self, text: str, page: Place = None, level: int | None = None) -> None:
        """Set a paragraph, or a heading when it has a level; a blank one is left out."""
        text = one_line(text)
        if not text:
            return
        self._set(text, page)
        if level is not None:
            self._headings[len(self._lines)] = level

    def table(self, rows: Sequence[Sequence[Slot]], page: Place | Sequence[Place], headers: int = 0) -> None:
        """Set a table; `page` is the place of the whole or of each row."""
        rows, pages = _whole_rows(rows, page)
        if not rows:
            return
        self._gap(pages[0])
        self._grids.append(Grid(rows=tuple(map(self._row, rows, pages)), headers=min(headers, len(rows))))
        self._set("", pages[-1])

    def source(self, data: bytes, form: str, encoding: str, remarks: Sequence[str] = ()) -> Source:
        """The frozen text; `data` are the bytes as received. Raises SourceError when nothing was set."""
        if self.empty:
            raise SourceError("文件里没有可读的文字。请换一份有内容的文件，再运行：kb parse 文件")
        placed = any(origin != Origin() for origin in self._origins)
        while self._lines and not self._lines[-1]:
            self._lines.pop()
            self._origins.pop()
        return Source(
            text="\n".join(self._lines),
            format=form,
            encoding=encoding,
            sha256=hashlib.sha256(data).hexdigest(),
            origins=tuple(self._origins) if placed else (),
            remarks=tuple(remarks),
            grids=tuple(self._grids),
            headings=self._headings,
        )

    def _set(self, text: str, page: Place) -> None:
        self._lines.append(text)
        self._origins.append(page if isinstance(page, Origin) else Origin(page=page))
        self._length += len(text) + 1

    def _gap(self, page: Place) -> None:
        if self._lines and self._lines[-1]:
            self._set("", page)

    def _row(self, row: Sequence[Slot], page: Place) -> tuple[GridCell, ...]:
        cells, at, words = [], self._length, [one_line(slot.text) for slot in row]
        for slot, word in zip(row, words, strict=True):
            cells.append(GridCell(span=Span(at, at + len(word)), down=slot.down, across=slot.across))
            at += len(word) + 1
        self._set("\t".join(words), page)
        return tuple(cells)


def _whole_rows(rows: Sequence[Sequence[Slot]], page: Place | Sequence[Place]) -> tuple[list[list[Slot]], list[Place]]:
    """Rows that hold a word; a row that others only reach into has no line, and they reach one row less."""
    pages = list(page) if isinstance(page, Sequence) else [page] * len(rows)
    worded = [any(slot.text.strip() for slot in row) for row in rows]
    before = [0, *accumulate(worded)]
    whole = [
        [slot._replace(down=max(1, before[min(i + slot.down, len(rows))] - before[i])) for slot in row]
        for i, row in enumerate(rows)
        if worded[i]
    ]
    return whole, list(compress(pages, worded))
