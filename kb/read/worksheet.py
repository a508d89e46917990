"""A worksheet: its cells that hold something, as shown, and the areas merged; what it claims to be is not looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from kb.read.number_cells import shown

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Area(NamedTuple):
    """A rectangle of cells, all four bounds included, from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Look(NamedTuple):
    """What numbers of a workbook look like: the strings it shares, the format of each cell style, its calendar."""

    strings: Sequence[str]
    codes: Sequence[str]
    from_1904: bool = False


class Worksheet(NamedTuple):
    """Cells by (row, column) from 1, only those with words; merged areas; formulas whose result was not kept."""

    cells: dict[tuple[int, int], str]
    merged: list[Area]
    unknown: int


def name_of(element: Any) -> str:
    """The name of an XML element without its namespace: Strict and Transitional files are read alike."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: Any) -> str:
    """The text of a shared or inline string: its runs, without the phonetic ones."""
    pieces = []
    for child in element:
        if name_of(child) == "t":
            pieces.append(child.text or "")
        elif name_of(child) == "r":
            pieces += [t.text or "" for t in child if name_of(t) == "t"]
    return "".join(pieces)


def place_of(reference: str | None) -> tuple[int, int] | None:
    """Row and column of a cell reference, null when it is none.

    >>> place_of("C12"), place_of("XFD1048576"), place_of("XFE1"), place_of("12")
    ((12, 3), (1048576, 16384), None, None)
    """
    match = _CELL.fullmatch(reference or "")
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def worksheet(root: Any, look: Look) -> Worksheet:
    """The cells of a sheet's root element; where a cell does not say its place, it stands after the one before."""
    cells: dict[tuple[int, int], str] = {}
    unknown = number = 0
    for row in (row for data in root if name_of(data) == "sheetData" for row in data):
        said = row.get("r", "")
        number = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else number + 1
        column = 0
        for element in row:
            place = place_of(element.get("r"))
            column = place[1] if place else column + 1
            text = _shown(element, look)
            unknown += text is None
            if text and text.strip() and number <= LAST_ROW and column <= LAST_COLUMN:
                cells[place or (number, column)] = text
    return Worksheet(cells, _merged(root), unknown)


def _merged(root: Any) -> list[Area]:
    areas = []
    for element in (e for block in root if name_of(block) == "mergeCells" for e in block):
        first, _, last = element.get("ref", "").partition(":")
        start, end = place_of(first), place_of(last)
        if start and end and start <= end:
            areas.append(Area(*start, *end))
    return areas


def _shown(cell: Any, look: Look) -> str | None:
    """What a cell shows; null for a formula whose result the file does not hold."""
    parts = {name_of(child): child for child in cell}
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return text_of(parts["is"]) if "is" in parts else ""
    value = (parts["v"].text or "") if "v" in parts else None
    if value is None:
        return None if "f" in parts else ""
    if kind == "s":
        return look.strings[int(value)] if _index(value, look.strings) else ""
    if kind == "b":
        return "TRUE" if value.strip() == "1" else "FALSE"
    return _number(value, cell.get("s", ""), look) if kind == "n" else value


def _number(value: str, style: str, look: Look) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    code = look.codes[int(style)] if _index(style, look.codes) else "General"
    return shown(number, code, look.from_1904)


def _index(text: str, items: Sequence[str]) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9 and int(text) < len(items)
