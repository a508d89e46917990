"""The words by which support is promised and duties are given, as patterns over folded text."""

from __future__ import annotations

import re
from functools import cache

from kb.extract.lexis import verbs
from kb.vocab import vocabulary


@cache
def word(id: str) -> re.Pattern[str]:
    """The pattern of one entry of the vocabulary's words of promises."""
    return re.compile(vocabulary().promises[id].pattern or "")


@cache
def giving() -> re.Pattern[str]:
    """A verb that hands something out: 给予, 奖励, 资助."""
    return re.compile(f"(?:{verbs('give', 'pay')})")


@cache
def providing() -> re.Pattern[str]:
    """A verb that offers a service: 提供, 输送."""
    return re.compile(f"(?:{verbs('provide')})")


@cache
def supporting() -> re.Pattern[str]:
    """A verb of support or encouragement, adverbs before it included."""
    return re.compile(f"(?:{verbs('manner')})*(?:{verbs('support')})")
