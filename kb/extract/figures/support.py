"""Figures that are no statements: sums somebody can ask for, conditions for them, deadlines and durations.

Measures read the sums; deadlines and conditions are read by nobody and stay in the account of numbers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kb.extract.figures import figure_words
from kb.extract.figures.clauses import Clause
from kb.extract.figures.figure_words import shape
from kb.extract.figures.figures import Figure
from kb.extract.figures.kinds import Lean
from kb.extract.figures.thread import Thread
from kb.extract.setting import Setting
from kb.model import Span


class _Offer(NamedTuple):
    """What a clause has to do with an offer of support."""

    here: bool
    near: bool
    condition: bool
    dated: bool


@lru_cache(maxsize=16)
def _offer(clause: Clause) -> _Offer:
    award = figure_words.anywhere("award")
    condition = figure_words.anywhere("condition").search(clause.words)
    dated = any(m.role in ("in", "by") for m in clause.marks)
    return _Offer(
        here=bool(award.search(clause.words)),
        near=bool(award.search(clause.plain, *clause.sentence)),
        condition=bool(condition or (shape("closing").search(clause.words) and not dated)),
        dated=dated,
    )


def is_support(figure: Figure, clause: Clause, setting: Setting, tilt: Lean | None) -> bool:
    """Whether a figure belongs to an offer of support or its conditions."""
    offer = _offer(clause)
    if tilt == "past" and not offer.condition:
        return False  # 获科技奖励12项 tells what was won, 发放租赁补贴1.1亿元 what was paid
    if setting.plan and figure.quantity.dimension == "count" and figure.text and not (figure.behind or offer.condition):
        return False  # 发放租赁补贴2万户次 counts whom a plan will help
    if offer.here and not (setting.plan and _is_budget(figure, clause)):
        return True
    if offer.near and not figure.text and not figure.name.linked:  # 给予贴息，最高300万元
        return True
    if offer.condition:
        return offer.near or not setting.plan
    return offer.near and not offer.dated and not setting.plan and tilt != "goal"


def _is_budget(figure: Figure, clause: Clause) -> bool:
    """补助标准提高到420元, 安排补助资金160亿元: what a plan spends or changes is no sum that somebody can ask for."""
    moved = figure.name.link != "value" or figure.name.way or figure.name.toward
    before = clause.text[slice(*clause.left(figure.quantity.span.start))]
    spent = bool(shape("spent").search(before + figure.name.verb))
    return moved or (spent and bool(figure.quantity.unit and "亿" in figure.quantity.unit))


def is_rule(figure: Figure, clause: Clause, thread: Thread, setting: Setting) -> bool:
    """In rules of support (办法, 细则) figures are conditions, unless they are dated or something is to be made."""
    if setting.plan:
        return False
    dated = any(m.role in ("in", "by") and m.last for m in clause.marks) or bool(thread.time and thread.time.by)
    verb = figure.name.verb
    made = bool(shape("built").search(verb)) or bool(figure_words.at_start("make").fullmatch(verb))
    return not dated and not made


def is_duration(figure: Figure, clause: Clause) -> bool:
    """Whether a figure only says how long or how old: 10个工作日内, 有效期5年, 近三年; 预期寿命提高1岁 is none."""
    quantity, text = figure.quantity, clause.text
    if quantity.dimension != "time" or figure.name.toward:  # 受教育年限由10.2年提高到10.9年
        return False
    around = Span(max(clause.span.start, quantity.number.start - 6), min(clause.span.end, quantity.span.end + 4))
    if figure_words.anywhere("deadline").search(clause.plain, *around):
        return True
    named = len(figure.text) >= 2 and not figure.behind
    linked = figure.name.linked or quantity.span.start < quantity.number.start  # 周期控制在12至18个月
    moved = figure.name.way or figure.name.toward
    if not moved and shape("names_time").match(text, quantity.span.end, clause.span.end):
        return True  # 三年行动
    return not (named and linked) or bool(shape("within_time").match(text[quantity.span.end : quantity.span.end + 4]))


def is_rate_per(figure: Figure, clause: Clause) -> bool:
    """每增长1个百分点, 每家50万元: a figure per something is no figure of its own."""
    if figure.name.way or figure.name.toward:
        return False
    before = clause.plain[slice(*clause.left(figure.quantity.number.start))]
    return bool(shape("each").search(before[-8:]) or shape("equal_to").search(before))
