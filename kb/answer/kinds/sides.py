"""Two numbers that sentences state, set against each other: how far apart, or how many times the one is the other.

For sums of support and limits, which are no indicators. Each side must be told by one number alone, in a sentence that
says that side and not the other; where a side is not certain nothing is reckoned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kb.answer import wording
from kb.answer.asking.quantity import Quantity, quantities, wanted
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators import reckoning
from kb.answer.indicators.matching import named_series
from kb.answer.indicators.reckoning import Result
from kb.answer.texts.pieces import Piece
from kb.model import Span
from kb.text import fold, sentences
from kb.vocab import phrases, vocabulary
from kb.vocab.unit_names import comparable

NAME = "compare"
ENOUGH, HALF, AHEAD = 0.6, 0.5, 0.3
"""Share of a side's pairs of characters that must stand by its number; share of those that only this side has; so far
ahead of those that only the other side has they must be."""
CLOSE = 0.15
"""A number whose sentence holds nearly as much of a side could be meant as well."""
_NOT = re.compile("[不非未无]|其余|之外|以外")
_MARKS = re.compile(r"[\s，,。？?！!、“”\"《》：:的]+")


class Side(NamedTuple):
    """What one side says of its own, what both say, and what the other one says of its own."""

    own: str
    shared: str
    other: str


class Told(NamedTuple):
    """A number, its sentence, and the part of it up to the number."""

    piece: Piece
    quantity: Quantity
    sentence: str
    words: str


def accepts(question: Question) -> bool:
    """Asks for the difference or the multiple of two things set side by side."""
    return question.has("difference", "multiple") and not (question.years or question.figures)


def claims(question: Question, catalog: Catalog) -> Draft | None:
    """The result with its formula and both sentences; nothing unless both sides are certain."""
    sides = parted(question.text)
    if sides is None or named_series(question, catalog):
        return None
    told = list(_numbers(question, catalog))
    found = [_certain(side, told) for side in sides]
    first, second = found[0], found[1]
    if first is None or second is None or first.quantity.span == second.quantity.span:
        return None
    if first.piece.passage.doc_id != second.piece.passage.doc_id:
        return None
    factor = comparable(second.quantity.unit, first.quantity.unit)
    if factor is None or not second.quantity.value:
        return None
    return _say(
        (first, second), sides, _result(first.quantity, second.quantity.value * factor, question), question, catalog
    )


def parted(text: str) -> tuple[Side, Side] | None:
    """The two sides of a comparison, the one in front first; none where the wording does not part them for sure.

    >>> [(s.own, s.shared) for s in parted("甲类企业和乙类企业，纳税门槛相差多少万") or ()]
    [('甲类企业', '纳税门槛'), ('乙类企业', '纳税门槛')]
    """
    match = re.match(vocabulary().cues["two_sides"].pattern or "", fold(text))
    if match is None:
        return None
    one, other = match["than_a"] or match["and_a"], match["than_b"] or match["and_b"]
    other, shared = _tail(other) if match["and_b"] else (other, "")
    one, other = _plain(one), _plain(other)
    if min(len(one), len(other)) < 2 or one == other or _NOT.search(one + other):
        return None
    return Side(one, _plain(shared), other), Side(other, _plain(shared), one)


def _tail(text: str) -> tuple[str, str]:
    """What belongs to the second side, and what is said of both behind it: 建筑业，纳税门槛."""
    own, _, shared = text.rstrip("，, ").replace("，", ",").partition(",")
    if not shared and "的" in own:
        own, _, shared = own.rpartition("的")
        if len(shared) < 3:  # 最高奖的个人 says whom
            own, shared = f"{own}{shared}", ""
    return own, shared


def _plain(text: str) -> str:
    return _MARKS.sub("", text)


# ------------------------------------------------------------------ the number of a side


def _numbers(question: Question, catalog: Catalog) -> Iterator[Told]:
    """The numbers of the unit asked for, each with the part of a sentence from the number before up to it."""
    unit = wanted(question)
    for piece in catalog.pieces:
        text = catalog.document(piece.passage.doc_id).text
        for sentence in sentences(text, piece.passage.span):
            start = sentence.start
            for one in quantities(text, sentence):
                words = _plain(fold(text[start : one.span.end]))
                start = one.span.end
                if unit.takes(one):
                    yield Told(piece, one, _plain(fold(text[slice(*sentence)])), words)


def _certain(side: Side, told: Sequence[Told]) -> Told | None:
    """The number that the side and nothing but the side tells; none where two numbers could be meant."""
    fits = _lines(side, told) if side.shared else []
    fits = fits or [(t, said(side.own, t.words)) for t in told if _says(side, t.words)]
    top = max((own for _, own in fits), default=0.0)
    best = [t for t, own in fits if own >= top - CLOSE]
    if side.shared:
        best = _of_shared(side.shared, best)
    one = {(t.piece.passage.doc_id, t.quantity.span) for t in best}  # a heading may be a passage as well
    return best[0] if len(one) == 1 else None


def _of_shared(shared: str, told: list[Told]) -> list[Told]:
    """Those of what is asked of both sides: by the words before the number, else by those of its sentence."""
    most = max((said(shared, t.words) for t in told), default=0.0)
    if most:
        return [t for t in told if said(shared, t.words) == most]
    named = vocabulary().instruments
    return [
        t
        for t in told
        if said(shared, t.sentence) or (any(named.find(shared)) and any(named.find(t.sentence)))  # 补贴 for 奖励
    ]


def _lines(side: Side, told: Sequence[Told]) -> list[tuple[Told, float]]:
    """Numbers of passages that name the side and not the other: ③建筑业：收入…；纳税… tells several of one side."""
    lines = ((t, _plain(t.piece.text)) for t in told)
    return [(t, 1.0) for t, line in lines if side.own in line and side.other not in line]


def _says(side: Side, text: str) -> bool:
    """Whether a text says the side, and what only this side has more than what only the other one has."""
    own, other = _pairs(side.own), _pairs(side.other)
    apart = _share(own - other, text)
    return said(side.own, text) >= ENOUGH and apart >= HALF and apart >= _share(other - own, text) + AHEAD


def said(words: str, text: str) -> float:
    """The share of the pairs of characters of `words` that stand in a text.

    >>> said("建筑业", "其他建筑企业")
    0.5
    """
    return _share(_pairs(words), text)


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))


def _share(pairs: frozenset[str], text: str) -> float:
    return sum(p in text for p in pairs) / len(pairs) if pairs else 0.0


# ------------------------------------------------------------------ the result


def _result(first: Quantity, second: Decimal, question: Question) -> Result:
    """The formula in the unit of the first side."""
    a, b = wording.printed(first.value), wording.printed(second)
    if question.has("multiple"):
        times = first.value / second
        exact = times == reckoning.rounded(times)
        return Result(times if exact else reckoning.rounded(times), None, f"{a}÷{b}", rounded=not exact)
    high, low = (a, b) if first.value >= second else (b, a)
    return Result(abs(first.value - second), first.unit, f"{high}-{low}")


def _say(
    told: tuple[Told, Told], sides: tuple[Side, Side], result: Result, question: Question, catalog: Catalog
) -> Draft:
    say, language, draft = phrases(question.language), question.language, Draft(catalog)
    doc_id = told[0].piece.passage.doc_id
    text = catalog.document(doc_id).text
    slots = {"name_a": sides[0].own, "value_a": told[0].quantity.printed(text)}
    slots |= {"name_b": sides[1].own, "value_b": told[1].quantity.printed(text)}
    key = "between_times" if question.has("multiple") else "between"
    words = say(key, **slots, result=reckoning.told(result, language), formula=result.formula)
    places = [_place(t, s, catalog) for t, s in zip(told, sides, strict=True)]
    passages = tuple(t.piece.passage for t in told)
    draft.quote(words + say("stop"), doc_id, *places, records=passages, formula=result.formula)
    draft.compute(result.value, result.unit, None, None, doc_id)
    for one, place in zip(told, places, strict=True):
        draft.read(one.quantity.value, one.quantity.unit, doc_id, place)
    return draft


def _place(told: Told, side: Side, catalog: Catalog) -> Span:
    """The sentence with the number; the whole passage where only its beginning says which side it tells."""
    passage = told.piece.passage
    cut = sentences(catalog.document(passage.doc_id).text, passage.span)
    own = next(s for s in cut if s.start <= told.quantity.span.start < s.end)
    return own if said(side.own, told.words) >= ENOUGH else Span(passage.span.start, own.end)
