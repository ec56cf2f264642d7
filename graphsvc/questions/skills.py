"""Which skills suit which matters: words are compared, nothing is guessed (docs/rules.md, section 3).

Cost: the distinct skills times the words, once for a revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final
from unicodedata import normalize

_PARTS: Final = re.compile(r"[\s._/-]+")
_SHORTEST: Final = 2  # a single character (电) stands in too many words to say anything


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """Write a word so that it can be compared: case and width do not count, and `.`, `_`, `-`, `/` are spaces."""
    return _PARTS.sub(" ", normalize("NFKC", word).casefold()).strip()


def suits(skill: str, word: str) -> bool:
    """Say whether two plain words are equal, or the shorter one (two characters at least) stands in the other.

    A word of Latin letters must stand there as a whole word, or several: `art` does not stand in `party`.
    """
    if not skill or not word:
        return False
    if skill == word:
        return True
    short, long = sorted((skill, word), key=len)
    if len(short) < _SHORTEST:
        return False
    return f" {short} " in f" {long} " if short.isascii() else short in long


def leaves_for(words: Iterable[str], of_categories: Mapping[str, Iterable[str]], masks: Mapping[str, int]) -> int:
    """Give the leaves under every category of which a word suits one of these.

    `of_categories` are the words of each category by key, `masks` the leaves under it.
    """
    told = [plain(word) for word in words]
    found = 0
    for category, called in of_categories.items():
        mask = masks[category]
        if mask & ~found and any(suits(one, plain(word)) for one in told for word in called):
            found |= mask
    return found
