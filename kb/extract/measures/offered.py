"""What a clause of work offers, as a noun phrase: 建设低成本的众创空间 offers 低成本的众创空间."""

from __future__ import annotations

import re
from functools import cache

from kb.extract.cutting import after_small_word, piece_start, strip_lead_in
from kb.extract.lexis import ORDERS, verbs
from kb.extract.promise_words import word
from kb.model import Span

LONGEST, SHORT = 36, 20


def offered(text: str, clause: Span, found: Span) -> Span:
    """The object of the verb that opens a clause, if it is one noun phrase; else the phrase that ends with `found`.

    `found` is where the instrument's word stands in the clause.

    >>> text = "搭建低成本、开放式的众创空间"
    >>> text[slice(*offered(text, Span(0, 14), Span(10, 14)))]
    '低成本、开放式的众创空间'
    """
    words = text[slice(*clause)]
    start = _object_start(words, found)
    end = _object_end(words, found)
    if start is None or end - start > LONGEST or _lists_work(words[start:end]):
        head = words.rfind("的", found.end, end) + 1
        if head > 0 and 2 < end - head <= SHORT:
            return Span(clause.start + head, clause.start + end)
        return ending_with(text, Span(clause.start + found.start, clause.start + found.end), clause)
    return Span(clause.start + start, clause.start + end)


@cache
def _verb() -> re.Pattern[str]:
    work = verbs("build", "advance", "improve", "raise", "guide", "hold")
    opening = word("opening").pattern.removeprefix("^")
    return re.compile(rf"(?:{opening})?(?:{verbs('manner')})*(?:{work})(?:{word('second-verb').pattern})*")


def first_verb(words: str) -> int:
    """Where the verb that opens some words ends; 0 if none does."""
    match = _verb().match(words)
    return match.end() if match else 0


def _object_start(words: str, found: Span) -> int | None:
    """Behind the opening verb, or behind a later one that has the instrument as its object (整合资源加快发展教育)."""
    first = _verb().match(words)
    if not first or first.end() > found.start:
        return None
    later = [m.end() for m in word("then-work").finditer(words, first.end(), found.start + 2) if m.end() <= found.start]
    start = later[-1] if later else first.end()
    return start + len(words[start:]) - len(word("some").sub("", words[start:]))


def _object_end(words: str, found: Span) -> int:
    """The end of the clause less 建设, 工作 and the like; where something more is done, the instrument's own end."""
    acts = word("goes-into").search(words, found.end)
    end = acts.start() if acts else len(words)
    tail = word("work-tail").search(words, found.end, end)
    return max(found.end, tail.start() if tail else end)


@cache
def _work_in_list() -> re.Pattern[str]:
    # 开放式, 研究型: a verb before such a suffix is no act but a kind
    return re.compile(f"、(?:{verbs(*ORDERS)})(?![式型化性类])(?=[一-龥]{{2}})")


def _lists_work(words: str) -> bool:
    """Whether a phrase lists things to do rather than things: 研究、制定路线图、组建平台."""
    return any(m.start() > 0 for m in _work_in_list().finditer(words))


def ending_with(text: str, found: Span, clause: Span) -> Span:
    """The noun phrase that ends with the instrument's word: 公共技术创新服务平台."""
    begin = max(clause.start, piece_start(text, found.start))
    span = strip_lead_in(text, Span(begin, found.end))
    inner = after_small_word(text, span)
    best = next((s for s in (inner, span) if s.start <= found.start), found)
    return found if text[slice(*best)].count("“") != text[slice(*best)].count("”") else best


def for_whom(words: str) -> str | None:
    """Whom a thing offered is made for, by its first words: 小微企业集聚化发展平台, 农村劳动力就业培训.

    >>> for_whom("小微企业集聚化发展平台"), for_whom("知识产权示范企业")
    ('小微企业', None)
    """
    match = re.match(
        rf"(?:[我本全][市省区县州])?(?P<who>[^，、的]{{0,8}}?(?:{word('made-for').pattern}))(?=[一-龥“]{{2}})", words
    )
    return match["who"] if match else None
