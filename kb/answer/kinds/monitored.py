"""Which indicators the plan says are monitored, how many, and which of them have goals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.answer import wording
from kb.answer.asking.question import Question, read_question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import left_over, named_series
from kb.answer.indicators.selection import Entry, is_past
from kb.answer.indicators.series import Series
from kb.answer.refusal import Refusal
from kb.model import Span, Statement
from kb.text import fold, sentences
from kb.vocab import phrases, vocabulary

NAME = "monitored"
_UNWATCHED = re.compile(r"(?:没有?|不|未).{0,4}监测|not (?:be )?monitored")
_MARKS = re.compile(r"[、，,；;]|以及")
_JOINT = re.compile(r"(?<=[量数率额度值重例])[和与及](?=[^、]{2,})")
"""The last joint of a list stands behind a word of measure: 申请量和授权量, never 研究和试验发展."""


class Item(NamedTuple):
    """One monitored indicator: its name made whole, its place, and the series with its figures, if there is one."""

    name: str
    doc_id: str
    sentence: Span
    series: Series | None


def accepts(question: Question) -> bool:
    """Asks about the monitored indicators."""
    asks = question.has("indicator_word", "list", "reverse", "indicator_count", "how_many", "lacking", "target")
    watched = question.has("monitored") or (question.has("lacking") and _unwatched(question))
    return watched and asks and not question.has("responsible")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The complete list with its number; with their goals, or those without one, where that is asked for."""
    items = list(_items(catalog))
    if not items:
        return None
    draft, say, language = Draft(catalog), phrases(question.language), question.language
    if question.has("lacking") and _unwatched(question):
        return _not_monitored(draft, items, question, catalog)
    if question.has("lacking"):
        items = [i for i in items if not _goals(i.series)]
    names = say("comma").join(_name(i, language) for i in items)
    key = "monitored_lacking" if question.has("lacking") else "monitored_list"
    for doc_id in dict.fromkeys(i.doc_id for i in items):
        places = tuple(dict.fromkeys(i.sentence for i in items if i.doc_id == doc_id))
        draft.quote(say(key, number=len(items), names=names), doc_id, *places)
    if question.has("target") and not question.has("lacking"):
        _say_goals(draft, items, language)
    if question.has("indicator_count", "how_many", "count") and items:
        draft.count(len(items), items[0].doc_id)
    return draft if draft.claims else None


def _items(catalog: Catalog) -> Iterator[Item]:
    """The indicators of every sentence that orders monitoring, in the documents' order."""
    pattern = re.compile(vocabulary().cues["monitoring_list"].pattern or "")
    words = tuple(map(fold, vocabulary().cues["monitored"].names))
    for piece in catalog.pieces:
        document = catalog.document(piece.passage.doc_id)
        if not any(w in piece.text for w in words):
            continue
        for span in sentences(document.text, piece.passage.span):
            match = pattern.search(fold(document.text[slice(*span)]))
            for name in _names(match["list"] or match["items"]) if match else ():
                yield Item(name, document.id, span, _series(name, catalog))


def _names(listed: str) -> list[str]:
    """The names of a list, an elided one made whole: 发明专利申请量和授权量 says 发明专利授权量."""
    found: list[str] = []
    for part in (p.strip() for p in _MARKS.split(listed)):
        for name in filter(None, _JOINT.split(part)):
            before = found[-1] if found else ""
            elided = name is not part and part.find(name) > 0 and len(name) < len(before) and name[-1] == before[-1]
            found.append(before[: len(before) - len(name)] + name if elided else name)
    return found if len(found) > 1 else []


def _series(name: str, catalog: Catalog) -> Series | None:
    asked = read_question(name, catalog)
    named = named_series(asked, catalog, limit=1)
    return named[0].series if named and not left_over(asked, catalog, named) else None


def _goals(series: Series | None) -> list[Statement]:
    return [s for s in series.statements if s.kind == "target"] if series else []


def _name(item: Item, language: str) -> str:
    english = item.series.english if item.series and language == "en" else None
    return f"{english} ({item.name})" if english else item.name


def _say_goals(draft: Draft, items: list[Item], language: str) -> None:
    say = phrases(language)
    for item in items:
        goals = _goals(item.series)
        if item.series is None or not goals:
            draft.quote(say("monitored_without", name=_name(item, language)), item.doc_id, item.sentence)
            continue
        shown = list({(g.year, g.value): g for g in reversed(goals)}.values())[::-1]
        points = say("separator").join(wording.point(g, language) for g in shown)
        draft.state(say("series", name=_name(item, language), points=points), *shown)
        for goal in shown:
            draft.give(goal)


def _unwatched(question: Question) -> bool:
    """Whether the goals that are not monitored are asked for, not the monitored ones without a goal."""
    return bool(_UNWATCHED.search(question.text.lower()))


def _not_monitored(draft: Draft, items: list[Item], question: Question, catalog: Catalog) -> Draft | None:
    watched = {i.series for i in items}
    others = (s for s in catalog.series if s not in watched and s.doc_id == items[0].doc_id)
    left = [s for s in others if any(not is_past(Entry(s, (g,)), catalog) for g in _goals(s))]
    if not left:
        return None
    draft.lead = phrases(question.language)("unmonitored_list", number=len(left))
    for series in left:
        goal = _goals(series)[-1]
        draft.state(wording.state(series, goal, question.language), goal)
        draft.give(goal)
    return draft
