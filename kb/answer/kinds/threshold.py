"""Which goals or facts lie above, below or between: the complete list with its number, one unit after the other."""

from __future__ import annotations

from collections.abc import Sequence

from kb.answer import wording
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.intervals import Bound, bounds
from kb.answer.indicators.matching import Named, left_over, named_series
from kb.answer.indicators.picking import wanted_kind
from kb.answer.indicators.selection import Entry, by_unit, entries, figures_of
from kb.answer.refusal import Refusal, related_series
from kb.vocab import phrases
from kb.vocab.unit_names import comparable

NAME = "threshold"
_ASKS = ("list", "reverse", "count", "how_many", "indicator_word", "which_years")
_OTHER = ("measure", "amount", "conflict", "responsible", "topic")


def accepts(question: Question) -> bool:
    """Sets a bound and asks what lies on one side of it."""
    return bool(question.figures) and question.has(*_ASKS, "target") and not question.has(*_OTHER)


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """All figures inside the bound; a refusal that says how many were looked at when there is none."""
    limits = [b for b in bounds(question) if b.upper is not None or b.sign not in ("=", "~")]
    if not limits or _is_promise(limits[0], question, catalog):
        return None
    named = named_series(question, catalog)
    if named and question.has("yes_no"):
        return None
    chooses = question.has("list", "reverse", "count") or question.has("which_years")
    if named and not left_over(question, catalog, named) and not chooses:
        return None
    every = [e for e in _pool(question, named, catalog) if all(_meets(e, b) for b in limits)]
    found = [e for e in every if all(_holds(e, b) for b in limits)]
    units = {b.figure.unit for b in limits} - {None}
    if any(e.best.unit in units for e in found):  # 个 may stand for 家, but where 家 is said and found, 家 is meant
        found = [e for e in found if not (e.series.dimension == "count" and e.best.unit not in units)]
    if not every:
        return None
    return _list(found, question, catalog) if found else _none(every, limits[0], question)


def _pool(question: Question, named: Sequence[Named], catalog: Catalog) -> list[Entry]:
    """The figures to choose from: those about the topic; where years are asked for, those of the indicators named."""
    if not (named and question.has("which_years")):
        return entries(question, catalog)
    kind = wanted_kind(question)
    return [e for n in named for e in figures_of(n.series, question, kind) if e.best.value is not None]


def _is_promise(bound: Bound, question: Question, catalog: Catalog) -> bool:
    """哪个目标是73件以上: one figure with its own comparator is looked up, not taken for a bound."""
    if question.has("list", "count") or bound.upper is not None or bound.figure.unit is None:
        return False
    return any(
        bound.figure.equals(e.best) and e.best.comparator == bound.sign and bound.sign in (">=", "<=")
        for e in entries(question, catalog)
    )


def _meets(entry: Entry, bound: Bound) -> bool:
    """Whether the bound can be held against a figure: same measure, or a bare number."""
    if bound.figure.unit == "%":
        return entry.best.unit == "%"
    return bound.figure.unit is None or comparable(bound.figure.unit, entry.best.unit) is not None


def _holds(entry: Entry, bound: Bound) -> bool:
    """Whether the printed number lies inside; 73件以上 counts as 73."""
    factor = comparable(entry.best.unit, bound.figure.unit) if bound.figure.unit else None
    return bound.interval.holds(entry.value * (factor or 1))


def _list(found: list[Entry], question: Question, catalog: Catalog) -> Draft:
    say, draft, groups = phrases(question.language), Draft(catalog), by_unit(found)
    units = say("comma").join(say("unit_count", unit=_units(g), number=len(g)) for g in groups)
    draft.lead = say("counted_units" if len(groups) > 1 else "list_items", number=len(found), units=units)
    for entry in (e for group in groups for e in group):
        draft.state(wording.state(entry.series, entry.best, question.language), *entry.statements)
        draft.give(entry.best)
    return draft


def _units(group: list[Entry]) -> str:
    return "、".join(dict.fromkeys(e.best.unit or "" for e in group))


def _none(every: list[Entry], bound: Bound, question: Question) -> Refusal:
    """None lies inside: said with what was looked at and the figures nearest to the bound."""
    say, language = phrases(question.language), question.language
    nearest = sorted(every, key=lambda e: abs(e.value - bound.figure.value))[:3]
    listed = say("separator").join(wording.state(e.series, e.best, language) for e in nearest)
    text = say("none_within", number=len(every), listed=listed)
    return Refusal(text, related_series([e.series for e in nearest], language))
