"""Gap, growth, multiple, share and required pace between two stated values; always with the formula."""

from __future__ import annotations

import re

from kb.answer import wording
from kb.answer.asking.atoms import notions
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators import reckoning
from kb.answer.indicators.conjuncts import conjuncts
from kb.answer.indicators.matching import Named, left_over, named_apart, named_series, relevant
from kb.answer.indicators.picking import MEASURES, plan_year
from kb.answer.indicators.reckoning import Operand, Result, told
from kb.answer.indicators.series import Series
from kb.answer.kinds.value import unanswerable
from kb.answer.refusal import Refusal, refuse_operand, refuse_units, refuse_year
from kb.model import Statement
from kb.text import fold
from kb.vocab import phrases

NAME = "compare"
CUES = ("difference", "multiple", "share_of", "growth_rate", "pace", "compound")
STEPS = frozenset({"growth", "decline"})
GROWTH = "growth"
"""The concept of indicators that are rates of growth already."""
Pair = tuple[Operand, Operand]


def accepts(question: Question) -> bool:
    """Asks for a difference, a multiple, a share, a growth or a pace."""
    return question.has(*CUES)


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The result with its formula and both places; a refusal when one of the two is not stated."""
    if _are_rates(question, catalog):
        return None
    question = _plain(question, catalog)
    meant = _without_share(question, catalog)
    named = named_apart(meant, catalog)
    if refusal := unanswerable(meant, catalog, named):
        return refusal
    if not named or (len(named) == 1 and _is_itself(named[0], question)):
        return None
    draft = Draft(catalog)
    if len(named) == 1 and (stated := stated_change(named[0], question, catalog) or _step(named[0], question, catalog)):
        draft.state(wording.state(named[0].series, stated, question.language) + _stop(question), stated)
        draft.give(stated)
        return draft
    for pair in _pairs(named, question, catalog):
        if not isinstance(pair, tuple):
            return pair
        if refusal := _reckon(draft, *pair, question, catalog):
            return refusal
    return draft


def _plain(question: Question, catalog: Catalog) -> Question:
    """The question without verbs the documents never use (做到, 推算): people tell a change in words of their own."""
    kept = tuple(a for a in question.atoms if not a.is_wording or catalog.count(a))
    return question.with_(atoms=kept) if len(kept) < len(question.atoms) else question


def _are_rates(question: Question, catalog: Catalog) -> bool:
    """Whether the rates it speaks of are indicators of their own beside another one: nothing is compared then."""
    if question.has("difference", "multiple", "pace") or len(question.years) > 1 or question.times.span:
        return False
    named = named_series(question, catalog)
    listed = len(conjuncts(relevant(question, catalog), question.text)) > 1
    return listed and len(named) > 1 and any(n.series.dimension == "ratio" and _says_rate(n) for n in named)


def _says_rate(named: Named) -> bool:
    return _is_growth(named.series) or any(a.key in MEASURES for a in named.used)


def _without_share(question: Question, catalog: Catalog) -> Question:
    """The question without 占多大比例 where it sets two indicators side by side; a share that is an indicator stays."""
    if not question.has("share_of"):
        return question
    named = named_series(question, catalog, limit=1)
    if named and named[0].series.dimension == "ratio" and not left_over(question, catalog, named):
        return question
    kept = tuple(a for a in question.atoms if all(n.key != "share" for n in a.notions))
    text = question.text
    for word in ("百分之", "比例", "比重", "percent", "share", "ratio"):
        text = text.replace(word, " " * len(word))
    bare = question.with_(atoms=kept, text=text)
    return bare if len(named_apart(bare, catalog)) > 1 else question


def _is_itself(named: Named, question: Question) -> bool:
    """Whether what is asked for is the indicator itself: a share of its own, a yearly growth of its own."""
    yearly = question.has("pace") and any(s.per for s in named.series.statements)
    if yearly or (question.has("pace", "compound", "growth_rate", "difference") and _is_growth(named.series)):
        return len(question.years) < 2
    return question.has("share_of") and not question.has(*(c for c in CUES if c != "share_of"))


def _is_growth(series: Series) -> bool:
    return any(GROWTH in name.said.keys for name in series.cut_names)


def stated_change(named: Named, question: Question, catalog: Catalog) -> Statement | None:
    """The change the text states itself for the years asked for (比2010年增长98.14%): better than any reckoning."""
    base = named.series.key.split("|")[0]
    span = question.times.span
    bases = question.years or ((span[0] - 1,) if span else ())
    if question.has("multiple", "share_of", "pace", "compound") or not bases:
        return None
    changes = (
        s
        for series in catalog.series
        if series.doc_id == named.series.doc_id and series.key.split("|")[0] == base
        for s in series.statements
        if s.kind == "change" and s.base_year in bases and _is_asked(s, question)
    )
    based = next((s for s in changes if len(bases) == 1 or s.year in question.years), None)
    return based or (_change_of_year(named, question, catalog) if len(question.years) == 1 else None)


def _change_of_year(named: Named, question: Question, catalog: Catalog) -> Statement | None:
    """The change told for the one year asked about, against the year before or the one the text names."""
    base = named.series.key.split("|")[0]
    found = (
        s
        for series in catalog.series
        if series.doc_id == named.series.doc_id
        and series.key.split("|")[0] == base
        and series.scope == named.series.scope
        for s in series.statements
        if s.kind == "change" and s.year in question.years and _is_asked(s, question)
    )
    return None if question.has("target") else next(found, None)


def _step(named: Named, question: Question, catalog: Catalog) -> Statement | None:
    """The change that is an indicator of its own: 财政赤字增加5600亿元 beside 财政赤字."""
    if len(question.years) != 1 or not question.has("difference", "growth_rate"):
        return None
    own = named.series
    for series in catalog.series:
        rest = series.name.removeprefix(own.name) if series.doc_id == own.doc_id and series is not own else ""
        if rest and rest != series.name and all(a.soft or a.key in STEPS for a in notions(rest)):
            return next((s for s in series.at(question.years[0]) if _is_asked(s, question)), None)
    return None


def _is_asked(change: Statement, question: Question) -> bool:
    """Whether the change is told in what is asked for: a rate for 增长率 and 百分之几, an amount otherwise too."""
    rate = change.unit in (reckoning.PERCENT, reckoning.POINTS)
    return rate or not question.has("growth_rate", "ratio")


def _stop(question: Question) -> str:
    return phrases(question.language)("stop")


# ------------------------------------------------------------------ which two values


def _pairs(named: list[Named], question: Question, catalog: Catalog) -> list[Pair | Refusal | None]:
    """Two years of each series, or two series in one year."""
    years = question.times.span or (question.years if len(question.years) > 1 else None)
    if len(named) > 1 and not years:
        return [_two_series(named, question, catalog)]
    return [two_years(n, question, catalog) for n in (named if years else named[:1])]


def two_years(named: Named, question: Question, catalog: Catalog) -> Pair | Refusal | None:
    """Earlier and later value of one series; a missing year is the last fact or the last goal."""
    series, loose = named.series, question.with_(cues=question.cues - {"target", "actual"})
    if question.has("target") and (margin := _margin(series, question)):
        return margin
    years = _years(series, question, catalog)
    if len(years) < 2 and (margin := _margin(series, question)):
        return margin
    if len(years) < 2:
        return refuse_operand(question, catalog, series) if question.has("pace", "compound", "difference") else None
    earlier, later = (reckoning.operand(series, y, loose, catalog) for y in (years[0], years[-1]))
    if earlier is None or later is None:
        return refuse_year(question, catalog, series, years[0] if earlier is None else years[-1], target=False)
    return earlier, later


def _years(series: Series, question: Question, catalog: Catalog) -> list[int]:
    years = _spanned(series, question)
    facts, goals = series.years("actual", "count"), series.years("target")
    if not years and question.times.plan_end and (end := plan_year(series, question, catalog)):
        years = [end]
    if len(years) == 1:
        others = [y for y in (*facts[-1:], *goals[-1:]) if y != years[0]]
        years = sorted({years[0], *others[:1]}) if others else years
    if not years:
        years = sorted({*facts[-1:], *goals[-1:]})
    if len(years) < 2 and not question.years:  # only goals, or a fact whose base follows from its change
        years = sorted({*goals[:1], *goals[-1:]} if len(goals) > 1 else {*years, *derived_years(series)[:1]})
    return years


def _spanned(series: Series, question: Question) -> list[int]:
    """The years asked for; a named period (十二五) is counted from the year before it, where that is known."""
    span = question.times.span
    if span and not question.years and span[0] - 1 in (*series.years(), *derived_years(series)):
        return [span[0] - 1, span[1]]
    return sorted(span or question.years)


def derived_years(series: Series) -> tuple[int, ...]:
    """The years for which the level of an indicator follows from a stated change."""
    return tuple(sorted({d.year for d in series.derived if d.year is not None and d.indicator in series.names}))


def _margin(series: Series, question: Question) -> Pair | None:
    """Goal and outcome of one year, where an outcome is measured against its goal: 超出目标多少."""
    if len(question.years) > 1 or question.times.span:
        return None
    both = [
        (goal, fact)
        for goal in series.statements
        for fact in series.statements
        if (goal.kind, fact.kind) == ("target", "actual") and goal.year == fact.year and goal.value and fact.value
    ]
    asked = [p for p in both if not question.years or p[0].year in question.years]
    if not asked:
        return None
    goal, fact = asked[-1]
    return reckoning.of_statement(series, goal), reckoning.of_statement(series, fact)


def _two_series(named: list[Named], question: Question, catalog: Catalog) -> Pair | Refusal:
    """The same year of two series, in the order of the question; the first is compared with the second."""
    first, second = named[:2]
    ordered = sorted((first, second), key=lambda n: own_place(n, second if n is first else first))
    pair: list[Operand] = []
    for one in ordered:
        year = question.years[0] if question.years else plan_year(one.series, question, catalog)
        operand = reckoning.operand(one.series, year, question, catalog)
        if operand is None:
            return refuse_year(question, catalog, one.series, year or 0, target=False)
        pair.append(operand)
    if question.has("share_of") and (whole_first := _whole_first(ordered, question)) is not None:
        return (pair[0], pair[1]) if whole_first else (pair[1], pair[0])
    return pair[1], pair[0]


def _whole_first(ordered: list[Named], question: Question) -> bool | None:
    """Whether the whole is named first (申请量里授权量占多少); none where 占 stands between the two."""
    plain = fold(question.text)
    second = own_place(ordered[1], ordered[0])
    own = [m.start() for m in re.finditer("占", plain)]
    return bool(re.search("[里中内]", plain[:second])) if own and all(at > second for at in own) else None


def own_place(one: Named, other: Named) -> int:
    """Where the question names this series and not the other one."""
    shared = {a.key for a in other.used}
    return min((a.span.start for a in one.used if a.key not in shared), default=0)


# ------------------------------------------------------------------ the result in words


def _reckon(draft: Draft, a: Operand, b: Operand, question: Question, catalog: Catalog) -> Refusal | None:
    """`a` is the earlier value, or the one that is compared with."""
    language, same = question.language, a.series.key == b.series.key
    converted = a.in_unit_of(b)
    if converted is None:
        return refuse_units(question, catalog, [a, b])
    result, key = _formula(converted, b, question, same)
    first, second = (a, b) if same else (b, a)
    slots: dict[str, object] = {
        "result": told(result, language),
        "formula": result.formula,
        "value_a": first.words(language),
        "value_b": second.words(language),
    }
    if same:
        slots |= {"name": wording.name(a.series, language), "year_a": a.year, "year_b": b.year}
    else:
        slots |= {"name_a": wording.name(b.series, language), "name_b": wording.name(a.series, language)}
    say = phrases(language)
    draft.state(say(key, **slots) + say("stop"), *reckoning.cited([a, b]), formula=result.formula)
    draft.compute(result.value, result.unit, b.year, b.series.name, b.series.doc_id)
    reckoning.give(draft, [a, b])
    return None


def _formula(a: Operand, b: Operand, question: Question, same: bool) -> tuple[Result, str]:
    """The result and the phrase that states it."""
    timed = same and a.year is not None and b.year is not None and a.year < b.year
    nonzero = a.value != 0
    if question.has("multiple") and nonzero:
        return reckoning.multiple(a, b), "times" if same else "between_times"
    if question.has("share_of") and nonzero and not same:
        return reckoning.share(a, b), "between_share"
    if question.has("compound") and timed and a.value > 0 and b.value > 0:
        return reckoning.compound(a, b), "compound"
    if question.has("pace") and timed:
        return reckoning.pace(a, b), _signed("pace", a, b)
    if _asks_rate(question) and same and nonzero and not b.is_ratio:
        return reckoning.growth(a, b), _signed("growth", a, b)
    if a.year == b.year and same:
        return reckoning.difference(a, b), _signed("margin", a, b)
    return reckoning.difference(a, b), ("gap_down" if b.value < a.value else "gap_up") if same else "between"


def _asks_rate(question: Question) -> bool:
    return question.has("growth_rate") or (question.has("ratio") and not question.has("share_of"))


def _signed(key: str, a: Operand, b: Operand) -> str:
    return f"{key}_down" if b.value < a.value else key
