"""Numbers that only say how many things follow or belong together: 五个强市, 三大平台, 其他7个地市."""

from __future__ import annotations

import re
from functools import cache

from kb.extract import figure_words, indicators
from kb.extract.clauses import Clause
from kb.extract.figures import Figure
from kb.extract.quantities import Quantity
from kb.model import Span
from kb.text import fold, trim
from kb.vocab import vocabulary

UNITS = ("个", "大", "项", "类", "种", "条")
_NOUN = re.compile(r"\s*(?P<noun>[^\s，。；：、,;:!?！？()（）“”\"《》0-9]{1,20})")
_TAIL = re.compile(r"(?:的|等|目标|任务|为|是|和|与|及|并|在|中|上|内|组成|构成|建设|发展|作|作为|协调|联动|之间).*$")


def is_count(figure: Figure, clause: Clause, home: tuple[str, ...]) -> bool:
    """Whether a quantity counts things that stand as a group, and is no fact or goal: no verb makes or reaches them."""
    quantity = figure.quantity
    if quantity.dimension != "count" or quantity.unit not in UNITS or quantity.comparator != "=":
        return False
    if quantity.unit == "大":
        return True
    left = Span(clause.span.start, quantity.span.start)
    if quantity.han:
        quoted = clause.plain[max(0, quantity.number.start - 1) : quantity.number.start] in ("“", "”", '"')
        return quoted or not figure_words.at_end("make", "make_of", "reach", "up", "down").search(clause.text, *left)
    described = not figure.behind and not figure.name.linked and noun(quantity, clause) is not None
    return described and not indicators.starts_with_verb(clause, quantity.span.end)


def is_indefinite(quantity: Quantity, clause: Clause) -> bool:
    """一批企业, 一个平台 count nothing; 千人 and 百家 in “千人计划” or 百家争鸣 are names and ways of speaking."""
    if not quantity.han or quantity.dimension == "ratio":
        return False
    quoted = clause.plain[max(0, quantity.number.start - 1) : quantity.number.start] in ("“", '"')
    word = clause.plain[slice(*quantity.number)]
    return quantity.value == 1 or (quoted and quantity.unit not in UNITS) or word[0] in "百千万亿"


def noun(quantity: Quantity, clause: Clause) -> Span | None:
    """Where the name of what is counted stands, none where nothing in particular is counted (五个方面, 一批)."""
    if quantity.han and quantity.value == 1:
        return None
    match = _NOUN.match(clause.plain, quantity.span.end)
    if match is None:
        return None
    start, end = match.span("noun")
    words = clause.plain[start:end]
    cut = _TAIL.search(words, 1)
    place = trim(clause.plain, Span(start, start + cut.start() if cut else end))
    name = clause.plain[slice(*place)]
    return None if len(name) < 2 or _vague().match(name) else place


@cache
def _vague() -> re.Pattern[str]:
    names = [fold(n) for e in vocabulary().wording if e.role == "vague" for n in e.names]
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
