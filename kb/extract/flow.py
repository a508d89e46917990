"""Text to look for names and promises in: one stretch without the blanks of its layout, and the way back.

A wrapped line cuts a name in two and spaced figures (１０００ 万 元) cut an amount; here both are whole, and every
place found is given as a place in the frozen text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.extract.reading import Reading
from kb.model import Document, Span
from kb.text import clauses, fold

SHORT_LINE = 15
_BLANK = re.compile(r"\s")
_UNREAD = ("imprint", "caption")


@dataclass(frozen=True, eq=False)
class Flow:
    """A stretch of text: `printed` as it stands, `text` folded, both of one length; `offsets` lead to the document."""

    printed: str
    text: str
    offsets: Sequence[int]
    heading: bool = False

    def span(self, start: int, end: int) -> Span:
        """The place in the document of a part of the stretch."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def clause(self, start: int, end: int) -> Span:
        """The part of the stretch, clause by clause, that holds these characters."""
        held = [c for c in clauses(self.printed, Span(0, len(self.printed))) if c.end > start and c.start < end]
        return Span(min(held[0].start, start), max(held[-1].end, end)) if held else Span(start, end)


def flow(text: str, span: Span, heading: bool = False) -> Flow:
    """The stretch of a text at this place.

    >>> f = flow("奖励１０００ 万 元，\\n共 3 次数", Span(0, 18))
    >>> f.text, f.span(2, 8)
    ('奖励1000万元，共3次数', Span(start=2, end=10))
    """
    blanks = [m.start() for m in _BLANK.finditer(text, *span)]
    left_out = {i for i in blanks if not (_parts_words(text, i) or _ends_short_line(text, i))}
    offsets = [i for i in range(*span) if i not in left_out] if left_out else range(*span)
    printed = "".join(map(text.__getitem__, offsets)) if left_out else text[slice(*span)]
    printed = _BLANK.sub(lambda m: "\n" if m.group() == "\n" else " ", printed)
    return Flow(printed, fold(printed), offsets, heading)


def _parts_words(text: str, i: int) -> bool:
    """Whether a blank stands between two Latin words or two figures, where it means something."""
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def _ends_short_line(text: str, i: int) -> bool:
    """Whether a line break stands behind a line too short to have been wrapped: it ends something."""
    if text[i] != "\n":
        return False
    line = text[text.rfind("\n", 0, i) + 1 : i].rstrip()
    return len(line) < SHORT_LINE and not line.endswith(("，", "、"))


@lru_cache(maxsize=1)  # each extractor of names asks for the same ones
def flows(reading: Reading) -> tuple[Flow, ...]:
    """Everything readable of a document in reading order: headings, paragraphs, captions, cells and imprint."""
    document = reading.document
    spans = [(p.span, p.heading) for p in reading.paragraphs]
    spans += [(span, False) for span in _unread(document)]
    return tuple(f for span, heading in sorted(set(spans)) if (f := flow(document.text, span, heading)).printed)


def _unread(document: Document) -> Iterator[Span]:
    """Captions and imprint lines, which are no paragraphs, and the cells of tables."""
    yield from (p.span for p in document.passages if p.kind in _UNREAD)
    for table in document.tables:
        yield from table.parts
