"""Tables of the cases as a reader of a marked-up file would hand them over: text and grid."""

from __future__ import annotations

import hashlib
from typing import Any

from kb.model import Grid, GridCell, Source, Span

HERE = "{grid}"


def source(case: dict[str, Any]) -> Source:
    """The source of a case: its `text`, every {grid} in it replaced by the next of its `grids`."""
    text, grids = filled(case.get("text", HERE), case.get("grids", []), case.get("headers", 0))
    return Source(
        text=text, format="docx", encoding="utf-8", sha256=hashlib.sha256(text.encode()).hexdigest(), grids=grids
    )


def filled(text: str, tables: list[list[list[Any]]], headers: int = 0) -> tuple[str, tuple[Grid, ...]]:
    """The text with its tables written where {grid} stands, and their grids; a cell is a string or a table with
    `text`, `down`, `across`."""
    grids: list[Grid] = []
    for table in tables:
        before, _, after = text.partition(HERE)
        rows, start = [], len(before)
        for row in table:
            cells = []
            for cell in row:
                given = cell if isinstance(cell, dict) else {"text": cell}
                end = start + len(given["text"])
                cells.append(GridCell(span=Span(start, end), down=given.get("down", 1), across=given.get("across", 1)))
                start = end + 1
            start += not row
            rows.append(tuple(cells))
        printed = "\n".join("\t".join(c["text"] if isinstance(c, dict) else c for c in row) for row in table)
        text = before + printed + after
        grids.append(Grid(rows=tuple(rows), headers=headers))
    return text, tuple(grids)
