"""The words of the pages: zh.toml and en.toml, the same names in both."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from kb.vocab.phrasing import Phrases

LANGUAGES = {"zh": "中文", "en": "English"}
"""Language -> its own name; the first one is the default."""


@cache
def _table(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text("utf-8"))


@cache
def words(language: str) -> Phrases:
    """The words of a language."""
    return Phrases(language, _table(language)["words"])


def examples(language: str) -> tuple[str, ...]:
    """Questions to start with, the best first."""
    return tuple(_table(language)["examples"].values())
