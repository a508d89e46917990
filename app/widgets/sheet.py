"""The one component of the app: shows nodes, lights up marks, scrolls to the first, reports the chosen button.

Streamlit's own elements read Markdown or HTML in what they show; this one cannot. It also does what they cannot: put
the quote into view and tell the browser the page's language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from app.widgets.nodes import Node

_HERE = Path(__file__).parent

_component = st.components.v2.component(
    "kb_sheet",
    css=(_HERE / "sheet.css").read_text("utf-8"),
    js=(_HERE / "sheet.js").read_text("utf-8"),
)


def sheet(
    key: str,
    nodes: Sequence[Node],
    *,
    lang: str,
    say: str = "",
    follow: bool = False,
    on_act: Callable[[str], None] | None = None,
) -> None:
    """Shows the nodes; `on_act` gets the `act` of a chosen button, `say` is spoken by screen readers.

    With `follow` the page moves to the sheet when its first mark is out of sight.
    """

    key = f"sheet-{key}"

    def chosen() -> None:
        act = st.session_state[key].get("act")
        if on_act and isinstance(act, str):
            on_act(act)

    data = {"nodes": list(nodes), "lang": lang, "say": say, "follow": follow}
    _component(key=key, data=data, on_act_change=chosen)
