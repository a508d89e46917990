"""The words around an answer: interface.zh.toml and interface.en.toml, the same names in both."""

from __future__ import annotations

import tomllib
from functools import cache

from kb.vocab.loader import HOUSE
from kb.vocab.phrasing import Phrases


@cache
def interface(language: str) -> Phrases:
    """The words of a language, `zh` or `en`."""
    return Phrases(language, tomllib.loads((HOUSE / f"interface.{language}.toml").read_text("utf-8")))
