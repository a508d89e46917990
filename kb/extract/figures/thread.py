"""What a paragraph carries from clause to clause: the time, the territory and the name that was last spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kb.extract.figures import figure_words, periods, scopes
from kb.extract.figures.clauses import Clause
from kb.extract.figures.figure_words import shape
from kb.extract.figures.periods import Mark
from kb.extract.figures.topics import subject_of, topic_of
from kb.extract.setting import Setting
from kb.model import Period, Span, Year

Path = tuple[str, ...]
Yearly = Literal["sum", "rate"]
"""What is of every year: a sum (每年实施100个) or a rate of growth (年均增长8%)."""
MOST_SPOKEN = 9
"""How many names of a sentence are kept for values that are dealt out at its end."""


class Time(NamedTuple):
    """The years a clause speaks of. `by` says that the last one is a deadline, `span` that they are a whole period.

    `place` is where they stand in the paragraph, null when they come from a heading or an earlier paragraph.
    """

    first: Year
    last: Year
    by: bool = False
    place: Span | None = None
    plan: bool = False

    @property
    def period(self) -> Period | None:
        """First and last year, null for a single one."""
        return (self.first, self.last) if self.first != self.last else None


@dataclass
class Thread:
    """The state of one paragraph while its clauses are read in order; `headed` is the title it stands under."""

    setting: Setting
    time: Time | None = None
    headed: str | None = None
    period: Period | None = None
    clause: Span | None = None
    names: tuple[str, ...] = ()
    lead: Span | None = None
    verb: str = ""
    unit: str | None = None
    yearly: Yearly | None = None
    within: bool = False
    spoken: tuple[str, ...] = ()
    years: tuple[Mark, ...] = ()
    scope: str | None = None
    _subject: str | None = None
    _passed: list[Clause] = field(default_factory=list)
    _topical: Clause | None = None

    def pass_by(self, clause: Clause) -> None:
        """A clause without figures; what it speaks of is read only if a figure behind it asks.

        由青石矿业有限公司投资建设 says who builds what the clause before it speaks of.
        """
        self._passed.append(clause)
        if not shape("agent").fullmatch(clause.words):
            self._topical = clause

    @property
    def subject(self) -> str | None:
        """The name last spoken of: of a figure, or of what rises or falls in a clause without one."""
        while self._passed:
            if found := subject_of(self._passed.pop(), self.setting.home):
                self._subject = found
                self._passed.clear()
        return self._subject

    @property
    def topic(self) -> str | None:
        """What the last clause is about, if it had no figure and stands in the same sentence."""
        return topic_of(self._topical, self.setting.home) if self._topical else None

    def next_sentence(self, whole: bool = True) -> None:
        """What holds for one sentence only is forgotten; another territory than the own one is kept to the end.
        After ； (not `whole`) the years of a list go on to be dealt out to."""
        self.period = self.lead = self._topical = None
        self.names, self.spoken, self.verb = (), (), ""
        self.yearly, self.within = None, False
        self.years = () if whole else self.years
        if self.scope and scopes.is_own(self.scope, self.setting.home):
            self.scope = None

    def years_dealt(self, clause: Clause) -> tuple[Mark, ...]:
        """The years that a list of years deals values out to, in this clause and those behind it in its sentence."""
        points = tuple(m for m in clause.marks if m.role in ("in", "by"))
        if points:
            self.years = points if len(points) > 1 else ()
        return self.years

    def pass_over(self, name: str) -> None:
        """A figure told in passing (总产值跨越两个台阶): what follows may lean on its name."""
        if len(name) > 1:
            self._subject, self._topical = name, None
            self._passed.clear()

    def told_of(self, name: str, clause: Span, unit: str | None) -> None:
        """A figure of this name was read in this clause: what follows may lean on it, without its 累计新增."""
        self.unit = unit
        made = re.match(rf"(?:{figure_words.source('total')})+(?:{figure_words.source('make')})*(?=.{{3}})", name)
        self._subject, self.clause, self._topical = name[made.end() :] if made else name, clause, None
        self._passed.clear()
        self.names, self.spoken = (*self.names, name), (*self.spoken, name)[-MOST_SPOKEN:]

    def take(self, clause: Clause, marks: Sequence[Mark]) -> None:
        """Take over the times of a clause that say when it and what follows it holds."""
        for mark in marks:
            self.within = mark.relative == "within_years" or (self.within and mark.role not in ("in", "by"))
            if governs(clause, mark) and (time := self.told(mark)):
                self.time = time
                self.period = time.period or self.period

    def told(self, mark: Mark, at: Year | None = None) -> Time | None:
        """The years a mark names, with its place in the paragraph."""
        years = mark.resolve(self.setting, at)
        return Time(*years, by=mark.role == "by", place=mark.years, plan=mark.plan) if years else None


def governs(clause: Clause, mark: Mark) -> bool:
    """Whether a time dates its clause: 到2020年 does, and 2015年 at its start or before a figure.

    A five-year plan by its name alone is no time (“十二五”提出的目标), its years are (“十二五”期间).
    """
    if mark.role not in ("in", "by", "to", "since"):
        return False
    end = clause.plain[mark.span.end : clause.span.end].lstrip()
    if mark.plan and not shape("plan_years_told").search(clause.plain[slice(*mark.span)]) and end:
        return False
    if mark.role != "in" or any(q.number.start > mark.span.start for q in clause.quantities):
        return True
    lead = Span(clause.span.start, mark.span.start)
    while (match := figure_words.at_start("opening", "here").match(clause.text, *lead)) and match.end() > lead.start:
        lead = Span(match.end(), lead.end)
    return lead.end - lead.start <= 1


@dataclass
class Carry:
    """Times that hold beyond their paragraph: what a heading names holds below it, what a paragraph ends with holds
    for the next ones of its section."""

    setting: Setting
    times: dict[Path, Time] = field(default_factory=dict)

    def start(self, path: Path) -> Time | None:
        """The time with which a paragraph of this section begins, from the innermost section that has one."""
        for depth in range(len(path), 0, -1):
            if time := self.times.get(path[:depth]) or self._heading(path[depth - 1]):
                return time._replace(place=None)
        return None

    def keep(self, path: Path, time: Time | None) -> None:
        """Remember the time with which a paragraph ended."""
        if time:
            self.times[path] = time

    def _heading(self, heading: str) -> Time | None:
        found = [m for m in periods.find(heading) if m.role in ("in", "by")]
        years = found[0].resolve(self.setting) if found else None
        return Time(*years, by=found[0].role == "by", plan=found[0].plan) if years else None
