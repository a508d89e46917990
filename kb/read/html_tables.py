"""Tables of a web page, squared as the HTML standard has it (HTML Living Standard, 4.9.12.1, forming a table).

A table that only lays out the page is none: it holds one column, or a table, or a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from kb.read.galley import Slot
from kb.read.html_body import is_silent, plain

WIDEST = 200
"""Columns one cell may cover. The standard stops at 1,000; no table of a plan comes near, and each costs memory."""
LONGEST = 2_000
"""Rows one cell may cover."""
_DIGITS = re.compile(r"\d{1,6}")


def is_layout(table: HtmlElement) -> bool:
    """Whether a table holds no data: no two cells beside each other, or a table or heading inside."""
    if any(inner is not table for inner in table.iter("table", "h1", "h2", "h3")):
        return True
    rows = list(_rows(table))
    return len(rows) < 2 or max(len(list(_cells(row))) for row in rows) < 2


def slots(table: HtmlElement) -> tuple[Sequence[Sequence[Slot]], int]:
    """The rows, each with the cells that begin in it, and how many of them are headers (thead, or th throughout)."""
    rows = list(_rows(table))
    return [_row(row, len(rows) - i) for i, row in enumerate(rows)], _headers(rows)


def _row(row: HtmlElement, rows_left: int) -> list[Slot]:
    return [
        Slot(plain(cell), _extent(cell, "rowspan", min(LONGEST, rows_left)), _extent(cell, "colspan", WIDEST))
        for cell in _cells(row)
    ]


def _extent(cell: HtmlElement, name: str, most: int) -> int:
    """Rows or columns a cell covers; rowspan 0 means down to the end of the table."""
    match = _DIGITS.match(cell.get(name, "1").strip())
    number = int(match[0]) if match else 1
    if number == 0:
        return most if name == "rowspan" else 1
    return min(number, most)


def _headers(rows: Sequence[HtmlElement]) -> int:
    count = 0
    for row in rows:
        cells = list(_cells(row))
        above = row.getparent()
        if not (above is not None and above.tag == "thead") and not (cells and all(c.tag == "th" for c in cells)):
            break
        count += 1
    return count


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr" and not is_silent(child):
            yield child
        elif child.tag in ("thead", "tbody", "tfoot") and not is_silent(child):
            yield from (row for row in child if row.tag == "tr" and not is_silent(row))


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    return (cell for cell in row if cell.tag in ("td", "th") and not is_silent(cell))
