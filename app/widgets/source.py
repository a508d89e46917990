"""The plan beside the answer: its text laid out for reading, exactly the cited characters lit up."""

from __future__ import annotations

from collections.abc import Sequence

from app.spots import Spot
from app.widgets.nodes import Node, each, h
from kb.model import Document, Span
from kb.render import Block, Runs, blocks, place
from kb.vocab.phrasing import Phrases

LIMIT = 600
"""Blocks shown at once; a longer document is cut around the first mark."""


def source_view(
    document: Document, lit: Sequence[Spot], chosen: Spot | None, words: Phrases, places: Phrases
) -> list[Node]:
    """The source pane with the spots of `lit` marked; `words` of the page, `places` for line numbers."""
    changed = any(spot.spans is None for spot in lit)
    spans = [span for spot in lit for span in spot.spans or ()]
    note = h("p", _note(lit, chosen, words, places), class_="pane-note") if lit else None
    pane = h(
        "article",
        _head(document, chosen or next(iter(lit), None), words, None if changed else note),
        h("p", words("changed"), class_="callout", role="alert") if changed else None,
        h("div", *_text(document, spans, words), class_="pane-text", **_scrolls(words("scroll"))),
        class_="pane",
        data_open=chosen.key if chosen else "",
        aria_label=words("plan"),
    )
    return [pane]


def _head(document: Document, spot: Spot | None, words: Phrases, note: Node | None) -> Node:
    title = h("h2", document.info.title or words("no_title"), class_="pane-title", lang="zh-CN")
    path = [h("li", name) for name in spot.shown.section] if spot else []
    listed = h("ol", *path, class_="path", lang="zh-CN", aria_label=words("path_above")) if path else None
    return h("div", title, listed, note, class_="pane-head")


def _note(lit: Sequence[Spot], chosen: Spot | None, words: Phrases, places: Phrases) -> str:
    if chosen is None and len(lit) > 1:
        return words("all_places", count=len(lit))
    spot = chosen or lit[0]
    if spot.is_citation:
        return words("one_place", index=spot.key, place=place(spot.shown, places))
    return words("nearby_place", place=place(spot.shown, places))


def _scrolls(label: str, role: str = "region") -> dict[str, str | int]:
    """What makes an area that scrolls reachable by keyboard, and known to those who cannot see it."""
    return {"tabindex": 0, "role": role, "aria_label": label}


def _text(document: Document, spans: Sequence[Span], words: Phrases) -> list[Node]:
    shown = blocks(document, spans)
    first = next((n for n, block in enumerate(shown) if block.marked), 0)
    start = max(0, min(first - LIMIT // 2, len(shown) - LIMIT))
    after = max(0, len(shown) - start - LIMIT)
    return each(
        [
            h("p", words("cut_before", count=start), class_="cut") if start else None,
            *(_block(block, words) for block in shown[start : start + LIMIT]),
            h("p", words("cut_after", count=after), class_="cut") if after else None,
        ]
    )


def _block(block: Block, words: Phrases) -> Node:
    if block.kind == "table":
        return _table(block, words)
    tag = f"h{min(block.level + 2, 6)}" if block.kind == "heading" else "p"
    name = f"level-{min(block.level, 4)}" if block.kind == "heading" else block.kind
    return h(tag, *_runs(block.runs), class_=name, lang="zh-CN")


def _table(block: Block, words: Phrases) -> Node:
    head = [h("tr", *(h("th", *_runs(cell), scope="col") for cell in row)) for row in block.rows[: block.header]]
    body = [_row(row) for row in block.rows[block.header :]]
    table = h("table", h("thead", *head) if head else None, h("tbody", *body), lang="zh-CN")
    return h("div", table, class_="table", **_scrolls(words("table_scroll"), "group"))


def _row(row: Sequence[Runs]) -> Node:
    lit = any(run.marked for cell in row for run in cell)
    return h("tr", *(h("td", *_runs(cell)) for cell in row), class_="lit" if lit else None)


def _runs(runs: Runs) -> list[Node]:
    return [_run(run.text, run.marked, run.strong) for run in runs]


def _run(text: str, marked: bool, strong: bool) -> Node:
    node: Node = h("mark", text) if marked else text
    return h("strong", node) if strong else node
