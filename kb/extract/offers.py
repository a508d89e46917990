"""Support without a sum, clause by clause: 支持企业…, 落实税收优惠政策, 搭建服务平台, 为企业提供担保.

A clause offers something when a verb of support opens it, or when a verb of work has an instrument of support as its object
and the sentence speaks of somebody who could ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kb.extract.cutting import after_small_word, piece_start, strip_lead_in
from kb.extract.lexis import verbs
from kb.extract.payments import providing, supporting, word
from kb.model import Span
from kb.vocab import vocabulary
from kb.vocab.entries import Instrument

SHORTEST = 3
PAID = ("interest-subsidy", "award", "subsidy", "grant", "matching", "tax", "fee-relief", "guarantee", "voucher")
"""Instruments whose short words (贴息, 补贴) are enough; one clause may name several of them."""
SERVED = ("loan", "finance", "equity", "space", "incubation", "platform", "talent", "training", "ip", "advisory", "policy",
          "cultivation", "land", "approval", "market", "transfer")


class Offer(NamedTuple):
    """A clause that offers support; `words` is the instrument where the vocabulary knows one."""

    clause: Span
    words: Span | None
    supporting: bool


def offers(text: str, clauses: Sequence[Span]) -> Iterator[Offer]:
    """The offers of one sentence in order."""
    sentence = text[clauses[0].start : clauses[-1].end]
    somebody = bool(_who().search(sentence))
    for clause in clauses:
        words = text[slice(*clause)]
        if word("pay-none").search(words) or word("pay-past").search(words):
            continue
        opened = _opened(words)
        if supporting().match(words, opened) and len(words) - opened > 4:
            yield Offer(clause, None, True)
        elif somebody:
            yield from _objects(text, clause, opened)


@cache
def _who() -> re.Pattern[str]:
    return re.compile(word("pay-who").pattern)


def _opened(words: str) -> int:
    """Where the clause begins to say something: 并, 同时, 通过 and the like are passed over."""
    match = re.match(r"(?:并且?|同时|还要|要|此外|另外|其中)+", words)
    return match.end() if match else 0


@cache
def _working() -> re.Pattern[str]:
    work = verbs("build", "advance", "improve", "raise", "join", "guide", "provide", "give", "hold")
    return re.compile(rf"(?:通过)?(?:{verbs('manner')})*(?:{work})")


@cache
def _nominal() -> re.Pattern[str]:
    """Support as a noun: 进行引导和扶持, 以奖补方式予以支持, 加大扶持力度."""
    return re.compile(r"(?:进行|予以|给予|方式|等)(?:[一-龥]{0,6})(?:扶持|支持|奖补|补贴|资助)$|(?:扶持|支持|奖补|奖励|资助|补贴)力度$|(?:方式|措施|形式)支持")


def _objects(text: str, clause: Span, opened: int) -> Iterator[Offer]:
    words = text[slice(*clause)]
    found = [m for m in vocabulary().instruments.find(_without_titles(words)) if _counts(m.entry, words[slice(*m.span)])]
    paid = [m for m in found if m.entry.id in PAID]
    offered = providing().search(words) and re.search("服务|支撑|保障|场地|资金|贷款|人才|便利|咨询|担保", words)
    if offered:
        yield Offer(clause, _service(text, clause), False)
    elif _nominal().search(words):
        yield Offer(clause, _phrase(text, clause, paid[-1].span) if paid else None, False)
    elif _working().match(words, opened):
        kept = paid if len({m.entry.id for m in paid}) > 1 else found[-1:]
        for match in kept:
            yield Offer(clause, _phrase(text, clause, match.span), False)


def _service(text: str, clause: Span) -> Span:
    """What is provided: behind 提供 the rest of the clause, else the verb with it (输送专业人才)."""
    verb = next(providing().finditer(text, *clause))
    plain = verb.group() == "提供" and verb.end() < clause.end
    return Span(verb.end() if plain else verb.start(), clause.end)


def _without_titles(words: str) -> str:
    return re.sub(r"《[^》]*》?", lambda m: "》" * len(m.group()), words)


def _counts(entry: Instrument, words: str) -> bool:
    """Whether a word is an offer: the short words of money are, a policy area (知识产权) by itself is not."""
    return entry.id in PAID or (entry.id in SERVED and len(words) >= SHORTEST and words != entry.zh)


def _phrase(text: str, clause: Span, found: Span) -> Span:
    """The noun phrase that ends with the instrument's word: 公共技术创新服务平台."""
    start, end = clause.start + found.start, clause.start + found.end
    begin = max(clause.start, piece_start(text, start))
    span = strip_lead_in(text, Span(begin, end))
    inner = after_small_word(text, span)
    best = next((s for s in (inner, span) if s.start <= start), Span(start, end))
    return Span(start, end) if text[slice(*best)].count("“") != text[slice(*best)].count("”") else best
