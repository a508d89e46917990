"""Support without a sum, clause by clause: 支持企业…, 落实税收优惠政策, 搭建服务平台, 为企业提供担保.

A clause offers something when a verb of support opens it, or when a verb of work has an instrument of support as its
object and the sentence speaks of somebody who could ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kb.extract.lexis import verbs
from kb.extract.measures.offered import ending_with, offered
from kb.extract.measures.recipients import supported
from kb.extract.promise_words import providing, supporting, word
from kb.model import Span
from kb.vocab import vocabulary
from kb.vocab.entries import Instrument

SHORTEST = 3
PAID = ("interest-subsidy", "award", "subsidy", "grant", "matching", "tax", "fee-relief", "guarantee", "voucher")
"""Instruments whose short words (贴息, 补贴) are enough; one clause may name several of them."""
SERVED = (
    "loan",
    "finance",
    "equity",
    "space",
    "incubation",
    "platform",
    "talent",
    "training",
    "ip",
    "advisory",
    "policy",
    "cultivation",
    "land",
    "approval",
    "market",
    "transfer",
)


class Offer(NamedTuple):
    """A clause that offers support; `words` is the instrument where the vocabulary knows one."""

    clause: Span
    words: Span | None
    supporting: bool


def offers(text: str, clauses: Sequence[Span]) -> Iterator[Offer]:
    """The offers of one sentence in order."""
    sentence = text[clauses[0].start : clauses[-1].end]
    somebody = bool(_who().search(sentence))
    reached = 0
    for i, clause in enumerate(clauses):
        words = text[slice(*clause)]
        refused = word("none").search(words) or word("past").search(words) or _per_deed(words)
        announced = text.startswith((":", "："), clause.end)
        if clause.start < reached or refused or announced:
            continue
        opened = _opened(words)
        if supporting().match(words, opened) and len(words) - opened > 4:
            whole = _with_order(text, clause, clauses[i + 1 : i + 2])
            reached = whole.end
            yield Offer(whole, None, True)
        elif somebody:
            yield from _objects(text, clause, opened)


def _with_order(text: str, clause: Span, following: Sequence[Span]) -> Span:
    """The clause with the next one, if it ends before saying what is supported: 鼓励企业面向社区，开发系统."""
    who, act = supported(text[slice(*clause)])
    unfinished = who and act and word("setting").match(act) and not _working().search(act)
    return Span(clause.start, following[0].end) if unfinished and following else clause


def _per_deed(words: str) -> bool:
    """Whether a clause only says what is counted: 孵化器每成功培育1家企业, 给予…."""
    deed = word("each-act").search(words)
    return bool(deed and re.match("[0-9一]", words[deed.end() :]))


@cache
def _who() -> re.Pattern[str]:
    return re.compile(word("who").pattern)


def _opened(words: str) -> int:
    """Where the clause begins to say something: 并, 同时, 通过 and the like are passed over."""
    match = word("opening").match(words)
    return match.end() if match else 0


@cache
def _working() -> re.Pattern[str]:
    work = verbs("build", "advance", "improve", "raise", "guide", "provide", "give", "hold")
    return re.compile(rf"(?:{verbs('manner')})*(?:{work})")


def _objects(text: str, clause: Span, opened: int) -> Iterator[Offer]:
    words = text[slice(*clause)]
    if words.endswith("的") or word("setting").match(words, opened):
        return
    found = [
        m for m in vocabulary().instruments.find(_without_titles(words)) if _counts(m.entry, words[slice(*m.span)])
    ]
    paid = [m for m in found if m.entry.id in PAID]
    verb = providing().search(words)
    served = verb and word("service").search(words, verb.start())
    if served:
        yield Offer(clause, _service(text, clause), False)
    elif word("nominal").search(words):
        yield Offer(clause, _nominal(text, clause, [m.span for m in paid]), False)
    elif _working().match(words, opened) and not any(m.span.start == opened and m.entry.id == "equity" for m in found):
        listed = [] if word("founded").search(words) else _listed(words, [m.span for m in paid])
        for span in listed:
            yield Offer(clause, Span(clause.start + span.start, clause.start + span.end), False)
        for span in [] if listed else [m.span for m in found[-1:]]:
            yield Offer(clause, offered(text, clause, span), False)


def _nominal(text: str, clause: Span, paid: Sequence[Span]) -> Span | None:
    """What 加大…力度 or 进行… hands out (专利奖补, 引导和扶持), or 通过…方式 does."""
    if match := word("handed-out").search(text, *clause):
        return Span(*match.span("what"))
    return ending_with(text, Span(clause.start + paid[-1].start, clause.start + paid[-1].end), clause) if paid else None


def _listed(words: str, spans: Sequence[Span]) -> list[Span]:
    """The instruments of money a clause lists at its end (补贴、贷款贴息); compounds (贴息专项资金) are one."""
    kept: list[Span] = []
    for span in reversed(spans):
        gap = words[span.end : kept[-1].start] if kept else ""
        if not kept or gap in ("、", "和", "及", "与"):
            kept.append(span)
        elif not gap:
            kept[-1] = Span(span.start, kept[-1].end)
        else:
            break
    return kept[::-1] if len(kept) > 1 else []


def _service(text: str, clause: Span) -> Span:
    """What is provided: behind 提供 the rest of the clause, else the verb with it (输送专业人才)."""
    verb = next(providing().finditer(text, *clause))
    plain = verb.group() == "提供" and verb.end() < clause.end
    return Span(verb.end() if plain else verb.start(), clause.end)


def _without_titles(words: str) -> str:
    return re.sub(r"《[^》]*》?", lambda m: "》" * len(m.group()), words)


def _counts(entry: Instrument, words: str) -> bool:
    """Whether a word is an offer: the short words of money are, a policy area (知识产权) by itself is not."""
    if word("no-offer").search(words):
        return False
    return entry.id in PAID or (entry.id in SERVED and len(words) >= SHORTEST and words != entry.zh)
