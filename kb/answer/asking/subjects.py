"""What a question is about: its atoms, outside of years, figures and question words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

from kb.answer.asking.atoms import IDLE, Atom, atoms, notions, spellings, territory
from kb.answer.asking.cues import KEPT, FoundCue
from kb.model import Span
from kb.pinyin import is_pinyin
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.english import EnglishMatch, find_english, unknown_english
from kb.vocab.stopwords import soft_stopwords, stopwords

_PREPOSITION = re.compile(r"\b(?:in|of|for|at|from)\s+$", re.IGNORECASE)
_CURRENCY = re.compile(r"(?:US|HK|[AC])\$|(?:USD|HKD|CNY|RMB)\b")
QUOTED = re.compile(r"[“\"「『‘'《]([^”\"」』’'》]{2,30})[”\"」』’'》]")
ASKING = frozenset(
    "value trend compare reverse list count definition yes_no conflict outline superlative follow_up opinion"
    " relative anchored".split()
)
"""Kinds of cues that are question words only; the others (支持, 牵头, 监测) are subjects as well."""
RANK = "level"
"""Kind of the cues of levels (国家级, 省级): they tell things apart, and are no soft words."""
MANNERLY = ("ly",)
"""Endings of English adverbs (urgently): they say how, not what."""


class Words(Protocol):
    """What the corpus knows of words."""

    def by_pinyin(self, word: str) -> str | None:
        """The name that a word spells in pinyin: Taishan is 台山."""
        ...

    @property
    def terms(self) -> frozenset[str]:
        """Terms that a mistyped word may be repaired to."""
        ...

    def stands(self, words: str) -> bool:
        """Whether these words stand in one of the documents."""
        ...


def chinese_atoms(text: str, taken: Iterable[Span], found: Sequence[FoundCue]) -> tuple[Atom, ...]:
    """Atoms outside years and figures; question words are none, and what is wholly a cue of a subject is soft."""
    asking = [_with_measure_word(text, f.span) for f in found if f.cue.kind in ASKING]
    goals = _merged(f.span for f in found if f.cue.kind in KEPT)
    subject = [*goals, *(f.span for f in found if f.cue.kind not in ASKING and f.cue.kind != RANK)]
    own = [f.span for f in found if f.cue.kind == "own"]
    quoted = [_literal(m) for m in QUOTED.finditer(text) if not _meets(Span(*m.span(1)), taken)]
    cut = atoms(_blanked(text, [*taken, *asking, *(a.span for a in quoted)]))
    category = _category(cut, [f.span for f in found if f.cue.id == "list"])
    cut = tuple(a for a in cut if not _inside(a.span, own))
    kept = (a._replace(soft=a.soft or _inside(a.span, subject) or a is category) for a in cut)
    return _distinct([*quoted, *kept])


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans, those that touch as one: 预期 and 目标 cover 预期目标."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """The folded text with these places blank."""
    plain = list(fold(text))
    for start, end in spans:
        plain[start:end] = " " * (end - start)
    return "".join(plain)


def _category(cut: Sequence[Atom], lists: Sequence[Span]) -> Atom | None:
    """The noun right behind 哪几个: it names the kind of thing asked for, and the text may use another word for it."""
    others = sum(not a.soft for a in cut) > 1
    return next((a for a in cut if others and any(a.span.start == s.end for s in lists)), None)


def _with_measure_word(text: str, span: Span) -> Span:
    """多少 with the measure word behind it (多少家), so that the word is not read into what follows (家小微)."""
    if not fold(text[slice(*span)]).endswith(("多少", "几")):
        return span
    behind = fold(text[span.end : span.end + 4])
    return Span(span.start, span.end + max((len(n) for n in _unit_names() if behind.startswith(n)), default=0))


@cache
def _unit_names() -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(n) for unit in vocabulary().units for n in unit.names))


def _inside(span: Span, areas: Iterable[Span]) -> bool:
    return any(a.start <= span.start and span.end <= a.end for a in areas)


def _meets(span: Span, areas: Iterable[Span]) -> bool:
    return any(a.start < span.end and span.start < a.end for a in areas)


def _literal(match: re.Match[str]) -> Atom:
    """What stands in quotation marks is asked for as it stands."""
    word = fold(match[1])
    return Atom(f"quoted:{word}", (word,), Span(*match.span(1)), 1.2, proper=True)


def english_atoms(
    text: str, taken: Sequence[Span], cues: Sequence[FoundCue], words: Words
) -> tuple[tuple[Atom, ...], tuple[str, ...]]:
    """Atoms of the Chinese words that the English ones stand for, and the words that nothing knows."""
    found: list[Atom] = []
    asking = [f.span for f in cues if f.cue.kind in ASKING]
    cued = [f.span for f in cues if f.cue.kind not in ("type", *ASKING)]
    for match in find_english(text):
        if any(s.start <= match.span.start < s.end for s in taken) or _inside(match.span, asking):
            continue
        if not any(c.isalnum() for c in match.phrase):
            continue
        atom = _atom_of_match(match)
        soft = atom.soft or _inside(atom.span, cued) or _is_free(atom, words)
        found.append(atom._replace(soft=soft))
    words_left = (w for w in unknown_english(text) if not w.isdigit())
    strange = [w for w in words_left if not _CURRENCY.match(text, _place(text, w).start)]
    every = [*(f.span for f in cues), *taken]
    lost = [(w, place) for w in strange if not _inside(place := _place(text, w), every)]
    found += [_foreign(text, word, place, words) for word, place in lost]
    unknown = tuple(w for w, _ in lost if not words.by_pinyin(w))
    return _distinct(sorted(found, key=lambda a: a.span)), unknown


def _place(text: str, word: str) -> Span:
    whole = re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", text)
    start = whole.start() if whole else text.lower().find(word.lower())
    return Span(start, start + len(word))


def _foreign(text: str, word: str, place: Span, words: Words) -> Atom:
    """The atom of a word that no table knows: a name of the corpus by its pinyin, or the word itself."""
    chinese = words.by_pinyin(word)
    written = (fold(chinese),) if chinese else (word.lower(),)
    proper = word[:1].isupper() or _names_a_place(text, place)
    weight = 1.0 if chinese or proper or not word.islower() else 0.4
    soft = not chinese and not proper and word.lower().endswith(MANNERLY)
    return Atom(f"word:{written[0]}", written, place, weight, soft=soft, proper=proper)


def _is_free(atom: Atom, words: Words) -> bool:
    """Whether it is a verb that the documents say in none of its Chinese words: people ask in words of their own."""
    return not atom.is_noun and not atom.proper and not any(words.stands(form) for form in atom.forms)


def _names_a_place(text: str, span: Span) -> bool:
    """Whether a word written small is a name all the same: kaiping's, in kaiping."""
    if text[span.end : span.end + 2] in ("'s", "’s"):
        return True
    return bool(_PREPOSITION.search(text[: span.start])) and is_pinyin(text[slice(*span)])


def _atom_of_match(match: EnglishMatch) -> Atom:
    """The Chinese words an English phrase may stand for, as one atom; its notions are those of the first of them."""
    entries = [e for _, e in match.entries]
    tables = dict(reversed(match.entries))
    printed = tuple(dict.fromkeys(f for e in entries for f in spellings(e)))
    soft = match.phrase.lower() in soft_stopwords("en") | stopwords("en")
    concept = vocabulary().concepts.get(tables["concepts"].id) if "concepts" in tables else None
    if concept is not None:
        return Atom(concept.id, printed, match.span, group=concept.group, soft=soft or concept.group == IDLE)
    region = tables.get("regions") or vocabulary().regions.named(entries[0].zh)
    if region is not None:
        return Atom(f"region:{region.id}", territory(region), match.span, proper=True)
    parts = tuple(p._replace(span=match.span) for p in notions(entries[0].zh))
    return Atom(f"gloss:{entries[0].id}", printed, match.span, _weight(entries[0].zh, parts), soft=soft, parts=parts)


def _weight(word: str, parts: Sequence[Atom]) -> float:
    """What the Chinese of an English word counts for: as its class does where it is one word, else like a noun."""
    return parts[0].weight if len(word) > 1 and [p.printed for p in parts] == [fold(word)] else 1.0


def _distinct(found: Iterable[Atom]) -> tuple[Atom, ...]:
    seen: dict[tuple[str, ...], Atom] = {}
    for atom in found:  # 示范园区 and 示范基地 are one entry, and two things
        seen.setdefault((atom.key, *(p.key for p in atom.parts)), atom)
    return tuple(seen.values())
