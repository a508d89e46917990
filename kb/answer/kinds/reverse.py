"""Reverse look-up: which indicator a figure belongs to, or else which sentence holds it."""

from __future__ import annotations

import re

from kb.answer import wording
from kb.answer.asking.figures import Figure
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.intervals import Bound, bounds
from kb.answer.indicators.matching import named_series, relevant
from kb.answer.indicators.picking import wanted_kind
from kb.answer.indicators.selection import narrowing, of_topic
from kb.answer.indicators.series import Series
from kb.answer.refusal import Refusal, refuse_figure, refuse_topic, related_series
from kb.model import Span, Statement
from kb.numbers import numerals
from kb.text import fold, sentences
from kb.vocab import phrases
from kb.vocab.unit_names import comparable, unit_pattern

NAME = "reverse"
AT_MOST = 5
"""At most so many sentences are quoted for a figure that is no indicator's."""
Hit = tuple[Series, Statement]
_COLOURS = frozenset("follow_up own_document target what_is yes_no mention figure_word".split())


def accepts(question: Question) -> bool:
    """States a figure and asks what it is, or states nothing else."""
    if not question.figures or question.has("conflict", "contains"):
        return False
    if question.has("which_year") and not question.has("yes_no", "difference", "superlative"):
        return True
    return question.has("reverse", "definition", "list") or _alone(question)


def _alone(question: Question) -> bool:
    """Whether the question is a figure and nothing else."""
    return not any(not a.soft for a in question.atoms) and not question.cues - _COLOURS


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """Every indicator that has the value; the sentences that hold it where none has; else a refusal."""
    figure = question.figures[0]
    named = named_series(question, catalog, limit=1) if question.has("which_year") else []
    equal = [(s, st) for s in catalog.series for st in s.statements if figure.equals(st)]
    limit = bounds(question)[0]
    if named and limit.sign not in ("=", "~") and (crossed := _crossing(named[0].series, limit, question, catalog)):
        return crossed
    if named:  # 高企什么时候达到35家: one indicator, its years
        equal = [(s, st) for s, st in equal if s.key == named[0].series.key]
        if not equal:
            return refuse_figure(question, catalog, named[0].series)
    equal = _narrowed(equal, question, catalog)
    hits = _of_asked_kind([h for h in equal if _in_time(h[1], question)], question)
    if not hits:
        if relevant(question, catalog) and not (question.has("reverse", "which_year") or _alone(question)):
            return None
        return (None if equal else _in_text(figure, question, catalog)) or _nowhere(figure, equal, question, catalog)
    draft = Draft(catalog)
    for series in dict.fromkeys(s for s, _ in hits):
        for stated in _by_time([st for s, st in hits if s is series]):
            draft.state(_sentence(series, stated, question.language), *stated)
            draft.give(stated[0])
    return draft


def _crossing(series: Series, limit: Bound, question: Question, catalog: Catalog) -> Draft | None:
    """The first year whose value lies inside a bound (到哪年才超过1件), with the stated values before it."""
    levels = [s for s in series.statements if s.kind in ("actual", "target") and s.value is not None and s.year]
    told = sorted({s.year: s for s in reversed(levels)}.values(), key=lambda s: s.year or 0)
    if any(comparable(s.unit, limit.figure.unit) != 1 for s in told):
        return None
    first = next((n for n, s in enumerate(told) if s.value is not None and limit.interval.holds(s.value)), None)
    if first is None or any(s.value == limit.figure.value and s.comparator == limit.sign for s in told):
        return None  # 达到73件以上 is a goal as it stands
    say, language = phrases(question.language), question.language
    points = say("separator").join(wording.point(s, language) for s in told[: first + 1])
    draft = Draft(catalog)
    text = say("crossed", year=told[first].year, name=wording.name(series, language), points=points)
    draft.state(text + say("stop"), *told[: first + 1])
    draft.give(told[first])
    return draft


def _narrowed(hits: list[Hit], question: Question, catalog: Catalog) -> list[Hit]:
    """Of several with the figure, those the question names as well: 7个地市 is no 省著名商标."""
    behind = fold(question.text)[question.figures[0].span.end :]
    beside = [h for h in hits if any(behind.startswith(fold(n)) for n in h[0].names)]
    topic = narrowing(question, catalog)
    return beside or [h for h in hits if topic and of_topic(h[0], topic)] or hits


def _in_time(statement: Statement, question: Question) -> bool:
    return not question.years or statement.year in question.years


def _of_asked_kind(hits: list[Hit], question: Question) -> list[Hit]:
    """Goals when a goal is asked for; counts (三大工程) only when nothing else has the value; 73件以上 as it stands."""
    goals = [h for h in hits if h[1].kind == "target"]
    if wanted_kind(question) == "target" or "target" in question.text.lower():
        hits = goals or hits
    ends = [f.value for f in question.figures[1:]]
    hits = [h for h in hits if h[1].upper is not None and h[1].upper in ends] or hits
    sign = bounds(question)[0].sign
    hits = [h for h in hits if sign != "=" and h[1].comparator == sign] or hits
    return [h for h in hits if h[1].kind != "count"] or hits


def _by_time(statements: list[Statement]) -> list[list[Statement]]:
    """The statements of facts together, those of goals, those of changes: 13家 in four years is one."""
    groups: dict[object, list[Statement]] = {}
    for one in statements:
        groups.setdefault((one.kind, one.comparator, one.upper, one.year is None), []).append(one)
    return list(groups.values())


def _sentence(series: Series, stated: list[Statement], language: str) -> str:
    say = phrases(language)
    what = place_of(series, stated[0], language, stated)
    return say("reverse", value=wording.figure(stated[0], language), what=what) + say("stop")


def place_of(series: Series, statement: Statement, language: str, stated: list[Statement] | None = None) -> str:
    """What a statement's number is: the 2020 target for an indicator, the figure of some years, a change."""
    say, title = phrases(language), wording.name(series, language, statement)
    years = say("comma").join(str(y) for y in sorted({s.year for s in stated or [statement] if s.year is not None}))
    if statement.kind == "change":
        return say("reverse_change", name=title, year=statement.year, base=statement.base_year)
    if not years:
        return say("reverse_open", name=title)
    return say("reverse_target" if statement.kind == "target" else "reverse_actual", year=years, name=title)


# ------------------------------------------------------------------ a figure that is no indicator's


def _in_text(figure: Figure, question: Question, catalog: Catalog) -> Draft | None:
    """The sentences that hold the figure with its unit."""
    draft, printed = Draft(catalog), wording.printed(figure.value)
    for piece in catalog.pieces:
        if printed not in piece.text and not _in_han(figure, question):
            continue
        document = catalog.document(piece.passage.doc_id)
        for span in sentences(document.text, piece.passage.span):
            if len(draft.claims) < AT_MOST and _holds(document.text[slice(*span)], figure):
                heading = piece.passage.section[-1] if piece.passage.section else document.info.title
                lead = phrases(question.language)("passage", section=heading)
                draft.quote(lead + document.text[slice(*span)], document.id, span, records=(piece.passage,))
    return draft if draft.claims else None


def _in_han(figure: Figure, question: Question) -> bool:
    """Whether the question writes the figure in Chinese numerals: then the text is likely to."""
    return not any(c.isdigit() for c in fold(question.text)[figure.span.start : figure.span.end])


def _holds(sentence: str, figure: Figure) -> bool:
    plain = fold(sentence)
    return any(n.value == figure.value and _has_unit(plain, n.span, figure) for n in numerals(sentence))


def _has_unit(plain: str, number: Span, figure: Figure) -> bool:
    behind = re.match(rf"\s*({unit_pattern()})", plain[number.end :])
    if figure.unit is None:
        return not plain[number.end :].startswith(("年", "月", "日"))
    return bool(behind) and comparable(figure.unit, behind[1] if behind else None) == 1


def _nowhere(figure: Figure, equal: list[Hit], question: Question, catalog: Catalog) -> Refusal:
    """The figure stands nowhere as asked; beside it, the same number with another year or unit."""
    say, language = phrases(question.language), question.language
    bare = figure._replace(unit=None)
    near = equal or [(s, st) for s in catalog.series for st in s.statements if bare.equals(st)]
    refusal = refuse_topic(question, catalog, say("not_found", what=figure.printed))
    if not near:
        return refusal
    stated = list({(s.key, st.year, st.value): (s, st) for s, st in near}.values())
    points = say("separator").join(_sentence(s, [st], language).rstrip(say("stop")) for s, st in stated)
    text = say("not_found", what=figure.printed) + (" " if language == "en" else "") + say("near_figure", values=points)
    return Refusal(text, related_series([s for s, _ in stated], language), refusal.suggestions)
