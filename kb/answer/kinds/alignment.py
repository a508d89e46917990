"""One indicator in several documents: what each states, and how they compare where year and unit agree.

The nation, a province and a city may each set a goal; whether the lower one reaches the higher one is reckoned, with
its formula, or it is said why it cannot be.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kb.answer import wording
from kb.answer.asking.homeland import homeland
from kb.answer.asking.question import Question
from kb.answer.asking.scope import asks_which, level_asked
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.documents.levels import PROVINCE, level
from kb.answer.indicators.matching import named_series
from kb.answer.indicators.picking import pick, plan_year
from kb.answer.indicators.series import Series
from kb.answer.kinds.value import unanswerable
from kb.answer.refusal import Refusal, related_series
from kb.model import DocumentRecord, Statement
from kb.vocab import phrases
from kb.vocab.unit_names import comparable

NAME = "alignment"
_SCOPES = (frozenset({"全国", "国家", "我国", "中国"}), frozenset({"全省", "我省", "本省"}))
"""Territories of the nation and of the province, as a document names them."""
_COMPARES = ("difference", "compare_documents", "exceed", "met", "reach", "yes_no", "superlative")


class Holder(NamedTuple):
    """A document that states the indicator: the statement to quote and all places that say the same."""

    record: DocumentRecord
    series: Series
    statement: Statement
    places: tuple[Statement, ...]

    @property
    def label(self) -> str:
        """What it is the value of: the document, or the other territory it speaks of."""
        return self.series.scope or f"《{self.record.title}》"

    @property
    def value(self) -> Decimal:
        """The number; only statements with one are compared."""
        assert self.statement.value is not None
        return self.statement.value


def accepts(question: Question) -> bool:
    """Compares one indicator and states no figure of its own, or asks for that of the nation or the province."""
    return not question.figures and (question.has(*_COMPARES) or _asks_level(question))


def _asks_level(question: Question) -> bool:
    return question.has("how_many", "target", "actual") and level_asked(question) is not None


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The value of each document, and what follows from them; nothing unless it speaks of several.

    Partial where only one of those that are named states the indicator; refused where the other level is not stated.
    """
    asked = level_asked(question)
    if asked and not any(_is_of(d, asked[0], catalog) for d in catalog.called):
        return _within(asked[0], asked[1], catalog)
    several = len(question.documents) > 1 or asks_which(question) is not None
    found = _holders(question, catalog) if several and len(catalog.documents) > 1 else []
    if len(found) == 1 and _names_both(question, catalog):
        return _one_of(found[0], question, catalog)
    return _drafted(found, question, catalog) if len(found) > 1 else None


def _is_of(record: DocumentRecord, rank: int, catalog: Catalog) -> bool:
    """Whether a document is of this level of government, by its territory or by how it speaks of it."""
    unsaid = rank == PROVINCE and level(record) is None
    return level(record) == rank or (unsaid and bool(homeland(catalog.document(record.doc_id).text)))


def _drafted(found: Sequence[Holder], question: Question, catalog: Catalog) -> Draft:
    draft = Draft(catalog)
    for one in found:
        draft.state(wording.state(one.series, one.statement, question.language), *one.places)
        draft.give(one.statement)
    if len(found) == 2:
        lower, higher = sorted(found, key=_rank)
        _compare(draft, lower, higher, question)
    elif len(found) > 2:
        _order(draft, found, question)
    return draft


def _names_both(question: Question, catalog: Catalog) -> bool:
    """Whether it names documents of several territories outright and asks how they compare."""
    compares = question.has("difference", "compare_documents", "exceed", "met", "reach")
    return compares and not question.hinted and len({d.region for d in catalog.documents}) > 1


def _one_of(found: Holder, question: Question, catalog: Catalog) -> Draft:
    """What one of them states; of the others it is said that they do not."""
    say, draft = phrases(question.language), Draft(catalog, status="partial")
    others = [say("doc_title", title=d.title) for d in catalog.documents if d.doc_id != found.record.doc_id]
    draft.state(wording.state(found.series, found.statement, question.language), *found.places)
    draft.give(found.statement)
    draft.lead = say("align_missing", titles=say("comma").join(others))
    return draft


def _within(rank: int, question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """A document's own value against that of the nation or the province, where it states that one as well."""
    for record in catalog.documents:
        part, own = catalog.within(frozenset({record.doc_id})), level(record)
        named = named_series(question, part, limit=1) if own is None or own > rank else []
        if not named or unanswerable(question, part, named):
            continue
        others = _of_level(named[0].series, rank, part)
        series = [named[0].series, *others] if question.has(*_COMPARES) else others
        if not series:
            return _not_of(rank, named[0].series, question)
        year = question.years[0] if question.years else plan_year(series[0], question, part)
        found = [holder for s in series for holder in _holder(record, s, year, question)]
        stated = found and len(found) == len(series) and others
        return _drafted(found, question, part) if stated else _not_of(rank, named[0].series, question)
    return None


def _not_of(rank: int, series: Series, question: Question) -> Refusal:
    """The document states it of its own territory alone."""
    name = wording.name(series, question.language)
    reason = phrases(question.language)(("align_no_nation", "align_no_province")[rank], name=name)
    return Refusal(reason, related_series((series,), question.language))


def _of_level(own: Series, rank: int, part: Catalog) -> list[Series]:
    """The same indicator of the nation, or of a province, in the same document."""
    words = _SCOPES[rank]
    same = (s for s in part.series if s.key.split("|")[:2] == own.key.split("|")[:2] and s is not own)
    return [s for s in same if s.scope and (s.scope in words or (rank == PROVINCE and s.scope.endswith("省")))][:1]


def _rank(one: Holder) -> int:
    """The lower level is measured by the higher one, and stands before it."""
    own = level(one.record)
    return -own if own is not None else 1


def _holders(question: Question, catalog: Catalog) -> list[Holder]:
    found = []
    for record in catalog.documents:
        part = catalog.within(frozenset({record.doc_id}))
        named = named_series(question, part, limit=1)
        if named and unanswerable(question, part, named) is None:
            years = question.years[:1] or (plan_year(named[0].series, question, part),)
            found += _holder(record, named[0].series, years[0], question)
    return found


def _holder(record: DocumentRecord, series: Series, year: int | None, question: Question) -> list[Holder]:
    """The statement of that year, a goal where the wording does not say otherwise."""
    stated = pick(series, year, question).statements
    numbers = sorted((s for s in stated if s.value is not None), key=lambda s: s.table is not None)
    if not numbers:
        return []
    return [Holder(record, series, numbers[0], tuple(s for s in numbers if s.value == numbers[0].value))]


def _hinders(holders: Sequence[Holder]) -> str | None:
    """The phrase that says why values cannot be compared; none when year and unit agree."""
    if len({h.statement.year for h in holders}) > 1:
        return "align_years"
    first = holders[0].statement
    units = (comparable(h.statement.unit, first.unit) for h in holders)
    return "align_units" if any(u is None for u in units) else None


def _compare(draft: Draft, a: Holder, b: Holder, question: Question) -> None:
    """`a` against `b`: higher, lower or equal, with the difference."""
    say, language = phrases(question.language), question.language
    slots: dict[str, object] = {
        "a": a.label,
        "b": b.label,
        "value_a": wording.figure(a.statement, language),
        "value_b": wording.figure(b.statement, language),
    }
    if hinders := _hinders((a, b)):
        slots |= {"year_a": a.statement.year, "year_b": b.statement.year}
        draft.state(say(hinders, **slots) + say("stop"), a.statement, b.statement)
        return
    other = b.value * (comparable(b.statement.unit, a.statement.unit) or 1)
    high, low = max(a.value, other), min(a.value, other)
    formula = f"{wording.printed(high)}-{wording.printed(low)}"
    unit = "百分点" if a.statement.unit == "%" else a.statement.unit
    slots |= {"result": wording.with_unit(high - low, unit, language), "formula": formula}
    key = "align_equal" if high == low else "align_above" if a.value > other else "align_below"
    draft.state(say(key, **slots) + say("stop"), a.statement, b.statement, formula=formula)
    if high != low:
        draft.compute(high - low, unit, a.statement.year, a.series.name, a.record.doc_id)


def _order(draft: Draft, holders: Sequence[Holder], question: Question) -> None:
    """The highest and the lowest of more than two."""
    say, language = phrases(question.language), question.language
    statements = [h.statement for h in holders]
    if hinders := _hinders(holders):
        key = {"align_years": "align_years_many", "align_units": "align_units_many"}[hinders]
        draft.state(say(key) + say("stop"), *statements)
        return
    first = holders[0].statement.unit
    ordered = sorted(holders, key=lambda h: h.value * (comparable(h.statement.unit, first) or 1))
    top, bottom = ordered[-1], ordered[0]
    text = say(
        "align_order",
        top=top.label,
        high=wording.figure(top.statement, language),
        bottom=bottom.label,
        low=wording.figure(bottom.statement, language),
    )
    draft.state(text + say("stop"), *statements)
