"""What happens to a question on its way: typing errors, other scripts, other widths, blanks and marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from random import Random

from tests.generated.gold import toml

_NUMBER = frozenset("0123456789,.")
Noise = Callable[[str, Random], str]


def typo(text: str, chance: Random) -> str:
    """One character for another that looks or sounds like it, where the text has such a word."""
    here = [pair.split(":") for pair in toml("noise")["typos"] if pair.split(":")[0] in text]
    if not here:
        return text
    right, wrong = chance.choice(here)
    return text.replace(right, wrong, 1)


def traditional(text: str, chance: Random) -> str:
    """The text in traditional characters."""
    return text.translate(_traditional())


@cache
def _traditional() -> dict[int, str]:
    table = toml("noise")
    return dict(zip(map(ord, table["simplified"]), table["traditional"], strict=True))


def full_width(text: str, chance: Random) -> str:
    """Digits, Latin letters and marks in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def blanks(text: str, chance: Random) -> str:
    """Blanks around numbers, in front and behind."""
    spaced = "".join(f" {c}" if c.isdigit() and text[i - 1 : i] not in _NUMBER else c for i, c in enumerate(text))
    return f"  {spaced}\u3000" if chance.random() < 0.5 else spaced.replace("年", "年 ")


def marks(text: str, chance: Random) -> str:
    """Other closing marks."""
    return text.rstrip("？?。.") + chance.choice(["？？", "!", "。。。", "~", " ?", "；"])


def plain(text: str, chance: Random) -> str:
    """As it was meant."""
    return text


def lower(text: str, chance: Random) -> str:
    """All in small letters, as typed on a phone."""
    return text.lower()


def upper(text: str, chance: Random) -> str:
    """All in capitals."""
    return text.upper()


def folded_marks(text: str, chance: Random) -> str:
    """Half-width marks and no closing one."""
    return unicodedata.normalize("NFKC", text).rstrip("?.! ")


CHINESE: dict[str, Noise] = {
    "plain": plain,
    "typo": typo,
    "traditional": traditional,
    "full_width": full_width,
    "blanks": blanks,
    "marks": marks,
    "half_width": folded_marks,
    "lower": lower,
}
ENGLISH: dict[str, Noise] = {
    "plain": plain,
    "lower": lower,
    "upper": upper,
    "blanks": blanks,
    "marks": marks,
    "full_width": full_width,
}
