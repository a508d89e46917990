"""The laws notice when they are broken; that they hold is for tests/laws to show."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.laws import LAWS, breaches, same_again
from kb.model import Parsed, Span
from kb.parse import parse
from tests.support import PLAN


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return parse(PLAN)


def with_record(parsed: Parsed, position: int, **update: object) -> Parsed:
    """The same reading with one record changed."""
    changed = parsed.records[position].model_copy(update=update)
    return parsed.model_copy(update={"records": (*parsed.records[:position], changed, *parsed.records[position + 1 :])})


def without_a_passage(parsed: Parsed) -> Parsed:
    document = parsed.document.model_copy(update={"passages": parsed.document.passages[1:]})
    return parsed.model_copy(update={"document": document})


def with_a_passage_twice(parsed: Parsed) -> Parsed:
    document = parsed.document.model_copy(update={"passages": parsed.document.passages + parsed.document.passages[:1]})
    return parsed.model_copy(update={"document": document})


def with_sections_turned(parsed: Parsed) -> Parsed:
    document = parsed.document.model_copy(update={"sections": parsed.document.sections[::-1]})
    return parsed.model_copy(update={"document": document})


def first(parsed: Parsed, type: str) -> int:
    return next(n for n, record in enumerate(parsed.records) if record.type == type)


def with_a_moved_place(parsed: Parsed) -> Parsed:
    position = first(parsed, "passage")
    start, end = parsed.records[position].span
    return with_record(parsed, position, spans=(Span(start + 1, end),))


def with_a_place_outside(parsed: Parsed) -> Parsed:
    return with_record(parsed, first(parsed, "passage"), spans=(Span(0, 10**9),))


def with_another_cell(parsed: Parsed) -> Parsed:
    position = first(parsed, "table")
    table = parsed.of("table")[0]
    return with_record(parsed, position, rows=(("9", *table.rows[0][1:]), *table.rows[1:]))


def with_a_wrong_line(parsed: Parsed) -> Parsed:
    position = first(parsed, "passage")
    anchor = parsed.records[position].anchor.model_copy(update={"line_start": 1, "line_end": 1})
    return with_record(parsed, position + 1, anchor=anchor)


def without_the_figures(parsed: Parsed) -> Parsed:
    figures = ("statement", "measure")
    return parsed.model_copy(update={"records": tuple(r for r in parsed.records if r.type not in figures)})


def with_an_id_twice(parsed: Parsed) -> Parsed:
    return with_record(parsed, 2, id=parsed.records[1].id)


def with_a_lost_parent(parsed: Parsed) -> Parsed:
    return with_record(parsed, first(parsed, "section"), parent="9.9.9")


@pytest.mark.parametrize(
    ("law", "damage"),
    [
        ("quote", with_a_moved_place),
        ("quote", with_a_place_outside),
        ("quote", with_another_cell),
        ("quote", with_a_wrong_line),
        ("cover", without_a_passage),
        ("nesting", with_a_passage_twice),
        ("nesting", with_sections_turned),
        ("number", without_the_figures),
        ("ids", with_an_id_twice),
        ("links", with_a_lost_parent),
    ],
)
def test_a_law_sees_that_it_is_broken(law: str, damage: Callable[[Parsed], Parsed], parsed: Parsed) -> None:
    assert law not in breaches(parsed)
    assert list(LAWS[law](damage(parsed)))
    assert law in breaches(damage(parsed))


def test_the_same_again_law_sees_any_difference(parsed: Parsed) -> None:
    assert list(same_again(parsed, parsed)) == []
    assert list(same_again(parsed, with_an_id_twice(parsed)))
    assert list(same_again(parsed, parsed.model_copy(update={"records": parsed.records[:-1]})))
