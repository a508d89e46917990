"""Who asks for support: the kinds he names, the tier, the numbers he states, and what else he says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kb.answer.asking.atoms import LEVEL, Atom
from kb.answer.asking.cues import has_cue
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.support.limits import Stated, own_quantities
from kb.answer.support.tiers import Tier, grade_places, tier, without_levels
from kb.answer.support.whom import GENERAL, Kind, kinds, specific, spoken
from kb.model import Span
from kb.text import fold
from kb.vocab import vocabulary
from kb.words import word_class

WHOM = "whom:"
"""How the key of the atom begins that says who asks; the ids of his kinds follow, with | between."""
_FRESH = 0.5
"""What 新认定 and 首次 count for among other words: a measure may leave it unsaid."""
_OF = 5
"""So many characters at most stand between the name of a quantity and its number (of, 达到)."""
_AT = ("在", "到", "来", "于", "落户")
_PARTICULAR = frozenset({"interest-subsidy", "tax", "equity", "voucher", "guarantee", "matching", "loan", "land"})
"""Instruments that no other one stands for; 奖励, 补贴 and 资助 are used for each other."""


class Asker(NamedTuple):
    """What a question about support says: who asks, of which tier, with which numbers, about what."""

    kinds: tuple[Kind, ...]
    tier: Tier
    stated: tuple[Stated, ...]
    about: tuple[Atom, ...]
    words: str
    himself: bool = False
    exact: bool = False
    """Whether one sum is asked for, not what there is for somebody: support for any enterprise is no answer then."""

    @property
    def bare(self) -> bool:
        """Whether nothing is said but who asks, and that support is wanted."""
        return bool(self.kinds) and not any(not a.soft and not a.key.startswith(WHOM) for a in self.about)


def asker(question: Question, asked: Sequence[Atom], catalog: Catalog) -> Asker:
    """What the question says, its atoms given; words of applying and paying are left out."""
    text, asked = _whole(question, asked)
    named = tuple(k for k in specific(kinds(text)) if k.id not in GENERAL or not _within(k.span, asked))
    plain = fold(text)
    stated = tuple(_named(s, question.atoms) for s in own_quantities(text))
    places = [*(k.span for k in named), *(s.span for s in stated), *grade_places(text)]
    new = [Span(*m.span()) for m in _words("fresh_word").finditer(plain)]
    rest = [
        a._replace(soft=_soft(a, plain, catalog), weight=a.weight * (_FRESH if _meets(a.span, new) else 1.0))
        for a in asked
        if not _meets(a.span, places) and not idle(a, plain)
    ]
    himself = has_cue(question.text, "first_person")
    asks = question.has("amount", "how_many") or question.numeric
    asks = asks or (question.has("yes_no") and any(s.measure in ("yuan", "usd") for s in stated))
    about = (*_whom(named), *rest)
    return Asker(named, tier(text), stated, about, plain, himself, exact=asks and not himself)


def _named(stated: Stated, atoms: Sequence[Atom]) -> Stated:
    """A quantity with the Chinese name of the words in front of it (paid-in capital of US$150 million)."""
    before = [a for a in atoms if 0 <= stated.span.start - a.span.end <= _OF]
    return stated._replace(name=stated.name + "".join(before[-1].forms[0])) if before else stated


def _whole(question: Question, asked: Sequence[Atom]) -> tuple[str, list[Atom]]:
    """The text of a question, behind it the words taken over from an earlier one, and its atoms placed there."""
    if not question.carried:
        return question.text, list(asked)
    plain, changed = fold(question.text), bool(tier(question.text).printed)
    words = [without_levels(a.forms[0]) if changed else a.forms[0] for a in asked]
    text = "，".join([question.text, *(w for w in words if w and w not in plain)])
    places = [(a, w, fold(text).find(w)) for a, w in zip(asked, words, strict=True) if w]
    return text, [a._replace(span=Span(at, at + len(w)), forms=(w, *a.forms)) for a, w, at in places]


@cache
def _words(cue: str) -> re.Pattern[str]:
    return re.compile(vocabulary().cues[cue].pattern or "")


def idle(atom: Atom, plain: str) -> bool:
    """Whether it is a word of applying or paying, which any support has about it; `plain` is the folded question."""
    filler = _words("support_word")
    return bool(filler.match(atom.forms[0]) or filler.match(plain[slice(*atom.span)]))


def _whom(named: Sequence[Kind]) -> list[Atom]:
    """Who asks, as one word of the question: support for one of his kinds is for him; for all of them is better."""
    if not named:
        return []
    forms = tuple(n for k in named for n in spoken(k.id))
    whole = Atom(WHOM + "|".join(k.id for k in named), forms, named[0].span, soft=named[0].id in GENERAL)
    each = [Atom(WHOM + k.id, spoken(k.id), k.span, soft=True) for k in named]
    return [whole, *each] if len(named) > 1 else [whole]


def _here(atom: Atom, plain: str, catalog: Catalog) -> bool:
    """Whether it names a place of which the documents speak anyway (在南沙)."""
    place = word_class(atom.forms[0]) == "ns" or plain[: atom.span.start].endswith(_AT)
    return atom.key.startswith("word:") and place and catalog.count(atom) > 0


def particular(atom: Atom, plain: str) -> bool:
    """Whether it names an instrument that no other one stands for (贴息): that is what the question is about."""
    instrument = vocabulary().instruments.named(plain[slice(*atom.span)])
    return instrument is not None and instrument.id in _PARTICULAR


def _soft(atom: Atom, plain: str, catalog: Catalog) -> bool:
    """Whether a word only colours the question; what names one instrument (贴息) does not."""
    if atom.soft and particular(atom, plain):
        return False
    return atom.soft or atom.group == LEVEL or _here(atom, plain, catalog) or _foreign(atom, catalog)


def _foreign(atom: Atom, catalog: Catalog) -> bool:
    """Whether it is an English word nobody understood; names in capitals are not meant."""
    return atom.forms[0].isascii() and atom.weight < 1 and not atom.proper and not catalog.count(atom)


def _meets(span: Span, places: Sequence[Span]) -> bool:
    return any(span.start < p.end and p.start < span.end for p in places)


def _within(span: Span, asked: Sequence[Atom]) -> bool:
    """Whether a word holds a general kind and more (华为公司): then it names something of its own."""
    return any(a.span.start <= span.start and span.end <= a.span.end and a.span != span for a in asked)
