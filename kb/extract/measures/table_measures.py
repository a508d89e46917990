"""Support in tables: a row is a promise, its columns say to whom, on what condition and how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.extract.figures.cells import read_cell
from kb.extract.measures.amounts import amounts
from kb.extract.measures.support_kinds import kind_of
from kb.extract.promise_words import word
from kb.extract.reading import Reading
from kb.model import Amount, Measure, Span, Table
from kb.text import fold

ROLES = ("whom", "condition", "name", "tier")
_UNIT = re.compile(r"[（(](?:单位[:：])?(?P<unit>[^（()）]*?(?:元|%)[^（()）]*)[)）]")
_NOTED = re.compile(r"单位[:：]\s*(?P<unit>[万亿]?元)")


class Layout(NamedTuple):
    """Which columns say what: one column a role, and the columns of sums, each with what it calls the support."""

    roles: dict[str, int]
    sums: dict[int, str]


def table_measures(reading: Reading) -> Iterator[Measure]:
    """The promises of all tables of support, row by row."""
    for table in reading.document.tables:
        if laid := layout(table):
            for number in range(len(table.rows)):
                if measure := _row(table, number, laid, reading):
                    yield measure


def layout(table: Table) -> Layout | None:
    """The layout of a table of support; none for a table of anything else."""
    heads = ["".join(_UNIT.sub("", fold(c)).split()) for c in table.columns]
    found = {i: _support(h, heads, table.title) for i, h in enumerate(heads)}
    sums = {i: noun for i, noun in found.items() if noun is not None and _has_sums(table, i)}
    roles: dict[str, int] = {}
    for i, head in enumerate(heads):
        role = next((r for r in ROLES if i not in sums and word(f"column-{r}").fullmatch(head)), None)
        if role:
            roles.setdefault(role, i)
    return Layout(roles, sums) if sums and roles else None


def _support(head: str, heads: list[str], title: str) -> str | None:
    """The support a head of sums speaks of: 奖励标准 of 奖励; 标准 of what the title or another head names."""
    match = word("column-sum").fullmatch(head)
    if match is None:
        return None
    if match["noun"]:
        return match["noun"]
    nouns = (word("column-noun").search(text) for text in (fold(title), *heads))
    return next((n.group() for n in nouns if n), None)


def _has_sums(table: Table, column: int) -> bool:
    """Whether most cells of a column hold a sum or a rate."""
    sums = [row for n, row in enumerate(table.rows) if _amounts(table, n, column)]
    return len(sums) * 2 >= len(table.rows) > 0


def _amounts(table: Table, number: int, column: int) -> tuple[Amount, ...]:
    """The sums of a cell; a bare number has the unit of its column's head or of the caption."""
    words = "".join(fold(table.rows[number][column]).split())
    found = amounts(words, [Span(0, len(words))]) if words else ()
    cell = read_cell(words) if not found else None
    unit = _UNIT.search(fold(table.columns[column])) or _NOTED.search(fold(table.title))
    if cell is None or unit is None or cell.unit:
        return found
    capped = cell.comparator == "<=" or word("cap").search(fold(table.columns[column]))
    role = "rate" if unit["unit"] == "%" else "cap" if capped else "amount"
    stated = {"value": cell.value, "upper": cell.upper, "unit": unit["unit"], "role": role}
    return (Amount.model_validate(stated | {"comparator": "<=" if capped else cell.comparator}),)


def _row(table: Table, number: int, laid: Layout, reading: Reading) -> Measure | None:
    cells, row = table.cells[number], table.rows[number]
    given = [a for i in laid.sums for a in _amounts(table, number, i)]
    if not given:
        return None
    said = {role: "".join(row[i].split()) or None for role, i in laid.roles.items()}
    name = said.get("name")
    named = name is not None and word("noun").search(fold(name)) is not None
    whom = said.get("whom") or (None if named else name) or said.get("tier")
    tier = said.get("tier") if whom != said.get("tier") else None
    instrument = name if named and name else next(iter(laid.sums.values()))
    kind = kind_of(instrument, "")
    place = Span(min(c.start for c in cells), max(c.end for c in cells))
    return Measure(
        id=f"measure-{table.id}-{number + 1}",
        doc_id=reading.document.id,
        section=table.section,
        anchor=reading.places.anchor(place),
        spans=(place,),
        instrument=instrument,
        category=kind.id if kind else None,
        beneficiary=whom,
        condition=said.get("condition"),
        amounts=tuple(a.model_copy(update={"for_": a.for_ or tier}) for a in given),
    )
