"""What a promise offers and to whom: its instrument in the words of the text, the kind of it, the beneficiary, the condition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kb.extract.cutting import after_small_word
from kb.extract.lexis import ORDERS, verbs
from kb.extract.payments import providing, supporting, word
from kb.model import Span
from kb.vocab import vocabulary
from kb.vocab.entries import Instrument

LONGEST_INSTRUMENT, LONGEST_WHO = 24, 60
_ONCE = re.compile(r"^(?:一次性|一定(?:额度)?的?|适当的?|相应的?|更大|额外|各?每[家人个]|每年|相同额度|最高|不超过|的|为|以)+")


class Terms(NamedTuple):
    """The words of a promise about itself; what the text does not say is none."""

    instrument: str
    category: str | None
    beneficiary: str | None
    condition: str | None


# ------------------------------------------------------------------ the instrument


def instrument_after(text: str, verb: Span, clause: Span, sums: Sequence[Span]) -> str:
    """What is given, in the words of the text: 落户奖励, 资金配套; the verb itself where nothing else is said.

    >>> text = "给予50万元落户奖励"
    >>> instrument_after(text, Span(0, 2), Span(0, 10), [Span(2, 6)])
    '落户奖励'
    """
    start = max([verb.end, *(s.end for s in sums if s.end <= clause.end)])
    named = [w for b in (start, verb.end) if (w := _noun(text, b, clause.end))]
    by_way = re.search(r"(?:以|采用|采取|通过)(?P<way>[^，以]{2,14}?)(?:等)?(?:的)?方式", text[clause.start : clause.end])
    if by_way and (not named or named[0] in _VAGUE):
        return by_way["way"]
    if named:
        return named[0]
    said = _ONCE.sub("", text[verb.start : verb.end]) or text[verb.start : clause.end]
    return re.sub(r"^(?:一次性|分别|额外|再)?(?:给予|予以)", "", said) or text[verb.start : clause.end]


_VAGUE = ("支持", "扶持", "倾斜", "补助", "配套")


def _noun(text: str, start: int, end: int) -> str | None:
    """The kind of support named behind a place, with the words it is compounded with (经费资助, 贴息补助)."""
    noun = re.compile(word("pay-noun").pattern).search(text, start, end)
    if not noun:
        return None
    stop = noun.end()
    more = re.compile(rf"(?:和|、)?(?:{word('pay-noun').pattern.replace('{0,10}', '{0,2}')})")
    while (further := more.match(text, stop, end)) and further.end() > stop:
        stop = further.end()
    words = _ONCE.sub("", text[noun.start() : stop])
    words = _ONCE.sub("", words[slice(*after_small_word(words, Span(0, len(words))))])
    return words if 1 < len(words) <= LONGEST_INSTRUMENT else None


@cache
def _by_length() -> tuple[tuple[str, Instrument], ...]:
    names = ((n, i) for i in vocabulary().instruments for n in i.names)
    return tuple(sorted(names, key=lambda n: (-len(n[0]), n[0])))


def kind_of(instrument: str, clause: str) -> Instrument | None:
    """The entry of the vocabulary for an instrument: its longest word at the end of the name, else in it, else in the clause."""
    for names in (_by_length(),):
        if found := next((i for n, i in names if instrument.endswith(n)), None):
            return found
        if found := next((i for n, i in names if n in instrument), None):
            return found
    matches = vocabulary().instruments.find(clause)
    return matches[-1].entry if matches else None


# ------------------------------------------------------------------ to whom, and on what condition


@cache
def _who_end() -> re.Pattern[str]:
    return re.compile(f"(?:{word('pay-who').pattern})$")


def addressed(text: str, leads: Sequence[Span], core: Span, verb: Span) -> tuple[str | None, str | None]:
    """Beneficiary and condition: 对首次认定的企业 names both, the modifier being the condition; clauses in …的 add to it."""
    clauses = [*leads, Span(core.start, verb.start)]
    beneficiary: str | None = None
    conditions: list[str] = []
    for clause in clauses:
        words = _who(text[slice(*clause)])
        if not words or word("pay-rate").match(words):
            continue
        if beneficiary is None and _who_end().search(words) and len(words) <= LONGEST_WHO:
            beneficiary = words
            conditions += [words[: words.rfind("的")]] if "的" in words else []
        elif len(words) > 2 and _is_condition(text[slice(*clause)]):
            conditions.append(words.removesuffix("的"))
    beneficiary = beneficiary or _given_to(text, core, verb)
    return beneficiary, "，".join(conditions) or None


def _who(words: str) -> str:
    """A clause less 对 or 支持 before it and the words of giving behind it."""
    plain = re.sub(r"^(?:其中|并且?|且|同时|凡是?|经认定)?(?:对于|对|为|向|给)?", "", words)
    if match := supporting().match(plain):
        plain = re.sub(r"^(?:一批|各类|有条件的)", "", plain[match.end() :])
    plain = re.sub(rf"(?:{word('pay-each').pattern}|分别|一次性|最高|可以?|另|再|采用|采取|继续|将|择优|按规定)+$", "", plain)
    cut = re.search(rf"(?:按照?|根据|每[家人个年])(?=.*(?:标准|情况|$))", plain)
    return plain[: cut.start()] if cut and cut.start() > 1 else "" if cut and cut.start() == 0 else plain


def _is_condition(words: str) -> bool:
    return words.endswith(("的", "后", "时", "起", "以上", "者")) or bool(re.search(r"达到|超过|以上|通过|认定|符合|获得|入选", words))


def _given_to(text: str, core: Span, verb: Span) -> str | None:
    """Who stands behind the verb: 给予孵化器10万元."""
    behind = text[verb.end : core.end]
    match = re.match(rf"(?:该|相关|其)?(?P<who>[一-龥、]{{0,16}}?(?:{word('pay-who').pattern}))(?=一次性|最高|不超过|连续|累计|\d|[一-龥]{{0,6}}(?:补贴|补助|奖励|资助))", behind)
    return match["who"] if match else None


@cache
def _acting() -> re.Pattern[str]:
    words = verbs(*[r for r in ORDERS if r not in ("support", "give", "pay")], "enter", "assist")
    small = "在|与|向|以(?!及)|通过|参与|到|来|面向|依托|围绕|对|进一步|率先|根据|按照|踊跃|牵头|承担|主导"
    return re.compile(f"(?:{verbs('manner')})*(?:{words}|{small})")


def supported(words: str) -> tuple[str | None, str | None]:
    """Whom a verb of support is for and what they are to do: 鼓励龙头企业申报建设技术中心.

    >>> supported("鼓励龙头企业申报建设技术中心"), supported("支持孵化器的发展")
    (('龙头企业', '申报建设技术中心'), ('孵化器', None))
    """
    match = supporting().search(words)
    rest = re.sub(r"^(?:一批|各类)", "", words[match.end() :] if match else words)
    for act in _acting().finditer(rest):
        if act.start() > 1 and _who_end().search(rest[: act.start()]):
            doing = rest[act.start() :]
            return rest[: act.start()], None if _growth().fullmatch(doing) else doing
    grown = re.fullmatch(rf"(?P<who>[^，]{{0,80}}?(?:{word('pay-who').pattern}))(?:的)?(?:{_growth().pattern})?", rest)
    return (grown["who"] if grown else None), None


@cache
def _growth() -> re.Pattern[str]:
    return word("pay-growth")


def helped(words: str) -> str | None:
    """For whom something is provided or increased: 为企业融资提供担保, 加大对企业研发投入的补贴."""
    who = rf"[^，]{{0,16}}?(?:{word('pay-who').pattern})"
    served = re.search(rf"(?:为|向|给)(?P<who>{who})[^，]{{0,10}}?(?:{providing().pattern})", words)
    raised = re.search(rf"对(?P<who>{who}(?:，(?:尤其是|特别是){who})?)", words)
    return served["who"] if served else raised["who"] if raised else None


def giver(text: str, core: Span, verb: Span, known: re.Pattern[str] | None) -> str | None:
    """Who gives, where the text says so right before the verb: 省财政, 区政府, 合作银行."""
    before = text[core.start : verb.start]
    plain = re.sub(rf"(?:{verbs('manner')}|每年|可以?|将|按规定|择优|一次性|最高|由|为[^，]*|以[^，]*方式|\s)+$", "", before)
    plain = re.sub(r"^由", "", plain)
    office = re.fullmatch(r"(?:中央|国家|[省市区县州镇]|[一-龥]{2,4}[省市区县州])(?:级|本级)?(?:人民政府|政府|财政(?:局|厅|部门|资金)?)|财政资金|合作银行|[一-龥]{2,4}[市区县]", plain)
    if office or (known and known.fullmatch(plain)):
        return plain
    found = list(known.finditer(before)) if known else []
    return found[-1].group() if found and found[-1].start() == 0 else None


def subject_before(text: str, clauses: Sequence[Span], clause: Span, known: re.Pattern[str] | None) -> str | None:
    """Who provides where a clause names nobody: the body or firm that acts in the clause before it."""
    before = [c for c in clauses if c.end <= clause.start]
    if not known or not before or not re.match("为|向|给", text[clause.start :]):
        return None
    act = re.compile(rf"(?P<who>{known.pattern})(?:{verbs(*ORDERS)})")
    found = list(act.finditer(text, *before[-1]))
    return found[-1]["who"] if found else None
