"""The page: a question, its answer, and the plan beside it."""

from __future__ import annotations

import logging
from html import escape
from pathlib import Path
from secrets import token_hex

import streamlit as st

from app import state
from app.knowledge import knowledge, starters
from app.spots import Spot, Spots
from app.widgets.answer import answer_view
from app.widgets.notice import notice_view
from app.widgets.sheet import sheet
from app.widgets.source import source_view
from app.widgets.start import start_view
from app.words import LANGUAGES, words
from kb.errors import BuildError, KBError, QuestionError
from kb.knowledge import KnowledgeBase
from kb.model import Proof
from kb.render import interface
from kb.vocab.phrasing import Phrases

_HERE = Path(__file__).parent
_LOG = logging.getLogger("kb.app")


def page() -> None:
    """Draws the page for the state its address holds. Whatever goes wrong, no traceback reaches it."""
    now = state.state()
    say = words(now.lang)
    st.set_page_config(page_title=say("name"), page_icon=str(_HERE / "icon.svg"), layout="wide")
    st.html(f"<style>{(_HERE / 'page.css').read_text('utf-8')}</style>")
    _masthead(now, say)
    try:
        _body(knowledge(), now, say)
    except KBError as error:
        _refusal(error, now, say)
    except Exception:
        _trouble(now, say)


def _masthead(now: state.State, say: Phrases) -> None:
    st.session_state["lang"] = now.lang
    with st.container(key="masthead", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        name, tagline = escape(say("name")), escape(say("tagline"))
        st.html(f'<div class="kb-name"><h1>{name}</h1><p>{tagline}</p></div>', width="content")
        st.segmented_control(
            say("language"),
            list(LANGUAGES),
            key="lang",
            format_func=LANGUAGES.__getitem__,
            required=True,
            label_visibility="collapsed",
            on_change=lambda: state.speak(st.session_state["lang"]),
        )


def _body(kb: KnowledgeBase, now: state.State, say: Phrases) -> None:
    _question_box(now, say)
    if now.question:
        _answered(kb, _asked(kb, now.question), now, say)
    else:
        _start(kb, now, say)


def _question_box(now: state.State, say: Phrases) -> None:
    if st.session_state.get("asked") != now.question:  # came by address, example or back button
        st.session_state["asked"] = st.session_state["question"] = now.question
    with st.form("ask", border=False):
        box, button = st.columns([6, 1], vertical_alignment="bottom")
        box.text_input(
            say("question"),
            key="question",
            type="search",
            placeholder=say("placeholder"),
            label_visibility="collapsed",
        )
        button.form_submit_button(
            say("ask"), type="primary", width="stretch", on_click=lambda: state.ask(st.session_state["question"])
        )


def _start(kb: KnowledgeBase, now: state.State, say: Phrases) -> None:
    nodes = start_view(starters(kb, now.lang), kb.documents(), say)
    sheet("start", nodes, lang=_tag(now.lang), on_act=_act)


def _asked(kb: KnowledgeBase, question: str) -> Proof:
    """The answer and how it was made, asked for once in a session and build."""
    key = (kb.build, question)
    if st.session_state.get("answer_to") != key:
        st.session_state["answer"] = kb.prove(question, ())
        st.session_state["answer_to"] = key
    proof: Proof = st.session_state["answer"]
    return proof


def _answered(kb: KnowledgeBase, proof: Proof, now: state.State, say: Phrases) -> None:
    answer = proof.answer
    spots = Spots(answer, kb)
    chosen = spots.get(now.cite)
    nodes = answer_view(proof, spots, chosen.key if chosen else "", say, interface(now.lang))
    if not spots.all:
        sheet("answer", nodes, lang=_tag(now.lang), say=answer.answer, on_act=_act)
        return
    left, right = st.columns([5, 7], gap="large")
    with left:
        sheet("answer", nodes, lang=_tag(now.lang), say=answer.answer, on_act=_act)
    with right.container(key="source"):
        _source(kb, spots, chosen, now, say)


def _source(kb: KnowledgeBase, spots: Spots, chosen: Spot | None, now: state.State, say: Phrases) -> None:
    doc_id = (chosen or spots.all[0]).shown.doc_id
    lit = [chosen] if chosen else [spot for spot in spots.cited if spot.shown.doc_id == doc_id]
    nodes = source_view(kb.document(doc_id), lit, chosen, say, interface(now.lang))
    sheet("source", nodes, lang=_tag(now.lang), follow=chosen is not None)


def _act(act: str) -> None:
    name, _, value = act.partition(":")
    if name == "cite":
        state.choose(value)
    elif name == "ask":
        state.ask(value)


def _refusal(error: KBError, now: state.State, say: Phrases) -> None:
    if isinstance(error, QuestionError):
        sheet("notice", notice_view(say("refused"), str(error)), lang=_tag(now.lang), say=str(error))
        return
    help = (say("not_ready_note"), say("command")) if isinstance(error, BuildError) else ()
    nodes = notice_view(say("not_ready"), str(error), *help)
    sheet("notice", nodes, lang=_tag(now.lang), say=str(error))
    st.button(say("again"))


def _trouble(now: state.State, say: Phrases) -> None:
    number = token_hex(3)
    _LOG.exception("Page error %s", number)
    sheet("notice", notice_view(say("trouble"), say("trouble_note", id=number)), lang=_tag(now.lang))


def _tag(lang: str) -> str:
    """The language tag browsers and fonts understand."""
    return {"zh": "zh-CN"}.get(lang, lang)
