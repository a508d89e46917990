"""Growth: the change of a year that the text states itself (增长6.9%) answers 增长多少; its level never does."""

from __future__ import annotations

import re

from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.indicators.matching import ENOUGH, asked_notions, fitting, mostly_said
from kb.answer.indicators.series import Said, Series, wide
from kb.model import Statement
from kb.text import fold

WAYS = frozenset({"growth", "decline"})
"""Concepts that say which way a value went."""
_TO = re.compile(r"(?:增长|增加|提高|提升|上升|下降|减少|降低)(?:到|至)")
_WENT = re.compile(
    r"增长|增速|增幅|涨幅|增加|提高|提升|上升|下降|降幅|减少|降低"
    r"|\b(?:growth|gr[eo]w|increased?|rise|rose|declined?|f[ae]ll|drop(?:ped)?)\b"
)


def asks_growth(question: Question) -> bool:
    """Whether a change is asked for, and not what something grows to."""
    plain = fold(question.text)
    asked = question.numeric or question.language == "en" or bool(question.years)
    return asked and _WENT.search(plain) is not None and _TO.search(plain) is None


def is_growth(series: Series) -> bool:
    """Whether an indicator is a change itself: 经济增长, 能耗下降."""
    return not series.keys.isdisjoint(WAYS)


def stated_changes(question: Question, catalog: Catalog) -> list[tuple[Series, Statement]]:
    """The changes that the text states for the year asked for, of the indicator that fits best, in its order."""
    asked = list(asked_notions(question, catalog))
    plain = [a for a in asked if a.key not in WAYS]
    found: list[tuple[float, Series, list[Statement]]] = []
    for series in catalog.series:
        changes = [s for s in series.statements if s.kind == "change" and _of_time(s, question)]
        rank = max(_rank(said, series) for said in (Said(asked), Said(plain))) if changes else 0.0
        if rank:
            found.append((rank, series, changes))
    if not found:
        return []
    best = max(found, key=lambda f: f[0])[1]
    alike = [(s, c) for _, s, changes in found if _subject(s) == _subject(best) for c in changes]
    narrow = [(s, c) for s, c in alike if not wide(c)]
    return narrow if narrow and not question.times.span else alike


def _subject(series: Series) -> tuple[str, str]:
    """The document and what changes, in whatever unit."""
    return series.doc_id, series.key.split("|")[0]


def _rank(asked: Said, series: Series) -> float:
    """How well a question names an indicator and how much of it that uses; 0 when it names another one."""
    if series.forms.isdisjoint(asked.forms):
        return 0.0
    score, used = fitting(asked, series)
    right = score >= ENOUGH and mostly_said(asked.atoms, used)
    return score + len(used) / (len(asked.atoms) or 1) if right else 0.0


def _of_time(statement: Statement, question: Question) -> bool:
    """Whether a change ended or began in the year asked for; of two years it must reach from one to the other."""
    years, span = question.years, question.times.span
    if span is not None and not years:
        return statement.period == span
    if len(years) > 1:
        return statement.base_year in years and statement.year in years
    return bool(years) and (statement.year in years or statement.base_year in years)
