"""Where a text promises something, clause by clause: conditions before, limits behind.

对新认定的企业，｜给予50万元奖励，｜每年最高不超过200万元: lead, core and tail of one promise. A new condition or
another verb of giving opens the next promise, so 对甲给予…；对乙给予… are two, and 分别给予 stays one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from kb.extract.figures import quantities
from kb.extract.lexis import ORDERS, verbs
from kb.extract.measures.recipients import first_who, who_end
from kb.extract.promise_words import giving, supporting, word
from kb.model import Span
from kb.text import trim
from kb.vocab import vocabulary

MOST_LEADS = 6
MOST_NOUN = 120
_STOP = re.compile(r"[。；;！!？?\n]")
_MARKS = "，,：:"
_TAG = re.compile("【[^】]*】")
_ITEM = re.compile(r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|\d{1,2}[.、](?!\d)|[①-⑳]")


class Promise(NamedTuple):
    """One promise in a stretch of text: its clauses in order, the one that gives, and where in them the sums stand."""

    leads: tuple[Span, ...]
    core: Span
    tails: tuple[Span, ...]
    verb: Span
    zones: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first condition to the last limit."""
        return Span(self.leads[0].start if self.leads else self.core.start, (self.tails or (self.core,))[-1].end)


def sentences(text: str) -> Iterator[list[Span]]:
    """The sentences of a stretch, each as its clauses; ； and ; end one too, since promises are chained with them."""
    start = 0
    for stop in [*(m.start() for m in _STOP.finditer(text)), len(text)]:
        clauses = _clauses(text, Span(start, stop))
        if clauses:
            yield clauses
        start = stop + 1


def _clauses(text: str, span: Span) -> list[Span]:
    """Cut at commas and colons outside brackets and quotes; 尤其是… goes on with the clause before it."""
    cuts, depth = [span.start], 0
    for i in range(*span):
        depth += (text[i] in "（(“《") - (text[i] in "）)”》" and depth > 0)
        inside_number = text[i] in ",:：" and text[i + 1 : i + 2].isdigit() and text[i - 1 : i].isdigit()
        if depth == 0 and text[i] in _MARKS and not inside_number and not word("goes-on").match(text[i + 1 : i + 5]):
            cuts.append(i + 1)
    edges = [*cuts, span.end + 1]
    found = (_unlabelled(text, trim(text, Span(a, b - 1))) for a, b in pairwise(edges))
    return [c for c in found if c.start < c.end]


def _unlabelled(text: str, clause: Span) -> Span:
    """The clause without the label of a list item, （一） or 1., and without the name in 【】 behind it."""
    for label in (_ITEM, _TAG):
        match = label.match(text, clause.start, clause.end)
        clause = trim(text, Span(match.end(), clause.end)) if match else clause
    return clause


def promises(text: str, clauses: Sequence[Span]) -> Iterator[Promise]:
    """The promises with a verb of giving, or a sum of support, in one sentence.

    >>> text = "对新认定的企业，给予50万元奖励，每年最高200万元"
    >>> [text[slice(*p.span)] for s in sentences(text) for p in promises(text, s)]
    ['对新认定的企业，给予50万元奖励，每年最高200万元']
    """
    cores: list[tuple[int, Span]] = []
    for i, clause in enumerate(clauses):
        ruled = i > 0 and _rules(text[slice(*clauses[i - 1])])
        limited = (bool(cores) or ruled) and is_limit(text[slice(*clause)])
        if not limited and (verb := _gives(text, clause)) is not None:
            cores.append((i, verb))
    for n, (i, verb) in enumerate(cores):
        stop = cores[n + 1][0] if n + 1 < len(cores) else len(clauses)
        floor = cores[n - 1][0] + 1 if n else 0
        open_fund = word("fund-verb").fullmatch(text[slice(*verb)]) and not supporting().search(text, *clauses[i])
        tails = _tails(text, clauses[i + 1 : stop], bool(open_fund))
        leads = _leads(
            text,
            [c for c in clauses[floor:i] if n == 0 or not is_limit(text[slice(*c)])],
            Span(clauses[i].start, verb.start),
        )
        zones = (*_lead_zones(text, leads), _zone(text, clauses[i], verb), *tails)
        yield Promise(leads, clauses[i], tails, verb, zones)


def refuses(words: str) -> bool:
    """Whether a clause denies or only administers support; what stands in brackets does not count.

    >>> refuses("不再重复支持"), refuses("予以奖励（须扣除已享受的奖励）")
    (True, False)
    """
    return bool(word("none").search(re.sub(r"[（(][^（()）]*[)）]", "", words)))


def _rules(words: str) -> bool:
    """Whether a clause states a rule for all measures, whose limits promise nothing: 按就高原则执行，叠加最高…."""
    return refuses(words) and not passes(words) and not word("open-end").search(words)


def is_limit(words: str) -> bool:
    """Whether a clause only limits a promise made before: 最高不超过…, 每年最高…, 对同一项目给予的奖励最高….

    >>> is_limit("每年最高不超过200万元"), is_limit("每个机构资助200万元")
    (True, False)
    """
    if word("limit").search(words):
        return True
    yearly = word("tier-time").match(words)
    limits = word("cap").search(words) or word("none").search(words) or not giving().search(words)
    handed = word("handed").search(words) and not (yearly or words.startswith(("最高给予", "第")))
    return bool(word("tail").match(words)) and bool(limits or yearly or words.startswith("第")) and not handed


def _gives(text: str, clause: Span) -> Span | None:
    """The verb of giving in a clause that promises something; none in conditions, refusals and reports."""
    words = text[slice(*clause)]
    if refuses(words) or word("past").search(words) or passes(words) or words.endswith("的"):
        return None
    if (word("intro").search(words) or text.startswith((":", "："), clause.end)) and not _payable(words, 60):
        return None
    for match in giving().finditer(text, *clause):
        others = supporting().match(words) and word("by-others").fullmatch(match.group())
        if not others and _is_promise(text, clause, match):
            return Span(*match.span())
    return _named_only(text, clause) or _bare_sum(text, clause)


def _named_only(text: str, clause: Span) -> Span | None:
    """A fund that is set up with a sum, a price of land at a share: 设立首期规模5亿元的引导基金, 底价按…的70%执行."""
    match = word("founding").search(text, *clause) or word("land-price").search(text, *clause)
    return Span(*match.span()) if match else None


def _is_promise(text: str, clause: Span, verb: re.Match[str]) -> bool:
    """Whether what follows the verb is a sum or a kind of support, or the verb ends the clause."""
    after = text[verb.end() : clause.end]
    before = text[clause.start : verb.start()]
    if word("modifier").match(after):
        return False
    if _shared_out(before):
        return True
    if word("asked").search(before):
        return "可" in before and _payable(before, 60)
    idle = word("mere").match(after) or word("while-enjoying").match(after)
    if verb.group() == "享受" and (before.startswith("对") or idle):
        return False
    if _payable(after):
        return verb.group() != "安排" or "每年" in before or bool(re.search(word("noun").pattern, after))
    if verb.group() == "安排" and "每年" not in before:
        return bool(word("founded").search(after) or word("used-for").search(after))
    strong = verb.group() not in _nouns()
    if strong:
        return bool(re.match(rf"[^，]{{0,30}}?(?:{word('noun').pattern})", after))
    return (not after and bool(re.search(r"(?:进行|按|予以|给|全部|一次性)", before))) or after.startswith("给")


def _shared_out(before: str) -> bool:
    """Whether a rate stands right before the verb: 按代偿额的20%给予, 按租金的50%连续补贴3年."""
    found = quantities.find(before)
    between = before[found[-1].span.end :] if found else ""
    return bool(
        found and found[-1].dimension == "ratio" and re.fullmatch("(?:连续|一次性|分别|各|予以|每年)*", between)
    )


@cache
def _nouns() -> frozenset[str]:
    """Verbs that are nouns of support as well: 奖励, 补贴; alone they promise nothing."""
    return frozenset(n for v in vocabulary().verbs if v.role == "pay" for n in v.names)


def _payable(words: str, within: int = 24) -> bool:
    found = quantities.find(words)
    return any(q.dimension in ("money", "ratio") and q.number.start <= within for q in found)


def _bare_sum(text: str, clause: Span) -> Span | None:
    """A sum right before a kind of support, without a verb: 最高2000万元落户奖励."""
    for quantity in quantities.find(text[slice(*clause)]):
        end = clause.start + quantity.span.end
        noun = re.compile(r"(?:的)?" + (word("noun").pattern)).match(text, end, clause.end)
        offered = (
            noun and noun.end() - end <= 14 and "的" not in noun.group()[1:] and not text.startswith(("以", "("), end)
        )
        if quantity.dimension == "money" and quantity.comparator != ">=" and offered and text[clause.start] != "对":
            return Span(clause.start + quantity.span.start, clause.start + quantity.span.start)
    return None


# ------------------------------------------------------------------ the clauses before


@cache
def _ordering() -> re.Pattern[str]:
    return re.compile(f"(?:{verbs('manner')})*(?:{verbs(*ORDERS)})")


def passes(words: str) -> bool:
    """Whether a clause only says beside or by what support is given: 在享受市级政策的基础上, 按就高不重复的原则."""
    return bool(word("on-top").search(words) or word("principle").search(words))


def _leads(text: str, clauses: Sequence[Span], core: Span) -> tuple[Span, ...]:
    """The conditions right before a promise, read backwards until a clause orders something else or refuses.

    并给予… goes on with the clause before it, whatever that orders; 对… is reached over all that orders nothing.
    """
    head = text[slice(*core)]
    start = len(clauses) if addresses(head) and not word("no-object").search(head) else _address(text, clauses)
    found: list[Span] = list(reversed(clauses[start:])) if start is not None else []
    for clause in reversed(clauses[: len(clauses) - len(found)]):
        words = text[slice(*clause)]
        behind = found[-1].start if found else core.start
        from_fund = word("fund-verb").match(text, core.end) and word("founded").search(words)
        goes_on = bool(word("and-so").match(text[behind : behind + 1]) or from_fund)
        beyond = start is not None and (text[clause.end] in "：:" or bool(_ordering().match(words)))
        subject = bool(found) and text[found[-1].end - 1] == "的" and _opens_with_somebody(words)
        sets = passes(words) or goes_on or (not refuses(words) and (subject or _sets(words, nearest=not found)))
        if len(found) >= MOST_LEADS or beyond or not sets:
            break
        found.append(clause)
    return tuple(reversed(found))


def _opens_with_somebody(words: str) -> bool:
    """Whether a clause says what somebody does: 链主企业带动本地配套."""
    match = first_who(6).match(words)
    acts = match and re.match(f"{word('subject-end').pattern}|{verbs(*ORDERS)}", words[match.end() :])
    return bool(acts or (who_end().search(words) and not _ordering().match(words)))


def _address(text: str, clauses: Sequence[Span]) -> int | None:
    """Which clause before a promise says 对…, if no clause behind it orders, refuses or is a sentence of its own."""
    for i in range(len(clauses) - 1, -1, -1):
        words = text[slice(*clauses[i])]
        if addresses(words) and text[clauses[i].end : clauses[i].end + 1] not in (":", "："):
            return i
        orders = _ordering().match(words) and not word("open-end").search(words) and not _is_phrase(words)
        if orders or (refuses(words) and not passes(words) and not word("open-end").search(words)):
            return None
    return None


def _is_phrase(words: str) -> bool:
    """Whether a clause is a noun phrase for somebody: 带动产业升级的企业."""
    return "的" in words and bool(who_end().search(words[words.rfind("的") :]))


def addresses(words: str) -> bool:
    """Whether a clause opens with 对…, 对于… or 凡…."""
    return bool(word("address").match(words))


def _sets(words: str, nearest: bool) -> bool:
    """Whether a clause sets a condition; the nearest may be a plain phrase or say whom to support, no other task."""
    if word("open-end").search(words):
        return True
    if ordered := _ordering().match(words):
        relative = _is_phrase(words) and not word("urging").search(ordered.group())
        return nearest and bool(supporting().match(words) or relative)
    return bool(word("condition").search(words)) or (nearest and len(words) <= MOST_NOUN)


def _lead_zones(text: str, leads: Sequence[Span]) -> Iterator[Span]:
    """Where sums of the promise stand in a clause before it: 按20万元/家的标准，给予奖励; 连续5年，给予…."""
    for lead in leads:
        condition = word("open-end").search(text, *lead)
        lasting = None if condition else re.compile("连续(?=[0-9一二三四五两])").search(text, *lead)
        if start := word("rate").match(text, *lead) or lasting:
            yield Span(start.start(), lead.end)


def _tails(text: str, clauses: Sequence[Span], fund: bool) -> tuple[Span, ...]:
    """The limits right behind a promise, behind a fund what it is for; a clause that sets a new condition ends them."""
    found: list[Span] = []
    for clause in clauses:
        words = text[slice(*clause)]
        if fund and not found and word("purpose").match(words):
            found.append(clause)
            continue
        paid_out = word("lasting").match(words) and word("paid-out").search(words)
        if not is_limit(words) or words.endswith("的") or (refuses(words) and not paid_out):
            break
        found.append(clause)
    return tuple(found)


def _zone(text: str, clause: Span, verb: Span) -> Span:
    """The part of the clause that holds its sums: from 按…, 每…, 最高 or 连续 before the verb, else from the verb."""
    starts = [verb.start]
    for pattern in (word("rate"), word("each"), word("cap"), word("lasting")):
        starts += [m.start() for m in pattern.finditer(text, clause.start, verb.start)][:1]
    if any(
        q.dimension == "ratio" and clause.start + q.span.end == verb.start
        for q in quantities.find(text[slice(*clause)])
    ):
        return clause
    after_condition = text.rfind("的", clause.start, verb.start)
    begin = min((i for i in starts if i > after_condition or word("rate").match(text, i)), default=verb.start)
    return Span(begin, clause.end)
