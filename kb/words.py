"""The one private jieba.Tokenizer of the process, and words of our own laid over its cuts.

jieba's global state is never touched: the dictionary is read by us (its own cache is an unchecked file of a fixed name
in the shared temp folder), nothing is added to it after loading, and `use_paddle`, which would run pip, is never used.
Own words do not change the cut of the text around them; they are found beside it, so no word can hide another one.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal, NamedTuple

Mode = Literal["default", "search"]

_TOLD = frozenset("v a ad d r c p u ul y m q f t z zg e o k l s nr nrt nrfg ns nz nt".split())
"""Tags of jieba's dictionary that mark no noun, or a name."""

_lock = Lock()
_loaded: list[Any] = []
_classes: dict[str, str] = {}


class Word(NamedTuple):
    """A word and its place in the text that was cut."""

    text: str
    start: int
    end: int


class Tokenizer:
    """Cuts folded Chinese text into words; immutable, may be used by any number of threads."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = tuple(sorted({w for w in words if len(w) > 1}))
        self._by_head: dict[str, tuple[str, ...]] = {}
        for word in self.words:
            self._by_head[word[:2]] = (*self._by_head.get(word[:2], ()), word)

    def tokenize(self, text: str, mode: Mode = "default") -> list[Word]:
        """Words in order; `search` adds the words inside long words, and the own words wherever they stand.

        >>> [w.text for w in tokenizer().tokenize("高新技术企业认定")]
        ['高新技术', '企业', '认定']
        >>> [w.text for w in tokenizer(("小微双创",)).tokenize("小微双创", "search")]
        ['小微', '小微双创', '双创']
        """
        found = (Word(*w) for w in _jieba().tokenize(text, mode=mode))
        if mode == "default" or not self.words:
            return list(found)
        return sorted({*found, *self.own(text)}, key=lambda w: (w.start, w.end))

    def own(self, text: str) -> Iterator[Word]:
        """The own words in a text, overlapping ones included."""
        for start in range(len(text) - 1):
            for word in self._by_head.get(text[start : start + 2], ()):
                if text.startswith(word, start):
                    yield Word(word, start, start + len(word))


@lru_cache(maxsize=8)
def tokenizer(words: tuple[str, ...] = ()) -> Tokenizer:
    """The tokenizer that knows these words besides jieba's dictionary."""
    return Tokenizer(words)


def in_dictionary(word: str, least: int = 1) -> bool:
    """Whether jieba's dictionary knows a word, with this frequency at least; others are guesses from habits.

    >>> in_dictionary("补贴"), in_dictionary("各是")
    (True, False)
    """
    return int(_jieba().FREQ.get(word, 0)) >= least


def word_class(word: str) -> str:
    """The part of speech of jieba's dictionary (v verb, d adverb, nr name ...); empty for common nouns and the unknown.

    >>> word_class("拿到"), word_class("竟然"), word_class("补贴")
    ('v', 'd', '')
    """
    _jieba()
    return _classes.get(word, "")


def _jieba() -> Any:
    """The loaded jieba.Tokenizer, 0.5 s and 80 MB at the first call."""
    if not _loaded:
        with _lock:
            if not _loaded:
                _loaded.append(_load())
    return _loaded[0]


def _load() -> Any:
    jieba = _import_jieba()
    cutter = jieba.Tokenizer()
    cutter.FREQ, cutter.total = _dictionary(Path(jieba.__file__).with_name("dict.txt"))
    cutter.initialized = True
    return cutter


def _import_jieba() -> Any:
    """jieba without pkg_resources, which it wants for finding its files only: 0.3 s and a deprecation warning."""
    missing = object()
    before = sys.modules.get("pkg_resources", missing)
    if before is missing:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # its patterns hold "\\." outside raw strings
            warnings.simplefilter("ignore", DeprecationWarning)  # the same, by its name before Python 3.12
            import jieba
    finally:
        if before is missing:
            sys.modules.pop("pkg_resources", None)
    return jieba


def _dictionary(path: Path) -> tuple[dict[str, int], int]:
    """Word -> frequency, with 0 for every beginning of a word, as jieba's own loader has it; and their sum."""
    parts = [line.rsplit(" ", 2) for line in path.read_text("utf-8").split("\n") if line]
    _classes.update((word, tag) for word, _, tag in parts if tag in _TOLD)
    frequency = {word: int(count) for word, count, _ in parts}
    for word in tuple(frequency):
        head = word[:-1]
        while head and head not in frequency:
            frequency[head] = 0
            head = head[:-1]
    return frequency, sum(int(count) for _, count, _ in parts)
