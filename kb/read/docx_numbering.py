"""Word's automatic numbering, which is not in the text: numbering.xml read and counted along (ECMA-376 part 1, 17.9).

Lists of one abstract definition count on together, as Word has it; a start override begins anew where its list is
first used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from kb.read.docx_xml import CHOICES, Element, W, attribute, switched_on, value, whole
from kb.read.number_forms import printed

LEVELS = 9
LONGEST = 100
"""Characters of a label; it is printed before every item, so a long one is no label."""
BULLET = "•"
"""Printed for bullets of symbol fonts, whose own signs mean nothing outside their font."""
_SLOT = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_WIDE_END = re.compile("[、。，．：；）】》〉」』〕＞　]$")


class Level(NamedTuple):
    """How one level of a list is printed; `restart`: the level, from 1, whose use restarts it (0: none, null: any)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None, style_lists: Mapping[str, str]) -> None:
        """`root` is that of numbering.xml; `style_lists` says which list a numbering style uses."""
        elements = [] if root is None else list(root)
        abstracts = {attribute(e, "abstractNumId"): e for e in elements if e.tag == W + "abstractNum"}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        nums = {attribute(e, "numId") or "": e for e in elements if e.tag == W + "num"}
        for number, element in nums.items():
            abstract = _resolved(element, abstracts, nums, style_lists)
            self._lists[number] = abstract or ""
            self._levels[number] = _levels(abstracts.get(abstract), element)
            self._overrides[number] = _starts(element)
        self._counts: dict[str, list[int | None]] = {}

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level a paragraph style is tied to in a list, null when to none."""
        return next((i for i, level in self._levels.get(number, {}).items() if level.style == style), None)

    def label(self, number: str, index: int) -> str:
        """Count one on at a level (from 0) of a list and give what Word prints before the text, with its gap."""
        levels = self._levels.get(number, {})
        level = levels.get(index)
        if level is None:
            return ""
        counts = self._count(number, index)
        return _with_gap(_label(level, levels, counts), level)

    def _count(self, number: str, index: int) -> list[int | None]:
        levels = self._levels[number]
        counts = self._counts.setdefault(self._lists[number], [None] * LEVELS)
        for overridden, start in self._overrides.pop(number, {}).items():
            counts[overridden] = start - 1
            counts[overridden + 1 :] = [None] * (LEVELS - overridden - 1)
        for upper in range(index):
            if counts[upper] is None:
                counts[upper] = levels.get(upper, Level()).start
        before = counts[index]
        counts[index] = levels[index].start if before is None else before + 1
        for lower in range(index + 1, LEVELS):
            restart = levels.get(lower, Level()).restart
            if restart is None or index < restart:
                counts[lower] = None
        return counts


def _resolved(
    element: Element, abstracts: Mapping[str | None, Element], nums: Mapping[str, Element], styles: Mapping[str, str]
) -> str | None:
    """The abstract list of a list, followed through numbering styles; a style that leads in a circle ends there."""
    seen: set[str] = set()
    while True:
        abstract = value(element, "abstractNumId")
        link = value(abstracts.get(abstract), "numStyleLink")
        following = nums.get(styles.get(link or "", ""))
        if abstract is None or link is None or following is None or abstract in seen or len(seen) == LEVELS:
            return abstract
        seen.add(abstract)
        element = following


def _levels(abstract: Element | None, num: Element) -> dict[int, Level]:
    own = [] if abstract is None else abstract.findall(W + "lvl")
    own += [level for override in num.findall(W + "lvlOverride") for level in override.findall(W + "lvl")]
    found = {whole(attribute(element, "ilvl"), -1): element for element in own}
    return {index: _level(element) for index, element in found.items() if 0 <= index < LEVELS}


def _level(element: Element) -> Level:
    restart = value(element, "lvlRestart")
    return Level(
        start=whole(value(element, "start"), 0),
        form=_form(element),
        text=(value(element, "lvlText") or "")[:LONGEST],
        gap=value(element, "suff") or "tab",
        restart=None if restart is None else whole(restart, 0),
        legal=switched_on(element.find(W + "isLgl")),
        style=value(element, "pStyle"),
    )


def _form(element: Element) -> str:
    """The number form; where Word offers one of its newer forms with an older one instead, the older."""
    form = value(element, "numFmt")
    if form is None and (choices := element.find(CHOICES)) is not None:
        form = next((found for choice in choices if (found := value(choice, "numFmt")) not in (None, "custom")), None)
    return form or "decimal"


def _starts(num: Element) -> dict[int, int]:
    overrides = [
        (whole(attribute(override, "ilvl"), -1), value(override, "startOverride"))
        for override in num.findall(W + "lvlOverride")
    ]
    return {index: whole(start, 1) for index, start in overrides if 0 <= index < LEVELS and start is not None}


def _label(level: Level, levels: Mapping[int, Level], counts: list[int | None]) -> str:
    if level.form == "bullet":
        return _PRIVATE.sub(BULLET, level.text)

    def number(match: re.Match[str]) -> str:
        upper = int(match[1]) - 1
        form = levels.get(upper, Level()).form
        if form in ("none", "bullet"):
            return ""
        return printed(counts[upper] or 0, "decimal" if level.legal else form)

    return _SLOT.sub(number, level.text)


def _with_gap(label: str, level: Level) -> str:
    """The label and the blank after it; a mark of full width (、 ）) has its blank inside."""
    if not label or level.gap == "nothing" or (level.gap == "tab" and _WIDE_END.search(label)):
        return label
    return label + " "
