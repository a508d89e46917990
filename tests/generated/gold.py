"""The gold's figures by indicator, each with the units and years it may be stated with."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kb.model import Value
from tests.support import ROOT

HERE = Path(__file__).parent
GOLD = ROOT / "tests" / "gold"
Row = dict[str, Any]


class Fact(NamedTuple):
    """One figure of the gold; where the gold accepts several units or years, all of them."""

    indicator: str
    kind: str
    value: Decimal
    units: frozenset[str | None]
    years: frozenset[int | None]
    year: int | None
    derived: bool = False

    @property
    def printed(self) -> str:
        """The number as people write it."""
        return f"{self.value.normalize():f}"

    @property
    def unit(self) -> str:
        """The unit to ask with."""
        return min((u for u in self.units if u), key=len, default="")

    def is_said_by(self, value: Value) -> bool:
        """Whether an answer's value is this one: number, unit and year."""
        return value.value == self.value and value.unit in self.units and value.year in self.years


class Indicator(NamedTuple):
    """An indicator: its facts, and what people call it in either language."""

    id: str
    names: dict[str, list[str]]
    facts: tuple[Fact, ...]
    also: tuple[str, ...]

    def at(self, year: int, *kinds: str) -> tuple[Fact, ...]:
        """What the gold states for a year; of a span of years, what holds for each of them."""
        return tuple(f for f in self.facts if f.kind in kinds and f.year == year)

    def years(self, *kinds: str) -> list[int]:
        """The years with a figure of these kinds."""
        return sorted({f.year for f in self.facts if f.kind in kinds and f.year is not None})

    @property
    def spans(self) -> bool:
        """Whether it holds for a span of years, so that no year inside it is without a figure."""
        return any(None in f.years and f.kind == "target" for f in self.facts)


def toml(name: str) -> Row:
    """One of the tables beside this file."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def rows(name: str) -> list[Row]:
    """The records of one type of the gold."""
    lines = (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line, parse_float=Decimal) for line in lines]


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators that people may ask for, by id."""
    return {row["id"]: _indicator(row) for row in toml("indicators")["indicator"]}


def _indicator(row: Row) -> Indicator:
    figures = [s for s in rows("statement") if s["value"] is not None]
    stated = [_fact(row["id"], s) for s in figures if s["indicator"] in row["gold"]]
    derived = [_derived(row["id"], d) for d in rows("derived") if d["required"] and d["indicator"] in row["gold"]]
    names = {"zh": row["zh"], "en": row["en"]}
    return Indicator(row["id"], names, (*stated, *derived), tuple(row.get("also", ())))


def _fact(indicator: str, row: Row) -> Fact:
    return Fact(indicator, row["kind"], Decimal(row["value"]), _all(row, "unit"), _all(row, "year"), _year(row))


def _derived(indicator: str, row: Row) -> Fact:
    value = Decimal(row["value"])
    return Fact(indicator, "derived", value, _all(row, "unit"), frozenset({row["year"]}), row["year"], derived=True)


def _year(row: Row) -> int | None:
    years = [y for y in (row["year"], *row.get("year_any", ())) if y]
    return years[0] if years else (row["period"] or [None])[-1]


def _all(row: Row, field: str) -> frozenset[Any]:
    return frozenset({row[field], *row.get(f"{field}_any", ())})


@cache
def numbers() -> frozenset[Decimal]:
    """Every number the gold states or derives."""
    return frozenset(Decimal(r["value"]) for n in ("statement", "derived") for r in rows(n) if r["value"] is not None)


@cache
def facts() -> tuple[Fact, ...]:
    """Every figure of the gold, those of no indicator that can be asked for included."""
    return tuple(_fact(s["indicator"], s) for s in rows("statement") if s["value"] is not None)
