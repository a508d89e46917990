"""Reverse look-up: which indicator a figure belongs to."""

from __future__ import annotations

from kb.answer import wording
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.figures import Figure
from kb.answer.matching import relevant
from kb.answer.question import Question
from kb.answer.refusal import Refusal, refuse_topic
from kb.answer.series import Series
from kb.model import Statement
from kb.vocab import phrases

NAME = "reverse"


def accepts(question: Question) -> bool:
    """States a figure and asks what it is."""
    return bool(question.figures) and question.has("reverse", "definition", "list") and not question.has("conflict")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """Every indicator that has the value; a refusal when none has."""
    figure = question.figures[0]
    hits = [(s, st) for s in catalog.series for st in s.statements if figure.equals(st) and _in_time(st, question)]
    hits = _of_asked_kind(hits, question)
    if not hits:
        if relevant(question, catalog) and not question.has("reverse"):
            return None
        reason = phrases(question.language)("not_found", what=figure.printed)
        return refuse_topic(question, catalog, reason)
    draft = Draft(catalog)
    for series in dict.fromkeys(s for s, _ in hits):
        stated = [st for s, st in hits if s is series]
        draft.state(_sentence(figure, series, stated[0], question.language), *stated)
        draft.give(stated[0])
    return draft


def _in_time(statement: Statement, question: Question) -> bool:
    return not question.years or statement.year in question.years


def _of_asked_kind(hits: list[tuple[Series, Statement]], question: Question) -> list[tuple[Series, Statement]]:
    """Goals when a goal is asked for; counts (三大工程) only when nothing else has the value."""
    goals = [h for h in hits if h[1].kind == "target"]
    if question.has("target") or "target" in question.text.lower():
        hits = goals or hits
    return [h for h in hits if h[1].kind != "count"] or hits


def _sentence(figure: Figure, series: Series, statement: Statement, language: str) -> str:
    say, title = phrases(language), wording.name(series, language, statement)
    if statement.kind == "change":
        what = say("reverse_change", name=title, year=statement.year, base=statement.base_year)
    elif statement.year is None:
        what = say("reverse_open", name=title)
    else:
        key = "reverse_target" if statement.kind == "target" else "reverse_actual"
        what = say(key, year=statement.year, name=title)
    return say("reverse", value=wording.figure(statement, language), what=what) + say("stop")
