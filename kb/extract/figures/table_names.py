"""Names of the rows of a table, made whole where a row only says 其中：国家级 or 总量."""

from __future__ import annotations

import re
from functools import lru_cache

from kb.extract.figures import figure_words
from kb.extract.figures.cells import split_unit
from kb.extract.figures.elision import combined, of_level, part_of
from kb.extract.figures.figure_words import shape
from kb.vocab import vocabulary

LEVEL = "level"


@lru_cache(maxsize=1 << 12)
def label_name(label: str) -> str:
    """A row label without its numbering, unit and footnote mark.

    >>> label_name("（2）上市企业（家）"), label_name("技改投资（亿元）*")
    ('上市企业', '技改投资')
    """
    return split_unit(_bare(label))[0]


@lru_cache(maxsize=1 << 12)
def label_unit(label: str) -> str | None:
    """The unit in a row label.

    >>> label_unit("技改投资（亿元）*")
    '亿元'
    """
    return split_unit(_bare(label))[1]


def _bare(label: str) -> str:
    bare = shape("of_which").sub("", shape("row_label").sub("", label))
    return shape("row_mark").sub("", shape("row_label").sub("", bare)).strip()


def is_part(label: str) -> bool:
    """Whether a row is a part of one above it: 其中：国家级."""
    return bool(shape("of_which").match(shape("row_label").sub("", label)))


def within(name: str, whole: str) -> str:
    """A name that means nothing without the one it stands under, made whole.

    >>> within("总量", "新材料产业产值"), within("国家级", "孵化器"), within("优良天数比率", "空气质量")
    ('新材料产业产值总量', '国家级孵化器', '优良天数比率')
    """
    if not whole or name == whole:
        return name
    if any(c.group == LEVEL and name in c.names for c in vocabulary().concepts):
        return of_level(name, whole)
    if shape("row_prefix").match(name):
        return name + whole
    leans = re.fullmatch(figure_words.source("whole"), name) or shape("share_start").match(name)
    return combined(whole, name) if leans else name


def part(name: str, whole: str) -> str:
    """The name of a row under 其中, measured as the whole is where it does not say how.

    >>> part("国家级", "孵化器"), part("发明专利", "专利申请量")
    ('国家级孵化器', '发明专利申请量')
    """
    made = within(name, whole)
    return part_of(name, whole) if made == name and whole else made


def dealt(names: str) -> list[str]:
    """The names of 专利申请量/授权量, each whole.

    >>> dealt("专利申请量/授权量")
    ['专利申请量', '专利授权量']
    """
    first, *others = [n.strip() for n in re.split("[/／]", names)]
    stem = re.sub(f"(?:{figure_words.source('whole')})$", "", first)
    return [first, *(stem + n if re.fullmatch(figure_words.source("whole"), n) else n for n in others)]


def title_name(title: str) -> str:
    """What the title of a table is about, when its rows are territories: 各区高新技术企业培育目标分解表.

    >>> title_name("各区高新技术企业培育目标分解表")
    '高新技术企业培育'
    """
    match = shape("title_name").match(re.sub(r"\s", "", title))
    return match["name"] if match else ""
