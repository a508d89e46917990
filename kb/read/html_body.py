"""Where the article of a web page is: by the names that sites of public bodies give it, else by the density of text.

Deterministic and linear: every element is measured once. An element's worth is its text less the text of its links;
the article is the smallest element that still holds most of the page's worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

BODIES = (
    "#UCAP-CONTENT",
    "#zoomcon",
    "#zoom",
    "#Zoom",
    "#NewsContent",
    "#mainText",
    "#ContentRegion",
    ".TRS_Editor",
    ".trs_editor_view",
    ".TRS_UEDITOR",
    ".pages_content",
    ".article-content",
    ".article_content",
    ".content_article",
    ".article-con",
    ".article_con",
    ".news_cont_d_wrap",
    ".xxgk_content_nr",
    ".wzcon",
    ".view-content",
    ".bt_content",
    ".arc_cont",
    ".rich_media_content",
    ".article",
    ".content",
    "article",
    "main",
)
"""Ids, classes and names of elements that hold the article; the first that holds enough text is taken."""
ENOUGH = 0.35
"""Share of the page's text that an element of such a name must hold, so that an empty frame is not taken for it."""
MOST = 0.7
"""Share of its parent's worth that an element must hold to be entered on the way to the densest one."""
_TEXTS = set("p h2 h3 h4 h5 h6 table tbody tr td ol ul dl li blockquote pre b strong span font".split())
"""Elements of text rather than of a page's frame."""
_SILENT = set("script style noscript template head iframe object svg canvas select button textarea nav footer".split())
_SILENT |= set("audio video map datalist input option title meta link".split())
"""Elements that show nothing to read, or only what surrounds an article."""
BLOCKS = set("p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section article blockquote center form fieldset".split())
BLOCKS |= set("figure figcaption pre address hr main header aside caption table tr td th tbody thead tfoot".split())
"""Elements that begin and end a line."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_SEGMENT_BREAK = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n]*(?={_WIDE})")
_ROLES = set("navigation banner contentinfo search complementary menu menubar toolbar dialog".split())
"""Landmarks around the article (WAI-ARIA 1.2, 5.3.4)."""
_RUNNING = ("header", "footer")
"""Titles that LibreOffice gives the running head and foot of a document it saves as a page."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_GAP = re.compile(r"\s+")
_NUMBER = re.compile(
    r"(?:发文字号|发文号|文\s*号)\s*[:：]?\s*([^\s:：，。；]{1,20}[〔\[［(（]\d{4}[〕\]］)）]\s?第?\d{1,5}号)"
)
_TITLES = ("ArticleTitle", "og:title")


class Body(NamedTuple):
    """The element of the article, and how many visible characters of the page stand around it."""

    element: HtmlElement
    around: int


def is_silent(element: HtmlElement) -> bool:
    """Whether an element shows nothing to read: scripts, controls, navigation, hidden parts, comments.

    The `header` element stays: sites put titles there.
    """
    if not isinstance(element.tag, str) or element.tag in _SILENT or element.get("role") in _ROLES:
        return True
    if element.tag == "div" and element.get("title") in _RUNNING:
        return True
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def visible(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element and all inside it that can be seen, in the order of the page."""
    stack = [element]
    while stack:
        current = stack.pop()
        if not is_silent(current):
            yield current
            stack.extend(reversed(current))


def pieces(element: HtmlElement) -> Iterator[str | None]:
    """The visible text of an element bit by bit; None where a line ends."""
    stack: list[HtmlElement | str | None] = [element]
    while stack:
        current = stack.pop()
        if current is None or isinstance(current, str):
            yield current
        elif not is_silent(current):
            end = [None] if current.tag in BLOCKS or current.tag == "br" else []
            stack += end
            stack += [piece for child in reversed(current) for piece in (child.tail or "", child)]
            yield from end
            yield current.text or ""


def collapse(text: str) -> str:
    """White space as a browser shows it; a break of the source between two Chinese characters is no blank.

    After CSS Text Module Level 3, 4.1.3 (segment break transformation). A blank that does not break is a blank.

    >>> collapse("发\\n展  规划")
    '发展 规划'
    """
    return _SPACE.sub(" ", _SEGMENT_BREAK.sub("", text)).replace("\xa0", " ").strip()


def plain(element: HtmlElement) -> str:
    """The words of an element on one line; characters set one under the other make a word again."""
    lines = [""]
    for piece in pieces(element):
        if piece is None:
            lines.append("")
        else:
            lines[-1] += piece
    words = [line for line in map(collapse, lines) if line]
    upright = len(words) > 1 and all(len(word) == 1 for word in words)
    return ("" if upright else " ").join(words)


def body_of(root: HtmlElement) -> Body:
    """The article of a page."""
    worth = _worths(root)
    whole = worth[root][0]
    named = _named(root, worth)
    element = _densest(root, worth) if named is None else named
    return Body(element, whole - worth[element][0])


def title_of(root: HtmlElement, body: HtmlElement) -> str | None:
    """The page's title: what its head calls the article's title, else the first h1 outside the article."""
    metas = [m for m in root.iter("meta") if m.get("name") in _TITLES or m.get("property") in _TITLES]
    titles = [m.get("content", "") for m in metas] + [plain(h) for h in root.iter("h1") if not _inside(h, body)]
    return next((t for t in (_GAP.sub(" ", t).strip() for t in titles) if t), None)


def number_of(root: HtmlElement) -> str | None:
    """The 发文字号 that the page states beside a label, as the tables above published documents do."""
    match = _NUMBER.search(plain(root))
    return match[1] if match else None


def _inside(element: HtmlElement, outer: HtmlElement) -> bool:
    return element is outer or any(above is outer for above in element.iterancestors())


def _worths(root: HtmlElement) -> dict[HtmlElement, tuple[int, int]]:
    """For each visible element the characters of its text, and of them those that are not in links."""
    order = list(visible(root))
    worth: dict[HtmlElement, tuple[int, int]] = {}
    for element in reversed(order):
        inner = [(worth.get(c, (0, 0)), _count(c.tail)) for c in element]
        text = _count(element.text) + sum(w[0] + tail for w, tail in inner)
        plain_text = _count(element.text) + sum(w[1] + tail for w, tail in inner)
        worth[element] = (text, 0 if element.tag == "a" else plain_text)
    return worth


def _count(text: str | None) -> int:
    return len(_GAP.sub("", text or ""))


def _named(root: HtmlElement, worth: dict[HtmlElement, tuple[int, int]]) -> HtmlElement | None:
    """The first element of a known name that holds enough of the page."""
    by_name: dict[str, list[HtmlElement]] = {}
    for element in worth:
        for name in (f"#{element.get('id')}", *(f".{c}" for c in element.get("class", "").split()), element.tag):
            by_name.setdefault(name, []).append(element)
    needed = ENOUGH * worth[root][1]
    candidates = (max(by_name[name], key=lambda e: worth[e][1]) for name in BODIES if name in by_name)
    return next((e for e in candidates if worth[e][1] >= needed > 0), None)


def _densest(root: HtmlElement, worth: dict[HtmlElement, tuple[int, int]]) -> HtmlElement:
    """Down from the root as long as one child alone holds most of what its parent holds, with no paragraph by it."""
    current = root
    while True:
        inner = [child for child in current if child in worth]
        best = max(inner, key=lambda e: worth[e][1], default=None)
        if best is None or best.tag in _TEXTS or worth[best][1] < max(1.0, MOST * worth[current][1]):
            return current
        if any(child.tag in _TEXTS and worth[child][1] for child in inner if child is not best):
            return current
        current = best
