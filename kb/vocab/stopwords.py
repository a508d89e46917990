"""Words that carry no topic: function words, the wording of questions, and words the frame has read already.

stopwords.toml holds them by language and group, so that a reader sees why a word is in. The soft ones carry a topic
when nothing else does (目标, 支持, support): they are left out of a search only beside stronger words.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from kb.vocab.loader import folders


@cache
def stopwords(language: str) -> frozenset[str]:
    """The stop words of a language, `zh` or `en`, in folded form.

    >>> "哪些" in stopwords("zh"), "目标" in stopwords("zh"), "which" in stopwords("en")
    (True, False, True)
    """
    return frozenset(word for section in _sections(language) for group in section.values() for word in _words(group))


@cache
def soft_stopwords(language: str) -> frozenset[str]:
    """The words of a language that carry a topic only when they stand alone.

    >>> "目标" in soft_stopwords("zh"), "support" in soft_stopwords("en")
    (True, True)
    """
    soft = (section.get("soft", {}) for section in _sections(language))
    return frozenset(word for groups in soft for group in groups.values() for word in _words(group))


def _sections(language: str) -> list[dict[str, Any]]:
    """The section of a language in the house's file and in the site's."""
    paths = (folder / "stopwords.toml" for folder in folders())
    read = (tomllib.loads(path.read_text("utf-8")) for path in paths if path.exists())
    return [found[language] for found in read if language in found]


def _words(group: object) -> list[str]:
    return group if isinstance(group, list) else []
