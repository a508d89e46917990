"""A question as the kinds of answer see it: read once, by the same vocabulary as a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from kb.answer.atoms import Atom, atoms, spellings
from kb.answer.cues import FoundCue, find_cues
from kb.answer.figures import Figure, figures
from kb.answer.times import Times, times
from kb.model import Frame, Span
from kb.text import fold
from kb.vocab.english import find_english, unknown_english
from kb.vocab.stopwords import stopwords

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_QUOTED = re.compile(r"[“\"「『‘']([^”\"」』’']{2,30})[”\"」』’']")
_TABLES_OF_ATOMS = ("concepts", "indicators", "glossary", "regions", "instruments", "corpus")


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
    topic: str = ""

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
        )


def read_question(text: str, names: dict[str, str] | None = None) -> Question:
    """The question read; `names` are romanised names of the corpus, so that Taishan finds 台山."""
    language: Literal["zh", "en"] = "zh" if len(_HAN.findall(text)) * 2 >= len(_LATIN_WORD.findall(text)) and _HAN.search(text) else "en"
    found = find_cues(text)
    when = times(text)
    numbers = figures(text, when.places)
    taken = [*when.places, *(f.span for f in numbers)]
    own, unknown = (_english_atoms(text, taken, names or {}) if language == "en" else _chinese_atoms(text, taken, found))
    return Question(
        text=text,
        language=language,
        cues=frozenset(f.cue.id for f in found),
        times=when,
        figures=numbers,
        atoms=own,
        quoted=tuple(_QUOTED.findall(text)),
        unknown=unknown,
        topic=_topic(text, found, taken),
    )


def _topic(text: str, found: Iterable[FoundCue], taken: Iterable[Span]) -> str:
    """The question with cues, years and figures blanked out."""
    plain = list(fold(text))
    for span in [*(f.span for f in found), *taken]:
        plain[span.start : span.end] = " " * (span.end - span.start)
    return "".join(plain)


def _chinese_atoms(
    text: str, taken: list[Span], found: Iterable[FoundCue]
) -> tuple[tuple[Atom, ...], tuple[str, ...]]:
    """Atoms outside years and figures; those that are wholly a cue are soft."""
    cue_spans = [f.span for f in found]
    kept = []
    for atom in atoms(text):
        if any(s.start <= atom.span.start and atom.span.end <= s.end for s in taken):
            continue
        inside = any(s.start <= atom.span.start and atom.span.end <= s.end for s in cue_spans)
        kept.append(atom._replace(soft=atom.soft or inside))
    return _distinct(kept), ()


def _english_atoms(
    text: str, taken: list[Span], names: dict[str, str]
) -> tuple[tuple[Atom, ...], tuple[str, ...]]:
    """Atoms of the Chinese words that the English ones stand for; unknown words stay as they are."""
    found: list[Atom] = []
    for match in find_english(text):
        if any(s.start <= match.span.start < s.end for s in taken):
            continue
        found.append(_atom_of_match(match))
    unknown = [w for w in unknown_english(text) if not w.isdigit()]
    for word in unknown:
        start = text.lower().find(word.lower())
        chinese = names.get(word.lower())
        forms = (fold(chinese),) if chinese else (word.lower(),)
        found.append(Atom(f"word:{forms[0]}", forms, Span(start, start + len(word)), proper=word[:1].isupper()))
    lost = tuple(w for w in unknown if w.lower() not in names)
    return _distinct(sorted(found, key=lambda a: a.span)), lost


def _atom_of_match(match: object) -> Atom:
    entries = [(table, e) for table, e in match.entries]  # type: ignore[attr-defined]
    span, phrase = match.span, match.phrase.lower()  # type: ignore[attr-defined]
    concept = next((e for table, e in entries if table == "concepts"), None)
    forms = tuple(dict.fromkeys(f for _, e in entries for f in spellings(e)))
    soft = phrase in stopwords("en")
    key = concept.id if concept else f"gloss:{entries[0][1].id}"
    return Atom(key, forms, span, group=concept.group if concept else None, soft=soft)


def _distinct(found: Iterable[Atom]) -> tuple[Atom, ...]:
    seen: dict[str, Atom] = {}
    for atom in found:
        seen.setdefault(atom.key, atom)
    return tuple(seen.values())
