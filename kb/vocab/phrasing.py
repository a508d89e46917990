"""The words we answer with: phrases.zh.toml and phrases.en.toml, one table of templates each."""

from __future__ import annotations

import tomllib
from functools import cache
from string import Formatter

from kb.vocab.loader import HOUSE


class Phrases:
    """Templates of one language; a name or a slot that is missing is an error, never an empty string."""

    def __init__(self, language: str, templates: dict[str, str]) -> None:
        self.language = language
        self._templates = templates

    def __call__(self, name: str, /, **slots: object) -> str:
        """The template of this name with its slots filled."""
        return Formatter().vformat(self._templates[name], (), slots)

    def __contains__(self, name: str) -> bool:
        return name in self._templates

    def names(self) -> frozenset[str]:
        """All names, so that a test can hold the two languages against each other."""
        return frozenset(self._templates)


@cache
def phrases(language: str) -> Phrases:
    """The templates of a language, `zh` or `en`."""
    return Phrases(language, tomllib.loads((HOUSE / f"phrases.{language}.toml").read_text("utf-8")))
