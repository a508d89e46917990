"""What a page shows, kept in its address: ?q=question&lang=en&cite=2. Reloading or sharing it shows the same again."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from app.words import LANGUAGES


class State(NamedTuple):
    """The question asked, the language of the page, the key of the open place."""

    question: str
    lang: str
    cite: str


def state() -> State:
    """The state the address holds; what cannot be understood is left out."""
    lang = st.query_params.get("lang", "")
    return State(
        question=st.query_params.get("q", "").strip(),
        lang=lang if lang in LANGUAGES else next(iter(LANGUAGES)),
        cite=st.query_params.get("cite", ""),
    )


def ask(question: str) -> None:
    """Asks another question, nothing chosen yet."""
    _put(q=question.strip(), cite="")


def choose(key: str) -> None:
    """Opens a place, or closes it when it is the open one."""
    _put(cite="" if key == st.query_params.get("cite") else key)


def speak(lang: str) -> None:
    """Changes the language of the page."""
    _put(lang="" if lang == next(iter(LANGUAGES)) else lang)


def _put(**params: str) -> None:
    """Writes the address at once, so that one act is one step of the back button."""
    after = st.query_params.to_dict() | params
    st.query_params.from_dict({name: value for name, value in after.items() if value})
