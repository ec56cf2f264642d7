"""Numbers as people write them: 3, 三, 叁, 十八, 一零二, 廿, three, third, III are one way of saying each.

Only texts that stand where a number is expected are read: 一 in 一个 is none of this module's business.
"""

from __future__ import annotations

from typing import Final

_DIGITS: Final = {
    **{character: value for value, character in enumerate("零一二三四五六七八九")},
    **{character: value for value, character in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "幺": 1,
    "两": 2,
}
_SCALES: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000}
_TENS: Final = {"廿": 20, "卅": 30}

_ONES: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_DECADES: Final = {"twenty": 20, "thirty": 30}
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")

_WORDS: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: value for value, word in enumerate(_ORDINALS, 1)},
    **_DECADES,
    **{f"{word}{mark}{one}": tens + value for word, tens in _DECADES.items() for mark in ("-", " ")
       for value, one in [*enumerate(_ONES[1:10], 1), *enumerate(_ORDINALS[:9], 1)]},
    "twentieth": 20,
    "thirtieth": 30,
}  # fmt: skip

CHINESE_NUMERAL: Final = f"[{''.join(_DIGITS)}{''.join(_SCALES)}{''.join(_TENS)}]"
"""One character of a Chinese number, for use in a regular expression."""

ORDINAL: Final = "|".join(word for word in (*_ORDINALS, "twentieth"))
"""English ordinals in words, for use in a regular expression."""

CARDINAL: Final = "|".join(
    sorted((word for word in _WORDS if word not in _ORDINALS and word != "zero"), key=len, reverse=True)
)
"""English numbers in words, longer ones first, for use in a regular expression."""


def read_number(text: str) -> int | None:
    """Read a number in digits, in Chinese, or in English words; None when the text is none."""
    if text.isdecimal():
        return int(text)
    if text in _WORDS:
        return _WORDS[text]
    if text[:-2].isdecimal() and text[-2:] in {"st", "nd", "rd", "th"}:
        return int(text[:-2])
    return _read_chinese(text)


def read_roman(text: str) -> int | None:
    """Read a Roman numeral up to ten."""
    return _ROMAN.index(text) + 1 if text in _ROMAN else None


def _read_chinese(text: str) -> int | None:
    if not text or any(one not in _DIGITS and one not in _SCALES and one not in _TENS for one in text):
        return None
    if all(one in _DIGITS for one in text):
        # One after the other, as on a door: 一零二.
        return int("".join(str(_DIGITS[one]) for one in text))
    total, digit = 0, None
    for one in text:
        if one in _TENS:
            total += _TENS[one]
        elif one in _SCALES:
            total += (1 if digit is None else digit) * _SCALES[one]
            digit = None
        elif digit:
            return None
        else:
            digit = _DIGITS[one]
    return total + (digit or 0)
