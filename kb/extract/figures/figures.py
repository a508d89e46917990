"""From a clause to its figures: each quantity with the name it belongs to and the times that are its own.

Names stand before their quantity (财政科技拨款达到4114万元) or behind it (打造100家特色产业集群); 分别 deals several
values out to several names or years in order, and so does a list of as many values as names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.extract.figures import dealing, figure_words, indicators
from kb.extract.figures.clauses import Clause
from kb.extract.figures.figure_words import shape
from kb.extract.figures.indicators import Name
from kb.extract.figures.periods import Mark
from kb.extract.figures.quantities import GREAT, RANK, SCALES, Quantity
from kb.model import Span

_LEVEL = "级"
_OF = re.compile(r"\s*的\s*(?=[^\s，。；])")
_JOINS = re.compile(r"[、,和及与]|以及|或")
_SEPARATOR = re.compile(r"\s*(?:、|,|和|及|与|以及|或)\s*")


class Figure(NamedTuple):
    """A quantity of a clause with its name, the name's words where they are made whole, and its own times."""

    quantity: Quantity
    name: Name
    text: str
    marks: tuple[Mark, ...]
    behind: bool = False


def figures(
    clause: Clause, home: tuple[str, ...], names: Sequence[str] = (), years: Sequence[Mark] = ()
) -> Iterator[Figure]:
    """The figures of a clause in order; `names` are those of the clause before it, `years` those told before it."""
    quantities = [q for i, q in enumerate(clause.quantities) if not is_attribute(clause, i)]
    if not quantities:
        return
    quantities = dealing.alike(clause, quantities)
    dealt = dealing.deal(clause, quantities, home, names, years)
    if dealt:
        for quantity, name, text, marks in dealt:
            yield Figure(quantity, name, text, marks)
        return
    found: list[Figure] = []
    cursor, verb = clause.span.start, ""
    for i, quantity in enumerate(quantities):
        end = quantities[i + 1].span.start if i + 1 < len(quantities) else clause.span.end
        figure = _figure(clause, Span(cursor, quantity.span.start), quantity, Span(quantity.span.end, end), home)
        verb = figure.name.verb or (verb if _SEPARATOR.match(clause.text, cursor) else "")
        cursor = max(quantity.span.end, figure.name.span.end)
        if not _is_class(clause, figure):
            found.append(figure._replace(name=figure.name._replace(verb=verb)))
    yield from _handed_over(_with_tails(found))


def _is_class(clause: Clause, figure: Figure) -> bool:
    """淘汰30万千瓦以下煤电机组: a size that only says which things are meant."""
    quantity = figure.quantity
    described = clause.plain[: quantity.span.start].rstrip().endswith("的")
    sized = quantity.dimension in ("energy", "length", "mass", "area", "time")
    if figure.behind or (figure.name.linked and not described) or not sized:
        return False
    bounded = quantity.unit_span is not None and quantity.span.end > quantity.unit_span.end
    return bounded and bool(shape("class_behind").match(clause.text, quantity.span.end, clause.span.end))


def _handed_over(found: list[Figure]) -> list[Figure]:
    """公用经费标准分别提高到小学750元、初中950元: the head belongs to all of them."""
    match = shape("handed_over").match(found[0].text) if len(found) > 1 and not found[0].behind else None
    short = match and all(len(f.text) <= len(match["item"]) + 2 and not f.behind for f in found[1:])
    if not match or not short:
        return found
    texts = [match["item"], *(f.text for f in found[1:])]
    return [f._replace(text=t + match["head"]) for f, t in zip(found, texts, strict=True)]


def _with_tails(found: list[Figure]) -> list[Figure]:
    """2个万亿级、10个千亿级产业集群: what ends in 级 has the tail of the next name."""
    for i in range(len(found) - 2, -1, -1):
        _, level, tail = found[i + 1].text.partition(_LEVEL)
        if found[i].behind and found[i].text.endswith(_LEVEL) and found[i + 1].behind and level and tail:
            found[i] = found[i]._replace(text=found[i].text + tail)
    return found


def is_attribute(clause: Clause, index: int) -> bool:
    """Whether a quantity only describes what the next one counts: 突破100亿元的企业15家, 超50亿元企业5家."""
    quantity = clause.quantities[index]
    if index + 1 == len(clause.quantities):
        return False
    following = clause.quantities[index + 1]
    between = re.sub(r"\s", "", clause.text[quantity.span.end : following.span.start])
    if quantity.dimension == "time" and shape("running").search(clause.text, *clause.left(quantity.number.start)):
        return True  # 粮食生产连续六年稳定在100万吨以上
    if quantity.unit == GREAT and between and following.dimension != "count":
        return True  # 三大主粮作物化肥、农药利用率均达到43%
    if not between or _JOINS.search(between):
        return False
    of = _OF.match(clause.text, quantity.span.end) or quantity.comparator in (">", ">=")
    return bool(of and following.dimension == "count") or _describes(quantity, between)


def _describes(quantity: Quantity, between: str) -> bool:
    """5岁以下儿童死亡率, 500米覆盖率, 50万元以上的村占比: a size or an age in front of what is measured."""
    bounded = quantity.unit_span is not None and quantity.span.end > quantity.unit_span.end
    sized = quantity.dimension in ("time", "length")
    return (bounded or sized) and bool(shape("describes").search(between))


def _figure(clause: Clause, left: Span, quantity: Quantity, right: Span, home: tuple[str, ...]) -> Figure:
    marks = tuple(m for m in clause.marks if left.start <= m.years.start < quantity.number.start)
    more = right.end < clause.span.end
    left = _after_joint(clause, left)
    if behind := _behind(clause, left, quantity, right, home, more):
        return Figure(quantity, behind, clause.name(behind.span), marks, behind=True)
    name = _before(clause, left, marks, home)
    if quantity.dimension == RANK and name.link == "change":  # 增速居全省第一: the growth is what has its place
        name = name._replace(link="value", span=name.whole)
    if owner := _owner(clause, name, quantity, right, home):
        text = clause.name(owner.span) + clause.name(name.span)
        return Figure(quantity, name, text, marks)
    return Figure(quantity, name, indicators.text_of(clause, name), marks)


def _before(clause: Clause, left: Span, marks: tuple[Mark, ...], home: tuple[str, ...]) -> Name:
    """The name before a figure: what stands behind a deadline in the middle of the clause, if a name stands there
    (鼓励社会力量到2025年新建养老床位)."""
    deadlines = [m.span.end for m in marks if m.role == "by"]
    if deadlines:
        name = indicators.before(clause, Span(deadlines[-1], left.end), home)
        if name.span.end - name.span.start > 1:
            return name
    return indicators.before(clause, left, home)


def _after_joint(clause: Clause, left: Span) -> Span:
    match = _SEPARATOR.match(clause.text, left.start, left.end)
    return Span(match.end(), left.end) if match and left.start > clause.span.start else left


def _behind(
    clause: Clause, left: Span, quantity: Quantity, right: Span, home: tuple[str, ...], more: bool
) -> Name | None:
    """The name behind a quantity, if it is named there: a verb stands before it and a noun right behind it."""
    if quantity.unit and quantity.dimension not in ("count", "ratio", "money", "area", "length", "mass", "energy"):
        return None
    of = bool(_OF.match(clause.text, quantity.span.end))
    if (quantity.dimension == "ratio" and not of) or shape("goal_tail").match(clause.text, quantity.span.end):
        return None
    verb = indicators.object_verb(clause, left, home)
    if quantity.dimension == "count" and shape("and_others").search(clause.text, *left):
        verb = indicators.before(clause, left, home).verb  # 建设机场、高速等10个重大项目
    if verb is None and quantity.unit and set(quantity.unit) <= set(SCALES):
        verb = ""  # 12.6万农村贫困人口: a scale word alone belongs to the noun behind it
    if verb is None or (of and _is_whole(clause, right)) or _changes(clause, right):
        return None
    made = of and quantity.dimension == "ratio" and verb
    served = shape("on_behalf").search(clause.text, left.start, quantity.span.start) and verb == ""
    if not (made or served) and _leads_to_value(clause, left, quantity):
        name = _counted_change(clause, left, quantity, right, home, more)
    else:
        name = indicators.after(clause, right, home, more)
    rate = bool(figure_words.anywhere("rate").search(clause.text, left.start, left.end))
    if name and quantity.dimension == "ratio" and (owner := _covering(clause, left, home)):
        verb = owner + verb
    return name._replace(verb=verb, rate=rate) if name else None


def _leads_to_value(clause: Clause, left: Span, quantity: Quantity) -> bool:
    return bool(
        figure_words.at_end("up", "down", "toward", "reach").search(clause.text, left.start, quantity.span.start)
    )


def _covering(clause: Clause, left: Span, home: tuple[str, ...]) -> str:
    """冷藏设施覆盖60%的乡镇: what it is that covers them."""
    match = shape("covers").search(clause.text, *left)
    return clause.name(indicators.before(clause, Span(left.start, match.start()), home).span) if match else ""


def _changes(clause: Clause, right: Span) -> bool:
    """投入46.3亿元增加到71.8亿元: what stands behind the figure leads to the next one."""
    return bool(figure_words.at_start("toward").match(clause.text, *right))


def _is_whole(clause: Clause, right: Span) -> bool:
    """6.5%的增速: the word behind the figure names no thing of its own."""
    of = _OF.match(clause.text, *right)
    whole = figure_words.at_start("whole", "up", "down").match(clause.text, of.end(), right.end) if of else None
    return bool(whole) and not shape("goes_on").match(clause.text, whole.end() if whole else 0)


def _counted_change(
    clause: Clause, left: Span, quantity: Quantity, right: Span, home: tuple[str, ...], more: bool
) -> Name | None:
    """新增50家企业 and 实现1亿人落户 name what they count behind the figure, 增长5% does not."""
    if quantity.dimension != "count":
        return None
    verb = figure_words.at_end("make", "make_of").search(clause.text, left.start, quantity.span.start)
    fresh = shape("added").search(clause.text[left.start : quantity.span.start].rstrip())
    return indicators.after(clause, right, home, more) if verb or fresh else None


def _owner(clause: Clause, name: Name, quantity: Quantity, right: Span, home: tuple[str, ...]) -> Name | None:
    """设立总规模100亿元的基金: the name before the figure is one of the thing behind it."""
    if not _OF.match(clause.text, quantity.span.end) or shape("goal_tail").match(clause.text, quantity.span.end):
        return None
    if not re.fullmatch(figure_words.source("whole"), clause.name(name.span)):
        return None
    return indicators.after(clause, right, home, more=right.end < clause.span.end)
