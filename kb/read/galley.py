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

from kb.model import Grid, GridCell, Origin, Source, Span
from kb.read.refusals import refused

_WHITE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
MOST_CHARACTERS = 5_000_000
MOST_LINES = 50_000
MOST_CELLS = 50_000
"""Of all tables together. A plan of 300 pages has 500,000 characters, 5,000 lines and some thousand cells."""
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
    """A text in the making; it refuses to grow beyond what any document of an office would."""

    def __init__(self, name: str) -> None:
        """`name` is the file's, for the sentence of a refusal."""
        self._name = name
        self._lines: list[str] = []
        self._origins: list[Origin] = []
        self._grids: list[Grid] = []
        self._headings: dict[int, int] = {}
        self._length = 0
        self._cells = 0

    @property
    def empty(self) -> bool:
        """Whether nothing has been set that could be read."""
        return not any(line.strip() for line in self._lines)

    def line(self, text: str, page: Place = None, level: int | None = None) -> None:
        """Set a paragraph, or a heading when it has a level; a blank one is left out.

        Like `table`, raises SourceError (too_big) when the text has grown beyond MOST_LINES or MOST_CHARACTERS.
        """
        text = one_line(text)
        if not text:
            return
        self._set(text, page)
        if level is not None:
            self._headings[len(self._lines)] = level

    def table(self, rows: Sequence[Sequence[Slot]], page: Place | Sequence[Place], headers: int = 0) -> None:
        """Set a table; `page` is the place of the whole or of each row; it is too big beyond MOST_CELLS too."""
        rows, pages = _whole_rows(rows, page)
        if not rows:
            return
        self._gap(pages[0])
        self._grids.append(Grid(rows=tuple(map(self._row, rows, pages)), headers=min(headers, len(rows))))
        self._set("", pages[-1])

    def source(self, data: bytes, form: str, encoding: str, remarks: Sequence[str] = ()) -> Source:
        """The frozen text; `data` are the bytes as received. Raises SourceError when nothing was set."""
        if self.empty:
            raise refused("no_text", self._name)
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
        self._check(self._length)

    def _check(self, length: int) -> None:
        if length > MOST_CHARACTERS or len(self._lines) > MOST_LINES or self._cells > MOST_CELLS:
            raise refused("too_big", self._name, "文字或表格太多")

    def _gap(self, page: Place) -> None:
        if self._lines and self._lines[-1]:
            self._set("", page)

    def _row(self, row: Sequence[Slot], page: Place) -> tuple[GridCell, ...]:
        cells: list[GridCell] = []
        words: list[str] = []
        at = self._length
        for slot in row:
            words.append(one_line(slot.text))
            cells.append(GridCell(span=Span(at, at + len(words[-1])), down=slot.down, across=slot.across))
            at += len(words[-1]) + 1
            self._cells += 1
            self._check(at)
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
