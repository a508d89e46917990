"""English words in one spelling: tokens of a text, and the forms a word may be looked up by.

American spelling is the common one. The rules need not make real words (enterprise becomes enterprize): they are
applied to the vocabulary and to the question alike, so they only must not make two words of the vocabulary equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kb.model import Span

# R&D in one piece, Belt & Road in three; PM2.5 and 5G are words, 10,000 is a number; & and + are read as and, plus.
_TOKEN = re.compile(
    r"(?<![A-Za-z])[A-Za-z] ?& ?[A-Za-z](?![A-Za-z])|[A-Za-zÀ-ÿ]+(?:\d+(?:\.\d+)?)?(?:['’][A-Za-z]+)?"
    r"|\d+(?:,\d{3})+|\d+(?:\.\d+)?(?:[A-Za-z]+(?![A-Za-z]))?|[&%+]"
)
ARTICLES = frozenset({"the", "a", "an"})
"""Words that may stand or be missing anywhere inside a name."""

ACRONYMS = frozenset({"IT", "US", "WHO"})
"""Names that are ordinary words in small letters."""

_SIGNS = {"&": "and", "%": "percent", "+": "plus"}

_AMERICAN = (
    (re.compile(r"is(ation|ations|e|es|ed|ing|er|ers)$"), r"iz\1"),
    (re.compile(r"ys(e|es|ed|ing)$"), r"yz\1"),
    (re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|able|er|ers|al|hood|hoods|ite)?$)"), "or"),
    (re.compile(r"([bt])re(s|d)?$"), r"\1er\2"),
    (re.compile(r"mme(s)?$"), r"m\1"),
    (re.compile(r"(?<=[a-z]{4})ll(?=(?:ed|ing|er|ers)$)"), "l"),
)
_ODD_SPELLINGS = {
    "licence": "license", "licences": "licenses", "licenced": "licensed", "defence": "defense", "offence": "offense",
    "offences": "offenses", "practise": "practice", "practised": "practiced", "ageing": "aging", "tyre": "tire",
    "aluminium": "aluminum", "catalogue": "catalog", "catalogues": "catalogs", "fulfil": "fulfill", "enrol": "enroll",
    "instalment": "installment", "judgement": "judgment", "mould": "mold", "moulds": "molds", "tyres": "tires",
    "hi": "high", "hitech": "hightech", "cheque": "check", "plough": "plow", "skilful": "skillful", "macau": "macao",
    "counsellor": "counselor",
}  # fmt: skip
_IRREGULAR = {
    "built": "build", "went": "go", "gone": "go", "held": "hold", "led": "lead", "made": "make", "given": "give",
    "gave": "give", "grew": "grow", "grown": "grow", "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall",
    "paid": "pay", "sold": "sell", "bought": "buy", "taught": "teach", "brought": "bring", "drawn": "draw",
    "driven": "drive", "drove": "drive", "chosen": "choose", "chose": "choose", "broken": "break", "broke": "break",
    "lent": "lend", "spent": "spend", "met": "meet", "dealt": "deal", "sought": "seek", "borne": "bear", "ran": "run",
    "women": "woman", "men": "man", "children": "child", "criteria": "criterion", "indices": "index", "got": "get",
    "indexes": "index", "analyses": "analysis", "phenomena": "phenomenon", "became": "become",
    "begun": "begin", "going": "go", "goes": "go", "doing": "do", "does": "do",
}  # fmt: skip


_FIRMS = ("company", "enterprize", "firm")
_ALIKE = dict.fromkeys((*_FIRMS, "business"), _FIRMS) | {"tech": ("technology",), "technology": ("tech",)}
"""What people also say for a word in a name: tech firms are technology enterprises; doing business is no firm."""


class Token(NamedTuple):
    """A word or number: its place, its written form in lower case, and its common spelling."""

    span: Span
    written: str
    word: str

    @property
    def is_word(self) -> bool:
        """Whether it is more than a number, an ordinal or a sign."""
        return not re.fullmatch(r"[\d,.]+(?:st|nd|rd|th|s)?|and|percent|plus|[&%+]|[a-z]", self.written)


def tokens(text: str) -> list[Token]:
    """The English words and the numbers of a text, in order.

    >>> [t.word for t in tokens("R&D centres' share: 10,000 yuan in the 12th plan")]
    ['r&d', 'centers', 'share', '10000', 'yuan', 'in', 'the', '12th', 'plan']
    """
    return [_token(m) for m in _TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    written = match.group().lower().replace("’", "'")
    if match.group() in ACRONYMS:
        return Token(Span(*match.span()), match.group(), match.group())
    return Token(Span(*match.span()), written, american(_SIGNS.get(written, written)))


@lru_cache(maxsize=4096)
def american(word: str) -> str:
    """The common spelling of a word in lower case; a possessive ending and the marks inside numbers are left out.

    >>> [american(w) for w in ("programmes", "labour", "centre", "company's", "1,000", "four", "ageing")]
    ['programs', 'labor', 'center', 'company', '1000', 'four', 'aging']
    """
    word = re.sub(r"'s$|[ ,]", "", word)
    if word in _ODD_SPELLINGS:
        return _ODD_SPELLINGS[word]
    for pattern, common in _AMERICAN:
        word = pattern.sub(common, word)
    return word


@lru_cache(maxsize=4096)
def forms(word: str) -> dict[str, int]:
    """The words that a word may be a form of, and how far each is from it.

    A plural is as near as the word itself, a word of the same meaning (firm, enterprise) as far as a verb's ending.

    >>> forms("subsidies")["subsidy"], forms("planned")["plan"], forms("news"), forms("firm")["company"]
    (0, 1, {'news': 0}, 1)
    """
    near = (word, *_singular(word))
    odd = [_IRREGULAR[word]] if word in _IRREGULAR else []
    alike = (other for base in near for other in _ALIKE.get(base, ()))
    far = (*odd, *(base for base in _verb(word) if len(base) > 2), *alike)
    return dict.fromkeys(far, 1) | dict.fromkeys(near, 0)


def _singular(word: str) -> Iterator[str]:
    if len(word) < 3 or word == "news" or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return
    if word.endswith("ies"):
        yield word[:-3] + "y"
    yield word[:-1]
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield word[:-2]


def _verb(word: str) -> Iterator[str]:
    """What is left of a word in -ing or -ed: incubating is incubate, planned is plan."""
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3 or not re.search("[aeiouy]", stem):
            continue
        if stem.endswith("i") and ending == "ed":
            yield stem[:-1] + "y"
        yield stem
        yield stem + "e"
        if stem[-1] == stem[-2]:
            yield stem[:-1]


def spellings(name: str) -> Iterator[list[str]]:
    """The words of a vocabulary name without articles; with a hyphen in it the joined form as well.

    >>> list(spellings("start-up centre"))
    [['start', 'up', 'center'], ['startup', 'center']]
    """
    for spelt in dict.fromkeys((name, re.sub(r"(?<=[A-Za-z])-(?=[A-Za-z])", "", name))):
        if words := [token.word for token in tokens(spelt) if token.word not in ARTICLES]:
            yield words
