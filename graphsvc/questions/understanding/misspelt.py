"""Slips in the words for matters: 下水到 is 下水道 by its sound, *cieling* is *ceiling* by its letters.

Asked only where nothing is plainly said as it stands. Two characters that sound alike are not enough: at least half
of a phrase must be written as it is known.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from pypinyin import Style, lazy_pinyin
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from graphsvc.questions.understanding.tokens import FIRST_CHINESE, Token

_SHORTEST: Final = 4  # letters of a stem
_LONG: Final = 8  # letters of a word in which two may be wrong
_MOST_WORDS: Final = 40  # unknown words of a text that are looked at
_KNOWN_CHARACTERS: Final = 16_384
_SAME_TO_MANY_EARS: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
_MOST_ALIKE: Final = 4
_END: Final = ""


class Misspelt:
    """What the known words sound and look like."""

    def __init__(self, phrases: Iterable[tuple[str, ...]]) -> None:
        """Take the words of all known phrases; cost: some 20 microseconds for a phrase."""
        self._known: set[str] = set()
        self._by_initial: dict[str, dict[str, str]] = {}
        self._sounds: dict[str, Any] = {}
        for phrase in sorted(phrases):  # of several that sound alike the last one is meant, whatever order they come in
            self._known.update(phrase)
            if len(phrase) > 1 and all(word >= FIRST_CHINESE for word in phrase):
                node = self._sounds
                for word in phrase:
                    node = node.setdefault(_sound(word), {})
                node.setdefault(_END, []).append(phrase)
        for word in sorted(self._known):
            if len(word) >= _SHORTEST and word.isascii() and word.isalpha():
                for ending in ("ing", "ed", "s", ""):
                    self._by_initial.setdefault(word[0], {})[word + ending] = word

    def mend(self, said: Sequence[Token], understood: Container[int]) -> Sequence[Token] | None:
        """Give the words as they were meant, or nothing when none looks like a slip; what is understood stays."""
        mended = list(said)
        for at, token in [(at, token) for at, token in enumerate(said) if self._is_strange(token)][:_MOST_WORDS]:
            word = self._spelt_alike(token.word)
            if word is not None:
                mended[at] = token._replace(word=word)
        for at in range(len(said)):
            phrase = self._sounding_alike(said, at)
            if any(place in understood and said[place].word != word for place, word in enumerate(phrase, at)):
                continue
            for place, word in enumerate(phrase, at):
                mended[place] = mended[place]._replace(word=word)
        return None if mended == list(said) else mended

    def _is_strange(self, token: Token) -> bool:
        letters = token.end - token.begin
        return (
            token.word < FIRST_CHINESE
            and letters > _SHORTEST
            and len(token.word) >= _SHORTEST
            and token.word not in self._known
        )

    def _spelt_alike(self, word: str) -> str | None:
        slips = 2 if len(word) >= _LONG else 1
        written = self._by_initial.get(word[0], {})
        near = extract(word, written.keys(), scorer=OSA.distance, score_cutoff=slips, limit=_MOST_ALIKE)
        meant = {written[alike] for alike, distance, _ in near if distance == near[0][1]}
        return meant.pop() if len(meant) == 1 else None

    def _sounding_alike(self, said: Sequence[Token], first: int) -> tuple[str, ...]:
        node: dict[str, Any] | None = self._sounds
        longest: tuple[str, ...] = ()
        at = first
        while node is not None and at < len(said) and said[at].word >= FIRST_CHINESE:
            node = node.get(_sound(said[at].word))
            at += 1
            if node is None:
                break
            for phrase in node.get(_END, ()):
                same = sum(token.word == word for token, word in zip(said[first:at], phrase, strict=True))
                if len(phrase) > same >= len(phrase) / 2:
                    longest = phrase
        return longest


@lru_cache(maxsize=_KNOWN_CHARACTERS)
def _sound(character: str) -> str:
    sound = lazy_pinyin(character, style=Style.NORMAL)[0]
    for heard, meant in _SAME_TO_MANY_EARS:
        sound = sound.replace(heard, meant)
    return sound
