"""Names of the rows of a table, made whole where a row only says 其中：国家级 or 总量."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kb.extract.figures import figure_words, periods
from kb.extract.figures.cells import split_unit
from kb.extract.figures.elision import part_of
from kb.extract.figures.figure_words import shape
from kb.extract.figures.leaning import within
from kb.extract.figures.table_heads import Timed
from kb.extract.setting import Setting
from kb.text import fold
from kb.vocab import vocabulary

MIN_NAME, SHORT_PART = 2, 4


@lru_cache(maxsize=1 << 12)
def label_name(label: str) -> str:
    """A row label without its numbering, unit and footnote mark.

    >>> label_name("（2）上市企业（家）"), label_name("技改投资（亿元）*")
    ('上市企业', '技改投资')
    """
    name = split_unit(_bare(label))[0]
    mark = next(iter(periods.find(name)), None)
    return name[mark.span.end :] if mark and mark.span.start == 0 and mark.span.end < len(name) - 1 else name


def label_years(label: str, setting: Setting) -> Timed | None:
    """The years a row label begins with, its own name behind them; their place is that in the label."""
    mark = next(iter(periods.find(label)), None)
    if mark is None or label[: mark.span.start].strip() or len(label) - mark.span.end < MIN_NAME:
        return None
    return Timed(mark.resolve(setting), mark.years)


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


def part(name: str, whole: str) -> str:
    """The name of a row under 其中, measured as the whole is where it does not say how.

    >>> part("国家级", "孵化器"), part("发明专利", "专利申请量"), part("农业", "用水总量")
    ('国家级孵化器', '发明专利申请量', '农业用水总量')
    """
    made = within(name, whole)
    made = part_of(name, whole) if made == name and whole else made
    short = len(name) <= SHORT_PART and not shape("measured").search(name) and bool(shape("measured").search(whole))
    return name + whole if made == name and short else made


def dealt(names: str) -> list[str]:
    """The names of 专利申请量/授权量, each whole.

    >>> dealt("专利申请量/授权量")
    ['专利申请量', '专利授权量']
    """
    first, *others = [n.strip() for n in re.split("[/／]", names)]
    stem = re.sub(f"(?:{figure_words.source('whole')})$", "", first)
    return [first, *(stem + n if re.fullmatch(figure_words.source("whole"), n) else n for n in others)]


@cache
def _action() -> re.Pattern[str]:
    verbs = sorted({fold(n) for v in vocabulary().verbs for n in v.names}, key=lambda n: (-len(n), n))
    return re.compile(f"(?:{'|'.join(map(re.escape, verbs))})+")


def of_title(name: str, title: str) -> str:
    """The name of a column of figures in a table of territories; one that only says what is done needs the title.

    >>> of_title("改造提升", "2022年各镇农田建设任务"), of_title("粮食产量", "2022年各镇农田建设任务")
    ('农田建设改造提升', '粮食产量')
    """
    return name if name and not _action().fullmatch(fold(name)) else f"{title_name(title)}{name}"


def title_name(title: str) -> str:
    """What the title of a table is about, when its rows are territories: 各区高新技术企业培育目标分解表.

    >>> title_name("各区高新技术企业培育目标分解表")
    '高新技术企业培育'
    """
    match = shape("title_name").match(re.sub(r"\s", "", title))
    return match["name"] if match else ""
