"""Names made whole from what was last spoken of: 占比, 累计完成投资, and figures with no name at all."""

from __future__ import annotations

import re

from kb.extract import figure_words, indicators
from kb.extract.clauses import Clause
from kb.extract.figures import Figure

_SHARE = re.compile(r"占.*?(?:比重|比例|份额|百分比)$")
_SHARE_END = re.compile(r"(?:比重|比例|比率|占比|份额|强度|率)$")
_BEYOND = re.compile(r"高于|低于|快于|慢于|领先|比(?!重|例|率|值)")
_FRESH = ("新", "净")
_NO_NAME = re.compile(r"^[\W\d_]*$")
MIN_SHARED = 2


def full_name(figure: Figure, clause: Clause, subject: str | None) -> str | None:
    """The whole name of a figure; none when nothing says what it is of."""
    name = _full_name(figure, clause, subject)
    verb = figure.name.verb
    fresh = verb.startswith(_FRESH) and name is not None and name != subject and not name.startswith(verb)
    return f"{verb}{name}" if fresh else name


def _full_name(figure: Figure, clause: Clause, subject: str | None) -> str | None:
    text = figure.text
    if figure.behind:
        return _counted(figure)
    if len(text) < 2 or _NO_NAME.match(text):
        return subject
    if re.fullmatch(figure_words.source("whole"), text):
        return combined(subject, text) if subject else None
    if text.startswith("占") and not text.startswith("占地"):
        return combined(subject, text if _SHARE.match(text) else f"{text}比重") if subject else None
    if subject and _BEYOND.match(text):
        return subject + text
    if subject and clause.words.startswith("其中"):
        return part_of(text, subject)
    return text if len(text) > 1 else None


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
    if _SHARE_END.search(subject) and re.search(r"占比$|^比重$|^比例$|^提出", words):
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
    at = (before or "").find(opening) if len(opening) > 1 else -1
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


def subject_of(clause: Clause, home: tuple[str, ...]) -> str | None:
    """The name a clause without figures speaks of, if something rises or falls in it: R&D经费投入稳步增长."""
    name = indicators.before(clause, clause.span, home)
    words = clause.printed[slice(*name.span)].strip()
    return re.sub(r"\s+", "", words) if name.link == "change" and len(words) > 1 else None
