"""The coined part of an enterprise's name: what is left when place, trade and form are taken away."""

from __future__ import annotations

import re
from functools import cache

from kb.extract.lexis import ORDERS, alternation, is_common, names, verbs
from kb.vocab import vocabulary
from kb.words import in_dictionary, tokenizer, word_class

SHORTEST, LONGEST = 2, 4
FREQUENT, FREQUENT_BY_TRADE = 1500, 6000
"""Words that jieba's dictionary counts this often are words of the language (外国, 目标), not coined ones."""
_OTHER_CLASSES = frozenset("v d p c r m q u a f".split())


@cache
def _trade() -> re.Pattern[str]:
    return re.compile(f"(?:{names('enterprise', 'body', 'trade')})$")


@cache
def _common_end() -> re.Pattern[str]:
    words = alternation(c for c in vocabulary().commons if c.type == "enterprise")
    return re.compile(f"(?:{words})+$")


@cache
def no_part() -> re.Pattern[str]:
    """What stands in no coined name: verbs, small words, figures."""
    doing = verbs("build", "advance", "support", "give", "provide", "enter", "hold")
    return re.compile(f"[“”0-9的为等及到]|简称|公司|集团|企业|{doing}")


def coined(words: str, frequent: int = FREQUENT) -> bool:
    """Whether words less their common ending are a coined name of two to four characters.

    >>> coined("金海石化"), coined("外国"), coined("股权投资")
    (True, False, False)
    """
    match = _common_end().search(words)
    stem = words[: match.start()] if match else words
    fits = SHORTEST <= len(stem) <= LONGEST and not is_common(stem, "enterprise", "project")
    fits = fits and not (word_class(stem[:2]) == "v" and (len(stem) > SHORTEST or in_dictionary(stem, FREQUENT // 4)))
    return fits and not in_dictionary(stem, frequent) and not is_clause(stem) and not no_part().search(stem)


def traded(name: str) -> bool:
    """Whether a name is a coined part and a trade, as names of listed companies are: 海川股份.

    >>> traded("海川股份"), traded("新型电子"), traded("江州大学")
    (True, False, False)
    """
    match = _trade().search(name)
    return match is not None and match.start() >= SHORTEST and coined(name[: match.start()], FREQUENT_BY_TRADE)


def is_clause(words: str) -> bool:
    """Whether words are all verbs, adverbs and the like (首次上规, 通过复审), so that they name nothing.

    >>> is_clause("通过复审"), is_clause("徽光科技")
    (True, False)
    """
    pieces = [w.text for w in tokenizer().tokenize(words)]
    return all(word_class(p) in _OTHER_CLASSES for p in pieces) and bool(_verb().search(words))


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?=[一-龥]{{2}})(?:{verbs(*ORDERS, 'manner', 'enter', 'relation')})(?<=[一-龥]{{2}})")
