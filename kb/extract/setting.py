"""What a document says of its own time and place, which its sentences take for granted."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.extract.figures.figure_words import shape
from kb.model import Document, Period, Year
from kb.text import fold

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*年)")


class Setting(NamedTuple):
    """The plan's years, the year the document speaks from, and the names of its own territory, the longest first."""

    period: Period | None = None
    year: Year | None = None
    home: tuple[str, ...] = ()
    plan: bool = True

    @classmethod
    def of(cls, document: Document) -> Setting:
        """The setting of a document, from its imprint, its title and its headings."""
        info = document.info
        period = info.period or _title_period(info.title)
        return cls(period, _year(document, period), _home(document), _is_plan(document))


_PERIOD = re.compile(r"((?:19|20)\d\d)\s*年?\s*[-—–~至到]\s*((?:19|20)\d\d)")


def _title_period(title: str) -> Period | None:
    match = _PERIOD.search(fold(title))
    return (int(match[1]), int(match[2])) if match else None


def _year(document: Document, period: Period | None) -> Year | None:
    """The year of signature or issue, else of the title, else the plan's first, else the latest in a top heading."""
    for day in (document.info.made_on, document.info.issued_on):
        if day:
            return int(day[:4])
    if match := _YEAR.search(_PERIOD.sub("", fold(document.info.title))):
        return int(match[1])
    if period:
        return period[0]
    years = [int(y) for s in document.sections if s.level == 1 for y in _YEAR.findall(fold(s.title))]
    return max(years, default=None)


def _home(document: Document) -> tuple[str, ...]:
    """The document's own territory with and without its kind (台山市, 台山)."""
    info = document.info
    named = shape("region").findall(info.region or "") or shape("region").findall(info.issuer or "")[:1]
    short = {n[:-1] for n in named if len(n) > 2}
    return tuple(sorted({*named, *short}, key=lambda n: (-len(n), n)))


def _is_plan(document: Document) -> bool:
    """Whether the document sets goals; rules of support (办法, 细则) mostly hold conditions and sums."""
    title = document.info.title
    articles = sum(bool(shape("article").match(s.label)) for s in document.sections)
    rules = bool(shape("rules_title").search(title)) or articles * 2 > len(document.sections)
    return not rules or bool(shape("plan_title").search(title))
