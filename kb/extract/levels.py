"""Goals told in words instead of a number: 科技进步贡献率达到全省先进水平, 综合实力进入全国前列."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.extract import indicators
from kb.extract.clauses import Clause
from kb.model import Span

_LEVEL = re.compile(
    r"(?:达到|进入|位居|位列|保持在|跻身|居于|居)\s*(?P<level>[^，。；、]{2,20}?(?:水平|前列|行列|上游|领先地位|领先位置))\s*$"
)
_MEASURED = re.compile(r"(?:率|比重|比例|占比|强度|指数|数量|总量|量|额|值|总数|规模|寿命|密度|浓度|得分|排名)$")


class Level(NamedTuple):
    """A name and the words that stand in the place of its value."""

    name: Span
    words: Span
    text: str
    scope: str | None


def find(clause: Clause, home: tuple[str, ...]) -> Level | None:
    """The level a clause states, only of what could be measured: 率, 比重, 额 ..."""
    match = _LEVEL.search(clause.text, *clause.span)
    if match is None:
        return None
    name = indicators.before(clause, Span(clause.span.start, match.start()), home)
    text = re.sub(r"\s+", "", clause.printed[slice(*name.span)])
    return (
        Level(name.span, Span(*match.span("level")), text, name.scope)
        if _MEASURED.search(text) and "、" not in text
        else None
    )
