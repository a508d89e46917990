"""What a sheet shows, as plain data: a text, or an element with attributes and children.

Texts become text nodes in the browser and nothing else, so no character of a document, a question or an answer can
turn into markup. The names of elements and attributes are a closed list here and, once more, in sheet.js.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Node = str | list[Any]
"""A text, or [tag, attributes, *children]."""

TAGS = (
    *(
        "article",
        "button",
        "caption",
        "code",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ),
    *(
        "li",
        "mark",
        "ol",
        "p",
        "section",
        "span",
        "strong",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ),
)
ATTRIBUTES = ("act", "class", "data-open", "lang", "role", "scope", "tabindex")
"""Those of accessibility, aria-…, come on top; an `act` is what a chosen button reports."""


def h(tag: str, *children: Node | None, **attributes: str | int | None) -> Node:
    """An element; `class_` and `aria_label` are written so, children and attributes that are None are left out.

    >>> h("p", "1 < 2", None, class_="note", aria_label=None)
    ['p', {'class': 'note'}, '1 < 2']
    """
    named = {k.rstrip("_").replace("_", "-"): v for k, v in attributes.items() if v is not None}
    unknown = {k for k in named if k not in ATTRIBUTES and not k.startswith("aria-")}
    if tag not in TAGS or unknown:
        raise ValueError(f"not an element of a sheet: {tag} {sorted(unknown)}")
    return [tag, named, *(child for child in children if child is not None)]


def each(nodes: Iterable[Node | None]) -> list[Node]:
    """The nodes that are there."""
    return [node for node in nodes if node is not None]
