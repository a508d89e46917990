"""Atoms: the notions a question, an indicator's name or a heading is made of, each with all its spellings.

A notion of the vocabulary (研发 = R&D = 研究与试验发展) is one atom whatever its spelling; what no entry knows is cut
into words by jieba. An atom stands in a text when one of its spellings does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from kb.model import Span
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.entries import Concept, Entry
from kb.vocab.stopwords import soft_stopwords, stopwords
from kb.words import in_dictionary, places, tokenizer, word_class

_WORD = re.compile(r"[\w&+]")
_CLASS_WEIGHT = {"": 1.0, "v": 0.6, "a": 0.4, "ad": 0.3, "d": 0.2, "z": 0.3, "s": 0.6, "t": 0.3, "l": 0.8}
_JOINTS = "比各第"  # one-character words that no topic begins or ends with
_NAME_CLASSES = frozenset({"nr", "nrt", "nrfg", "ns", "nz", "nt"})


NOUN = 0.8
"""From this weight on a word is a noun."""


class Atom(NamedTuple):
    """One notion: `forms` are its folded spellings, `group` names what it excludes (申请 excludes 授权).

    `soft` ones only colour a question; a `proper` one must stand in what answers; a `name` is one if it stands nowhere.
    A compound of the glossary (专利申请量) knows the notions it is made of: indicators are told apart by those.
    `said` are the words of the question that it was read from.
    """

    key: str
    forms: tuple[str, ...]
    span: Span
    weight: float = 1.0
    group: str | None = None
    soft: bool = False
    proper: bool = False
    name: bool = False
    parts: tuple[Atom, ...] = ()
    said: str = ""

    def presence(self, folded: str) -> float:
        """How far it stands in a folded text: 1 for one of its spellings, PARTLY for its parts, else 0."""
        if any(form in folded for form in self.forms):
            return 1.0
        if self.group == LEVEL:  # 国家知识产权试点城市 is one of 国家级
            return PARTLY if any(form.removesuffix("级") in folded for form in self.forms) else 0.0
        hard = [p for p in self.parts if not p.soft]
        return PARTLY if len(hard) > 1 and all(p.presence(folded) for p in hard) else 0.0

    def stands_in(self, folded: str) -> bool:
        """Whether it stands in a folded text at all."""
        return self.presence(folded) > 0

    @property
    def is_noun(self) -> bool:
        """Whether it is a thing, not how people speak of it: verbs and adverbs weigh less."""
        return self.weight >= NOUN

    @property
    def is_wording(self) -> bool:
        """Whether it is a verb or adverb that no entry knows and that is no name: people ask in words of their own."""
        return self.key.startswith("word:") and not self.is_noun and not self.proper

    @property
    def printed(self) -> str:
        """A spelling to show."""
        return self.forms[0]

    @property
    def shown(self) -> str:
        """The question's own words for it, in the question's language; else a spelling."""
        return self.said or self.printed

    def of(self, text: str) -> Atom:
        """The same atom with the words it was read from."""
        said = text[slice(*self.span)].strip()
        return self._replace(said=said, parts=tuple(p._replace(said=said) for p in self.parts))

    @property
    def notions(self) -> tuple[Atom, ...]:
        """The parts of a compound, else the atom itself; they are as soft as the whole."""
        return tuple(p._replace(soft=p.soft or self.soft) for p in self.parts) or (self,)


PARTLY = 0.7
"""What all parts of a compound are worth where the compound itself does not stand."""
TERRITORIES = tuple("市县区镇乡州旗")
COMMON = 50
"""A word of jieba's dictionary that ends like a territory and is at least so frequent is a common noun (开发区)."""
LEVEL = "level"
"""Group of the levels of government (国家级, 省级)."""
IDLE = "idle"
"""Group of the concepts that say how a thing is counted (数量, 完成), not what it is."""
MANNER = frozenset({"annual_average", "cumulative"})
"""Concepts that say over what time a figure is taken; a question may leave them out."""


@lru_cache(maxsize=4096)
def notions(text: str) -> tuple[Atom, ...]:
    """The smallest atoms of a Chinese text in order: concepts, regions and words; function words and digits are none.

    >>> [a.key for a in notions("发明专利的")]
    ['invention_patent']
    """
    plain = fold(text)
    tables = vocabulary()
    found = [(m.span, _of_concept(m.entry, m.span)) for m in tables.concepts.find(plain)]
    found += _regions(plain)
    return _with_words(plain, _longest(found))


@lru_cache(maxsize=4096)
def atoms(text: str) -> tuple[Atom, ...]:
    """The atoms of a Chinese text in order, compounds of the glossary whole; none begins in a level (省市级).

    >>> [a.printed for a in atoms("的纺织服装")]
    ['纺织服装']
    """
    plain = fold(text)
    tables = vocabulary()
    found = [(m.span, _of_concept(m.entry, m.span)) for m in tables.concepts.find(plain)]
    found += _regions(plain)
    levels = [span for span, atom in found if atom.group == LEVEL]
    compounds = (m for m in tables.glossary.find(plain) if not any(_cuts(m.span, level) for level in levels))
    found += [(m.span, _of_gloss(m.entry, m.span, plain)) for m in compounds]
    return _with_words(plain, _longest(found))


def _cuts(compound: Span, level: Span) -> bool:
    """Whether a compound begins in the middle of a level: 市级工程中心 in 省、市级工程中心."""
    return level.start < compound.start < level.end < compound.end


def _longest(found: list[tuple[Span, Atom]]) -> list[Atom]:
    """Disjoint atoms, the longest first; where two are as long, the one found first."""
    taken: list[Atom] = []
    for span, atom in sorted(found, key=lambda f: (f[0].start - f[0].end, f[0].start)):
        if all(span.end <= t.span.start or span.start >= t.span.end for t in taken):
            taken.append(atom)
    return taken


def _with_words(plain: str, known: list[Atom]) -> tuple[Atom, ...]:
    found = [a for a in known if plain[slice(*a.span)] not in stopwords("zh")]
    for start, end in _between([a.span for a in known], len(plain)):
        found += _words(plain[start:end], start)
    return tuple(sorted(found, key=lambda a: a.span))


def _of_concept(entry: Concept, span: Span) -> Atom:
    return Atom(entry.id, spellings(entry), span, group=entry.group, soft=entry.group == IDLE or entry.id in MANNER)


def _regions(plain: str) -> list[tuple[Span, Atom]]:
    """Territories: a statement about another one is no answer. In 江门市级 the 市 belongs to 市级, not to the name."""
    found = []
    for span, entry in vocabulary().regions.find(plain):
        end = span.end - (plain[span.end : span.end + 1] == "级" and span.end - span.start > 2)
        place = Span(span.start, end)
        found.append((place, Atom(f"region:{entry.id}", territory(entry), place, proper=True)))
    return found


@cache
def territory(entry: Entry) -> tuple[str, ...]:
    """The spellings of a territory, without 市 or 省 as well: plans say 江门 for 江门市."""
    names = spellings(entry)
    short = [re.sub("(?<=..)(?:特别行政区|自治区|自治州|[市省县区州])$", "", n) for n in names]
    return tuple(dict.fromkeys((*names, *short)))


def _of_gloss(entry: Entry, span: Span, plain: str) -> Atom:
    said = plain[slice(*span)]
    soft = said in soft_stopwords("zh") or said in stopwords("zh")
    own = notions(said)
    concept = vocabulary().concepts.named(entry.zh)  # an alias of a concept is that concept, unless it says more
    if concept is not None and concept.id not in {p.key for p in own}:
        own = notions(entry.zh)
    parts = tuple(p._replace(span=span) for p in own)
    return Atom(f"gloss:{entry.id}", spellings(entry), span, soft=soft, parts=parts)


@cache
def spellings(entry: Entry) -> tuple[str, ...]:
    """The folded Chinese names of an entry, the preferred one first."""
    return tuple(dict.fromkeys(fold(n) for n in entry.names))


def _between(taken: Iterable[Span], end: int) -> list[Span]:
    free, start = [], 0
    for span in sorted(taken):
        free.append(Span(start, span.start))
        start = span.end
    return [s for s in (*free, Span(start, end)) if s.start < s.end]


def _words(plain: str, offset: int) -> list[Atom]:
    found = []
    for word in tokenizer().tokenize(plain):
        for start, end in _solid(word.text):
            span = Span(offset + word.start + start, offset + word.start + end)
            if atom := word_atom(word.text[start:end], span):
                found.append(atom._replace(proper=_is_territory(atom, plain[word.end :])))
    return found


def _is_territory(atom: Atom, behind: str) -> bool:
    """Whether a place name that no entry knows is a territory: 海州市, 云海县. Another one's figures are no answer."""
    return atom.name and word_class(atom.printed) == "ns" and behind.startswith(tuple("省市县区州镇乡"))


def _solid(word: str) -> list[Span]:
    """The places in a word to take it by: a guess of jieba's that holds function words (各是, 比省) is cut at them."""
    if len(word) == 1 or in_dictionary(word) or word.isascii():
        return [Span(0, len(word))]
    marks = [Span(i, i + 1) for i, char in enumerate(word) if char in stopwords("zh") or char in _JOINTS]
    return _between(marks, len(word))


def word_atom(word: str, span: Span) -> Atom | None:
    """The atom of a word no entry knows; none for function words, digits and marks."""
    tag = word_class(word)
    weight = 1.0 if tag in _NAME_CLASSES else _CLASS_WEIGHT.get(tag, 0.0)
    mark = len(word) == 1 and not word.isalnum()
    if not weight or mark or not _WORD.search(word) or _is_number(word) or word in stopwords("zh"):
        return None
    light = 0.3 if len(word) == 1 and not word.isascii() else 1.0
    soft = word in soft_stopwords("zh")
    return Atom(f"word:{word}", (word,), span, weight * light, soft=soft, name=tag in _NAME_CLASSES or _is_place(word))


def names_place(atom: Atom) -> bool:
    """Whether an atom is a territory: one of the vocabulary, or a word that looks like one (新会区)."""
    return atom.key.startswith("region:") or (atom.key.startswith("word:") and _is_place(atom.printed))


def _is_place(word: str) -> bool:
    unheard = len(word) > 2 and word.endswith(TERRITORIES) and not in_dictionary(word, COMMON)
    return unheard or word in places()


def _is_number(word: str) -> bool:
    return bool(re.fullmatch(r"[\d.,%-]+", word))
