"""Numbers with their unit and comparison, case by case, and units that can be compared."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.extract.figures import quantities
from kb.extract.figures.quantities import Quantity
from kb.extract.pipeline import fingerprint, read_text
from kb.vocab import vocabulary
from kb.vocab.unit_names import comparable, size
from tests.support import rows


def shown(quantity: Quantity) -> str:
    """A quantity as a case writes it."""
    value = f"{quantity.value}" + (f"-{quantity.upper}" if quantity.upper is not None else "")
    return f"{value} {quantity.unit or '-'} {quantity.comparator}"


@pytest.mark.parametrize("case", rows("quantities"))
def test_a_text_counts_this_and_nothing_else(case: dict[str, Any]) -> None:
    assert [shown(q) for q in quantities.find(case["text"])] == case["finds"]


@pytest.mark.parametrize("case", rows("quantities"))
def test_the_number_of_a_quantity_stands_at_its_place(case: dict[str, Any]) -> None:
    for quantity in quantities.find(case["text"]):
        assert quantity.span.start <= quantity.number.start
        assert quantity.number.end <= quantity.span.end
        assert case["text"][slice(*quantity.number)].strip() == case["text"][slice(*quantity.number)] != ""


@given(st.text(alphabet="到达0123456789.,年家万亿元%多余至一二十百千以上约第—、５％ \n", max_size=40))
def test_any_text_is_read_without_complaint_and_in_order(text: str) -> None:
    found = quantities.find(text)
    assert all(0 <= q.span.start <= q.number.start < q.number.end <= q.span.end <= len(text) for q in found)
    assert [q.number for q in found] == sorted(q.number for q in found)


@pytest.mark.parametrize("unit", list(vocabulary().units), ids=lambda u: u.id)
def test_every_unit_is_read_in_its_examples(unit: Any) -> None:
    for example in unit.examples:
        assert any(size(q.unit) and size(q.unit).entry == unit for q in quantities.find(example) if q.unit), example


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [
        ("万元", "亿元", "0.0001"),
        ("亿元", "万元", "10000"),
        ("家", "个", "1"),
        ("万家", "家", "10000"),
        ("公顷", "平方米", "10000"),
        ("件/万人", "件/万人", "1"),
    ],
)
def test_units_of_one_kind_compare(one: str, other: str, factor: str) -> None:
    assert comparable(one, other) == Decimal(factor)


@pytest.mark.parametrize(
    ("one", "other"), [("元", "美元"), ("家", "件"), ("%", "百分点"), ("件", "件/万人"), ("家", None), ("篓", "筐")]
)
def test_units_of_different_kinds_do_not(one: str, other: str | None) -> None:
    assert comparable(one, other) is None


# ------------------------------------------------------------------ the pipeline


def test_a_token_is_a_character_blanks_included() -> None:
    text = "投入 4.96\u3000亿元\n到2020年"
    doc = read_text(text)
    assert [t.idx for t in doc] == list(range(len(text)))
    assert doc.text == text


def test_the_layers_of_a_text_are_span_groups_that_may_overlap() -> None:
    doc = read_text("到2020年，国家高新技术企业达到50家")
    assert [s.text for s in doc.spans["quantities"]] == ["50家"]
    assert [s.text for s in doc.spans["periods"]] == ["到2020年"]


def test_the_fingerprint_of_the_pipeline_is_stable() -> None:
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 64
