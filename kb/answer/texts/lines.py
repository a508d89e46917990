"""Lines of a text that was printed: those that break in the middle of a sentence are read as one passage.

Text taken from a PDF ends its lines where the page did. A line of nearly full width that ends without a mark goes on
in the next one; in texts whose paragraphs are lines nothing is joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from kb.model import Passage, Span
from kb.text import sentences

WIDEST = 60
"""Printed lines of Chinese hold at most so many characters."""
FULL = 0.7
"""A line goes on in the next one when it holds at least this share of the usual width."""
_ENDS = "。；：！？.;:!?”）)…"


def joined(passages: Iterable[Passage]) -> list[tuple[Passage, tuple[str, ...]]]:
    """The passages in order, those of one printed paragraph as one; each with the ids of the lines it was made of."""
    found: list[tuple[Passage, tuple[str, ...]]] = []
    for _, group in groupby(passages, lambda p: p.doc_id):
        own = list(group)
        found += _joined(own, _width(own))
    return found


def _width(passages: Sequence[Passage]) -> int:
    """The usual width of full lines; 0 in a text whose paragraphs are not broken into lines."""
    lengths = sorted(len(p.text) for p in passages)
    wide = lengths[len(lengths) * 9 // 10] if lengths else 0
    open_ends = sum(_goes_on(p, wide) for p in passages)
    return wide if wide <= WIDEST and open_ends * 3 >= len(passages) else 0


def _goes_on(passage: Passage, width: int) -> bool:
    return len(passage.text) >= FULL * width and not passage.text.rstrip().endswith(tuple(_ENDS))


def _joined(passages: Sequence[Passage], width: int) -> list[tuple[Passage, tuple[str, ...]]]:
    runs: list[list[Passage]] = []
    for passage in passages:
        before = runs[-1][-1] if runs else None
        opens = len(runs) < 2 or runs[-2][-1].section != runs[-1][-1].section
        if width and before and _goes_on(before, 0 if opens else width) and _next_line(before, passage):
            runs[-1].append(passage)
        else:
            runs.append([passage])
    return [(_one(run), tuple(p.id for p in run)) for run in runs]


def _next_line(before: Passage, passage: Passage) -> bool:
    follows = before.anchor.line_end + 1 == passage.anchor.line_start
    return follows and before.section == passage.section and passage.kind != "item"


def _one(run: Sequence[Passage]) -> Passage:
    """The lines as one passage; its text keeps their ends, so that it is the text at its place."""
    if len(run) == 1:
        return run[0]
    text = "\n".join(p.text for p in run)
    place = Span(run[0].span.start, run[-1].span.end)
    anchor = run[0].anchor.model_copy(update={"line_end": run[-1].anchor.line_end, "quote": text})
    return run[0].model_copy(update={"text": text, "spans": (place,), "anchor": anchor})


def flat(text: str) -> str:
    """A text without the ends of its lines."""
    return text.replace("\n", "")


def whole_sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a passage; the end of a printed line ends none.

    >>> [("数据加\\n密。其他。"[s:e]) for s, e in whole_sentences("数据加\\n密。其他。", Span(0, 9))]
    ['数据加\\n密。', '其他。']
    """
    whole = text[slice(*span)].replace("\n", " ")
    return [Span(span.start + s, span.start + e) for s, e in sentences(whole, Span(0, len(whole)))]
