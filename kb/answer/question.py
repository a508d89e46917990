"""A question as the kinds of answer see it: read once, by the same vocabulary as a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from kb.answer.atoms import IDLE, Atom, atoms, notions, spellings, territory
from kb.answer.cues import KEPT, FoundCue, find_cues
from kb.answer.figures import Figure, figures
from kb.answer.times import Times, times
from kb.model import Frame, Span
from kb.pinyin import is_pinyin
from kb.text import fold, narrow
from kb.vocab import vocabulary
from kb.vocab.english import EnglishMatch, find_english, unknown_english
from kb.vocab.stopwords import soft_stopwords, stopwords
from kb.vocab.typos import repair

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_PREPOSITION = re.compile(r"\b(?:in|of|for|at|from)\s+$", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"「『‘'《]([^”\"」』’'》]{2,30})[”\"」』’'》]")
ASKING = frozenset(
    "value trend compare reverse list count definition yes_no conflict outline superlative follow_up opinion".split()
)
"""Kinds of cues that are question words only; the others (支持, 牵头, 监测) are subjects as well."""


@dataclass(frozen=True)
class Question:
    """What was understood: cues, times, figures and atoms, and what was carried over from earlier questions."""

    text: str
    language: Literal["zh", "en"]
    cues: frozenset[str]
    times: Times
    figures: tuple[Figure, ...]
    atoms: tuple[Atom, ...]
    quoted: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()

    def has(self, *cues: str) -> bool:
        """Whether one of these cues stands in the question."""
        return any(c in self.cues for c in cues)

    @property
    def content(self) -> tuple[Atom, ...]:
        """The atoms that say what the question is about; soft ones only when there are no others."""
        hard = tuple(a for a in self.atoms if not a.soft)
        return hard or self.atoms

    @property
    def years(self) -> tuple[int, ...]:
        """The years named one by one."""
        return self.times.years

    @property
    def numeric(self) -> bool:
        """Whether only a number can answer it."""
        asks = self.has("how_many", "difference", "multiple", "share_of", "growth_rate", "pace", "trend")
        return asks and not self.has("list", "topic", "measure", "responsible", "definition", "monitored", "mention")

    def with_(self, **changes: object) -> Question:
        """The same question with some slots changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def frame(self, kind: str | None) -> Frame:
        """How the question was read, for people."""
        return Frame(
            language=self.language,
            kind=kind,
            years=self.years or tuple(self.times.span or ()),
            numbers=tuple(f.printed for f in self.figures),
            terms=tuple(dict.fromkeys(a.printed for a in self.content)),
            names=self.quoted,
            unknown=self.unknown,
            carried=self.carried,
            assumed=self.assumed,
        )


class Words(Protocol):
    """What the corpus knows of words."""

    @property
    def romanised(self) -> dict[str, str]:
        """Names by their pinyin, so that Taishan finds 台山."""
        ...

    @property
    def terms(self) -> frozenset[str]:
        """Terms that a mistyped word may be repaired to."""
        ...


def read_question(text: str, words: Words) -> Question:
    """The question read; mistyped Chinese terms are put right where that is certain."""
    half = narrow(text)
    language = language_of(half)
    plain = repair(half, words.terms) if language == "zh" else half
    found = find_cues(plain)
    when = times(plain)
    quoted = tuple(Span(*m.span(1)) for m in _QUOTED.finditer(plain))
    numbers = figures(plain, (*when.places, *quoted))
    taken = [*when.places, *(f.span for f in numbers)]
    if language == "en":
        own, unknown = _english_atoms(plain, taken, found, words)
    else:
        own, unknown = _chinese_atoms(plain, taken, found), ()
    return Question(
        text=text,
        language=language,
        cues=frozenset(f.cue.id for f in found),
        times=when,
        figures=numbers,
        atoms=own,
        quoted=tuple(_QUOTED.findall(plain)),
        unknown=unknown,
    )


def language_of(text: str) -> Literal["zh", "en"]:
    """Chinese when there are at least half as many Chinese characters as Latin words.

    >>> language_of("R&D强度"), language_of("What is R&D?")
    ('zh', 'en')
    """
    han = len(_HAN.findall(text))
    return "zh" if han and han * 2 >= len(_LATIN_WORD.findall(text)) else "en"


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """The folded text with these places blank."""
    plain = list(fold(text))
    for start, end in spans:
        plain[start:end] = " " * (end - start)
    return "".join(plain)


def _chinese_atoms(text: str, taken: list[Span], found: Iterable[FoundCue]) -> tuple[Atom, ...]:
    """Atoms outside years and figures; question words are none, and what is wholly a cue of a subject is soft."""
    asking = [_with_measure_word(text, f.span) for f in found if f.cue.kind in ASKING]
    goals = _merged(f.span for f in found if f.cue.kind in KEPT)
    subject = [*goals, *(f.span for f in found if f.cue.kind not in ASKING)]
    own = [f.span for f in found if f.cue.kind == "own"]
    quoted = [_literal(m) for m in _QUOTED.finditer(text)]
    cut = atoms(_blanked(text, [*taken, *asking, *(a.span for a in quoted)]))
    category = _category(cut, [f.span for f in found if f.cue.id == "list"])
    cut = tuple(a for a in cut if not _inside(a.span, own))
    kept = (a._replace(soft=a.soft or _inside(a.span, subject) or a is category) for a in cut)
    return _distinct([*quoted, *kept])


def _category(cut: Sequence[Atom], lists: Sequence[Span]) -> Atom | None:
    """The noun right behind 哪几个: it names the kind of thing asked for, and the text may use another word for it."""
    others = sum(not a.soft for a in cut) > 1
    return next((a for a in cut if others and any(a.span.start == s.end for s in lists)), None)


def _with_measure_word(text: str, span: Span) -> Span:
    """多少 with the measure word behind it (多少家), so that the word is not read into what follows (家小微)."""
    behind = fold(text[span.end : span.end + 4])
    unit = max((n for u in vocabulary().units for n in map(fold, u.names) if behind.startswith(n)), key=len, default="")
    counts = fold(text[slice(*span)]).endswith(("多少", "几"))
    return Span(span.start, span.end + len(unit)) if counts else span


def _inside(span: Span, areas: Iterable[Span]) -> bool:
    return any(a.start <= span.start and span.end <= a.end for a in areas)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans, those that touch as one: 预期 and 目标 cover 预期目标."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _literal(match: re.Match[str]) -> Atom:
    """What stands in quotation marks is asked for as it stands."""
    word = fold(match[1])
    return Atom(f"quoted:{word}", (word,), Span(*match.span(1)), 1.2, proper=True)


def _english_atoms(
    text: str, taken: list[Span], found_cues: Iterable[FoundCue], words: Words
) -> tuple[tuple[Atom, ...], tuple[str, ...]]:
    """Atoms of the Chinese words that the English ones stand for; unknown words stay as they are."""
    found: list[Atom] = []
    asking = [f.span for f in found_cues if f.cue.kind in ASKING]
    cued = [f.span for f in found_cues if f.cue.kind not in ("type", *ASKING)]
    for match in find_english(text):
        if any(s.start <= match.span.start < s.end for s in taken) or _inside(match.span, asking):
            continue
        atom = _atom_of_match(match)
        found.append(atom._replace(soft=atom.soft or _inside(atom.span, cued)))
    unknown = [w for w in unknown_english(text) if not w.isdigit()]
    every = [f.span for f in found_cues]
    for word in unknown:
        start = text.lower().find(word.lower())
        if _inside(Span(start, start + len(word)), every):
            continue
        chinese = words.romanised.get(word.lower())
        forms = (fold(chinese),) if chinese else (word.lower(),)
        proper = word[:1].isupper() or _names_a_place(text, Span(start, start + len(word)))
        weight = 1.0 if chinese or proper or not word.islower() else 0.4
        found.append(Atom(f"word:{forms[0]}", forms, Span(start, start + len(word)), weight, proper=proper))
    lost = tuple(w for w in unknown if w.lower() not in words.romanised)
    return _distinct(sorted(found, key=lambda a: a.span)), lost


def _names_a_place(text: str, span: Span) -> bool:
    """Whether a word written small is a name all the same: kaiping's, in kaiping."""
    if text[span.end : span.end + 2] in ("'s", "’s"):
        return True
    return bool(_PREPOSITION.search(text[: span.start])) and is_pinyin(text[slice(*span)])


def _atom_of_match(match: EnglishMatch) -> Atom:
    """The Chinese words an English phrase may stand for, as one atom; its notions are those of the first of them."""
    entries = [e for _, e in match.entries]
    tables = dict(reversed(match.entries))
    forms = tuple(dict.fromkeys(f for e in entries for f in spellings(e)))
    soft = match.phrase.lower() in soft_stopwords("en") | stopwords("en")
    concept = vocabulary().concepts.get(tables["concepts"].id) if "concepts" in tables else None
    if concept is not None:
        return Atom(concept.id, forms, match.span, group=concept.group, soft=soft or concept.group == IDLE)
    region = tables.get("regions") or vocabulary().regions.named(entries[0].zh)
    if region is not None:
        return Atom(f"region:{region.id}", territory(region), match.span, proper=True)
    parts = tuple(p._replace(span=match.span) for p in notions(entries[0].zh))
    return Atom(f"gloss:{entries[0].id}", forms, match.span, soft=soft, parts=parts)


def _distinct(found: Iterable[Atom]) -> tuple[Atom, ...]:
    seen: dict[tuple[str, ...], Atom] = {}
    for atom in found:  # 示范园区 and 示范基地 are one entry, and two things
        seen.setdefault((atom.key, *(p.key for p in atom.parts)), atom)
    return tuple(seen.values())
