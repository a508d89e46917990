"""Support somebody could ask for, case by case: its words, its sums, and what the text leaves unsaid."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kb.extract import extract
from kb.model import About, Document, Measure, Source
from kb.structure import structure
from tests.support import rows

CASES = [*rows("measures"), *rows("amounts")]


def measures_of(case: dict[str, Any]) -> list[Measure]:
    """The measures of a case: its text among the tasks of a plan of 江州市."""
    return [r for r in extract(document_of(case)) if isinstance(r, Measure)]


def document_of(case: dict[str, Any]) -> Document:
    """A case as the tasks of a plan."""
    text = "\n\n".join([*case.get("headings", ["三、重点任务"]), case["text"]])
    source = Source(text=text, format="plain", encoding="utf-8", sha256="0" * 64)
    return structure(source, "case", About(title="江州市发展规划", region="江州市"))


def shown(measure: Measure, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a measure that a case names; null is written "none", an amount as the case writes it."""
    given = measure.model_dump(by_alias=True) | {"quote": measure.anchor.quote}
    plain = {k: "none" if given[k] is None else given[k] for k in fields if k != "amounts"}
    return plain | ({"amounts": [amount(a) for a in given["amounts"]]} if "amounts" in fields else {})


def amount(given: dict[str, Any]) -> dict[str, Any]:
    """An amount without what it does not say; `=` is said by leaving the comparator out."""
    said = {k: v for k, v in given.items() if v is not None and (k, v) != ("comparator", "=")}
    return {k: float(v) if isinstance(v, Decimal) else v for k, v in said.items()}


def as_shown(fields: dict[str, Any]) -> dict[str, Any]:
    """A row of a case with its numbers as `amount` gives them."""
    sums = [{k: float(v) if k in ("value", "upper") else v for k, v in a.items()} for a in fields.get("amounts", [])]
    return fields | ({"amounts": sums} if "amounts" in fields else {})


@pytest.mark.parametrize("case", CASES)
def test_a_text_promises_this_and_nothing_else(case: dict[str, Any]) -> None:
    found = measures_of(case)
    assert [shown(m, r) for m, r in zip(found, case["promises"], strict=False)] == [
        as_shown(r) for r in case["promises"]
    ]
    assert len(found) == len(case["promises"]), [m.anchor.quote for m in found]


@pytest.mark.parametrize("case", CASES)
def test_what_a_measure_says_stands_in_its_quote(case: dict[str, Any]) -> None:
    text = document_of(case).text
    for measure in measures_of(case):
        quote = "".join(measure.anchor.quote.split())
        above = [measure.beneficiary] if "beneficiary" in measure.places else []
        said = [*(measure.condition or "").split("，"), *(a.for_ for a in measure.amounts)]
        whom = [] if above else (measure.beneficiary or "").split("、")
        assert all(words in quote for words in [*said, *whom] if words)
        assert all(words == text[slice(*measure.places["beneficiary"])] for words in above)
