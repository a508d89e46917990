"""The highest and the lowest: of an indicator's years, of several indicators, of all goals or facts.

Only stated values count, and unlike units are never compared: each unit has a highest of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.answer import wording
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators import reckoning
from kb.answer.indicators.matching import Named, left_over, named_apart
from kb.answer.indicators.picking import wanted_kind
from kb.answer.indicators.reckoning import Operand
from kb.answer.indicators.selection import Entry, by_unit, entries, figures_of, in_unit, wanted_dimensions
from kb.answer.indicators.series import Series
from kb.answer.kinds.together import operands, point
from kb.answer.refusal import Refusal, refuse_units
from kb.vocab import phrases

NAME = "superlative"
_OTHER = ("measure", "amount", "responsible", "topic", "most_change", "definition", "mention", "problems")


def accepts(question: Question) -> bool:
    """Asks for the highest, the lowest, or which of several is higher."""
    return question.has("superlative", "lowest", "which_of") and not question.has(*_OTHER) and not question.figures


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The highest with what it was compared with; nothing where the question is about something else than figures."""
    named = named_apart(question, catalog)
    if named and any(a.weight >= 0.6 for a in left_over(question, catalog, named)):
        return None
    if len(named) == 1:
        return _of_years(named[0].series, question, catalog)
    if named and len(question.years) < 2:
        return _of_several(named, question, catalog)
    return None if named else _of_all(question, catalog)


def lowest(question: Question) -> bool:
    """Whether the lowest is asked for."""
    return question.has("lowest", "lesser")


# ------------------------------------------------------------------ one indicator, its years


def _of_years(series: Series, question: Question, catalog: Catalog) -> Draft | None:
    found = [e for e in figures_of(series, question, wanted_kind(question)) if e.best.value is not None and e.best.year]
    if len({e.best.year for e in found}) < 2:
        return None
    draft, say = Draft(catalog), phrases(question.language)
    _say_year(draft, series, found, question)
    facts = [e for e in found if e.best.kind == "actual"]
    if facts != found and len(facts) > 1 and any(e.best.kind == "target" for e in extremes(found, lowest(question))):
        _say_year(draft, series, facts, question)
    points = say("separator").join(wording.point(e.best, question.language) for e in found)
    text = say("series", name=wording.name(series, question.language), points=points)
    draft.state(text + say("stop"), *(e.best for e in found))
    for entry in found:
        draft.give(entry.best)
    return draft


def _say_year(draft: Draft, series: Series, found: Sequence[Entry], question: Question) -> None:
    say, language = phrases(question.language), question.language
    chosen = {(e.best.year, e.best.kind) for e in extremes(_one_each(found), lowest(question))}
    best = [e for e in found if (e.best.year, e.best.kind) in chosen]
    values = say("comma").join(dict.fromkeys(wording.figure(e.best, language) for e in best))
    years = say("comma").join(dict.fromkeys(_year(e, language) for e in best))
    key = "extreme_facts" if all(e.best.kind == "actual" for e in found) else "extreme_year"
    slots = {"name": wording.name(series, language), "years": years, "value": values}
    text = say(key, **slots, which=_which(question), number=len({e.best.year for e in found}))
    draft.state(text + say("stop"), *(s for e in best for s in e.statements))
    for entry in best:
        draft.give(entry.best)


def _one_each(found: Sequence[Entry]) -> list[Entry]:
    """One entry for each year and kind: of two values for one year, the one to quote first."""
    return list({(e.best.year, e.best.kind): e for e in sorted(found, key=_rank, reverse=True)}.values())


def _rank(entry: Entry) -> tuple[bool, int]:
    return entry.best.table is not None, -len(entry.statements)


def _year(entry: Entry, language: str) -> str:
    return phrases(language)("year_goal" if entry.best.kind == "target" else "year_fact", year=entry.best.year)


def extremes(found: Sequence[Entry], low: bool) -> list[Entry]:
    """The entries with the highest or the lowest number, all of those that share it; their units must be alike."""
    unit = found[0].best.unit
    chosen = (min if low else max)(in_unit(e, unit) for e in found)
    return [e for e in found if in_unit(e, unit) == chosen]


def _which(question: Question) -> str:
    return phrases(question.language)("lowest" if lowest(question) else "highest")


# ------------------------------------------------------------------ several indicators, all indicators


def _of_several(named: list[Named], question: Question, catalog: Catalog) -> Draft | Refusal:
    found = operands(named, question, catalog)
    if isinstance(found, Refusal):
        return found
    terms = [t for o in found if (t := o.in_unit_of(found[0])) is not None]
    if len(terms) < len(found):
        return refuse_units(question, catalog, found)
    order = sorted(range(len(found)), key=lambda i: terms[i].value, reverse=not lowest(question))
    draft, say, language = Draft(catalog), phrases(question.language), question.language
    first, second = order[:2]
    gap = reckoning.difference(terms[second], terms[first])
    slots: dict[str, object] = {"first": point(found[first], language), "which": _which(question)}
    slots |= {"rest": say("comma").join(point(found[i], language) for i in order[1:])}
    slots |= {"gap": reckoning.told(gap, language), "formula": gap.formula}
    draft.state(say("ranked" if gap.value else "level", **slots) + say("stop"), *reckoning.cited(found))
    reckoning.give(draft, [found[i] for i in order])
    if gap.value and len(found) == 2:
        draft.compute(gap.value, gap.unit, found[first].year, found[first].series.name, found[first].series.doc_id)
    return draft


def _of_all(question: Question, catalog: Catalog) -> Draft | None:
    """The highest of each unit among all goals or facts meant."""
    about = question.has("indicator_word", "target", "actual", "reverse") or wanted_dimensions(question, catalog)
    groups = by_unit(entries(question, catalog)) if about else []
    if not groups:
        return None
    draft, say, language = Draft(catalog), phrases(question.language), question.language
    draft.lead = say("extreme_units", number=sum(map(len, groups)), units=len(groups)) if len(groups) > 1 else ""
    for group in groups:
        best = extremes(group, lowest(question))
        names = say("comma").join(entry_words(e, language) for e in best)
        text = say("extreme_unit", names=names, which=_which(question), number=len(group), unit=best[0].best.unit or "")
        draft.state(text + say("stop"), *(s for e in best for s in e.statements))
        for entry in best:
            draft.give(entry.best)
    return draft


def entry_words(entry: Entry, language: str) -> str:
    """An indicator with its year and value."""
    return point(_operand(entry), language) if entry.best.year else wording.state(entry.series, entry.best, language)


def _operand(entry: Entry) -> Operand:
    return reckoning.of_statement(entry.series, entry.best)
