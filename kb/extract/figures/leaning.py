"""Names in tables that mean nothing without the one they stand under or beside: 总量, 省级, 城镇, 新增套数."""

from __future__ import annotations

import re
from functools import cache

from kb.extract.figures import figure_words
from kb.extract.figures.elision import combined, of_level
from kb.extract.figures.figure_words import shape
from kb.vocab import vocabulary

LEVEL = "level"
LEANING = ("share_start", "row_leans")


@cache
def leans_ahead(name: str) -> bool:
    """Whether a name stands before the one it leans on: 城镇, 省级.

    >>> leans_ahead("省级"), leans_ahead("城镇"), leans_ahead("总量")
    (True, True, False)
    """
    level = any(c.group == LEVEL and name in c.names for c in vocabulary().concepts)
    return level or bool(shape("row_prefix").match(name))


def within(name: str, whole: str) -> str:
    """A name that means nothing without the one it stands under, made whole.

    >>> within("总量", "新材料产业产值"), within("国家级", "孵化器"), within("优良天数比率", "空气质量")
    ('新材料产业产值总量', '国家级孵化器', '优良天数比率')
    """
    if not whole or name == whole:
        return name
    if leans_ahead(name):
        return name + whole if shape("row_prefix").match(name) else of_level(name, whole)
    leans = re.fullmatch(figure_words.source("whole"), name) or any(shape(s).match(name) for s in LEANING)
    return combined(whole, name) if leans else name
