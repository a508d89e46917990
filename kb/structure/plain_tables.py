"""Tables in plain text: cells apart by tabs, pipes or runs of blanks, or one cell a line.

Guarantees: a cell is an exact piece of the text; what does not square is left to the passages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice, takewhile
from typing import NamedTuple

from kb.model import Span
from kb.structure.squares import Row, Square, holds_number, is_square, shape
from kb.text import Lines, fold, trim

_PIPE_RULE = re.compile(r"^[\s|:+—-]+$")
_GAP = re.compile(r"(?:[ \xa0]{2,}|\u3000)[ \u3000\xa0]*")
MIN_ALIGNED, MIN_RAGGED = 3, 5
LONGEST_ALIGNED, LONGEST_LONE, LONGEST_HEAD = 40, 30, 15
MAX_COLUMNS = 12


class Plain(NamedTuple):
    """A table found in the lines `first` to `last`."""

    first: int
    last: int
    square: Square


class Ragged(NamedTuple):
    """Lines that look like a table and do not square."""

    first: int
    last: int


class _Other(NamedTuple):
    """Lines that are no table, up to `last`: none of them needs to be looked at again."""

    last: int


def find_plain(lines: Lines, taken: Collection[int]) -> Iterator[Plain | Ragged]:
    """The tables of a text in order, and what looked like one; `taken` lines are known to be something else."""
    text, spans = lines.text, list(lines.spans())
    number = 0
    while number < len(spans):
        found = None if number + 1 in taken else _at(text, spans, number, taken)
        if isinstance(found, Plain | Ragged):
            yield found
        number = found.last if found else number + 1


def _at(text: str, spans: Sequence[Span], number: int, taken: Collection[int]) -> Plain | Ragged | _Other | None:
    """The table that begins on a line, by its index; lines that were looked at together are no table together."""
    if not text[slice(*spans[number])].strip():
        return None
    if (stop := _end_of_run(text, spans, number, taken)) > number + 1:
        square = _square(text, spans[number:stop])
        if square:
            return Plain(number + 1, _last_filled(text, spans, stop), square)
        return Ragged(number + 1, stop) if stop - number >= MIN_RAGGED else _Other(stop)
    return _by_serial(text, spans, number, taken) or _aligned(text, spans, number, taken)


# ------------------------------------------------------------------ tabs and pipes


def _is_cell_line(text: str, line: Span) -> bool:
    """Cells are lines set in by a tab, lines that hold tabs, and lines of two or more pipes or with a rule of them."""
    raw = text[line.start : line.end]
    bare = raw.strip()
    piped = raw.count("|") > 1 or (raw.count("|") == 1 and not bare.startswith("|") and " | " in bare)
    return raw.startswith("\t") or "\t" in bare or piped or (bare.startswith("+-") and bare.endswith("+"))


def _end_of_run(text: str, spans: Sequence[Span], start: int, taken: Collection[int]) -> int:
    """Index after the last cell line of a run; single blank lines part its rows, a lone group line may stand in it."""
    if not _is_cell_line(text, spans[start]):
        return start
    end = start + 1
    while end < len(spans):
        words = text[slice(*spans[end])].strip()
        ahead = end if _is_cell_line(text, spans[end]) else end + 1
        if ahead >= len(spans) or ahead + 1 in taken or not _is_cell_line(text, spans[ahead]):
            break
        if ahead > end and words and not _is_group(text, spans[end], spans[end - 1], spans[ahead]):
            break
        end = ahead + 1
    return end


def _is_group(text: str, line: Span, before: Span, after: Span) -> bool:
    """Whether a line between two rows names the rows below: no sentence, no caption, and figures follow."""
    words, raw = fold(text[slice(*line)]).strip(), text[slice(*after)]
    tabs = text[slice(*before)].count("\t")
    plain = len(words) <= LONGEST_LONE and not re.search("[。；：,，]", words) and not shape("caption").match(words)
    return plain and tabs == raw.count("\t") > 0 and holds_number(text, _split(text, after, "\t"))


def _last_filled(text: str, spans: Sequence[Span], stop: int) -> int:
    while not text[slice(*spans[stop - 1])].strip():
        stop -= 1
    return stop


def _square(text: str, spans: Sequence[Span]) -> Square | None:
    """Rows of cells, the header first; none when the rows differ in length or there is only one."""
    filled = [s for s in spans if text[slice(*s)].strip()]
    if all("|" in text[slice(*s)] or _PIPE_RULE.match(text[slice(*s)]) for s in filled):
        rows = [_split(text, trim(text, s), "|") for s in filled if not _PIPE_RULE.match(text[slice(*s)])]
    elif any("\t" in text[slice(*s)].strip() for s in filled):
        rows = _tabbed(text, filled)
    else:
        rows = _rows_of_single_cells(text, spans)
    return rows if is_square(rows) else None


def _tabbed(text: str, filled: Sequence[Span]) -> Square:
    """Rows of tabbed lines; where every line is set in, or the lines square only without it, the setting in is none.

    A line of one cell among others is a group of rows: its other cells are empty.
    """
    trimmed = [_split(text, trim(text, line), "\t") for line in filled]
    if all(text[line.start] == "\t" for line in filled) and is_square(trimmed):
        return trimmed
    rows = [_split(text, line, "\t") for line in filled]
    if not is_square([row for row in rows if len(row) > 1]):
        return trimmed
    width = max(map(len, rows))
    return [[*row, *[Span(row[-1].end, row[-1].end)] * (width - len(row))] for row in rows]


def _split(text: str, line: Span, mark: str) -> Row:
    inner = line
    if mark == "|":
        inner = Span(line.start + (text[line.start] == mark), line.end - (text[line.end - 1] == mark))
    cells, start = [], inner.start
    for i in range(inner.start, inner.end + 1):
        if i >= inner.end or text[i] == mark:
            cells.append(trim(text, Span(start, max(start, i))))
            start = i + 1
    return cells


def _rows_of_single_cells(text: str, spans: Sequence[Span]) -> Square:
    """Rows from a form in which every cell has a line: blank lines part them, or the serial numbers 1, 2, 3 do."""
    groups: Square = [[]]
    for span in spans:
        if text[slice(*span)].strip():
            groups[-1].append(trim(text, span))
        elif groups[-1]:
            groups.append([])
    groups = [g for g in groups if g]
    if len(groups) > 1 and len({len(g) for g in groups}) == 1:
        return groups
    cells = [c for g in groups for c in g]
    rows = _serial_rows(text, cells)
    return rows if sum(map(len, rows)) == len(cells) else []


# ------------------------------------------------------------------ serial numbers that part the rows


def _serial_rows(text: str, cells: Iterable[Span]) -> Square:
    """As many rows as serial numbers count on; what stands behind the last of them is left out."""
    rest = iter(cells)
    head = list(islice(rest, MAX_COLUMNS + 1))
    words = [text[slice(*c)] for c in head]
    width = words.index("1") if "1" in words else 0
    if width < 2 or not shape("serial").match(fold(words[0])):
        return []
    rows, behind = [head[:width]], chain(head[width:], rest)
    while len(row := list(islice(behind, width))) == width and text[slice(*row[0])] == str(len(rows)):
        rows.append(row)
    return rows


def _by_serial(text: str, spans: Sequence[Span], start: int, taken: Collection[int]) -> Plain | None:
    """A table of one cell a line with nothing that sets the lines apart but its serial numbers."""
    if not shape("serial").match(fold(text[slice(*spans[start])])):
        return None
    free = takewhile(lambda i: i + 1 not in taken, range(start, len(spans)))
    cells = (trim(text, spans[i]) for i in free if text[slice(*spans[i])].strip())
    rows = _serial_rows(text, cells)
    if len(rows) < MIN_ALIGNED or any(cell.end - cell.start > LONGEST_HEAD for cell in rows[0]):
        return None
    return Plain(start + 1, bisect_right(spans, rows[-1][-1]), rows)


# ------------------------------------------------------------------ columns aligned by blanks


def _aligned(text: str, spans: Sequence[Span], start: int, taken: Collection[int]) -> Plain | _Other | None:
    """Three or more lines of as many cells, apart by two blanks or a full-width one, that look like a table."""
    rows: Square = []
    for index in range(start, len(spans)):
        cells = _gapped(text, spans[index]) if index + 1 not in taken else []
        if len(cells) < 2 or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    if len(rows) >= MIN_ALIGNED and _is_table(text, rows):
        return Plain(start + 1, start + len(rows), rows)
    return _Other(start + len(rows)) if rows else None


def _gapped(text: str, line: Span) -> Row:
    inner = trim(text, line)
    edges = [inner.start, *(e for m in _GAP.finditer(text, *inner) for e in m.span()), inner.end]
    cells = [trim(text, Span(a, b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return cells if all(0 < cell.end - cell.start <= LONGEST_ALIGNED for cell in cells) else []


def _is_table(text: str, rows: Square) -> bool:
    """Whether aligned lines are a table: names of columns above, or a column of figures below."""
    headed = any(shape("column_name").match(fold(text[slice(*cell)])) for cell in rows[0])
    figures = [all(holds_number(text, [row[i]]) for row in rows[1:]) for i in range(len(rows[0]))]
    return (headed or any(figures[1:])) and any(cell.end - cell.start > 1 for cell in rows[0])
