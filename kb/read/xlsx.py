"""Workbooks (xlsx, ECMA-376 part 1, chapter 18): each sheet as its name, its title lines and its tables.

A sheet begins with its name unless that is a default one (Sheet1, 工作表1). Rows of one cell above a table are its
title, rows of one cell below it its notes: lines of their own. Only rows and columns that hold something are set, so a
sheet that claims a million rows costs what it contains. Numbers stand as their cells show them; of formulas the result
that was saved is taken. Hidden sheets and charts are left out and said.

The origin of a line is the row of its sheet, as paragraph. Read from the XML itself: openpyxl, which serves for number
formats, builds every cell a merge claims.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from kb.errors import SourceError
from kb.model import Origin, Source
from kb.read.galley import Galley
from kb.read.number_cells import format_code
from kb.read.refusals import refused
from kb.read.sheet_blocks import blocks_of
from kb.read.worksheet import Look, name_of, text_of, worksheet
from kb.read.zips import Package, open_zip

MOST_SHEETS = 200
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s*[0-9]+", re.IGNORECASE)
_RELATION = re.compile(r"\{.*\}id")


def read(data: bytes, name: str) -> Source:
    """The text of a workbook; raises SourceError when the package is bad, too wide to be a table, or holds no words."""
    book = _Book(open_zip(data, name), name)
    galley = Galley(name)
    remarks = []
    unknown = hidden = 0
    for title, path, visible in book.sheets():
        if not visible:
            hidden += 1
            continue
        sheet = worksheet(book.root(path), book.look)
        unknown += sheet.unknown
        if sheet.cells and not _DEFAULT_NAME.fullmatch(title.strip()):
            galley.line(title, Origin(paragraph=min(row for row, _ in sheet.cells)))
        _set(galley, blocks_of(sheet, name))
    if galley.empty:
        raise refused("no_text", name)
    remarks += [f"{hidden} 个隐藏的工作表未读入"] if hidden else []
    remarks += [f"{unknown} 个公式没有存下结果，未读入"] if unknown else []
    return galley.source(data, "xlsx", "utf-8", remarks)


def _set(galley: Galley, blocks: Iterator[Any]) -> None:
    for block in blocks:
        if block.is_table:
            galley.table(block.slots, [Origin(paragraph=row) for row in block.rows])
        else:
            for slots, row in zip(block.slots, block.rows, strict=True):
                galley.line(" ".join(slot.text for slot in slots), Origin(paragraph=row))


class _Book:
    """The parts of a workbook: its sheets in order and what their cells refer to."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        self.main = next((p for p in ("xl/workbook.xml", *self._workbooks()) if p in package), "")
        if not self.main:
            raise refused("damaged", name, "包内没有工作簿")
        self._workbook = package.xml(self.main)
        self._targets = dict(self._relations(self.main))
        self.look = Look(self._strings(), self._codes(), self._from_1904())

    def root(self, path: str) -> Any:
        """The root element of a part."""
        return self._package.xml(path)

    def sheets(self) -> Iterator[tuple[str, str, bool]]:
        """Name, part and visibility of each worksheet that is there, in the order of the workbook."""
        elements = [e for block in self._workbook if name_of(block) == "sheets" for e in block]
        seen = set()
        for element in elements[:MOST_SHEETS]:
            relation = next((value for key, value in element.attrib.items() if _RELATION.fullmatch(key)), "")
            path = self._targets.get(relation, "")
            if path in self._package and path not in seen and "chartsheet" not in path:
                seen.add(path)
                yield element.get("name", ""), path, element.get("state", "visible") == "visible"

    def _workbooks(self) -> Iterator[str]:
        return (target for _, target in self._relations("") if posixpath.basename(target).startswith("workbook"))

    def _relations(self, part: str) -> Iterator[tuple[str, str]]:
        folder, file = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path in self._package:
            for relation in self._package.xml(path):
                if relation.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                    yield relation.get("Id", ""), target.lstrip("/")

    def _part(self, ending: str) -> Any:
        """The root of the part the workbook refers to by this file name; null when missing or broken."""
        path = next((target for target in self._targets.values() if target.lower().endswith(ending)), "")
        try:
            return self._package.xml(path) if path in self._package else None
        except SourceError as error:
            if error.reason != "damaged":
                raise
            return None

    def _strings(self) -> list[str]:
        root = self._part("sharedstrings.xml")
        return [] if root is None else [text_of(item) for item in root if name_of(item) == "si"]

    def _codes(self) -> list[str]:
        root = self._part("styles.xml")
        blocks = {} if root is None else {name_of(block): block for block in root}
        own = {int(e.get("numFmtId", "0")): e.get("formatCode", "") for e in blocks.get("numFmts", ()) if _short(e)}
        return [format_code(int(e.get("numFmtId", "0")), own) for e in blocks.get("cellXfs", ()) if _short(e)]

    def _from_1904(self) -> bool:
        return any(block.get("date1904") in ("1", "true") for block in self._workbook if name_of(block) == "workbookPr")


def _short(element: Any) -> bool:
    """Whether the number of a format is one."""
    return bool(re.fullmatch("[0-9]{1,6}", element.get("numFmtId", "0")))
