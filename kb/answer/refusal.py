"""Refusals that prove themselves: what was not found, and what does exist instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.answer import wording
from kb.answer.asking.atoms import IDLE, Atom
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.indicators.reckoning import Operand
from kb.answer.indicators.series import Series
from kb.answer.texts.evidence import evidence
from kb.model import Related, Statement
from kb.vocab import phrases

NEAREST = 3
SHOWN = 8
"""So many stated years a refusal lists; of more, the nearest."""


@dataclass(frozen=True)
class Refusal:
    """Why there is no answer, in words, and what stands nearest.

    One that is not `firm` only says that no record has it; a sentence may.
    """

    text: str
    related: tuple[Related, ...] = ()
    suggestions: tuple[str, ...] = ()
    partial: bool = False
    firm: bool = True


def refuse_year(question: Question, catalog: Catalog, series: Series, year: int | None, target: bool) -> Refusal:
    """The year is not stated; the nearest years that are stand beside it, and nothing is interpolated."""
    say, language = phrases(question.language), question.language
    title = wording.name(series, language)
    stated = nearest_stated(series, (year,) if year else ())
    key = ("not_found_kind_target" if target else "not_found_year") if year else "not_found_goal"
    text = say(key, year=year, name=title) if year else say(key, name=title)
    if stated:
        points = say("separator").join(wording.point(s, language) for s in stated)
        text += (" " if language == "en" else "") + say("exists_years", values=points)
    related = tuple(_of_statement(s, language, series) for s in stated)
    nearest = sorted(stated, key=lambda s: (abs((s.year or 0) - (year or 0)), s.year or 0))
    return Refusal(text, related, _suggest(series, nearest, language))


def refuse_operand(question: Question, catalog: Catalog, series: Series) -> Refusal:
    """Two values are needed and one year is stated: the refusal says which, and that the other is missing."""
    say, language = phrases(question.language), question.language
    stated = _by_year(series)
    points = say("separator").join(wording.point(s, language) for s in stated) or say("unstated")
    text = say("not_found_operand", name=wording.name(series, language), values=points)
    related = tuple(_of_statement(s, language, series) for s in stated)
    return Refusal(text, related, _suggest(series, stated, language))


def refuse_figure(question: Question, catalog: Catalog, series: Series) -> Refusal:
    """An indicator never has the figure asked about: what is stated of it."""
    say, language = phrases(question.language), question.language
    stated = _by_year(series)
    text = say("not_found", what=say("comma").join(f.printed for f in question.figures))
    points = say("separator").join(wording.point(s, language) for s in stated)
    text += (" " if language == "en" else "") + say("exists_years", values=points) if stated else ""
    related = tuple(_of_statement(s, language, series) for s in stated)
    return Refusal(text, related, _suggest(series, stated, language))


def refuse_units(question: Question, catalog: Catalog, found: Sequence[Operand]) -> Refusal:
    """Values in units that do not meet are neither subtracted nor added."""
    say, language = phrases(question.language), question.language
    joint = " " if language == "en" else ""
    values = say("comma").join(f"{wording.name(o.series, language)}{joint}{o.words(language)}" for o in found)
    related = tuple(_of_statement(o.statements[0], language, o.series) for o in found)
    return Refusal(say("not_comparable", values=values), related, suggestions(catalog, language))


def joined(refusals: Sequence[Refusal], language: str) -> Refusal:
    """Several refusals as one."""
    text = (" " if language == "en" else "").join(dict.fromkeys(r.text for r in refusals))
    related = tuple(dict.fromkeys(one for r in refusals for one in r.related))
    return Refusal(text, related, tuple(dict.fromkeys(one for r in refusals for one in r.suggestions))[:NEAREST])


def nearest_stated(series: Series, years: Sequence[int]) -> list[Statement]:
    """What a series states, in order of time: all of a short one, else the nearest years on both sides."""
    stated = _by_year(series)
    if len(stated) <= SHOWN or not years:
        return stated[-SHOWN:]
    before = [s for s in stated if s.year is not None and s.year <= min(years)]
    behind = [s for s in stated if s.year is not None and s.year > min(years)]
    return [*before[-SHOWN // 2 :], *behind[: SHOWN // 2]]


def _by_year(series: Series) -> list[Statement]:
    """One statement for each thing said of a year, in order of time, prose before a table."""
    levels = [s for s in series.statements if s.year is not None and s.kind in ("actual", "target")]
    told: dict[object, Statement] = {}
    for statement in sorted(levels, key=lambda s: s.table is not None):
        told.setdefault((statement.year, statement.value, statement.kind), statement)
    return sorted(told.values(), key=lambda s: s.year or 0)


def refuse_topic(question: Question, catalog: Catalog, reason: str, atoms: Sequence[Atom] = ()) -> Refusal:
    """Nothing contains what is asked; the nearest passages and indicators stand beside it."""
    near = evidence(catalog, tuple(atoms) or question.content, NEAREST)
    related = [_of_passage(catalog, e.doc_id, e.piece.passage.id) for e in near]
    say = phrases(question.language)
    text = reason + (" " if question.language == "en" else "") + say("nearest") if related else reason
    return Refusal(text, tuple(related), suggestions(catalog, question.language))


def near_misses(question: Question, catalog: Catalog) -> tuple[Series, ...]:
    """Indicators that share a notion with the question without being what it asks for."""
    keys = {n.key for a in question.content for n in a.notions if n.group != IDLE}
    shared = [s for s in catalog.series if not keys.isdisjoint(s.keys)]
    return tuple(shared[:NEAREST])


def related_series(found: Iterable[Series], language: str) -> tuple[Related, ...]:
    """The indicators as related records, one statement each."""
    return tuple(_of_statement(s.statements[-1], language, s) for s in found)


def suggestions(catalog: Catalog, language: str) -> tuple[str, ...]:
    """Questions that are answerable: each is made from a record that answers it."""
    say = phrases(language)
    found: list[str] = []
    for series in catalog.series:
        years = series.years("target")
        if years and len(found) < 2:
            title = wording.name(series, language) if language == "zh" else series.english or series.name
            found.append(say("suggest_target", year=years[-1], name=title))
    if catalog.tasks:
        found.append(say("suggest_tasks"))
    return tuple(found)


def _suggest(series: Series, stated: Sequence[Statement], language: str) -> tuple[str, ...]:
    say = phrases(language)
    title = series.name if language == "zh" else series.english or series.name
    keys = [("suggest_target" if s.kind == "target" else "suggest_actual", s.year) for s in stated]
    return tuple(dict.fromkeys(say(key, year=year, name=title) for key, year in keys))[:3]


def _of_statement(statement: Statement, language: str, series: Series) -> Related:
    return Related(
        text=wording.state(series, statement, language),
        doc_id=statement.doc_id,
        section=statement.section,
        line_start=statement.anchor.line_start,
        line_end=statement.anchor.line_end,
        record_id=statement.id,
    )


def _of_passage(catalog: Catalog, doc_id: str, record_id: str) -> Related:
    passage = catalog.store.record(doc_id, record_id)
    return Related(
        text=passage.anchor.quote,
        doc_id=doc_id,
        section=passage.section,
        line_start=passage.anchor.line_start,
        line_end=passage.anchor.line_end,
        record_id=record_id,
    )
