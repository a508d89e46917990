"""From TOML files to one checked Vocabulary."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from kb.errors import VocabularyError
from kb.model import Span
from kb.text import fold
from kb.vocab import entries as kinds

HOUSE = Path(__file__).parent
E = TypeVar("E", bound=kinds.Entry)


class Match(NamedTuple, Generic[E]):
    """An entry and the place where one of its words stands."""

    span: Span
    entry: E


class Lexicon(Generic[E]):
    """The entries of one file, findable by any of their words, the longest first."""

    def __init__(self, entries: Iterable[E]) -> None:
        self.entries = tuple(entries)
        self._by_id = {e.id: e for e in self.entries}
        self._by_name: dict[str, E] = {}
        for entry in self.entries:
            for name in entry.names:
                self._by_name.setdefault(fold(name), entry)

    def __iter__(self) -> Iterator[E]:
        return iter(self.entries)

    def __getitem__(self, id: str) -> E:
        return self._by_id[id]

    def get(self, id: str | None) -> E | None:
        """The entry of this id, or none."""
        return self._by_id.get(id or "")

    def named(self, name: str) -> E | None:
        """The entry one of whose words is exactly this name."""
        return self._by_name.get(fold(name))

    @cached_property
    def _phrases(self) -> re.Pattern[str] | None:
        names = sorted(self._by_name, key=lambda n: (-len(n), n))
        return re.compile("|".join(map(re.escape, names))) if names else None

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], E], ...]:
        return tuple((re.compile(e.pattern), e) for e in self.entries if e.pattern)

    def find(self, text: str) -> list[Match[E]]:
        """All entries in a text, disjoint, in order; a longer word beats a shorter one that it overlaps."""
        plain = fold(text)
        found = [(Span(*m.span()), entry) for p, entry in self._patterns for m in p.finditer(plain) if m.group()]
        if self._phrases:
            found += [(Span(*m.span()), self._by_name[m.group()]) for m in self._phrases.finditer(plain)]
        taken: list[Match[E]] = []
        for span, entry in sorted(found, key=lambda f: (f[0].start - f[0].end, f[0].start)):
            if all(span.end <= t.span.start or span.start >= t.span.end for t in taken):
                taken.append(Match(span, entry))
        return sorted(taken, key=lambda m: m.span)


class Table(Generic[E]):
    """A table of the vocabulary: read, checked and kept when it is first asked for."""

    def __init__(self, kind: type[E]) -> None:
        self.kind = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, holder: object, owner: type) -> Lexicon[E]:
        if self.name not in holder.__dict__:
            holder.__dict__[self.name] = Lexicon(_table(self.name, self.kind))
        lexicon: Lexicon[E] = holder.__dict__[self.name]
        return lexicon


class Vocabulary:
    """Every table of the vocabulary, by the name of its file."""

    units = Table(kinds.Unit)
    comparators = Table(kinds.Comparator)
    periods = Table(kinds.PeriodWord)
    wording = Table(kinds.Wording)
    numbering = Table(kinds.Numbering)
    shapes = Table(kinds.Shape)
    indicators = Table(kinds.Indicator)
    concepts = Table(kinds.Concept)
    instruments = Table(kinds.Instrument)
    beneficiaries = Table(kinds.Beneficiary)
    promises = Table(kinds.Wording)
    verbs = Table(kinds.Verb)
    names = Table(kinds.NameShape)
    commons = Table(kinds.Common)
    regions = Table(kinds.Region)
    glossary = Table(kinds.Gloss)
    cues = Table(kinds.Cue)
    typos = Table(kinds.Typo)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the names and bytes of all vocabulary files."""
        return digest()

    def check(self) -> None:
        """Raises VocabularyError on the first entry of any table that contradicts another."""
        for name in TABLES:
            getattr(self, name)


TABLES: dict[str, type[kinds.Entry]] = {
    name: table.kind for name, table in vars(Vocabulary).items() if isinstance(table, Table)
}


def folders() -> tuple[Path, ...]:
    """The package's own folder and, after it, the site's."""
    site = os.environ.get("KB_VOCAB")
    return (HOUSE, Path(site)) if site else (HOUSE,)


def load() -> Vocabulary:
    """The checked vocabulary; raises VocabularyError on the first entry that contradicts another."""
    loaded = Vocabulary()
    loaded.check()
    return loaded


def digest() -> str:
    """SHA-256 over the names and bytes of all vocabulary files."""
    total = hashlib.sha256()
    for path in (p for folder in folders() for p in sorted(folder.glob("*.toml"))):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _table(name: str, kind: type[E]) -> list[E]:
    paths = [path for folder in folders() if (path := folder / f"{name}.toml").exists()]
    found = [_entry(kind, row, path) for path in paths for row in _rows(path)]
    _refuse_doubles(found, name)
    return found


def _rows(path: Path) -> list[dict[str, object]]:
    try:
        rows: list[dict[str, object]] = tomllib.loads(path.read_text("utf-8"))["entry"]
    except (ValueError, KeyError) as error:
        raise VocabularyError(f"词表 {path.name} 不是 [[entry]] 的列表：{error}。请改正后运行 kb build") from error
    return rows


def _entry(kind: type[E], row: dict[str, object], path: Path) -> E:
    try:
        entry = kind.model_validate(row)
        unproved = [text for text in entry.examples if not _stands_in(entry, text)]
    except (ValidationError, re.error) as error:
        raise VocabularyError(f"词条 {row.get('id')}（{path.name}）写法有误：{error}。请改正后运行 kb build") from error
    if unproved:
        raise VocabularyError(f"词条 {entry.id}（{path.name}）在例句“{unproved[0]}”中找不到。请改正后运行 kb build")
    return entry


def _stands_in(entry: kinds.Entry, text: str) -> bool:
    """Whether a word or the pattern of an entry stands in a text at all; which entry wins there is up to `find`."""
    plain = fold(text)
    words = (*(fold(name) for name in entry.names), *(name.lower() for name in entry.en))
    return any(word in plain for word in words) or bool(entry.pattern and re.search(entry.pattern, plain))


def _refuse_doubles(found: list[E], table: str) -> None:
    ids: set[str] = set()
    owners: dict[str, E] = {}
    for entry in found:
        if entry.id in ids:
            raise VocabularyError(f"{table}.toml 中词条 {entry.id} 出现两次。请改正后运行 kb build")
        ids.add(entry.id)
        for name in {fold(n) for n in entry.names}:
            other = owners.setdefault(name, entry)
            if other is not entry and not (entry.ambiguous and other.ambiguous):
                raise VocabularyError(
                    f"{table}.toml 中“{name}”同属 {other.id} 和 {entry.id}；"
                    "若有意如此，请给两者都写上 ambiguous = true，再运行 kb build"
                )
