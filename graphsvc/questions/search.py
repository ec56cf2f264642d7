"""Search over names: which nodes have all the words of a text in their names, best first.

Names are folded (NFKC, case, no spaces within Chinese); a Chinese name is also found by the initials of its
pinyin (`chyg` finds 翠湖阳光). Built once for a revision; a search scans one text of all names, about a millisecond
for 10,000 names.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Final

from pypinyin import Style, lazy_pinyin

from graphsvc.domain.facts import NameFact
from graphsvc.domain.kinds import NodeKind

# Neither can stand in a name: control characters are refused at import.
_NAME_END: Final = "\x1f"
_NODE_END: Final = "\x1e"
_CHINESE: Final = range(0x4E00, 0xA000)


class NameIndex:
    """What everything is called, ready for searching."""

    def __init__(self, names: Iterable[NameFact]) -> None:
        self._facts: list[NameFact] = []
        self._starts = array("q")
        parts: list[str] = []
        length = 0
        for fact in names:
            spoken = [fold(name) for name in fact.names if name]
            initials = [pinyin_initials(name) for name in fact.names if name]
            told = _NAME_END.join(["", fold(fact.key), *spoken, *(text for text in initials if text), ""]) + _NODE_END
            self._facts.append(fact)
            self._starts.append(length)
            parts.append(told)
            length += len(told)
        self._text = "".join(parts)

    def find(self, text: str, kinds: Collection[NodeKind] | None, *, every_person: bool) -> Sequence[NameFact]:
        """Give the nodes whose names hold every word of the text: whole names first, then beginnings, then by key.

        `kinds` None asks for all kinds. Persons who are no public contacts are searched only with `every_person`.
        """
        words = [word for word in (fold(word) for word in text.split()) if word]
        if not words or any(_NODE_END in word or _NAME_END in word for word in words):
            return ()
        found: list[tuple[int, str, NameFact]] = []
        for number in self._holding(max(words, key=len)):
            fact = self._facts[number]
            if (kinds is not None and fact.kind not in kinds) or not (fact.public or every_person):
                continue
            told = self._told(number)
            if all(word in told for word in words):
                found.append((_distance(told, words), fact.key, fact))
        found.sort(key=lambda entry: entry[:2])
        return [fact for _, _, fact in found]

    def _holding(self, word: str) -> Iterable[int]:
        at = self._text.find(word)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            following = number + 1
            at = self._text.find(word, self._starts[following]) if following < len(self._starts) else -1

    def _told(self, number: int) -> str:
        following = number + 1
        return self._text[
            self._starts[number] : self._starts[following] if following < len(self._starts) else len(self._text)
        ]


def _distance(told: str, words: Sequence[str]) -> int:
    whole = "".join(words)
    if f"{_NAME_END}{whole}{_NAME_END}" in told:
        return 0
    return 1 if any(f"{_NAME_END}{word}" in told for word in words) else 2


def fold(name: str) -> str:
    """Fold a name for comparison: compatibility forms, case and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def pinyin_initials(name: str) -> str:
    """Give the first letters of a name's Chinese characters as they are read; empty when it has none."""
    if not any(ord(character) in _CHINESE for character in name):
        return ""
    return "".join(_initial(character) for character in unicodedata.normalize("NFKC", name) if not character.isspace())


@lru_cache(maxsize=32_768)
def _initial(character: str) -> str:
    if ord(character) not in _CHINESE:
        return character.casefold()
    return lazy_pinyin(character, style=Style.FIRST_LETTER)[0][:1]
