"""From a source to a document: outline, passages, tables, imprint."""

from __future__ import annotations

from kb.model import About, Document, Notice, PassageKind, Source, Span
from kb.places import Places
from kb.structure.glued import GluedLines
from kb.structure.imprint import Imprint, document_record, find_imprint
from kb.structure.lists import without_items
from kb.structure.markers import Marker
from kb.structure.outline import outline
from kb.structure.passages import passages
from kb.structure.tables import Block, Ragged, find_blocks, table_record
from kb.text import Lines

__all__ = ["structure"]


def structure(source: Source, doc_id: str, about: About | None = None) -> Document:
    """The document of a source. Any text gives one; oddities become notices."""
    text, lines = source.text, Lines(source.text)
    blocks, ragged = find_blocks(source, lines)
    in_table = {n for b in blocks for n in (*range(b.first, b.last + 1), *b.caption.lines)}
    markers = _markers(lines, in_table)
    imprint = find_imprint(lines, _first_heading(markers, len(text)))
    body = {n: found for n, found in markers.items() if found and lines.span(n).start < imprint.end}
    headings = [(m, lines.span(n).end) for n, found in body.items() for m in _headings(found)]
    sections, notices = outline(text, doc_id, imprint.end, headings, Places(text))
    places = Places(text, sections)
    tables = tuple(table_record(b, i, doc_id, places) for i, b in enumerate(blocks, 1))
    taken = [s.span for s in sections] + [cell for table in tables for cell in table.parts]
    return Document(
        id=doc_id,
        text=text,
        source=source,
        info=document_record(source, doc_id, about or About(), imprint, places),
        sections=sections,
        passages=passages(places, doc_id, taken, _kinds(blocks, imprint, lines), body),
        tables=tables,
        notices=(*notices, *_remarks(source, ragged, doc_id, places, len(notices))),
    )


def _markers(lines: Lines, in_table: set[int]) -> dict[int, list[Marker]]:
    """The settled markers of each line that is no part of a table."""
    glued = GluedLines(lines.text)
    found = [(n, m) for n, s in enumerate(lines.spans(), 1) if n not in in_table for m in glued.markers(s)]
    settled = without_items(lines.text, [m for _, m in found])
    by_line: dict[int, list[Marker]] = {}
    for (number, _), marker in zip(found, settled, strict=True):
        by_line.setdefault(number, []).append(marker)
    return by_line


def _headings(found: list[Marker]) -> list[Marker]:
    return [m for m in found if m.is_heading]


def _first_heading(markers: dict[int, list[Marker]], end: int) -> int:
    """Where the first numbered heading stands; a page's own labels (【…】) come before it."""
    return next((m.heading.start for found in markers.values() for m in _headings(found) if m.number is not None), end)


def _kinds(blocks: list[Block], imprint: Imprint, lines: Lines) -> dict[int, PassageKind]:
    """Lines of a special kind, by number; what stands between the cells of a table is its drawing."""
    kinds: dict[int, PassageKind] = {n: "furniture" for b in blocks for n in b.rows(lines)}
    kinds |= {n: "caption" for b in blocks for n in b.caption_lines(lines)}
    for found in imprint.found:
        kinds[lines.number(found.line.start)] = "furniture" if found.role == "furniture" else "imprint"
    return kinds


def _remarks(source: Source, ragged: list[Ragged], doc_id: str, places: Places, start: int) -> list[Notice]:
    """Notices about what the reader remarked and about tables that do not square."""
    whole = Span(0, min(1, len(source.text)))
    found = [("decoding", remark, whole) for remark in source.remarks]
    found += [("ragged_table", "像表格但行列不齐，按正文处理", places.lines.span(r.first)) for r in ragged]
    return [
        Notice(
            id=f"notice-{start + n}",
            doc_id=doc_id,
            section=places.path(span.start),
            anchor=places.anchor(span),
            spans=(span,),
            code=code,
            message=message,
        )
        for n, (code, message, span) in enumerate(found, 1)
    ]
