"""Whether an answer is the right one; whether it swapped one indicator for another, or made a number up."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from kb.model import Answer, Value
from tests.generated.ask import Case
from tests.generated.gold import facts, numbers

_SHOWN = re.compile(r"(\d+(?:\.\d+)?)[^\d（]*（(\d[\d.]*(?:[-+×÷]\d[\d.]*)+)）")
"""A formula that stands in brackets behind the value it gives: 1.21%（1.54-0.33）."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LONG_WAY = {"×": "*", "÷": "/", "－": "-", "−": "-", "＋": "+", "（": "(", "）": ")"}


class Verdict(NamedTuple):
    """What is wrong with an answer, in a few words; nothing when it is right."""

    case: Case
    faults: tuple[str, ...]
    swapped: bool
    invented: bool
    answer: Answer


def judged(case: Case, answer: Answer) -> Verdict:
    """The verdict on one answer."""
    return Verdict(case, tuple(_faults(case, answer)), _swapped(case, answer), _invented(answer), answer)


def _faults(case: Case, answer: Answer) -> Iterable[str]:
    must, may = case.asked.must, (*case.asked.must, *case.asked.may)
    if answer.status not in case.asked.status:
        yield f"status {answer.status}"
    for fact in must:
        if not any(fact.is_said_by(v) for v in answer.values):
            yield f"lacks {fact.printed}{fact.unit} ({fact.year})"
    for value in answer.values:
        if not value.derived and not any(f.is_said_by(value) for f in may):
            yield f"states {value.value}{value.unit} ({value.year})"
    yield from _order(case, answer)


def _order(case: Case, answer: Answer) -> Iterable[str]:
    """Of two indicators the first named is answered first."""
    order = list(dict.fromkeys(f.indicator for f in case.asked.must))
    said = [next((f.indicator for f in case.asked.must if f.is_said_by(v)), None) for v in answer.values]
    if case.asked.kind == "several" and len(order) == 2 and said and said[0] not in (order[0], None):
        clear = {f.value for f in case.asked.must if f.indicator == order[0]}
        if answer.values[0].value not in clear:
            yield "answers in another order"


def _swapped(case: Case, answer: Answer) -> bool:
    """A value of another indicator, and none of what was asked for."""
    right = (*case.asked.must, *case.asked.may)
    stated = [v for v in answer.values if not v.derived]
    return bool(stated) and not any(f.is_said_by(v) for f in right for v in stated)


def _invented(answer: Answer) -> bool:
    return any(not (_follows(v, answer) if v.derived else _stands(v)) for v in answer.values)


def _stands(value: Value) -> bool:
    return any(f.is_said_by(value) for f in facts()) and (value.upper is None or value.upper in numbers())


def _follows(value: Value, answer: Answer) -> bool:
    """Whether a claim shows how a derived value follows from figures of the gold, by its formula or in brackets."""
    shown = [c.formula for c in answer.claims if c.formula]
    beside = (pair for c in answer.claims for pair in _SHOWN.findall(c.text))
    shown += [formula for printed, formula in beside if Decimal(printed) == value.value]
    return any(_reckons(formula, value.value) for formula in shown)


def _reckons(formula: str, value: Decimal) -> bool:
    plain = formula.split("=")[0]
    for long, short in _LONG_WAY.items():
        plain = plain.replace(long, short)
    known = all(Decimal(n) in numbers() or Decimal(n) in (1, 100) for n in _NUMBER.findall(plain))
    result = reckon(plain.replace("%", "/100"))
    places = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return known and any(abs(result * factor - value) <= places / 2 for factor in (1, 100))


def reckon(formula: str) -> Decimal:
    """The result of a formula of numbers, brackets and the four operations."""
    return _of_node(ast.parse(formula, mode="eval").body)


def _of_node(node: ast.expr) -> Decimal:
    if isinstance(node, ast.Constant):
        return Decimal(str(node.value))
    if isinstance(node, ast.UnaryOp):
        return -_of_node(node.operand)
    if not isinstance(node, ast.BinOp):
        raise TypeError(node)
    left, right = _of_node(node.left), _of_node(node.right)
    match node.op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
    raise TypeError(node.op)


def report(verdicts: list[Verdict], shown: int = 40) -> str:
    """The figures by kind and by noise, and the first failures."""
    lines = [*_rates(verdicts, "kind"), *_rates(verdicts, "noise")]
    for one in [v for v in verdicts if v.faults][:shown]:
        lines.append(f"{one.case.asked.kind}/{one.case.noise}: {one.case.text} -> {'; '.join(one.faults)}")
        lines.append(f"    [{one.answer.kind}] {one.answer.answer[:160]!r}")
    return "\n".join(lines)


def _rates(verdicts: list[Verdict], by: str) -> list[str]:
    def group(one: Verdict) -> str:
        return one.case.asked.kind if by == "kind" else f"{one.case.language} {one.case.noise}"

    total, right = Counter(map(group, verdicts)), Counter(group(v) for v in verdicts if not v.faults)
    return [f"{by} {n:16} {right[n]:5} of {number:5}  {right[n] / number:.4f}" for n, number in total.items()]
