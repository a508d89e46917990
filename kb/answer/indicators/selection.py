"""Choosing among all figures of the documents: by year, kind, unit and topic; unlike units are kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kb.answer.asking.atoms import IDLE, Atom
from kb.answer.asking.cues import has_cue
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.indicators.matching import asked_dimensions, relevant
from kb.answer.indicators.picking import wanted_kind
from kb.answer.indicators.series import Series
from kb.model import Statement
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.unit_names import comparable

SHARE = "share"
"""The concept that asks for percentages (占比, 比重)."""
_COUNTED = re.compile(r"[家件个项种人所条座]数|方面|领域|类别?")


class Entry(NamedTuple):
    """One figure of an indicator, with every statement of it; the first is the one to quote."""

    series: Series
    statements: tuple[Statement, ...]

    @property
    def best(self) -> Statement:
        """Prose before a table, since prose says what is meant."""
        return self.statements[0]

    @property
    def value(self) -> Decimal:
        """The number printed; zero for one in words."""
        return self.best.value or Decimal(0)


def entries(question: Question, catalog: Catalog, words: bool = False) -> list[Entry]:
    """The goals and facts a question may mean, in the documents' order; those in words only with `words`.

    Restricted to its years, its kind of figure, its units and its topic; the topic must stand in the indicator's name.
    """
    topic = narrowing(question, catalog)
    kind, dimensions = wanted_kind(question), wanted_dimensions(question, catalog)
    found = []
    for series in catalog.series:
        if (dimensions and series.dimension not in dimensions) or not of_topic(series, topic):
            continue
        found += [e for e in figures_of(series, question, kind) if words or e.best.value is not None]
    counted = next((m[0][0] for m in _COUNTED.finditer(fold(question.text)) if m[0].endswith("数")), None)
    return [e for e in found if counted in (None, e.best.unit)]


def figures_of(series: Series, question: Question, kind: str | None) -> list[Entry]:
    """The goals and facts of one indicator in the years a question means, in order of time."""
    return [e for e in _entries(series) if _meant(e.best, kind, question)]


def _entries(series: Series) -> list[Entry]:
    """The figures of a series, those of one year, kind and value together, prose first."""
    groups: dict[object, list[Statement]] = {}
    for one in sorted(series.statements, key=lambda s: s.table is not None):
        if one.kind in ("actual", "target"):
            when = one.year if one.year is not None else one.period
            groups.setdefault((when, one.kind, one.value, one.value_text if one.value is None else ""), []).append(one)
    found = [Entry(series, tuple(g)) for g in groups.values()]
    return sorted(found, key=lambda e: (e.best.year or 0, e.best.span))


def _meant(statement: Statement, kind: str | None, question: Question) -> bool:
    if kind is not None and statement.kind != kind:
        return False
    span = question.times.span
    if span and not question.has("target"):
        return statement.year is not None and span[0] <= statement.year <= span[1]
    if span and span[1] not in question.years:
        return statement.year is None or span[0] <= statement.year <= span[1]
    return not question.years or statement.year in question.years


def wanted_dimensions(question: Question, catalog: Catalog) -> frozenset[str]:
    """What the figures asked for measure, where the question says it: 占比 a ratio, 金额 money."""
    listed = question.has("indicator_count", "list", "reverse")  # 几项 counts the indicators, not what they count
    found = set() if listed else set(asked_dimensions(question))
    if question.has("money_word"):
        found.add("money")
    if any(n.key == SHARE for a in relevant(question, catalog) for n in a.notions) or has_cue(question.text, "ratio"):
        found.add("ratio")
    return frozenset(found)


def narrowing(question: Question, catalog: Catalog) -> tuple[Atom, ...]:
    """The notions that say which indicators are meant (专利 in 专利类指标); words for figures in general are none."""
    general = {fold(n) for cue in ("indicator_word", "target", "actual") for n in vocabulary().cues[cue].names}
    hard = (n for a in relevant(question, catalog) if not a.soft for n in a.notions)
    return tuple(n for n in hard if not (n.soft or n.key == SHARE or _is_general(n, general, question)))


def _is_general(notion: Atom, general: set[str], question: Question) -> bool:
    """Whether a notion says nothing of what an indicator is about: a counting word, a period, a light word."""
    idle = notion.group == IDLE or notion.weight < 0.5 or any(_COUNTED.fullmatch(f) for f in notion.forms)
    timed = any(p.start <= notion.span.end and notion.span.start <= p.end for p in question.times.places)
    return idle or bool(set(notion.forms) & general) or (timed and notion.key.startswith("quoted:"))


def of_topic(series: Series, topic: Sequence[Atom]) -> bool:
    """Whether one name of an indicator says the whole topic; a wider word does (专利 in 发明专利申请量)."""
    return not topic or any(all(name.said.holds(a) or _in(a, name.printed) for a in topic) for name in series.cut_names)


def _in(atom: Atom, printed: str) -> bool:
    plain = fold(printed)
    return any(form in plain for form in atom.forms)


def is_past(entry: Entry, catalog: Catalog) -> bool:
    """Whether a goal was set for a year before the planning period: one of the plan before."""
    period = catalog.document(entry.series.doc_id).info.period
    return bool(period and entry.best.year and entry.best.kind == "target" and entry.best.year < period[0])


def by_unit(found: Sequence[Entry]) -> list[list[Entry]]:
    """The figures grouped by unit, in the order of the first of each; 万元 and 亿元 are one, 家 and 件 are not."""
    groups: list[list[Entry]] = []
    for entry in found:
        home = next((g for g in groups if alike(g[0].best.unit, entry.best.unit)), None)
        if home is None:
            groups.append([entry])
        else:
            home.append(entry)
    return groups


def alike(one: str | None, other: str | None) -> bool:
    """Whether values in two units may be compared: the same counter, or two sizes of one measure."""
    if one == other:
        return True
    factor = comparable(one, other)
    return factor is not None and factor != 1


def in_unit(entry: Entry, unit: str | None) -> Decimal:
    """The number in another unit of the same measure."""
    return entry.value * (comparable(entry.best.unit, unit) or Decimal(1))
