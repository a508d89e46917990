"""The lines of an article in HTML: what a browser would show as lines of their own, and its tables in between.

Ideographic indents are trimmed with the line's ends; the numbers of ordered lists are written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from kb.read.galley import Galley, Slot
from kb.read.html_body import BLOCKS, collapse, is_silent, plain
from kb.read.html_tables import is_layout, slots

_CONTROL = re.compile(
    r"^(?:【?\s*(?:字体|字号|字体大小)\s*[:：]?.{0,24}|(?:浏览|点击|访问|阅读)(?:次数|人数|量|数)\s*[:：]?\s*[-—\d,次]*"
    r"|【?\s*(?:打印本页|打印|关闭窗口|关闭|返回顶部|分享到|我要纠错|收藏)\s*】?|分享到?\s*[:：].{0,20}|扫一扫.{0,20})$"
)
"""Lines that only work a web page; the plan itself never says them."""
_LONGEST_CONTROL = 60
_TITLE_LINES = 20


class Line(NamedTuple):
    """A paragraph, or a heading when it has a level."""

    text: str
    level: int | None = None


class Rows(NamedTuple):
    """A table; `headers` counts the rows the page marks as header."""

    rows: Sequence[Sequence[Slot]]
    headers: int


def set_article(body: HtmlElement, galley: Galley, title: str | None, number: str | None) -> int:
    """Set the article, under the title and number of the page when it does not repeat them.

    Returns how many characters were left out.
    """
    items = list(_Walk().items(body))
    if title and not _repeats(items, title):
        galley.line(title, level=1)
    if number and not any("".join(number.split()) in words for words in _head(items)):
        galley.line(number)
    left_out = 0
    for item in items:
        if isinstance(item, Rows):
            galley.table(item.rows, None, item.headers)
        elif len(item.text) <= _LONGEST_CONTROL and _CONTROL.match(item.text):
            left_out += len(item.text)
        else:
            galley.line(item.text, level=item.level)
    return left_out


def _head(items: Sequence[Line | Rows]) -> list[str]:
    """The first lines, without their blanks."""
    head = ["".join(item.text.split()) for item in items[:_TITLE_LINES] if isinstance(item, Line)]
    return [line for line in head if line]


def _repeats(items: Sequence[Line | Rows], title: str) -> bool:
    """Whether one to three of the first lines together are the title."""
    head, bare = _head(items), "".join(title.split())
    return any("".join(head[i : i + n]) == bare for i in range(len(head)) for n in (1, 2, 3))


class _Walk:
    """One walk over an article; `_words` is the line being gathered."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._level: int | None = None
        self._items: dict[HtmlElement, int] = {}

    def items(self, body: HtmlElement) -> Iterator[Line | Rows]:
        """The lines and tables in the order of the page."""
        yield from self._element(body)
        yield from self._flush()

    def _element(self, element: HtmlElement) -> Iterator[Line | Rows]:
        if is_silent(element):
            return
        if element.tag == "br":
            yield from self._flush()
        elif element.tag == "table" and not is_layout(element):
            yield from self._flush()
            caption = element.find("caption")
            yield Line(plain(caption) if caption is not None else "")
            yield Rows(*slots(element))
        else:
            yield from self._container(element)

    def _container(self, element: HtmlElement) -> Iterator[Line | Rows]:
        is_block = element.tag in BLOCKS
        if is_block:
            yield from self._flush()
        if re.fullmatch("h[1-6]", element.tag):
            self._level = int(element.tag[1])
        self._words.append(self._number(element) + (element.text or ""))
        for child in element:
            yield from self._element(child)
            self._words.append(child.tail or "")
        if is_block:
            yield from self._flush()

    def _flush(self) -> Iterator[Line]:
        text, level = collapse("".join(self._words)), self._level
        self._words, self._level = [], None
        if text:
            yield Line(text, level)

    def _number(self, element: HtmlElement) -> str:
        """What a browser prints before an item of an ordered list."""
        above = element.getparent()
        if element.tag != "li" or above is None or above.tag != "ol" or "none" in above.get("style", ""):
            return ""
        start = above.get("start", "1")
        self._items.setdefault(above, int(start) - 1 if re.fullmatch(r"\d{1,4}", start) else 0)
        self._items[above] += 1
        return f"{self._items[above]}. "
