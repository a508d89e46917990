"""BACKENDS: the search engines that can find passages, headings and table rows; the text itself lives in the store.

A back end is a module with `write(folder, entries, cutter)` and `load(files, cutter) -> SearchIndex`. What it finds are
record ids with places and scores, for a `Query` of bounded terms; no engine ever parses what a user typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from kb.errors import BuildError
from kb.index.entries import Entry
from kb.index.found import Found
from kb.index.query import Query, read
from kb.index.terms import corpus_words
from kb.words import Tokenizer, tokenizer

__all__ = ["BACKENDS", "Entry", "Found", "Index", "Query", "SearchIndex", "backend", "load", "write"]

BACKENDS: dict[str, str] = {
    "whoosh": "kb.index.whoosh_index",
}
"""Name -> module, imported when first used; the contract tests run over all of them."""

WORDS = "words.txt"
"""File of the own words, one a line: what was cut with them is asked with them."""


class SearchIndex(Protocol):
    """An opened index. Safe for any number of threads."""

    def find(self, query: Query, limit: int) -> list[Found]:
        """At most `limit` places, the best first, equal scores in the order of the corpus."""
        ...

    def close(self) -> None:
        """Lets go of everything that is open."""
        ...


class Backend(Protocol):
    """What the module of a back end offers."""

    def write(self, folder: Path, entries: Iterable[Entry], cutter: Tokenizer) -> None:
        """Makes a new index in an empty folder."""
        ...

    def load(self, files: Mapping[str, bytes]) -> SearchIndex:
        """Opens an index from the verified bytes of its files."""
        ...


class Index:
    """A question's way to places: reads the text into a query and asks the engine."""

    def __init__(self, engine: SearchIndex, cutter: Tokenizer) -> None:
        self.engine = engine
        self.cutter = cutter

    def search(self, text: str, limit: int = 10) -> list[Found]:
        """The places that fit a text best, the best first; "quoted words" must stand there as they are."""
        return self.engine.find(read(text, self.cutter), limit)

    def close(self) -> None:
        """Closes the engine."""
        self.engine.close()


def backend(name: str) -> Backend:
    """The back end of this name; raises BuildError for one that is not there."""
    if name not in BACKENDS:
        raise BuildError(f"没有名为 {name} 的检索后端，可用：{'、'.join(BACKENDS)}。请改用其中之一运行：kb build")
    return cast(Backend, import_module(BACKENDS[name]))


def write(name: str, folder: Path, found: Iterable[Entry], texts: Iterable[str]) -> None:
    """Makes a new index of these entries in an empty folder, with the own words of these texts beside it."""
    words = corpus_words(texts)
    (folder / WORDS).write_text("".join(f"{word}\n" for word in words), "utf-8")
    backend(name).write(folder, found, tokenizer(words))


def load(name: str, files: Mapping[str, bytes]) -> Index:
    """Opens an index from the verified bytes of its files."""
    words = tuple(files[WORDS].decode("utf-8").split())
    engine = backend(name).load({file: data for file, data in files.items() if file != WORDS})
    return Index(engine, tokenizer(words))
