"""A figure: the target or actual value of one or more indicators."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.answer import wording
from kb.answer.asking.atoms import LEVEL, Atom
from kb.answer.asking.cues import find_cues
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.changes import asks_growth, is_growth, stated_changes
from kb.answer.indicators.matching import Named, incomplete, left_over, named_series, rivals, unnamed
from kb.answer.indicators.picking import Picked, distinct, is_measured, of_span, pick, plan_year, wanted_kind
from kb.answer.indicators.series import Series
from kb.answer.refusal import (
    Refusal,
    joined,
    near_misses,
    nearest_stated,
    refuse_topic,
    refuse_year,
    related_series,
)
from kb.model import Span, Statement
from kb.text import fold
from kb.vocab import phrases

NAME = "value"
_COUNTRY = re.compile(r"^(?:中国|全国|国家)")
_LOCAL = re.compile(r"[市县区镇]$")
_PROVINCE = re.compile(r"(?:省|自治区)$|^(?:北京|上海|天津|重庆)")
_OTHER = ("list", "measure", "responsible", "definition", "topic", "mention", "monitored", "problems", "basis")


def accepts(question: Question) -> bool:
    """Asks for a number, or names an indicator with a year or a goal."""
    asks = question.numeric or question.has("how_many", "target", "actual", "what_is") or bool(question.years)
    asks = asks or question.times.plan_end or (not question.cues and is_measured(question))
    return asks and not (question.has(*_OTHER) and not question.has("how_many", "target"))


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The values in the order asked for, each verified at its place; what is not stated is said to be missing.

    A refusal when nothing of it is stated, or when the question narrows the indicator to something else.
    """
    named = named_series(question, catalog)
    stated = any(is_growth(n.series) and n.series.at_all(question.years) for n in named)
    if asks_growth(question) and not stated and (changes := stated_changes(question, catalog)):
        return say_changes(Draft(catalog), changes, question)
    several = incomplete(question, catalog) if not named else []
    if refusal := unanswerable(question, catalog, named or several):
        return refusal
    if not named and not several:
        return _no_such_figure(question, catalog) if _wants_figure(question) else None
    draft = Draft(catalog)
    meant = [[n.series for n in several]] if several else [_meant(n, question, catalog) for n in named]
    asked = [(series, year) for series in meant for year in _years(series[0], question)]
    missing = [(s[0], year) for s, year in asked if not _say_all(draft, s, year, question)]
    outcome = _with_missing(draft, missing, question, several=bool(several))
    if isinstance(outcome, Draft) and (lost := unnamed(question, catalog, named or several)):
        say = phrases(question.language)
        outcome.status = "partial"
        outcome.tail = say("not_found", what=say("comma").join(g[0].shown for g in lost))
    return outcome


def say_changes(draft: Draft, changes: Sequence[tuple[Series, Statement]], question: Question) -> Draft:
    """One claim for each change that the text states."""
    for series, change in changes:
        draft.state(wording.state(series, change, question.language), change)
        draft.give(change)
    return draft


def _meant(named: Named, question: Question, catalog: Catalog) -> list[Series]:
    return [named.series, *rivals(named, question, catalog)]


def _years(series: Series, question: Question) -> tuple[int | None, ...]:
    """The years asked for; none of its own for a span of years that the indicator has a figure for."""
    return question.years if question.years and not of_span(series, question) else (None,)


def _say_all(draft: Draft, meant: list[Series], year: int | None, question: Question) -> bool:
    """Says what these indicators are in a year; whether there was anything to say."""
    found = [p for s in meant if (p := _picked(s, year, question, draft.catalog))]
    for picked in found:
        _say(draft, picked, question.language)
    return bool(found)


def _with_missing(
    draft: Draft, missing: list[tuple[Series, int | None]], question: Question, several: bool
) -> Draft | Refusal | None:
    """The draft with a claim for what is not stated, or a refusal where nothing is."""
    refusals = [refuse_year(question, draft.catalog, s, year, wanted_kind(question) == "target") for s, year in missing]
    if not draft.claims:
        return None if several else joined(refusals, question.language)
    for (series, _), refusal in zip(missing, refusals, strict=True):
        draft.status = "partial"
        draft.state(refusal.text, *(nearest_stated(series, question.years) or series.statements[:1]))
    return draft


def _picked(series: Series, year: int | None, question: Question, catalog: Catalog) -> Picked | None:
    if year is None and (spanning := of_span(series, question)):
        return Picked(series, None, spanning)
    strict = len(question.years) < 2 and "kind" not in question.carried  # 2015年呢 after a goal takes the fact
    picked = pick(series, year or plan_year(series, question, catalog), question, strict)
    return picked if picked.statements or picked.derived else None


def unanswerable(question: Question, catalog: Catalog, named: list[Named]) -> Refusal | None:
    """A refusal when the question names something that no named indicator covers: another place, another thing.

    A word beside the indicator's name narrows it (农业 in 农业高新技术企业) unless the series says it as well; a word
    elsewhere only matters when it is a name, or when it is all the question has.
    """
    if rate := _rate(question, named):
        refusal = refuse_topic(question, catalog, phrases(question.language)("not_found", what=rate))
        near = related_series([n.series for n in named], question.language)
        return Refusal(refusal.text, (*near, *refusal.related), refusal.suggestions)
    apart = {a.key for g in unnamed(question, catalog, named) for a in g if not a.proper}
    lost = [a for a in left_over(question, catalog, named) if a.weight >= 0.6 and a.key not in apart]
    if place := _larger_territory(question, catalog, named):
        return refuse_topic(question, catalog, phrases(question.language)("not_found_region", region=place))
    strange = next((a for a in lost if _matters(a, question, catalog, named)), None)
    if strange is None or not (named or question.has("how_many", "target", "actual")):
        return None
    reason = _reason(strange, question, catalog, named)
    near = related_series([n.series for n in named], question.language)
    refusal = refuse_topic(question, catalog, reason, tuple(a for a in question.content if a is not strange))
    return Refusal(refusal.text, (*near, *refusal.related), refusal.suggestions, firm=bool(named) or strange.proper)


def _rate(question: Question, named: list[Named]) -> str | None:
    """The rate that is asked for where what is named is an amount: 专利授权率 is no 专利授权量."""
    amounts = [a.span for n in named if n.series.dimension != "ratio" for a in n.used if a.span.end]
    for cue in (f for f in find_cues(question.text) if f.cue.id == "rate_word"):
        if before := next((s for s in amounts if s.end == cue.span.start), None):
            return question.text[before.start : cue.span.end]
    return None


def _reason(strange: Atom, question: Question, catalog: Catalog, named: list[Named]) -> str:
    """That a word stands nowhere, or that what it narrows does not: 国家级 may stand, 国家级孵化器 does not."""
    say = phrases(question.language)
    if strange.group == LEVEL and catalog.count(strange) and named:
        name = named[0].series.name if question.language == "zh" else named[0].series.english or named[0].series.name
        return say("not_found", what=strange.shown + ("" if question.language == "zh" else " ") + name)
    stands = catalog.count(strange) > 0 or (strange.proper and catalog.stands(strange.printed))
    return say("not_together" if stands else "not_found_name", name=strange.shown)


def _larger_territory(question: Question, catalog: Catalog, named: list[Named]) -> str | None:
    """全国 or 全省 in front of an indicator, where these documents and their figures are of a smaller territory."""
    held = {"whole_country": _COUNTRY, "whole_province": _PROVINCE}
    regions = [d.region for d in catalog.documents]
    for cue in (f for f in find_cues(question.text) if f.cue.id in held):
        own = any(region is None or held[cue.cue.id].search(region) for region in regions)
        own = own and not any(_LOCAL.search(s.scope or "") for n in named for s in n.series.statements)
        said = any(n.series.scope and fold(n.series.scope) in fold(question.text) for n in named)
        beside = any(_before(question, cue.span, a.span) for n in named for a in n.used if a.span.end)
        if named and beside and not own and not said:
            return question.text[slice(*cue.span)]
    return None


def _matters(atom: Atom, question: Question, catalog: Catalog, named: list[Named]) -> bool:
    if not named:
        return catalog.count(atom) == 0
    if atom.proper:
        return True
    carried = "terms" in question.carried  # its words stand in an earlier question, not side by side in this one
    return (atom.name and catalog.count(atom) == 0) or (not carried and _narrows(atom, question, named))


def _narrows(atom: Atom, question: Question, named: list[Named]) -> bool:
    """Whether a word stands directly before or behind the indicator's name."""
    spans = [a.span for n in named for a in n.used if a.span.end]
    beside = any(_touch(question.text, atom.span, s) or _touch(question.text, s, atom.span) for s in spans)
    return beside or any(_before(question, atom.span, s) for s in spans)


def _touch(text: str, left: Span, right: Span) -> bool:
    return 0 <= right.start - left.end <= 1 and not text[left.end : right.start].strip()


def _before(question: Question, left: Span, right: Span) -> bool:
    """Whether only a year or 的 stands between a word and the indicator: 开平市2020年的高企."""
    if right.start < left.end:
        return False
    between = list(fold(question.text))
    for start, end in question.times.places:
        between[start:end] = " " * (end - start)
    return not "".join(between[left.end : right.start]).strip(" 年的度在底末")


def _wants_figure(question: Question) -> bool:
    """Whether nothing but a number is asked for: 多少, a share or a growth of a year, what was … in 2015."""
    return question.has("how_many") or (bool(question.years) and (is_measured(question) or question.has("what_is")))


def _no_such_figure(question: Question, catalog: Catalog) -> Refusal:
    """A number is asked for and no indicator is named: a sentence about it with other numbers is no answer."""
    say = phrases(question.language)
    what = say("comma").join(dict.fromkeys(a.shown for a in question.content)) or question.text
    near = related_series(near_misses(question, catalog), question.language)
    refusal = refuse_topic(question, catalog, say("not_found", what=what))
    return Refusal(refusal.text, (*near, *refusal.related), refusal.suggestions, firm=not question.has("how_many"))


def _say(draft: Draft, picked: Picked, language: str) -> None:
    """One claim for each thing the document says of that year; two values are both said."""
    if picked.derived is not None and not picked.statements:
        say, derived = phrases(language), picked.derived
        value = wording.with_unit(derived.value, derived.unit, language)
        title = wording.name(picked.series, language)
        text = say("derived", year=derived.year, name=title, value=value, formula=derived.formula)
        draft.derive(text, derived)
        return
    for group in distinct(picked.statements):
        best = sorted(group, key=_prose_first)
        draft.state(wording.state(picked.series, best[0], language), *best)
        for statement in best[:1]:
            draft.give(statement)


def _prose_first(statement: Statement) -> bool:
    return statement.table is not None
