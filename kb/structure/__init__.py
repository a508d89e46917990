"""From a source to a document: outline, passages, tables, imprint."""

from __future__ import annotations

from collections.abc import Collection

from kb.model import About, Document, Notice, PassageKind, Source, Span
from kb.places import Places
from kb.structure.contents import Contents, find_contents
from kb.structure.headings import Headings
from kb.structure.imprint import Imprint, document_record, find_imprint
from kb.structure.imprint_lines import is_title
from kb.structure.outline import outline
from kb.structure.passages import passages
from kb.structure.running import find_running
from kb.structure.tables import Block, Ragged, find_blocks, table_record
from kb.text import Lines

__all__ = ["structure"]

FURNITURE = ("furniture", "site")


def structure(source: Source, doc_id: str, about: About | None = None) -> Document:
    """The document of a source. Any text gives one; oddities become notices."""
    text, lines = source.text, Lines(source.text)
    contents = find_contents(lines)
    left_out = set(range(contents.first, contents.last + 1)) if contents else set()
    blocks, ragged = find_blocks(source, lines)
    blocks = [b for b in blocks if b.first not in left_out]
    in_table = {n for b in blocks for n in (*range(b.first, b.last + 1), *b.caption.lines)}
    running = find_running(lines, in_table | left_out)
    headings = Headings(source, lines, in_table | left_out | running)
    imprint = find_imprint(lines, _first_heading(headings, len(text)), left_out)
    body = [h for h in headings.found if h.is_heading and h.start < imprint.end]
    sections, notices = outline(doc_id, imprint.end, body, Places(text), _titles(headings))
    places = Places(text, sections)
    tables = tuple(table_record(b, i, doc_id, places) for i, b in enumerate(blocks, 1))
    taken = (
        [p for s in sections for p in s.spans]
        + [c for t in tables for c in t.parts]
        + ([contents.span] if contents else [])
    )
    return Document(
        id=doc_id,
        text=text,
        source=source,
        info=document_record(source, doc_id, about or About(), imprint, places),
        sections=sections,
        passages=passages(places, doc_id, taken, _kinds(blocks, imprint, running, lines), headings.by_line),
        tables=tables,
        notices=(*notices, *_remarks(source, contents, ragged, doc_id, places, len(notices))),
    )


def _first_heading(headings: Headings, end: int) -> int:
    """Where the first numbered heading stands; a page's own labels (【…】) come before it."""
    return next((h.start for h in headings.found if h.is_heading and h.number is not None), end)


def _titles(headings: Headings) -> list[int]:
    """Where lines stand that look like the title of a document."""
    marked = {n for n, found in headings.by_line.items() if found}
    spans = ((n, s) for n, s in enumerate(headings.lines.spans(), 1) if n not in marked)
    return [s.start for _, s in spans if is_title(headings.lines.text, s)]


def _kinds(blocks: list[Block], imprint: Imprint, running: Collection[int], lines: Lines) -> dict[int, PassageKind]:
    """Lines of a special kind, by number; what stands between the cells of a table is its drawing."""
    kinds: dict[int, PassageKind] = dict.fromkeys(running, "furniture")
    kinds |= {n: "furniture" for b in blocks for n in b.rows(lines)}
    kinds |= {n: "caption" for b in blocks for n in b.caption_lines(lines)}
    for found in imprint.found:
        kinds[lines.number(found.line.start)] = "furniture" if found.role in FURNITURE else "imprint"
    return kinds


def _remarks(
    source: Source, contents: Contents | None, ragged: list[Ragged], doc_id: str, places: Places, start: int
) -> list[Notice]:
    """Notices about what the reader remarked, a contents list left out, and tables that do not square."""
    whole = Span(0, min(1, len(source.text)))
    found = [("decoding", remark, whole) for remark in source.remarks]
    found += [("left_out_contents", "目录不重复计入标题", contents.span)] if contents else []
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
