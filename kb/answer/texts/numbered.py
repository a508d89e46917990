"""Parts of a document by their number: 第七条, 第三部分第六条, 三、（六）, 专栏1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kb.answer.catalog import Catalog
from kb.model import Section
from kb.numbers import parse
from kb.text import fold
from kb.vocab import vocabulary

_DIGITS = re.compile(r"[一二三四五六七八九十百零〇\d]+")
_MEASURE = re.compile(r"(?:几|多少)(?:个)?(条|章|节|专栏|部分)")
_MARKED = ("条", "章", "节", "专栏", "篇")
_PARTS = ("部分", "大部分")
_ENGLISH = {"article": "条", "chapter": "章", "section": "节", "part": "部分", "box": "专栏"}


class Measure(NamedTuple):
    """A kind of part as it is counted: 条, 章, 节, 专栏, or 部分 for the top headings."""

    name: str

    @property
    def marked(self) -> bool:
        """Whether the labels of such headings say what they are; 部分 are simply the top headings."""
        return self.name in _MARKED

    @property
    def unit(self) -> str:
        """The measure word: 条 counts itself, 专栏 are counted by 个."""
        return self.name if len(self.name) == 1 else "个"

    @property
    def counted(self) -> str:
        """What stands behind the number: 条, 个专栏."""
        return self.name if self.unit == self.name else self.unit + self.name

    def counts(self, section: Section) -> bool:
        """Whether a heading is one of these."""
        if self.name in _MARKED:
            return self.name in section.label
        return section.level == 1


def asked_parts(text: str) -> tuple[str, ...]:
    """The numbered parts a question names, from the outer to the inner one.

    >>> asked_parts("第三部分第六条的任务有哪些")
    ('第三部分', '第六条')
    """
    pattern = vocabulary().cues["numbered"].pattern or ""
    return tuple(m.group() for m in re.finditer(pattern, fold(text)))


def counted_measures(text: str) -> list[Measure]:
    """What a question counts: the articles, the chapters, else the top headings."""
    plain = fold(text)
    named = [m[1] for m in _MEASURE.finditer(plain)] or [n for word, n in _ENGLISH.items() if word in plain]
    return [Measure(n) for n in dict.fromkeys(named or ["部分"])]


def styled(parts: Sequence[str], catalog: Catalog) -> list[Section]:
    """The headings of these numbers, each inside the one before; （三） may stand in several chapters.

    People call （十四） 第十四条 where a document has no articles.
    """
    return _styled(parts, catalog) or (_styled([f"（{p[1:-1]}）" for p in parts], catalog) if _articles(parts) else [])


def _articles(parts: Sequence[str]) -> bool:
    return len(parts) == 1 and parts[0].startswith("第") and parts[0].endswith("条")


def _styled(parts: Sequence[str], catalog: Catalog) -> list[Section]:
    found = list(catalog.sections)
    for depth, part in enumerate(parts):
        number = _number(part)
        inner = [s for s in found if _number(s.label) == number and _fits(part, s, depth)]
        if depth + 1 == len(parts):
            return inner
        extents = [(s.doc_id, s.section) for s in inner]
        found = [
            s
            for s in catalog.sections
            if any(s.doc_id == d and s.section[: len(p)] == p != s.section for d, p in extents)
        ]
    return []


def _fits(part: str, section: Section, depth: int) -> bool:
    """Whether a heading is of the style named: 第七条 is an article, or a （七） below a part named before it."""
    marks = [m for m in _MARKED if m in part]
    if marks and any(m in section.label for m in marks):
        return True
    if any(m in part for m in _PARTS):
        return section.level == 1
    if marks == ["章"] or marks == ["篇"]:
        return section.level == 1 and _DIGITS.fullmatch(section.label[:1] or "x") is not None
    if part.startswith("（"):
        return section.label.startswith(("（", "("))
    if part.endswith("、"):
        return section.label.endswith("、")
    return depth > 0 and marks != ["专栏"]


def _number(printed: str) -> int | None:
    """The number in a label.

    >>> _number("第七条"), _number("（六）"), _number("专栏1")
    (7, 6, 1)
    """
    match = _DIGITS.search(fold(printed))
    value = parse(match.group()) if match else None
    return int(value) if value is not None else None
