"""What support is called where its sentence says only 奖励: 【落户奖励】 before it, or a heading above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kb.extract.lexis import ORDERS, opening
from kb.extract.measures.found import Found
from kb.extract.promise_words import word
from kb.model import Document, Span
from kb.text import fold

LONGEST = 14
_TAG = re.compile("【(?P<name>[^】]{2,14})】")


Title = tuple[str, Span]


def titles_of(document: Document) -> dict[str, Title]:
    """What each section is called, by its id; an article without a title by its first line, if that is a mere name."""
    first: dict[tuple[str, ...], Title] = {}
    for passage in document.passages:
        first.setdefault(passage.section, (passage.text.rstrip("。：:"), passage.span))
    return {
        s.id: first.get(s.section, ("", s.span)) if s.title == s.label else (s.title, s.places.get("title", s.span))
        for s in document.sections
    }


def with_names(found: Iterable[Found], titles: Sequence[Title]) -> list[Found]:
    """The measures of a paragraph, those that say only 奖励 or 补贴 with the name they have.

    `titles` are those of the sections the paragraph stands in, the innermost first.
    """
    return [_named(f, titles) for f in found]


def _named(found: Found, titles: Sequence[Title]) -> Found:
    if not word("bare-instrument").fullmatch(fold(found.instrument)):
        return found
    names = (n for n in (*_tags(found), *titles) if names_support(n[0], found.instrument))
    name = next(names, None)
    return found._replace(instrument=name[0], named=name[1]) if name else found


def _tags(found: Found) -> Iterator[Title]:
    """What stands in 【】 before the promise, the nearest first."""
    stretch = found.stretch
    for tag in reversed(list(_TAG.finditer(stretch.printed, 0, found.span.end))):
        yield tag["name"], stretch.span(*tag.span("name"))


def names_support(title: str, instrument: str) -> bool:
    """Whether a title is the name of support of the kind a sentence speaks of.

    >>> names_support("落户奖励", "奖励"), names_support("落户奖励", "补贴"), names_support("支持企业发展奖励", "奖励")
    (True, False, False)
    """
    plain = fold(title)
    family = _family().search(plain)
    if family is None or not 2 < len(plain) <= LONGEST or "的" in plain or opening(plain, "manner", *ORDERS):
        return False
    said = _family().search(fold(instrument))
    return said is None or said.lastgroup in (family.lastgroup, "aid")


@cache
def _family() -> re.Pattern[str]:
    """The kind of support that ends a name: money given for merit, for costs, or at large."""
    return re.compile("(?:(?P<award>奖[励补金]?)|(?P<cost>补[贴助偿]|贴息|津贴)|(?P<aid>资助|扶持|支持|配套))$")
