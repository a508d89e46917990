"""Who is to do it: （责任单位：甲、乙）, 牵头单位：…, （甲牵头，乙配合）, 甲负责…, 由甲会同乙….

All functions look at one stretch of text and give places in it; a body is given as the text writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from kb.extract.cutting import piece_start
from kb.extract.lexis import ORDERS, is_common, names, verbs
from kb.extract.promise_words import word
from kb.model import Span
from kb.text import trim
from kb.vocab import vocabulary

ROLES = ("lead", "respond", "assist")
LONGEST, LONGEST_ROW = 30, 80
_SEPARATOR = re.compile(
    r"[、，,;；/]|(?<=[局厅委部办府会院区县心司])(?:和|及|以及|与|会同|商)(?=[各省市区县州国中一-龥])"
    r"|\s+(?=[各省市区县州国中一-龥])|(?<=[局厅委办府])(?=[各省市区县][^、，,;；/（()）]*[局厅委办府会])"
)
"""Between two bodies; a blank parts them too, and where the layout's blanks are gone an ending and a level do."""
_BRACKETS = re.compile(r"[（(【\[]([^（()【\]】）]*(?:[（(][^（()）]*[)）][^（()【\]】）]*)*)[】\])）]")


class Assignment(NamedTuple):
    """Bodies that share a role, in order, and the place of the wording; `formal` when a label or bracket gives it."""

    role: str
    bodies: tuple[Span, ...]
    span: Span
    formal: bool = True


@cache
def _label() -> re.Pattern[str]:
    words = "|".join(f"(?P<{role}>{names('organization', 'label', role)})" for role in ROLES)
    return re.compile(rf"(?:{words})(?:[:：]\s*|为(?=[各省市区县州国]))")


@cache
def _marks() -> re.Pattern[str]:
    """What closes a row of bodies: 牵头, 按职责分工负责; 主办 and 参与 only where nothing follows."""
    closing = {role: rf"(?:{verbs(role)})(?![人制]|同志|任|的)|{word('role-' + role).pattern}" for role in ROLES}
    words = "|".join(f"(?P<{role}>{pattern})" for role, pattern in closing.items())
    return re.compile(f"{word('jointly').pattern}(?:{words})")


@cache
def _own_role() -> re.Pattern[str]:
    """市科技局（牵头）: the role of one body in a list."""
    words = "|".join(f"(?P<{role}>{verbs(role)})" for role in ROLES)
    return re.compile(f"[（(](?:{words})(?:单位|部门)?[)）]")


@cache
def _body_tail() -> re.Pattern[str]:
    ends = names("organization", "tail", "office", "government", "committee")
    return re.compile(rf"(?:{ends}|{names('organization', 'whole')}|{word('body-end').pattern})(?:（[^（）]*）)?$")


def assignments(text: str) -> list[Assignment]:
    """All assignments of a stretch of text, in order, each body once for a role.

    >>> text = "推进改革。（牵头单位：市科技局，责任单位：市财政局、市税务局）"
    >>> [(a.role, [text[slice(*b)] for b in a.bodies]) for a in assignments(text)]
    [('lead', ['市科技局']), ('respond', ['市财政局', '市税务局'])]
    """
    found: list[Assignment] = []
    for form in (_labelled, _bracketed, _subjects):
        found += [a for a in form(text) if all(_apart(a.span, f.span) for f in found)]
    return sorted(found, key=lambda a: a.span)


def only_assigns(text: str) -> bool:
    """Whether a text does nothing but say who is responsible.

    >>> only_assigns("（责任单位：市科技局）"), only_assigns("搭建平台。（责任单位：市科技局）")
    (True, False)
    """
    found = [a for a in assignments(text) if a.formal]
    return bool(found) and len(text[: found[0].span.start].strip(" （(【[")) == 0


def listed(text: str) -> tuple[str, ...]:
    """The bodies of a mere list, as in the cell of a table.

    >>> listed("市财政局、各县（市、区）政府")
    ('市财政局', '各县（市、区）政府')
    """
    return tuple(text[slice(*b)] for b in _bodies(text, Span(0, len(text))))


def _apart(a: Span, b: Span) -> bool:
    return a.end <= b.start or b.end <= a.start


def role_of(match: re.Match[str]) -> str:
    """Which role a match of labels or verbs speaks of."""
    return next(role for role in ROLES if match[role])


def _labelled(text: str) -> Iterator[Assignment]:
    """Behind each label the bodies up to the next label, the closing bracket or the end of the sentence."""
    labels = list(_label().finditer(text))
    for match, after in zip_longest(labels, labels[1:]):
        stop = min((i for i in (text.find(c, match.end()) for c in "。】]\n") if i >= 0), default=len(text))
        stop = min(stop, _closing(text, match.end()), after.start() if after else len(text))
        yield from _by_doing(text, Span(match.end(), stop), role_of(match), match.start())


def _closing(text: str, start: int) -> int:
    """The bracket that closes what was opened before this place."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] in "（(") - (text[i] in "）)")
        if depth < 0:
            return i
    return len(text)


def _by_doing(text: str, span: Span, role: str, start: int) -> Iterator[Assignment]:
    """One assignment, or one for each 甲牵头，乙配合 inside a label's list."""
    if _own_role().search(text, *span):
        yield from _by_mark(text, span, role, start)
        return
    doings = list(_marks().finditer(text, *span))
    begin = span.start
    for doing in doings:
        yield from _with(text, Span(begin, doing.start()), role_of(doing), Span(min(start, begin), doing.end()))
        begin = doing.end()
    behind = Span(start if not doings else begin, span.end)
    yield from _with(text, Span(begin, span.end), role if not doings else "assist", behind)


def _by_mark(text: str, span: Span, role: str, start: int) -> Iterator[Assignment]:
    """The bodies of a list in which some carry their role in brackets: 甲（牵头）、乙、丙."""
    begin = span.start
    for mark in _own_role().finditer(text, *span):
        bodies = _bodies(text, Span(begin, mark.start()))
        for given, own in ((role, bodies[:-1]), (role_of(mark), bodies[-1:])):
            if own:
                yield Assignment(given, own, Span(min(start, own[0].start), mark.end()))
        begin = start = mark.end()
    if bodies := _bodies(text, Span(begin, span.end)):
        yield Assignment(role, bodies, Span(begin, span.end))


def _with(text: str, span: Span, role: str, whole: Span) -> Iterator[Assignment]:
    """The bodies of a row; where 甲会同乙 is said, 甲 leads and the others assist."""
    together = _together().search(text, *span)
    rows: list[tuple[str, Span]] = [(role, span)]
    if together and together.start() > span.start:
        rows = [("lead", Span(span.start, together.start())), ("assist", Span(together.end(), span.end))]
    for given, row in rows:
        if bodies := _bodies(text, row):
            yield Assignment(given, bodies, whole if len(rows) == 1 else row)


@cache
def _list_end() -> re.Pattern[str]:
    return word("list-end")


def _bodies(text: str, span: Span) -> tuple[Span, ...]:
    """The bodies of a list; commas inside brackets part none."""
    cuts = [m.span() for m in _SEPARATOR.finditer(text, *span) if not _inside_brackets(text, span.start, m.start())]
    edges = [span.start, *(e for cut in cuts for e in cut), span.end]
    parts = [trim(text, Span(a, b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    cleaned = (_clean(text, p) for p in _with_levels(text, parts) if p.start < p.end)
    return tuple(b for b in cleaned if b.start < b.end and not word("no-body").search(text[slice(*b)]))


def _with_levels(text: str, parts: list[Span]) -> Iterator[Span]:
    """A bare level belongs to the body behind it: 州、县（市）人民政府 is one."""
    start: int | None = None
    for part in parts:
        if text[slice(*part)] in _levels():
            start = part.start if start is None else start
        else:
            yield Span(part.start if start is None else start, part.end)
            start = None


def _inside_brackets(text: str, start: int, place: int) -> bool:
    before = text[start:place]
    return sum(before.count(c) for c in "（(") > sum(before.count(c) for c in "）)")


def _clean(text: str, span: Span) -> Span:
    words = text[slice(*span)]
    if match := _list_end().search(words):
        span = Span(span.start, span.start + match.start())
    return trim(text, _after_agent(text, span))


def is_body(words: str) -> bool:
    """Whether words read like a body by their ending, or name a sort of bodies (各有关部门).

    >>> is_body("市科技局"), is_body("各区县"), is_body("创新平台")
    (True, True, False)
    """
    return 2 <= len(words) <= LONGEST and bool(_body_tail().search(words) or is_common(words, "organization"))


def _bracketed(text: str) -> Iterator[Assignment]:
    """（甲牵头，乙、丙配合） and, at the end of a sentence, a mere list of bodies （甲、乙）."""
    for match in _BRACKETS.finditer(text):
        inner = Span(*match.span(1))
        if _label().search(text, *inner):
            continue
        found = list(_by_doing(text, inner, "respond", inner.start))
        last = match.end() == len(text.rstrip("。；; ")) or text[match.end() - 1] in "】]"
        said = [text[slice(*b)] for a in found for b in a.bodies]
        if _marks().search(text, *inner):
            # a role said in the bracket vouches for bodies of any name among others
            meant = any(map(is_body, said)) and all(is_body(s) or word("body-name").search(s) for s in said)
        else:
            meant = last and all(map(is_body, said))
        if meant:
            yield from found


def _subjects(text: str) -> Iterator[Assignment]:
    """甲负责…, 由甲牵头，会同乙…, 甲会同乙…: bodies that stand right before the verb, where a clause begins.

    Who merely helps (丙配合) counts beside somebody who leads.
    """
    found = [a for m in _marks().finditer(text) for a in _subject(text, m.start(), role_of(m), m.end())]
    for match in _together().finditer(text):
        leads = list(_subject(text, match.start(), "lead", match.end()))
        goes_on = text[match.start() - 1 : match.start()] == "，" and any(
            a.span.end == match.start() - 1 for a in found
        )
        found += [*leads, *_companions(text, match.end())] if leads or goes_on else []
    if any(a.role != "assist" for a in found):
        yield from found


def _subject(text: str, end: int, role: str, stop: int) -> Iterator[Assignment]:
    start = _row_start(text, end)
    if start is None or text.startswith("解释", stop):
        return
    bodies = _bodies(text, _after_agent(text, Span(start, end)))
    if bodies and all(is_body(text[slice(*b)]) for b in bodies):
        yield Assignment(role, bodies, Span(bodies[0].start, stop), formal=False)


@cache
def _acting() -> re.Pattern[str]:
    return re.compile(verbs(*ORDERS))


def _companions(text: str, start: int) -> Iterator[Assignment]:
    """The bodies behind 会同, up to the verb that says what they all do."""
    for verb in _acting().finditer(text, start, start + LONGEST_ROW):
        bodies = _bodies(text, Span(start, verb.start()))
        if bodies and all(is_body(text[slice(*b)]) for b in bodies):
            yield Assignment("assist", bodies, Span(start, verb.start()), formal=False)
            return


def obliged(text: str) -> Iterator[Assignment]:
    """甲应当…, 甲必须…, 甲负责…: the bodies a regulation binds; who merely explains it (负责解释) is none.

    >>> [text[slice(*b)] for text in ("州数据主管部门应当编制规划。",) for a in obliged(text) for b in a.bodies]
    ['州数据主管部门']
    """
    for match in re.finditer(f"{word('bound').pattern}|{verbs('lead', 'respond')}", text):
        role = "lead" if re.match(verbs("lead"), match.group()) else "respond"
        yield from _subject(text, match.start(), role, match.end())


@cache
def _together() -> re.Pattern[str]:
    return re.compile(f"(?:{verbs('together')})")


def _after_agent(text: str, span: Span) -> Span:
    """The bodies behind 由, which names who acts whatever stands before it (本办法由…负责解释)."""
    agent = text.rfind("由", *span)
    return Span(agent + 1, span.end) if agent >= 0 else span


def _row_start(text: str, end: int) -> int | None:
    """Where the row of bodies before a verb begins; none when the row holds something else."""
    start = piece_start(text, end)
    while start > 0 and text[start - 1] == "、":
        before = piece_start(text, start - 1)
        words = text[slice(*_after_agent(text, Span(before, start - 1)))]
        if not (is_body(words) or words in _levels()):
            return None
        start = before
    return start


@cache
def _levels() -> frozenset[str]:
    heads = (n for n in vocabulary().names if n.type == "organization" and n.side == "head" and n.role == "level")
    return frozenset(name for n in heads for name in n.names)


@cache
def label_name(role: str) -> str:
    """The usual label of a role: 牵头单位, 责任单位, 配合单位."""
    return next(n.zh for n in vocabulary().names if n.type == "organization" and n.side == "label" and n.role == role)
