"""The text of the check page: each line or table with its marks, and beside it the records that begin there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from html import escape

from kb.health import KINDS, TYPES
from kb.model import Parsed, Span, Table
from kb.render.blocks import Part, cell_rows, parts
from kb.render.cards import card, words
from kb.render.marks import Cut, Mark, Marked

FEW = 8
"""Records of one line or table that are listed at once; more of them fold."""
JOINED = ("derived", "finding")
"""Records that follow from others; they are listed below the text, not beside it."""


class Text:
    """A document cut into marked pieces, and the cards of its records."""

    def __init__(self, parsed: Parsed, cut: Cut) -> None:
        self.parsed, self.source = parsed, parsed.document.text
        self.cut, self.words = cut, words()["page"]
        listed = [(r.span.start, n) for n, r in enumerate(parsed.records) if r.type in TYPES]
        self._begins = sorted(listed)
        self._at = 0
        self._anchored: set[int] = set()
        self._lines: set[int] = set()
        self.parts = list(parts(parsed.document))
        self._shown = sorted({part.line for part in self.parts})

    def html(self) -> Iterator[str]:
        """The whole text, block by block; where the file has pages, each is announced."""
        before = None
        for part in self.parts:
            page = self._page(part.line)
            if page and page != before:
                yield f'<p class="page">{self.words["sheet"].format(page=page)}</p>\n'
            before = page
            yield from self.block(part)

    def _page(self, line: int) -> int | None:
        origins = self.parsed.document.source.origins
        return origins[line - 1].page if line <= len(origins) else None

    def place(self, line: int) -> str:
        """The id of the block that shows a line: a table shows many."""
        return f"L{self._shown[max(0, bisect_right(self._shown, line) - 1)]}" if self._shown else "text"

    def block(self, part: Part) -> Iterator[str]:
        """A line or a table, and the cards of the records that begin in it or before it and are not shown yet."""
        yield f'<div class="row {part.kind}"{self._line_id(part.line)}>'
        yield f'<span class="line" aria-hidden="true">{part.line}</span>'
        if part.table is not None:
            name = escape(part.table.title) or self.words["untitled"]
            cells = "".join(self._table(part.table))
            yield f'<div class="cells" role="group" tabindex="0" aria-label="{name}">{cells}</div>'
        else:
            tag = f"h{min(part.level + 1, 6)}" if part.kind == "heading" else "p"
            level = f' class="level-{min(part.level, 6)}"' if part.level else ""
            yield f"<{tag}{level}>{self._line(part)}</{tag}>"
        yield from self._cards(_end(part))
        yield "</div>\n"

    def _line_id(self, line: int) -> str:
        """A line can hold a table and a rest; the first of them is where links lead."""
        if line in self._lines:
            return ""
        self._lines.add(line)
        return f' id="L{line}"'

    # -------------------------------------------------------------- the text itself

    def _line(self, part: Part) -> str:
        """A line, headings that run into it set apart."""
        out, at = [], part.place.start
        for start, end in part.strong:
            start, end = max(start, at), min(end, part.place.end)
            if start < end:
                out += [self._runs(Span(at, start)), f"<strong>{self._runs(Span(start, end))}</strong>"]
                at = end
        return "".join((*out, self._runs(Span(at, part.place.end))))

    def _runs(self, place: Span) -> str:
        return "".join(map(self._run, self.cut.pieces(place)))

    def _run(self, piece: Marked) -> str:
        text = escape(self.source[slice(*piece.span)])
        if not piece.marks:
            return text
        kinds = " ".join(dict.fromkeys(mark.kind for mark in piece.marks))
        records = list(dict.fromkeys(mark.of for mark in piece.marks if mark.of is not None))
        cards = [position for position in records if self.parsed.records[position].type in TYPES]
        anchors = "".join(map(self._anchor, cards))
        note = escape("\n".join(dict.fromkeys(self._note(mark) for mark in piece.marks)))
        if not cards:
            return f'<span class="mark {kinds}" title="{note}">{text}</span>'
        return f'<a class="mark {kinds}" href="#r{cards[-1]}" title="{note}">{anchors}{text}</a>'

    def _anchor(self, position: int) -> str:
        """Where the first mark of a record begins, for the link of its card."""
        if position in self._anchored:
            return ""
        self._anchored.add(position)
        return f'<i id="m{position}"></i>'

    def _note(self, mark: Mark) -> str:
        if mark.of is None:
            return f"{self.words['number']}：{KINDS[mark.note]}" if mark.kind == "number" else KINDS[mark.note]
        record = self.parsed.records[mark.of]
        if record.type == "notice":
            return f"{self.words['notices']}：{record.message}"
        return f"{TYPES[record.type]}：{card(record).line}"

    def _table(self, table: Table) -> Iterator[str]:
        rows = list(cell_rows(table))
        heads = len(rows) - len(table.cells)
        yield f"<table><caption>{escape(table.title) or self.words['untitled']}</caption>\n"
        for r, row in enumerate(rows):
            yield "<tr>"
            for c in range(len(row)):
                if size := _covers(rows, r, c):
                    tag = "th" if r < heads else "td"
                    down = f' rowspan="{size[0]}"' if size[0] > 1 else ""
                    across = f' colspan="{size[1]}"' if size[1] > 1 else ""
                    yield f"<{tag}{down}{across}>{self._runs(row[c])}</{tag}>"
            yield "</tr>\n"
        yield "</table>"

    # -------------------------------------------------------------- the records beside it

    def _cards(self, end: int) -> Iterator[str]:
        stop = bisect_left(self._begins, (end, -1))
        found = [n for _, n in self._begins[self._at : stop] if self.parsed.records[n].type not in JOINED]
        self._at = max(self._at, stop)
        if not found:
            return
        cards = f"<ul>{''.join(map(self.card, found))}</ul>"
        if len(found) > FEW:
            count = self.words["records"].format(count=len(found))
            cards = f'<details class="many"><summary>{count}</summary>{cards}</details>'
        yield f'<aside class="records">{cards}</aside>'

    def card(self, position: int) -> str:
        """A record that opens to its fields; a link to the fields opens it, since they stand inside what folds."""
        record = self.parsed.records[position]
        shown = card(record)
        fields = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in shown.fields)
        place = f"m{position}" if position in self._anchored else self.place(record.anchor.line_start)
        return (
            f'<li class="card {record.type}"><details><summary><span class="mark {record.type}">'
            f'{TYPES[record.type]}</span> {escape(shown.line)}</summary><dl id="r{position}">{fields}</dl>'
            f'<p><code>{escape(record.id)}</code> <a href="#{place}">{self.words["to_text"]}</a></p></details></li>'
        )


def _end(part: Part) -> int:
    if part.table is None:
        return part.place.end
    return max((cell.end for row in cell_rows(part.table) for cell in row), default=part.place.end)


def _covers(rows: list[tuple[Span, ...]], r: int, c: int) -> tuple[int, int] | None:
    """Rows and columns a cell covers: merged cells are one place in several; nothing for a cell shown already."""
    place = rows[r][c]

    def same(row: int, column: int) -> bool:
        inside = 0 <= row < len(rows) and 0 <= column < len(rows[row])
        return inside and place.start < place.end and rows[row][column] == place

    if same(r - 1, c) or same(r, c - 1):
        return None
    across = next(n for n in range(1, len(rows[r]) + 1) if not same(r, c + n))
    down = next(n for n in range(1, len(rows) + 1) if not same(r + n, c))
    return down, across
