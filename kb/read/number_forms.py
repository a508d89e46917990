"""How Word prints the numbers of its automatic lists: ECMA-376 part 1, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_HAN = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_OLD = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_WIDE = "０１２３４５６７８９"
_ROMAN = dict(zip((1000, 900, 500, 400, 100, 90, 50, 40), "m cm d cd c xc l xl".split(), strict=True))
_ROMAN |= dict(zip((10, 9, 5, 4, 1), "x ix v iv i".split(), strict=True))
_CIRCLES = [0x2460 + n for n in range(20)] + [0x3251 + n for n in range(15)] + [0x32B1 + n for n in range(15)]
_GROUPS = ("", "万", "亿")


def printed(number: int, form: str) -> str:
    """The number in a form of numbering.xml; one the form has no sign for, or of no known form, is printed in digits.

    >>> [printed(n, "chineseCountingThousand") for n in (1, 10, 12, 20, 105, 110, 1_012)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十', '一千零一十二']
    >>> printed(21, "chineseCounting"), printed(12, "ideographDigital"), printed(12, "decimalFullWidth")
    ('二十一', '一二', '１２')
    >>> printed(3, "ideographTraditional"), printed(28, "lowerLetter"), printed(4, "upperRoman"), printed(0, "x")
    ('丙', 'bb', 'IV', '0')
    >>> printed(2, "decimalEnclosedCircle"), printed(51, "decimalEnclosedCircle"), printed(7, "decimalZero")
    ('②', '51', '07')
    """
    write = FORMS.get(form)
    return (write(number) if write else "") or str(number)


def _digits(signs: str) -> Callable[[int], str]:
    return lambda number: "".join(signs[int(digit)] for digit in str(number)) if number >= 0 else ""


def _signs(signs: Sequence[str]) -> Callable[[int], str]:
    """The n-th sign, from 1; none beyond the last."""
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else ""


def _run(first: int, count: int) -> Callable[[int], str]:
    return _signs([chr(first + n) for n in range(count)])


def _counting(digits: str, places: str, zero: str, one: bool) -> Callable[[int], str]:
    """Counting words up to 9999亿; `one` says whether 一 is written before a place word other than a leading 十."""

    def write(number: int) -> str:
        if not 0 < number < 10**12:
            return digits[0] if number == 0 else ""
        words = ""
        for power in (2, 1, 0):
            group = number // 10 ** (4 * power) % 10_000
            if group:
                gap = zero if words and group < 1_000 else ""
                words += gap + _group(group, digits, places, zero, one) + _GROUPS[power]
        return words[1:] if words.startswith(digits[1] + places[0]) and digits == _HAN else words

    return write


def _group(number: int, digits: str, places: str, zero: str, one: bool) -> str:
    words, gap = "", ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            gap = zero if words else ""
            continue
        place = places[power - 1] if power else ""
        words += gap + ("" if digit == 1 and place and not one else digits[digit]) + place
        gap = ""
    return words


def _short_counting(number: int) -> str:
    """Counting words below a hundred, digit by digit from there on."""
    return _thousands(number) if number < 100 else _digits("○" + _HAN[1:])(number)


def _letters(first: str) -> Callable[[int], str]:
    """a to z, then aa, bb, and so on."""
    return lambda number: chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else ""


def _roman(number: int) -> str:
    words = ""
    if 0 < number < 4_000:
        for value, sign in _ROMAN.items():
            words += sign * (number // value)
            number %= value
    return words


_thousands = _counting(_HAN, "十百千", "零", one=True)

FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _digits(_WIDE),
    "decimalFullWidth2": _digits(_WIDE),
    "decimalEnclosedCircle": _signs([chr(code) for code in _CIRCLES]),
    "decimalEnclosedCircleChinese": _signs([chr(code) for code in _CIRCLES]),
    "decimalEnclosedParen": _run(0x2474, 20),
    "decimalEnclosedFullstop": _run(0x2488, 20),
    "ideographEnclosedCircle": _run(0x3280, 10),
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": _short_counting,
    "chineseCountingThousand": _thousands,
    "taiwaneseCounting": _short_counting,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _counting(_HAN, "十百千", "", one=False),
    "ideographDigital": _digits("〇" + _HAN[1:]),
    "taiwaneseDigital": _digits("○" + _HAN[1:]),
    "japaneseDigitalTenThousand": _digits("〇" + _HAN[1:]),
    "chineseLegalSimplified": _counting(_LEGAL, "拾佰仟", "零", one=True),
    "ideographLegalTraditional": _counting(_LEGAL_OLD, "拾佰仟", "零", one=True),
    "japaneseLegal": _counting(_LEGAL_OLD, "拾佰仟", "", one=True),
    "ideographTraditional": _signs(_STEMS),
    "ideographZodiac": _signs(_BRANCHES),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
}
