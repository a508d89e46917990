"""Paragraph styles of a docx: heading levels and list membership, through the styles a style is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.read.docx_numbering import LEVELS, Numbering
from kb.read.docx_xml import Element, W, attribute, value, whole

BODY_TEXT = 9
"""The outline level that says: no heading (17.3.1.20)."""
DEEPEST = 50
"""Styles a style may be based on, one on another; beyond that nobody wrote them by hand."""
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)


class Styles:
    """The styles of a document, by id."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else root.findall(W + "style")
        self._styles = {attribute(e, "styleId") or "": e for e in elements}
        paragraphs = (e for e in elements if attribute(e, "type") == "paragraph")
        defaults = (attribute(e, "styleId") for e in paragraphs if attribute(e, "default") in ("1", "true"))
        self._default = next(defaults, None)

    def lists(self) -> dict[str, str]:
        """Style id -> the list (numId) it names itself."""
        named = {style: value(e, "pPr", "numPr", "numId") for style, e in self._styles.items()}
        return {style: number for style, number in named.items() if number is not None}

    def heading_level(self, properties: Element | None) -> int | None:
        """The level, from 1, of a paragraph with these properties (w:pPr), null when it is no heading."""
        level = value(properties, "outlineLvl")
        chain = list(self._chain(properties))
        if level is None:
            level = next(filter(None, (value(style, "pPr", "outlineLvl") for style in chain)), None)
        if level is not None:
            number = whole(level, BODY_TEXT)
            return number + 1 if 0 <= number < BODY_TEXT else None
        named = (_HEADING.fullmatch((value(style, "name") or "").strip()) for style in chain)
        return next((int(match[1]) for match in named if match), None)

    def list_of(self, properties: Element | None, numbering: Numbering) -> tuple[str, int] | None:
        """The list (numId) and level, from 0, of a paragraph with these properties; null when it has no number."""
        number = value(properties, "numPr", "numId")
        index = value(properties, "numPr", "ilvl")
        for style in self._chain(properties):
            if number is not None and index is not None:
                break
            own = value(style, "pPr", "numPr", "numId")
            if number is None and own is not None:
                number = own
                tied = numbering.level_of_style(own, attribute(style, "styleId") or "")
                index = index or (value(style, "pPr", "numPr", "ilvl") if tied is None else str(tied))
        if number in (None, "0"):
            return None
        return str(number), min(max(whole(index, 0), 0), LEVELS - 1)

    def _chain(self, properties: Element | None) -> Iterator[Element]:
        """The style of the paragraph and those it is based on, nearest first; a circle ends where it closes."""
        style = value(properties, "pStyle")
        name = style if style in self._styles else self._default
        seen: set[str] = set()
        while name is not None and name in self._styles and name not in seen and len(seen) < DEEPEST:
            seen.add(name)
            yield self._styles[name]
            name = value(self._styles[name], "basedOn")
