"""Statements in prose, paragraph by paragraph: what a clause leaves out is taken from the thread of its paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb.extract.annotate import finds
from kb.extract.figures import counts, elision, figure_words, indicators, kinds, levels, scopes, support
from kb.extract.figures.clauses import Clause, clauses
from kb.extract.figures.drafts import Draft, Kind
from kb.extract.figures.elision import full_name, told_name
from kb.extract.figures.figure_words import shape
from kb.extract.figures.figures import Figure, figures
from kb.extract.figures.kinds import Evidence, Lean
from kb.extract.figures.quantities import RANK
from kb.extract.figures.thread import Carry, Thread, Time, Yearly
from kb.extract.reading import Paragraph, Reading
from kb.model import Period, Span, Year
from kb.text import fold

TIMES = "倍"


class Context(NamedTuple):
    """What holds for a whole paragraph."""

    reading: Reading
    paragraph: Paragraph
    tilt: Lean | None

    def place(self, span: Span) -> Span:
        """A place of the paragraph as one of the document."""
        return self.paragraph.place(span)

    def printed(self, span: Span) -> str:
        """The characters at a place of the paragraph."""
        return self.paragraph.printed[slice(*span)]


def prose_drafts(reading: Reading) -> Iterator[Draft]:
    """The statements of all headings and paragraphs."""
    carry = Carry(reading.setting)
    titles = {section.section: section.title for section in reading.document.sections}
    for paragraph in reading.paragraphs:
        context = Context(reading, paragraph, kinds.lean(paragraph.section))
        headed = None if paragraph.heading else titles.get(paragraph.section)
        thread = Thread(reading.setting, time=carry.start(paragraph.section), headed=headed)
        if _may_state(paragraph):
            yield from _drafts(context, thread)
        if not paragraph.heading:
            carry.keep(paragraph.section, thread.time)


def _may_state(paragraph: Paragraph) -> bool:
    """Whether anything in a paragraph could be a figure, a time, or a goal told in words; most prose is none of it."""
    told = finds(paragraph.doc, "quantities") or finds(paragraph.doc, "periods")
    return bool(told) or bool(shape("level").search(fold(paragraph.text)))


def _drafts(context: Context, thread: Thread) -> Iterator[Draft]:
    sentence, said_goal = None, False
    for clause in clauses(context.paragraph):
        if clause.sentence != sentence:
            sentence, said_goal = clause.sentence, False
            thread.next_sentence(whole=clause.plain[: sentence.start].rstrip()[-1:] not in ";；")
        said_goal = said_goal or bool(shape("goal_said").search(clause.words))
        scope = scopes.speaks_of(clause.plain, _behind_time(clause), context.reading.setting.home)
        if scope and not shape("agent").fullmatch(clause.words):
            thread.scope = scope.text
        yield from _clause(context, thread, clause, said_goal)
        thread.take(clause, clause.marks)
        if not clause.quantities:
            thread.pass_by(clause)


def _behind_time(clause: Clause) -> Span:
    """The clause without the time it begins with: 2020年全市… speaks of 全市."""
    lead = clause.text[slice(*clause.span)]
    return Span(clause.span.end - len(lead.lstrip()), clause.span.end)


def _clause(context: Context, thread: Thread, clause: Clause, said_goal: bool) -> Iterator[Draft]:
    names = thread.names if len(thread.names) > 1 else thread.spoken
    thread.names = ()
    years = thread.years_dealt(clause)
    for figure in figures(clause, context.reading.setting.home, names, years):
        thread.take(clause, figure.marks)
        thread.lead = thread.lead or Span(clause.sentence.start, figure.quantity.number.start)
        if counts.is_count(figure, clause, context.reading.setting.home):
            yield from _count(context, thread, clause, figure)
        elif _is_other(context, thread, clause, figure):
            thread.pass_over(figure.text if counts.in_passing(figure, clause) and not figure.behind else "")
        elif draft := _draft(context, thread, clause, figure, said_goal):
            yield draft
    if not clause.quantities:
        thread.names = names if names is not thread.spoken else ()
        thread.take(clause, clause.marks)
        yield from _level(context, thread, clause)


def _is_other(context: Context, thread: Thread, clause: Clause, figure: Figure) -> bool:
    return (
        counts.is_indefinite(figure, clause)
        or (counts.in_passing(figure, clause) and not any(m.role == "by" for m in clause.marks))
        or support.is_rule(figure, clause, thread, context.reading.setting)
        or support.is_support(figure, clause, context.reading.setting, context.tilt)
        or support.is_duration(figure, clause)
        or support.is_rate_per(figure, clause)
    )


# ------------------------------------------------------------------ facts and goals


def _draft(context: Context, thread: Thread, clause: Clause, figure: Figure, said_goal: bool) -> Draft | None:
    name = full_name(figure, clause, thread)
    if name is None:
        return None
    quantity = figure.quantity
    stated = figure.behind and not figure.name.verb and shape("state").match(clause.plain, clause.span.end)
    time = _own_time(thread, figure) or (None if stated else thread.time)
    yearly = _is_yearly(thread, clause, figure)
    thread.told_of(name, clause.span, thread.unit if quantity.dimension == RANK else quantity.unit)
    goal = not stated and _is_goal(context, clause, figure, time, said_goal)
    kind: Kind = "target" if goal else "change" if figure.name.link != "value" else "actual"
    year, period = _years(context, thread, figure, time, goal, yearly)
    base = _base(thread, figure, year)
    kind = "change" if base and kind == "actual" and quantity.unit == TIMES else kind
    changed = figure.name.link != "value" and (goal or figure.name.down)
    return Draft(
        span=context.place(_quote(clause, time)),
        section=context.paragraph.section,
        indicator=told_name(name, figure, clause, thread) + (_change_words(clause, figure) if changed else ""),
        value=quantity.value,
        value_text=context.printed(quantity.number),
        upper=quantity.upper,
        unit=quantity.unit,
        comparator=quantity.comparator,
        kind=kind,
        year=year,
        period=period,
        base_year=base,
        per="year" if yearly and _is_yearly_sum(figure) else None,
        scope=figure.name.scope or thread.scope,
        modality=kinds.modality(_firmness(thread, clause, figure)) if goal else None,
        places=_places(context, figure, time),
    )


def _is_yearly(thread: Thread, clause: Clause, figure: Figure) -> bool:
    """Whether a figure is one of every year: 每年实施100个, and what leans on it (完成投资200亿元).

    A sum leans on a sum and a rate on a rate: 年均增长8%，力争突破600亿元 tells a level, of no year but the last.
    """
    sort: Yearly = "sum" if _is_yearly_sum(figure) else "rate"
    leans = clause.span == thread.clause or len(figure.text) < 2 or elision.leans(figure.text)
    goes_on = thread.yearly == sort and leans and not (figure.name.total or _own_time(thread, figure))
    thread.yearly = sort if figure.name.rate or goes_on else None
    return thread.yearly is not None


def _is_yearly_sum(figure: Figure) -> bool:
    """Whether a yearly figure is a value of each year; 年均增长9% says itself that it is yearly."""
    return figure.name.link != "change" or figure.quantity.dimension != "ratio"


def _is_goal(context: Context, clause: Clause, figure: Figure, time: Time | None, said_goal: bool) -> bool:
    if figure.name.way and not figure.name.toward:
        return False
    lead, tail = clause.before(figure.quantity.number.start), clause.right(figure.quantity.span.end)
    said = said_goal or (
        bool(figure_words.anywhere("said_goal").search(lead + tail)) and bool(shape("goal_tail").match(tail))
    )
    evidence = Evidence(
        year=time.last if time else None,
        by=bool(time and time.by),
        lean=context.tilt,
        will=bool(figure_words.anywhere("will").search(lead)),
        done=bool(figure_words.anywhere("done").search(lead)),
        said_goal=said,
        made=bool(figure.name.verb),
    )
    return kinds.is_goal(evidence, context.reading.setting)


def _firmness(thread: Thread, clause: Clause, figure: Figure) -> str:
    """The words that say how firmly a figure is meant: those before the first figure of its sentence, which hold for
    all of it, and those before it in its own clause."""
    lead = clause.plain[slice(*thread.lead)] if thread.lead else ""
    return lead[-400:] + clause.plain[slice(*clause.left(figure.quantity.number.start))]


def _own_time(thread: Thread, figure: Figure) -> Time | None:
    told = [thread.told(m) for m in figure.marks if m.role in ("in", "by", "to", "since", "from")]
    return told[-1] if told else None


def _years(
    context: Context, thread: Thread, figure: Figure, time: Time | None, goal: bool, yearly: bool
) -> tuple[Year | None, Period | None]:
    """Year and period: a yearly rate has the years it runs over, a sum both, a level its year."""
    whole = context.reading.setting.period
    if figure.name.way and not figure.name.toward and not figure.marks:
        running = time.period if time and time.period else whole if time and whole and time.last == whole[1] else None
        return (running[0] - 1, None) if running else (None, None)
    if yearly:
        running = (time.period if time else None) or thread.period or (whole if goal else None)
        single = time.last if time and not (time.by and _is_yearly_sum(figure)) else None  # 到2025年，每年培育20家
        return (None, running) if running else (single, None)
    if thread.within or any(m.relative == "within_years" for m in figure.marks):  # 三年内: nobody says from when
        return None, None
    if time is None:
        return (whole[1], whole) if goal and whole else (None, None)
    if figure.name.total:
        return time.last, time.period or thread.period
    return time.last, time.period


def _base(thread: Thread, figure: Figure, year: Year | None) -> Year | None:
    bases = [m.resolve(thread.setting, year) for m in figure.marks if m.role == "base"]
    return bases[-1][0] if bases and bases[-1] else None


def _change_words(clause: Clause, figure: Figure) -> str:
    """The words of change that a name is shown with: 年增长, 涨幅, 翻番."""
    if figure.name.link == "turn":
        return "翻番"
    return figure.name.change or indicators.change_words(clause, figure.name)


def _quote(clause: Clause, time: Time | None) -> Span:
    """The clause, with the lead-in that dates it when that stands right before it: 到2020年，…达到50家."""
    if time is None or time.place is None:
        return clause.span
    start, end = time.place
    near = clause.sentence.start <= start and shape("lead_end").fullmatch(clause.plain, end, clause.span.start)
    return Span(_lead_start(clause, start), clause.span.end) if near else clause.span


def _lead_start(clause: Clause, start: int) -> int:
    """Where the lead-in begins: 到 stands before the year."""
    while start > clause.sentence.start and clause.plain[start - 1] not in "，。；：、":
        start -= 1
    return start


def _places(context: Context, figure: Figure, time: Time | None) -> dict[str, Span]:
    quantity, name = figure.quantity, figure.name
    spots = {"value": context.place(quantity.number)}
    if quantity.unit_span:
        spots["unit"] = context.place(quantity.unit_span)
    if name.span.start < name.span.end:
        spots["indicator"] = context.place(name.span)
    if time and time.place:
        spots["year"] = context.place(time.place)
    return spots


# ------------------------------------------------------------------ counts and goals without a number


def _count(context: Context, thread: Thread, clause: Clause, figure: Figure) -> Iterator[Draft]:
    quantity = figure.quantity
    if spot := counts.noun(quantity, clause):
        yield Draft(
            span=context.place(clause.span),
            section=context.paragraph.section,
            indicator=clause.plain[slice(*spot)],
            value=quantity.value,
            value_text=context.printed(quantity.number),
            unit=counts.unit_of(quantity),
            kind="count",
            period=_period_here(thread, clause),
            scope=thread.scope,
            places=_places(context, figure, None) | {"indicator": context.place(spot)},
        )


def _period_here(thread: Thread, clause: Clause) -> Period | None:
    """The years the sentence itself names."""
    place = thread.time.place if thread.time else None
    here = place and clause.sentence.start <= place.start < clause.sentence.end
    return thread.time.period if thread.time and here else None


def _level(context: Context, thread: Thread, clause: Clause) -> Iterator[Draft]:
    """A goal told in words: 科技进步贡献率达到全省先进水平."""
    level = levels.find(clause, context.reading.setting.home)
    if level is None or thread.time is None or not (thread.time.place or context.tilt == "goal"):
        return
    evidence = Evidence(year=thread.time.last, by=thread.time.by, lean=context.tilt)
    if kinds.is_goal(evidence, context.reading.setting):
        yield Draft(
            span=context.place(_quote(clause, thread.time)),
            section=context.paragraph.section,
            indicator=level.text,
            value=None,
            value_text=context.printed(level.words),
            unit=None,
            kind="target",
            year=thread.time.last,
            period=thread.time.period,
            scope=level.scope or thread.scope,
            modality=kinds.modality(clause.words),
            places={"value": context.place(level.words), "indicator": context.place(level.name)}
            | ({"year": thread.time.place} if thread.time.place else {}),
        )
