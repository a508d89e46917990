"""A record in words, as a person checks it: one line that says which it is, and its fields by their Chinese names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kb.model import Amount, AnyRecord, Derived, Finding, Measure, Named, Statement, TableRef, Task
from kb.render.answers import number
from kb.vocab import vocabulary

Words = dict[str, Any]


class Card(NamedTuple):
    """A record as it is shown."""

    line: str
    fields: tuple[tuple[str, str], ...]


@cache
def words() -> Words:
    """The words of the page (check.toml)."""
    return tomllib.loads((Path(__file__).parent / "check.toml").read_text("utf-8"))


def card(record: AnyRecord) -> Card:
    """The card of a record that says something."""
    return Card(_line(record), tuple(_fields(record)))


def _line(record: AnyRecord) -> str:
    if isinstance(record, Statement):
        return f"{_when(record)}{record.indicator} {record.value_text}{record.unit or ''}"
    if isinstance(record, Derived):
        return f"{record.indicator} {number(record.value)}{record.unit or ''}"
    if isinstance(record, Measure):
        return f"{record.instrument} {'；'.join(map(amount_text, record.amounts))}".strip()
    if isinstance(record, Task):
        return record.title
    if isinstance(record, Finding):
        return record.note
    return record.name if isinstance(record, Named) else record.anchor.quote


def _when(record: Statement) -> str:
    years = (record.year,) if record.year else record.period or ()
    return f"{'—'.join(map(str, dict.fromkeys(years)))}年 " if years else ""


def _fields(record: AnyRecord) -> Iterator[tuple[str, str]]:
    always = words()["open"].get(record.type, ())
    for field, name in words()["fields"].items():
        value = getattr(record, field, None)
        if field == "value" and isinstance(record, Statement):
            continue  # its printed form is shown
        if value not in (None, (), "", False, {}):
            yield name, _shown(value, field)
        elif field in always:
            yield name, words()["page"]["unstated"]


def _shown(value: Any, field: str) -> str:
    if isinstance(value, tuple):
        joint = "—" if field == "period" else "；" if field in ("actions", "amounts") else "、"
        return joint.join(_shown(one, "") for one in value)
    if isinstance(value, Amount):
        return amount_text(value)
    if isinstance(value, dict):
        return "、".join(f"{name}（{_shown(why, '')}）" for name, why in value.items())
    if isinstance(value, TableRef):
        return f"{value.row}，{value.column}"
    if isinstance(value, Decimal):
        return number(value)
    if field == "category":
        return next((kind.zh for kind in vocabulary().instruments if kind.id == value), str(value))
    return str(words()["values"].get(str(value), value))


def amount_text(amount: Amount) -> str:
    """A promised sum or rate in words: its tier, comparator, value, role and base."""
    names = words()["values"]
    sign = names[amount.comparator] if amount.comparator != "=" else ""
    role = f"（{names[amount.role]}）" if amount.role != "amount" else ""
    upper = f"—{number(amount.upper)}" if amount.upper is not None else ""
    tier = f"{amount.for_}：" if amount.for_ else ""
    base = f"，以{amount.base}为基数" if amount.base else ""
    return f"{tier}{sign}{number(amount.value)}{upper}{amount.unit}{role}{base}"
