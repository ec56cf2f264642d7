"""Slips of those who write a name: homophones (宾江), characters that look alike, letters left out or swapped.

A slip leaves a name what it is; another number, letter, phase or word makes it another name, so those must be equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final

from pypinyin import Style, lazy_pinyin
from rapidfuzz.distance import OSA

from graphsvc.questions.understanding.lookalikes import look_alike

_FIRST, _LAST = 0x3400, 0x9FFF
_SHORTEST: Final = 4
SHORTEST_SLIP: Final = _SHORTEST - 1
"""Shorter English words are taken as they stand."""

MOST_CHARACTERS: Final = 12
"""Longer names are known by nothing but themselves."""

_SURE: Final = 5  # letters of a word that is known, misspelt, by itself
_LONG: Final = 9
_NO_LENGTHS: Final[frozenset[int]] = frozenset()

# Pairs that many speakers do not tell apart: the second sound is written as the first.
_SAME_START: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("r", "n"))
_SAME_END: Final = (("ang", "an"), ("eng", "en"), ("ing", "in"), ("ong", "on"))


@lru_cache(maxsize=16_384)
def sound(character: str) -> str:
    """Give how a character is read, without the tone and without differences that many do not hear."""
    if not (_FIRST <= ord(character[0]) <= _LAST):
        return character
    read = lazy_pinyin(character, style=Style.NORMAL)[0]
    for heard, plain in _SAME_START:
        if read.startswith(heard) and not (plain == "n" and read.startswith("n")):
            read = plain + read[len(heard) :]
            break
    for heard, plain in _SAME_END:
        if read.endswith(heard):
            return read[: -len(heard)] + plain
    return read


def is_chinese(name: str) -> bool:
    """Whether a part of a name is one Chinese character."""
    return len(name) == 1 and _FIRST <= ord(name) <= _LAST


class Sounds:
    """Chinese names by how they sound, and by all of their characters but one.

    Most names are never asked for, so they are sorted by how they begin, and taken apart when something is first said
    that begins so: all that could be mistaken for one another at once, in the order in which they came.
    """

    def __init__(self) -> None:
        self._alike: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        self._holed: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        # How long the names are that begin with two sounds, and with three parts of which one may be wrong.
        self._sounding: dict[str, dict[str, set[int]]] = {}
        self._looking: dict[str, set[int]] = {}
        # Names not yet taken apart: by their first sound, by their first character, by their second part.
        self._by_sound_unheard: dict[str, list[tuple[str, ...]]] = {}
        self._by_first_unseen: dict[str, list[tuple[str, ...]]] = {}
        self._by_second_unseen: dict[str, list[tuple[str, ...]]] = {}

    def add(self, names: tuple[str, ...], *, whole: bool) -> None:
        """Learn a name; a piece of one is too short to be known by anything but itself."""
        chinese = [is_chinese(name) for name in names]
        count = sum(chinese)
        if not (2 if whole else 3) <= count <= MOST_CHARACTERS or not chinese[0]:
            return
        # Beside characters only numbered parts: no word.
        if count < len(names) and any(" " not in name for name, one in zip(names, chinese, strict=True) if not one):
            return
        self._by_sound_unheard.setdefault(sound(names[0]), []).append(names)
        if count >= 3:
            self._by_first_unseen.setdefault(names[0], []).append(names)
            self._by_second_unseen.setdefault(names[1], []).append(names)

    def _take_apart(self, first: str, second: str) -> None:
        """Look at the names that may be meant where two parts stand, as far as that was not done before."""
        for names in self._by_sound_unheard.pop(sound(first), ()):
            heard = tuple(map(sound, names))
            self._alike.setdefault(heard, []).append(names)
            self._sounding.setdefault(heard[0], {}).setdefault(heard[1], set()).add(len(names))
        for names in self._by_first_unseen.pop(first, ()):
            for beginning in _beginnings(*names[:3])[:-1]:
                self._looking.setdefault(beginning, set()).add(len(names))
            for hole, name in enumerate(names[1:], 1):
                if is_chinese(name):
                    self._holed.setdefault((*names[:hole], "", *names[hole + 1 :]), []).append(names)
        for names in self._by_second_unseen.pop(second, ()):
            self._looking.setdefault(_beginnings(*names[:3])[-1], set()).add(len(names))
            self._holed.setdefault(("", *names[1:]), []).append(names)

    def may_slip(self, first: str, second: str, third: str) -> bool:
        """Whether any name could be meant where three parts stand; cost: a few look-ups."""
        if not is_chinese(first):
            return False
        self._take_apart(first, second)
        return bool(self._sounding_as(first, second)) or any(
            beginning in self._looking for beginning in _beginnings(first, second, third)
        )

    def slip_at(self, names: Sequence[str], at: int) -> tuple[str, ...] | None:
        """Give the longest name that is meant, though not written, where a part stands; None when none is.

        Cost: one or a few look-ups for each length of the names that begin so.
        """
        if at + 2 > len(names) or not is_chinese(names[at]):
            return None
        self._take_apart(*names[at : at + 2])
        sounding = self._sounding_as(*names[at : at + 2])
        looking: set[int] = set()
        if at + 3 <= len(names):
            looking.update(*(self._looking.get(one, ()) for one in _beginnings(*names[at : at + 3])))
        for length in sorted(looking | sounding, reverse=True):
            said = tuple(names[at : at + length])
            if len(said) < length:
                continue
            meant = self._by_sound(said) if length in sounding else None
            if meant is None and length in looking:
                meant = self._by_look(said)
            if meant is not None:
                return meant
        return None

    def _sounding_as(self, first: str, second: str) -> AbstractSet[int]:
        heard = self._sounding.get(sound(first))
        return heard.get(sound(second), _NO_LENGTHS) if heard and second else _NO_LENGTHS

    def _by_sound(self, said: tuple[str, ...]) -> tuple[str, ...] | None:
        for names in self._alike.get(tuple(map(sound, said)), ()):
            same = sum(1 for one, other in zip(said, names, strict=True) if one == other)
            characters = sum(1 for name in names if is_chinese(name))
            # Something of the name must be there as it is written; of a short one nearly all.
            if names == said or same >= len(names) - max(1, characters // 2):
                return names
        return None

    def _by_look(self, said: tuple[str, ...]) -> tuple[str, ...] | None:
        for hole, character in enumerate(said):
            if not is_chinese(character):
                continue
            for names in self._holed.get((*said[:hole], "", *said[hole + 1 :]), ()):
                if names != said and look_alike(names[hole], character):
                    return names
        return None


def _beginnings(first: str, second: str, third: str) -> tuple[str, str, str]:
    """Give what is known of the beginning of a name, whichever of its characters is wrong."""
    return first + second, f"{first}\0{third}", f"\0{second}{third}"


class Spellings:
    """English words of names by themselves with one letter left out, so that a misspelt one is found at once."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._shorter: dict[str, set[str]] = {}

    def add(self, names: tuple[str, ...]) -> None:
        """Learn the words of a name."""
        for name in names:
            if name.isascii() and name.isalpha() and len(name) >= _SHORTEST and name not in self._words:
                self._words.add(name)
                for shorter in _shortened(name):
                    self._shorter.setdefault(shorter, set()).add(name)

    def knows(self, word: str) -> bool:
        """Whether this is a word of a name."""
        return word in self._words

    def meant(self, word: str, *, beside: bool = False) -> str | None:
        """Give the one word of a name that this is a misspelling of; None when it is none, or of several.

        A short one (*Lke*) is known only `beside` another word of names, and only with a letter too few or too many.
        """
        if len(word) < (SHORTEST_SLIP if beside else _SHORTEST) or word in self._words or len(word) > 32:
            return None
        found = set(self._shorter.get(word, ()))
        for shorter in _shortened(word):
            found |= self._shorter.get(shorter, set())
            if shorter in self._words:
                found.add(shorter)
        near = {
            name
            for name in found
            if OSA.distance(word, name) <= (2 if len(name) >= _LONG else 1)
            and (len(name) >= _SURE or (beside and len(name) != len(word)))
        }
        return near.pop() if len(near) == 1 else None


def _shortened(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
