"""Tables in plain text: one cell a line, cells apart by tabs, or Markdown pipes.

Guarantees: a cell is an exact piece of the text; rows have as many cells as there are columns; a block that does not
square is left to the passages and a notice says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kb.model import Span, Table
from kb.places import Places
from kb.text import Lines, fold, trim
from kb.vocab import vocabulary

Grid = list[list[Span]]
_PIPE_RULE = re.compile(r"^[\s|:—-]+$")


class Block(NamedTuple):
    """A table found in the lines `first` to `last`; `caption` is the line that names it, if any."""

    first: int
    last: int
    caption: int | None
    grid: Grid


class Ragged(NamedTuple):
    """Lines that look like a table and do not square."""

    first: int
    last: int


@cache
def _shape(role: str) -> re.Pattern[str]:
    return re.compile(next(s.pattern for s in vocabulary().shapes if s.role == role and s.pattern))


def caption_match(text: str, line: Span) -> re.Match[str] | None:
    """The match of a caption line, its offsets relative to the line; groups `label` and `title`."""
    return _shape("caption").match(fold(text[line.start : line.end]))


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value; 0 is one.

    >>> is_missing("--"), is_missing("0")
    (True, False)
    """
    return bool(_shape("missing").match(fold(cell)))


def find_blocks(lines: Lines) -> tuple[list[Block], list[Ragged]]:
    """All tables of a text in order, and what looked like one."""
    spans = list(lines.spans())
    blocks: list[Block] = []
    ragged: list[Ragged] = []
    number = 0
    while number < len(spans):
        stop = _end_of_run(lines.text, spans, number)
        if stop - number < 2:
            number += 1
            continue
        grid = _grid(lines.text, spans[number:stop])
        first, last = number + 1, _last_filled(lines.text, spans, stop)
        if grid:
            blocks.append(Block(first, last, _caption_above(lines.text, spans, number), grid))
        elif last - first >= 5:
            ragged.append(Ragged(first, last))
        number = stop
    return blocks, ragged


def _is_cell_line(text: str, line: Span) -> bool:
    """Cells are lines set in by a tab, or lines that hold tabs or pipes."""
    raw = text[line.start : line.end]
    return raw.startswith("\t") or "\t" in raw.strip() or (raw.strip().startswith("|") and raw.count("|") > 1)


def _end_of_run(text: str, spans: Sequence[Span], start: int) -> int:
    """Index after the last cell line of a run; single blank lines part the rows of a run."""
    if not _is_cell_line(text, spans[start]):
        return start
    end = start + 1
    while end < len(spans):
        blank = not text[slice(*spans[end])].strip()
        ahead = end + 1 if blank else end
        if ahead >= len(spans) or not _is_cell_line(text, spans[ahead]):
            break
        end = ahead + 1
    return end


def _last_filled(text: str, spans: Sequence[Span], stop: int) -> int:
    while not text[slice(*spans[stop - 1])].strip():
        stop -= 1
    return stop


def _caption_above(text: str, spans: Sequence[Span], number: int) -> int | None:
    for above in range(number - 1, max(-1, number - 4), -1):
        if text[slice(*spans[above])].strip():
            return above + 1 if caption_match(text, spans[above]) else None
    return None


def _grid(text: str, spans: Sequence[Span]) -> Grid | None:
    """Rows of cells, the header first; none when the rows differ in length or there is only one."""
    filled = [s for s in spans if text[slice(*s)].strip()]
    if all(text[slice(*s)].strip().startswith("|") for s in filled):
        rows = [_split(text, s, "|") for s in filled if not _PIPE_RULE.match(text[slice(*s)])]
    elif any("\t" in text[slice(*s)].strip() for s in filled):
        rows = [_split(text, s, "\t") for s in filled]
    else:
        rows = _rows_of_single_cells(text, spans)
    return rows if len(rows) > 1 and len({len(r) for r in rows}) == 1 and len(rows[0]) > 1 else None


def _split(text: str, line: Span, mark: str) -> list[Span]:
    inner = trim(text, line)
    if mark == "|":
        inner = Span(inner.start + 1, inner.end - (text[inner.end - 1] == "|"))
    cells, start = [], inner.start
    for i in range(inner.start, inner.end + 1):
        if i == inner.end or text[i] == mark:
            cells.append(trim(text, Span(start, i)))
            start = i + 1
    return cells


def _rows_of_single_cells(text: str, spans: Sequence[Span]) -> Grid:
    """Rows from a form in which every cell has a line: blank lines part them, or the serial numbers 1, 2, 3 do."""
    groups: Grid = [[]]
    for span in spans:
        if text[slice(*span)].strip():
            groups[-1].append(trim(text, span))
        elif groups[-1]:
            groups.append([])
    groups = [g for g in groups if g]
    if len(groups) > 1 and len({len(g) for g in groups}) == 1:
        return groups
    return _rows_by_serial(text, [c for g in groups for c in g])


def _rows_by_serial(text: str, cells: list[Span]) -> Grid:
    words = [text[slice(*c)] for c in cells]
    if not cells or not _shape("serial").match(fold(words[0])) or "1" not in words:
        return []
    width = words.index("1")
    if len(cells) % width or any(words[i] != str(i // width) for i in range(width, len(cells), width)):
        return []
    return [cells[i : i + width] for i in range(0, len(cells), width)]


def plain_cell(words: str) -> str:
    """A cell as people read it: blanks that only space Chinese characters apart are left out.

    >>> plain_cell("指    标"), plain_cell("R&D 经费")
    ('指标', 'R&D 经费')
    """
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])", "", words)


def table_record(block: Block, number: int, doc_id: str, places: Places) -> Table:
    """The record of a table; its anchor reaches from the caption to the last cell and quotes the caption."""
    text = places.text
    cells = tuple(tuple(row) for row in block.grid)
    caption = places.lines.span(block.caption) if block.caption else None
    match = caption_match(text, caption) if caption else None
    head = trim(text, caption) if caption else cells[0][0]
    extent = Span(head.start, cells[-1][-1].end)
    title = trim(text, Span(*(caption.start + o for o in match.span("title")))) if caption and match else None
    anchor = places.anchor(head).model_copy(update={"line_end": places.line(extent.end - 1)})
    return Table(
        id=f"table-{number}",
        doc_id=doc_id,
        section=places.path(head.start),
        anchor=anchor,
        spans=(head,),
        places={"extent": extent} | ({"title": title} if title else {}),
        title=text[slice(*title)] if title else "",
        label=text[caption.start + match.start("label") : caption.start + match.end("label")]
        if caption and match
        else None,
        columns=tuple(plain_cell(text[slice(*c)]) for c in cells[0]),
        rows=tuple(tuple(plain_cell(text[slice(*c)]) for c in row) for row in cells[1:]),
        column_cells=cells[0],
        cells=cells[1:],
    )
