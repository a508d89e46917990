"""What a promise offers: its instrument in the words of the text, and the entry of the vocabulary it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kb.extract.cutting import after_small_word
from kb.extract.promise_words import word
from kb.model import Span
from kb.vocab import vocabulary
from kb.vocab.entries import Instrument

LONGEST = 24


def instrument_after(text: str, verb: Span, clause: Span, sums: Sequence[Span]) -> str:
    """What is given, in the words of the text: 落户奖励, 资金配套; the verb itself where nothing else is said.

    >>> text = "给予50万元落户奖励"
    >>> instrument_after(text, Span(0, 2), Span(0, 10), [Span(2, 6)])
    '落户奖励'
    """
    if fund := word("founded").search(text, *clause):
        return fund["fund"]
    start = max([verb.end, *(s.end for s in sums if s.end <= clause.end)])
    named = [w for b in (start, verb.end) if (w := _noun(text, b, clause.end))]
    way = word("way").search(text, *clause)
    if way and (not named or word("vague").match(named[0])):
        return way["way"]
    if named:
        return named[0]
    behind = text[start : clause.end]
    ahead = None if behind else _noun(text, clause.start, verb.start)
    if ahead and text.startswith(ahead + "按", clause.start):
        return ahead
    said = word("handed-first").sub("", word("once").sub("", text[verb.start : verb.end]))
    return said or (behind if 1 < len(behind) <= LONGEST else "") or text[verb.start : clause.end]


@cache
def _nouns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A kind of support with its modifiers, and what it is compounded with (经费资助, 贴息补助)."""
    noun = word("noun").pattern
    return re.compile(noun), re.compile(rf"[和、]?(?:{noun.replace('{0,10}', '{0,2}')})")


def _noun(text: str, start: int, end: int) -> str | None:
    first, more = _nouns()
    noun = first.search(text, start, end)
    if not noun:
        return None
    stop = noun.end()
    while (further := more.match(text, stop, end)) and further.end() > stop and not _acts(text, further, end):
        stop = further.end()
    words = word("once").sub("", word("one-off").sub("", text[noun.start() : stop]))
    words = word("once").sub("", words[slice(*after_small_word(words, Span(0, len(words))))])
    return words if 1 < len(words) <= LONGEST else None


def _acts(text: str, further: re.Match[str], end: int) -> bool:
    """Whether a word of support is a verb of its own: 经费支持服务中心建设, 经费予以支持."""
    goes_on = word("as-verb").search(further.group()) and word("object-next").match(text, further.end(), end)
    return bool(word("handed").match(further.group()) or goes_on)


@cache
def _by_length() -> tuple[tuple[str, Instrument], ...]:
    names = ((name, entry) for entry in vocabulary().instruments for name in entry.names)
    return tuple(sorted(names, key=lambda n: (-len(n[0]), n[0])))


def kind_of(instrument: str, clause: str) -> Instrument | None:
    """The entry for an instrument: by the longest word that ends its name, else stands in it, else in the clause.

    >>> kind_of("科技金融贷款贴息", "").id, kind_of("落户奖励", "").id
    ('interest-subsidy', 'award')
    """
    ends = next((entry for name, entry in _by_length() if instrument.endswith(name)), None)
    held = ends or next((entry for name, entry in _by_length() if name in instrument), None)
    matches = () if held else vocabulary().instruments.find(clause)
    return held or (matches[-1].entry if matches else None)
