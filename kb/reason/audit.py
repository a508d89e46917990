"""Doubts about what a document states: counts that do not fit their list, series that jump, goals without a start.

A doubt accuses nobody; it says what a careful reader would ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from kb.model import Derived, Document, Finding, Record, Statement, Table
from kb.reason.reconcile import place, record, shown
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.naming import key, root

JUMP = Decimal("0.15")
"""By how much, as a share, the next year may fall below a base value that is said to have grown since."""
_LIST = re.compile(r"[”\"]?\s*[（(]([^（()）]+)[)）]")
_PARTS = re.compile(r"[、；;]|以及|和(?=[^、]*$)")
Doubt = tuple[list[Statement], str]


def audit(document: Document, records: tuple[Record, ...]) -> Iterable[Finding]:
    """The doubts about a document."""
    statements = [r for r in records if isinstance(r, Statement)]
    derived = [r for r in records if isinstance(r, Derived)]
    number = sum(isinstance(r, Finding) for r in records)
    doubts = [*_counts(statements), *_jumps(statements, derived), *_baseless(statements, document.tables)]
    for n, (group, note) in enumerate(doubts, number + 1):
        yield record(document, n, "doubt", group, note)


def _counts(statements: list[Statement]) -> Iterator[Doubt]:
    """五个强市（…） should list five."""
    for statement in (s for s in statements if s.kind == "count" and s.value is not None):
        found = _LIST.search(statement.anchor.quote.partition(statement.indicator)[2])
        listed = len(_PARTS.split(found[1])) if found else 0
        if found and found.start() == 0 and listed > 1 and listed != statement.value:
            said = f"{shown(statement)}{statement.indicator}"
            yield [statement], f"{place(statement)}说“{said}”，括号中列出{listed}项"


def _jumps(statements: list[Statement], derived: list[Derived]) -> Iterator[Doubt]:
    """A value a year after a derived base that lies well below it, although the years are said to bring growth."""
    by_id = {s.id: s for s in statements}
    for base in (d for d in derived if d.year is not None):
        level = by_id.get(base.from_[0])
        if level is None or level.value is None or level.year is None or base.year is None or level.value <= base.value:
            continue
        for next_one in statements:
            same = key(next_one.indicator) == key(level.indicator) and next_one.unit == base.unit
            later = next_one.kind == "actual" and next_one.year == base.year + 1 and next_one.year < level.year
            if same and later and next_one.value is not None and next_one.value < base.value * (1 - JUMP):
                yield (
                    [level, next_one],
                    f"按{base.formula}推算{base.year}年为{base.value}{base.unit or ''}，"
                    f"{place(next_one)}的{next_one.year}年却只有{shown(next_one)}，口径可能不同",
                )
                break


def _baseless(statements: list[Statement], tables: tuple[Table, ...]) -> Iterator[Doubt]:
    """A goal in a table whose starting value is left empty (--), and of which nothing else is stated."""
    known = {root(s.indicator) for s in statements if s.kind == "actual"}
    gaps = {(t.id, cell) for t in tables for row in t.rows if any(map(_is_dash, row)) for cell in row}
    for goal in (s for s in statements if s.kind == "target" and s.table):
        if goal.table and root(goal.indicator) not in known and (goal.table.id, goal.table.row) in gaps:
            yield [goal], f"{place(goal)}的目标{shown(goal)}没有基期数值，无法看出增长"


@cache
def _missing() -> re.Pattern[str]:
    return re.compile(next(s.pattern for s in vocabulary().shapes if s.role == "missing" and s.pattern))


def _is_dash(cell: str) -> bool:
    return bool(cell) and bool(_missing().match(fold(cell)))
