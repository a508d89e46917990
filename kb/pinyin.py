"""Chinese names as Latin letters, so that an English question can name what a plan names in Chinese.

pypinyin is imported when the first name is spelled: 0.2 s and 65 MB that a Chinese question never pays for.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

_TERRITORY = re.compile(r"(?:省|自治区|自治州|市|县|区|镇|乡|街道|村|州|盟|旗)$")
_LEADING = re.compile(r"^(?:[\u3400-\u9fff]{2,3}?(?:省|市|县|区|镇|州))+(?=[\u3400-\u9fff]{2})")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_SYLLABLE = (
    "(?:(?:[bpmfdtnlgkhjqxzcsryw]|[zcs]h)(?:[iu]?ang?|[iu]?ai|i?ao|[iu]?eng?|ing?|i?ong|[ui]?e|[uv]n|[iu]a|uo|[uie]i|i?ou|iu|[aeiouv])"
    "|ang?|ai|ao|eng?|er|ou|[aeo])"
)
_PINYIN = re.compile(rf"(?:{_SYLLABLE}){{2,4}}")
_SPELLED = re.compile(rf"(?:{_SYLLABLE}|[ln]yue?|lve|nve){{2,}}")
HEADS = (2, 3, 4)
"""How many characters the part of a name has by which people call it: 华为 of 华为技术."""


def pinyin(text: str) -> str:
    """The text in lower-case Latin letters and digits, without tones, blanks or marks; ü is written v.

    >>> [pinyin(name) for name in ("台山", "绿岛", "Xi'an", "Tai Shan", "重庆")]
    ['taishan', 'lvdao', 'xian', 'taishan', 'chongqing']
    """
    spelled = "".join(_syllables(text)) if _HAN.search(text) else text
    plain = unicodedata.normalize("NFD", spelled.lower().replace("ü", "v"))
    return re.sub(r"[^a-z0-9]", "", plain)


def is_pinyin(word: str) -> bool:
    """Whether a word of Latin letters reads as two to four syllables of pinyin: kaiping, but not budget.

    >>> [is_pinyin(w) for w in ("kaiping", "Heshan", "xi'an", "guangzhou", "budget", "firms")]
    [True, True, True, True, False, False]
    """
    return len(word) > 3 and _PINYIN.fullmatch(re.sub("['’]", "", word.lower())) is not None


def may_spell(word: str) -> bool:
    """Whether a word could be a Chinese name in Latin letters, of any length; says so without spelling any name.

    >>> [may_spell(w) for w in ("Fuhua", "fuhuazhonggong", "lvdao", "enterprise", "budget", "commercially")]
    [True, True, True, False, False, False]
    """
    return len(word) > 3 and _SPELLED.fullmatch(re.sub("['’]", "", word.lower())) is not None


def spelled_names(names: Iterable[str]) -> dict[str, str]:
    """Pinyin -> name, for the names and for the parts people call them by.

    Parts are the name without 市, 县, 区, 镇, 省 at its end, without the territory in front, and its first characters.
    Where two have one spelling a whole name beats a part of another one, then the name given earlier wins.

    >>> found = spelled_names(["台山市", "大江镇", "富华重工"])
    >>> found["taishan"], found["dajiang"], found["fuhua"], found["fuhuazhonggong"], found["dajiangzhen"]
    ('台山', '大江', '富华', '富华重工', '大江镇')
    """
    whole = [name for name in dict.fromkeys(names) if _HAN.search(name)]
    found: dict[str, str] = {}
    for part in (*whole, *(p for name in whole for p in _short(name)), *(p for name in whole for p in _heads(name))):
        for spelling in _spellings(part):
            found.setdefault(spelling, part)
    return found


def _short(name: str) -> Iterator[str]:
    """The name without its kind of territory, and what stands behind a territory (台山市富华 is 富华)."""
    bare = _TERRITORY.sub("", name)
    if bare != name and len(bare) > 1:
        yield bare
    if (territory := _LEADING.match(name)) is not None:
        yield name[territory.end() :]
        yield from (_TERRITORY.sub("", part) for part in re.findall(r".{2,3}?[省市县区镇州]", territory.group()))


def _heads(name: str) -> Iterator[str]:
    """The first characters of the runs of Chinese in a name."""
    for part in (name, *_short(name)):
        for run in _HAN.findall(part):
            yield from (run[:size] for size in HEADS if size < len(run))


def _spellings(name: str) -> set[str]:
    """The name in pinyin; where it holds ü also as people type it (lvdao, ludao, lyudao)."""
    first = pinyin(name)
    return {first, *(re.sub("(?<=[ln])v", other, first) for other in ("u", "yu"))}


@cache
def _speller() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nothing a user could mend
        from pypinyin import lazy_pinyin

    return lazy_pinyin


def _syllables(text: str) -> list[str]:
    syllables: list[str] = _speller()(text)
    return syllables
