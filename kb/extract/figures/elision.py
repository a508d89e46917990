"""Names made whole from what was last spoken of: 占比, 累计完成投资, and figures with no name at all."""

from __future__ import annotations

import re

from kb.extract.figures import figure_words
from kb.extract.figures.clauses import Clause
from kb.extract.figures.figure_words import shape
from kb.extract.figures.figures import Figure
from kb.extract.figures.quantities import SCALES
from kb.extract.figures.thread import Thread
from kb.extract.figures.topics import MAX_TOPIC
from kb.extract.lexis import ORDERS, opening
from kb.text import fold
from kb.vocab import vocabulary

_NO_NAME = re.compile(r"^[\W\d_]*$")
MIN_SHARED = 2
LEVEL, PER = "level", "per"
"""Groups of concepts: 省级 and its like, and heads that serve all names of a list."""


def full_name(figure: Figure, clause: Clause, thread: Thread) -> str | None:
    """The whole name of a figure; none when nothing says what it is of."""
    name = _full_name(figure, clause, thread)
    if name and thread.clause and thread.clause.start >= clause.sentence.start:
        name = shared_head(name, thread.subject)
    beside = clause.span == thread.clause or (_is_fraction_of_people(figure) and (thread.subject or "")[:1] == "每")
    ratio = (
        figure.quantity.dimension == "ratio"
        and clause.plain[figure.name.span.start - 1 : figure.name.span.start] == "、"
    )
    return in_list(name, thread.subject, "count" if ratio else figure.quantity.dimension) if name and beside else name


def _is_fraction_of_people(figure: Figure) -> bool:
    """注册护士达到3.8人: nobody counts parts of a person, so it is per head of something told before."""
    value = figure.quantity.value
    return figure.quantity.unit in ("人", "名", "张") and value != value.to_integral_value()


def told_name(name: str, figure: Figure, clause: Clause, thread: Thread) -> str:
    """The name as it is told: what is counted anew is not what there is, 新增上市企业 are not the 上市企业."""
    again = not figure.text and shape("aspires").search(clause.text, *clause.left(figure.quantity.number.start))
    verb = figure.name.verb if figure.text else thread.verb if again else ""
    if re.search(r"\d", figure.text) and name != figure.text:  # the head it shares comes with the verb of the head
        verb = thread.verb or verb
    thread.verb = verb if shape("fresh").match(verb) else ""
    return f"{thread.verb}{name}" if not name.startswith(thread.verb) else name


def _full_name(figure: Figure, clause: Clause, thread: Thread) -> str | None:
    text, subject = figure.text.removeprefix("其中"), thread.subject
    if figure.behind:
        return _counted(figure)
    if len(text) < 2 or _NO_NAME.match(text):
        return _deed(figure, clause, thread.topic or subject)
    if figure.quantity.dimension == "ratio":
        text = _share_name(text, figure, clause)
    if figure.quantity.dimension == "count" and (built := shape("built_things").match(text)):
        text = text[built.end() :]
    if thread.topic and shape("facet").fullmatch(text):
        return shape("works").sub("", thread.topic) + text
    if subject is None and shape("facet").fullmatch(text) and (work := _work(thread.headed)):
        return work + text
    if subject is None:
        return None if leans(text) else text
    alike = _counter(figure.quantity.unit) == _counter(thread.unit)
    return _leaning(text, subject, clause, alike, beside=clause.span == thread.clause)


def _work(title: str | None) -> str | None:
    """The thing a title names, for its 总投资 and 占地面积; none for a title that orders something (加强领导)."""
    plain = fold(title or "")
    return title if 1 < len(plain) <= MAX_TOPIC and not opening(plain, "manner", *ORDERS) else None


def _counter(unit: str | None) -> str:
    """A unit without its scale word: 万张 counts what 张 counts."""
    return (unit or "").lstrip(SCALES)


def _deed(figure: Figure, clause: Clause, subject: str | None) -> str | None:
    """限制性条目减少一半，95%以上实行备案管理: the share is one of those that do what stands behind it."""
    of_all = figure.quantity.dimension == "ratio" and not figure.name.linked
    match = shape("does").match(clause.right(figure.quantity.span.end)) if of_all and subject else None
    return f"{subject}{match['deed']}比例" if match else subject


def _share_name(text: str, figure: Figure, clause: Clause) -> str:
    """海水养殖占 is 海水养殖占比; 登记额达到地区生产总值的3% is 登记额占地区生产总值比重."""
    if len(text) > 2 and text.endswith("占"):
        return f"{text}比"
    if shape("share_told").search(text) and not shape("share_end").search(text):
        return f"{text}比重"
    of = clause.plain[: figure.quantity.span.start].rstrip().endswith("的")
    match = shape("reaches_share").match(text) if of else None
    return f"{match['part']}占{match['of']}比重" if match else text


def leans(text: str) -> bool:
    """Whether a name means nothing without the one before it: 占比, 数量, 省级."""
    return bool(re.fullmatch(figure_words.source("whole"), text) or shape("share_start").match(text))


def _leaning(text: str, subject: str, clause: Clause, alike: bool, beside: bool) -> str:
    """A name made whole from the one before it, where it leans on it; `alike` says that both have the same unit,
    `beside` that they stand in one clause (粮食播种面积不低于200万亩、产量保持在80万吨)."""
    if shape("per_head").fullmatch(text):
        return text + subject
    if beside and shape("bare_measure").fullmatch(text) and (tail := shape("measure_tail").search(subject)):
        return subject[: tail.start()] + text
    if re.fullmatch(figure_words.source("whole"), text):
        return combined(_owner_of(text, subject), text)
    if shape("share_start").match(text):
        return combined(subject, text if shape("share").match(text) else f"{text}比重")
    if shape("beyond").match(text):
        return subject + text
    if (compared := shape("compares").search(text)) and re.fullmatch(
        figure_words.source("whole"), text[: compared.start()]
    ):
        return _owner_of(text[: compared.start()], subject) + text
    if _is_level(text):
        return of_level(text, subject)
    if not shape("share_end").search(text):
        subject = _owner_of(text, subject)
    return part_of(text, subject, alike) if alike and shape("part").match(clause.words) else text


def _owner_of(words: str, subject: str) -> str:
    """What a size belongs to: 总投资 after 铁路全长 is one of the 铁路, 规模 after 增加值占比重 one of the 增加值."""
    if shape("facet").fullmatch(words) and (last := re.search(rf"(?:{shape('facet').pattern})$", subject)):
        return subject[: last.start()] or subject
    share = shape("share").search(subject)
    return subject[: share.start()] if share and share.start() > 1 and not shape("share_end").search(words) else subject


def _is_level(text: str) -> bool:
    return any(c.group == LEVEL and text in c.names for c in vocabulary().concepts)


def of_level(level: str, subject: str) -> str:
    """省级 after 国家级工程中心 is 省级工程中心.

    >>> of_level("省级", "市级以上企业技术中心"), of_level("国家级", "企业技术中心")
    ('省级企业技术中心', '国家级企业技术中心')
    """
    found = [m for m in vocabulary().concepts.find(subject) if m.entry.group == LEVEL]
    return level + (subject[found[0].span.end :] if found else subject)


def in_list(name: str, before: str | None, dimension: str) -> str:
    """每千人口床位数6.8张、医师数3.1人: the second name is per 1000 people as well.

    >>> in_list("医师数", "每千人口床位数", "count")
    '每千人口医师数'
    """
    if dimension != "count" or not before or _per(name):
        return name
    return f"{_per(before)}{name}"


def _per(name: str) -> str:
    """每千人口 at the start of a name; empty where it has no such head."""
    found = next((m for m in vocabulary().concepts.find(name) if m.entry.group == PER), None)
    return name[: found.span.end] if found and found.span.start == 0 else ""


def part_of(name: str, subject: str, alike: bool = False) -> str:
    """其中发明专利 after 专利申请量 is 发明专利申请量: a part is measured as the whole is.

    `alike` says that both have the same unit.

    >>> part_of("公办", "机构养老床位", True), part_of("风电", "可再生能源装机容量", True)
    ('公办机构养老床位', '风电装机容量')
    >>> part_of("发明专利", "专利申请量"), part_of("高速铁路", "铁路营业里程"), part_of("企业", "市场主体")
    ('发明专利申请量', '高速铁路营业里程', '企业')
    """
    for length in range(len(name) - 1, MIN_SHARED - 1, -1):
        at = subject.find(name[-length:])
        if at >= 0:
            return name + subject[at + length :]
    tail = shape("measure_tail").search(subject)
    if not alike or shape("measure_tail").search(name) or shape("measured").search(name):
        return name
    return name + subject if shape("modifier").search(name) else name + tail.group() if tail else name


def combined(subject: str, words: str) -> str:
    """A name that leans on the one before it.

    >>> combined("工业技术改造投资", "累计完成投资")
    '工业技术改造累计完成投资'
    >>> combined("高新技术产品产值占工业总产值比重", "占比")
    '高新技术产品产值占工业总产值比重'
    >>> combined("高速铁路", "占世界比重")
    '高速铁路占世界比重'
    """
    if shape("share_end").search(subject) and shape("share_again").search(words):
        return subject
    shared = next((n for n in range(len(words), MIN_SHARED - 1, -1) if subject.endswith(words[-n:])), 0)
    if shared == len(words):
        return subject
    return subject[: len(subject) - shared] + words


def shared_head(name: str, before: str | None) -> str:
    """A name in a list with the head that it shares with the one before it.

    >>> shared_head("突破500亿元的企业", "年营业收入首次突破100亿元的企业")
    '年营业收入首次突破500亿元的企业'
    """
    digit = re.search(r"\d|[一二三四五六七八九十百千]+(?=[万亿]?元)", name)
    opening = name[: digit.start()] if digit else ""
    at = (before or "").find(opening) if opening else -1
    return (before or "")[:at] + name if at > 0 and (before or "").endswith(name[-MIN_SHARED:]) else name


def _counted(figure: Figure) -> str | None:
    """What is counted behind a figure: 小微企业进入企业库 are 进入企业库的小微企业."""
    text = figure.text
    pivot = _pivot(text) if _moves(figure) else None
    if pivot:
        counted = figure_words.at_end("aside").sub("", text[:pivot])
        text = f"{text[pivot:]}的{counted if len(counted) > 1 else text[:pivot]}"
    if len(text) == MIN_SHARED and figure_words.at_start("cause").fullmatch(figure.name.verb):
        text = figure.name.verb + text  # 扶持1.1万人创业
    if figure.quantity.dimension == "ratio":
        plain = _moves(figure) or shape("brings_about").fullmatch(figure.name.verb)
        text = f"{'' if plain else figure.name.verb}{text}比例"
    return text if len(text) > 1 else None


def _moves(figure: Figure) -> bool:
    """推动64家企业进入, 在70%的地市开展: somebody else does what stands behind the counted ones."""
    verb = figure.name.verb
    return not verb or bool(figure_words.at_start("cause").fullmatch(verb))


def _pivot(text: str) -> int | None:
    """Where the verb stands that says what the counted ones do, none when they only are."""
    if "的" in text:
        return None
    match = figure_words.anywhere("pivot").search(text, 2)
    return match.start() if match and (len(text) - match.end() >= 2 or match.end() == len(text)) else None
