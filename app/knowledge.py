"""The one KnowledgeBase of the server, opened once and shared by all sessions."""

from __future__ import annotations

import logging
import os

import streamlit as st

from app.words import LANGUAGES, examples
from kb.errors import BuildError, KBError
from kb.knowledge import KnowledgeBase

_LOG = logging.getLogger("kb.app")

STARTERS = 5
"""Example questions shown at once."""


@st.cache_resource(show_spinner=False)
def _opened(home: str | None) -> KnowledgeBase:
    return KnowledgeBase.open(home)


def knowledge() -> KnowledgeBase:
    """The knowledge base with the build that serves now; raises BuildError where there is none yet."""
    kb = _opened(os.environ.get("KB_HOME"))
    try:
        kb.refresh()
    except BuildError:
        _LOG.exception("The new build cannot be used; the one before goes on serving")
    return kb


@st.cache_resource(show_spinner=False, max_entries=8)
def _answerable(_kb: KnowledgeBase, build: str, language: str) -> tuple[str, ...]:
    asked = ((question, _kb.ask(question, ())) for question in examples(language))
    return tuple(question for question, answer in asked if answer.status == "answered")[:STARTERS]


def starters(kb: KnowledgeBase, language: str) -> tuple[str, ...]:
    """Example questions this knowledge base can answer."""
    return _answerable(kb, kb.build, language)


def warm() -> None:
    """Loads dictionary, index and texts, so that the first visitor does not wait; without a build does nothing."""
    try:
        for language in LANGUAGES:
            starters(knowledge(), language)
    except KBError as error:
        _LOG.info("%s", error)
    except Exception:
        _LOG.exception("Warming up failed; the pages will say what they can")
