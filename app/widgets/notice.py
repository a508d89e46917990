"""A calm message: what happened, what helps."""

from __future__ import annotations

from app.widgets.nodes import Node, each, h


def notice_view(title: str, message: str, advice: str | None = None, command: str | None = None) -> list[Node]:
    """The message as nodes, the command set apart."""
    return [
        h(
            "section",
            *each(
                [
                    h("h2", title),
                    h("p", message),
                    h("p", advice) if advice else None,
                    h("p", h("code", command), class_="command") if command else None,
                ]
            ),
            class_="notice",
        )
    ]
