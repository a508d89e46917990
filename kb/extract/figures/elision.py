"""Names made whole from what was last spoken of: 占比, 累计完成投资, and figures with no name at all."""

from __future__ import annotations

import re

from kb.extract.figures import figure_words
from kb.extract.figures.clauses import Clause
from kb.extract.figures.figure_words import shape
from kb.extract.figures.figures import Figure
from kb.extract.figures.thread import Thread
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
    return in_list(name, thread.subject, figure.quantity.dimension) if name and clause.span == thread.clause else name


def told_name(name: str, figure: Figure, thread: Thread) -> str:
    """The name as it is told: what is counted anew is not what there is, 新增上市企业 are not the 上市企业."""
    verb = figure.name.verb if figure.text else ""
    if re.search(r"\d", figure.text) and name != figure.text:  # the head it shares comes with the verb of the head
        verb = thread.verb or verb
    thread.verb = verb if shape("fresh").match(verb) else ""
    return f"{thread.verb}{name}" if not name.startswith(thread.verb) else name


def _full_name(figure: Figure, clause: Clause, thread: Thread) -> str | None:
    text, subject = figure.text, thread.subject
    if figure.behind:
        return _counted(figure)
    if len(text) < 2 or _NO_NAME.match(text):
        return thread.topic or subject
    if figure.quantity.dimension == "count" and (built := shape("built_things").match(text)):
        text = text[built.end() :]
    return _leaning(text, subject, clause) if subject else None if _leans(text) else text


def _leans(text: str) -> bool:
    """Whether a name means nothing without the one before it: 占比, 数量, 省级."""
    return bool(re.fullmatch(figure_words.source("whole"), text) or shape("share_start").match(text))


def _leaning(text: str, subject: str, clause: Clause) -> str:
    """A name made whole from the one before it, where it leans on it."""
    if re.fullmatch(figure_words.source("whole"), text):
        return combined(subject, text)
    if shape("share_start").match(text):
        return combined(subject, text if shape("share").match(text) else f"{text}比重")
    if shape("beyond").match(text):
        return subject + text
    if _is_level(text):
        return of_level(text, subject)
    return part_of(text, subject) if shape("part").match(clause.words) else text


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
    heads = [m for n in (before or "", name) for m in vocabulary().concepts.find(n)[:1] if m.entry.group == PER]
    if dimension != "count" or not before or len(heads) != 1 or not before.startswith(before[: heads[0].span.end]):
        return name
    return name if name.startswith(before[: heads[0].span.end]) else before[: heads[0].span.end] + name


def part_of(name: str, subject: str) -> str:
    """其中发明专利 after 专利申请量 is 发明专利申请量: a part is measured as the whole is.

    >>> part_of("发明专利", "专利申请量"), part_of("高速铁路", "铁路营业里程"), part_of("企业", "市场主体")
    ('发明专利申请量', '高速铁路营业里程', '企业')
    """
    for length in range(len(name) - 1, MIN_SHARED - 1, -1):
        at = subject.find(name[-length:])
        if at >= 0:
            return name + subject[at + length :]
    return name


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
    digit = re.search(r"\d", name)
    opening = name[: digit.start()] if digit else ""
    at = (before or "").find(opening) if opening else -1
    return (before or "")[:at] + name if at > 0 and (before or "").endswith(name[-MIN_SHARED:]) else name


def _counted(figure: Figure) -> str | None:
    """What is counted behind a figure: 小微企业进入企业库 are 进入企业库的小微企业."""
    text = figure.text
    pivot = _pivot(text) if _moves(figure) else None
    if pivot:
        text = f"{text[pivot:]}的{text[:pivot]}"
    if figure.quantity.dimension == "ratio":
        text = f"{'' if _moves(figure) else figure.name.verb}{text}比例"
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
