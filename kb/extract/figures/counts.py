"""Numbers that only say how many things follow or belong together: 五个强市, 三大平台, 其他7个地市."""

from __future__ import annotations

import re

from kb.extract.figures import figure_words, indicators
from kb.extract.figures.clauses import Clause
from kb.extract.figures.figure_words import shape
from kb.extract.figures.figures import Figure
from kb.extract.figures.quantities import GREAT, RANK, ROUGH, Quantity
from kb.model import Span
from kb.text import trim
from kb.vocab import vocabulary
from kb.vocab.unit_names import GENERAL

_NOUN = re.compile(r"\s*(?P<noun>[^\s，。；：、,;:!?！？()（）“”\"《》0-9]{1,20})")

MOST_COUNTED = 100
"""832个贫困县 are more than anybody names as a group."""
MAX_GROUP = 12
"""As many things stand as a group at most; 一百二十个贫困村 are counted."""


def is_count(figure: Figure, clause: Clause, home: tuple[str, ...]) -> bool:
    """Whether a quantity counts things that stand as a group, and is no fact or goal: no verb makes or reaches them."""
    quantity = figure.quantity
    if not counts_a_group(quantity) or quantity.comparator != "=" or quantity.value > MOST_COUNTED:
        return False
    if quantity.unit == GREAT:
        return True
    left = clause.left(quantity.span.start)
    if quantity.han and quantity.value <= MAX_GROUP:
        if figure.name.verb and not figure.behind and noun(quantity, clause) is None and not _grouped(clause, left):
            return False  # 打造旅游线路十条
        dated = any(m.role == "by" for m in clause.marks)
        return _quoted(quantity, clause) or (not dated and (_grouped(clause, left) or figure.name.verb != ""))
    if figure.behind:
        return bool(shape("taken_up").search(clause.text, *left))
    described = not figure.name.linked and noun(quantity, clause) is not None and quantity.value > 1
    return described and not indicators.starts_with_verb(clause, quantity.span.end)


def _quoted(quantity: Quantity, clause: Clause) -> bool:
    """Whether a number stands between quotation marks."""
    place = clause.sentence.start, quantity.number.start
    return clause.plain.rfind("“", *place) > clause.plain.rfind("”", *place)


def _grouped(clause: Clause, left: Span) -> bool:
    """Whether a list of names stands right before: 载体建设、平台完善、环境优化三大工程."""
    return bool(shape("grouped").search(clause.text[slice(*left)]))


def counts_a_group(quantity: Quantity) -> bool:
    """Whether a quantity has a counter for things standing as a group: 个, 大, 项."""
    return quantity.dimension == "count" and quantity.unit in figure_words.words("counter")


def unit_of(quantity: Quantity) -> str | None:
    """The unit of a count: 三大平台 are 3个."""
    return vocabulary().units[GENERAL].zh if quantity.unit == GREAT else quantity.unit


def is_indefinite(figure: Figure, clause: Clause) -> bool:
    """一批企业, 一个平台 count nothing; 千人 and 百家 in “千人计划” or 百家争鸣 are names and ways of speaking."""
    quantity, named = figure.quantity, figure.name.verb and not figure.behind
    named = named and not _NOUN.match(clause.plain, quantity.span.end)  # 推出精品民宿百家
    if not quantity.han or quantity.dimension in ("ratio", RANK):
        return False
    quoted = _quoted(quantity, clause)
    word = clause.plain[slice(*quantity.number)]
    rough = word[0] in ROUGH and quantity.comparator == "=" and not named
    return quantity.value == 1 or (quoted and quantity.unit not in figure_words.words("counter")) or rough


def in_passing(figure: Figure, clause: Clause) -> bool:
    """六个方面, 采取三项举措: said in passing, nothing is stated by it."""
    quantity = figure.quantity
    if quantity.unit_span and shape("small_things").match(clause.plain[quantity.unit_span.start : clause.span.end]):
        return True
    if not counts_a_group(quantity):
        return False
    behind = clause.right(quantity.span.end).lstrip()
    vague = bool(figure_words.at_start("vague").match(behind))
    small = quantity.han and quantity.comparator == "=" and quantity.value <= MAX_GROUP
    return vague or (small and _NOUN.match(behind) is not None)


def noun(quantity: Quantity, clause: Clause) -> Span | None:
    """Where the name of what is counted stands, none where nothing in particular is counted (五个方面, 一批)."""
    if quantity.han and quantity.value == 1:
        return None
    match = _NOUN.match(clause.plain, quantity.span.end)
    if match is None:
        return None
    start, end = match.span("noun")
    words = clause.plain[start:end]
    cut = shape("noun_end").search(words, 1)
    doing = figure_words.anywhere("pivot", "make").search(words, 2)
    ends = [m.start() for m in (cut, doing) if m]
    place = trim(clause.plain, Span(start, start + min(ends, default=len(words))))
    name = clause.plain[slice(*place)]
    spans_time = shape("spans_time").search(name)
    return None if len(name) < 2 or spans_time or figure_words.at_start("vague").match(name) else place
