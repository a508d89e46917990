"""The caption of a table: its label and title, and the unit said of all of it, above the table or in its first rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from kb.model import Span
from kb.structure.markers import start_marker
from kb.structure.squares import shape
from kb.text import Lines, fold, trim
from kb.vocab.unit_names import unit_pattern

SCALES = "十百千万亿"
FAR = 3
"""Blank lines at most between a table and its caption."""


class Caption(NamedTuple):
    """Where label, title and unit stand; `lines` are those of the caption that stand above the table."""

    label: Span | None = None
    title: Span | None = None
    unit: Span | None = None
    lines: tuple[int, ...] = ()
    head: Span | None = None


def caption(lines: Lines, first: int, titles: Sequence[Span], taken: Collection[int]) -> Caption:
    """The caption of a table that begins on line `first` and has `titles` in it; `taken` are the lines of others."""
    found = Caption()
    for title in titles:
        found = _with(found, lines.text, title, inside=True)
    number = first - 1
    while number > 0 and first - number <= FAR + len(found.lines) + 1 and number not in taken:
        line = trim(lines.text, lines.span(number))
        if line.start < line.end:
            grown = _with(found, lines.text, line, inside=False)
            if grown == found:
                break
            found = grown._replace(lines=(*found.lines, number))
            if found.label:
                break
        number -= 1
    return found


def _with(found: Caption, text: str, line: Span, inside: bool) -> Caption:
    """The caption with what one more line says; the same where the line says nothing of a table.

    A line without a label is a title when it reads like one (主要指标表), or stands over the unit; a heading is none.
    """
    plain = fold(text[slice(*line)])
    if match := shape("unit_line").match(plain):
        return found._replace(unit=_place(line, match, "unit"), head=found.head or line) if not found.unit else found
    if match := shape("caption").match(plain):
        return _titled(found, text, line, match) if not found.label else found
    if match := shape("caption_label").match(plain):
        return found._replace(label=_place(line, match, "label"), head=line) if not found.label else found
    headed = bool(found.unit) and bool(shape("bare_title").match(plain))
    if found.title or not (inside or ((headed or shape("table_title").match(plain)) and not start_marker(text, line))):
        return found
    return found._replace(title=line, unit=found.unit or _noted_unit(line, plain), head=line)


def _titled(found: Caption, text: str, line: Span, match: re.Match[str]) -> Caption:
    title = trim(text, _place(line, match, "title"))
    unit = found.unit or _noted_unit(title, fold(text[slice(*title)]))
    return found._replace(label=_place(line, match, "label"), title=title, unit=unit, head=line)


def _noted_unit(line: Span, plain: str) -> Span | None:
    match = shape("unit_note").search(plain)
    if match is None or not (match["unit"] or re.fullmatch(rf"[{SCALES}]*(?:{unit_pattern()})", match["bare"].strip())):
        return None
    return _place(line, match, "unit" if match["unit"] else "bare")


def _place(line: Span, match: re.Match[str], group: str) -> Span:
    return Span(line.start + match.start(group), line.start + match.end(group))
