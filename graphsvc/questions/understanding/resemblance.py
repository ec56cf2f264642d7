"""How much a text resembles what is known to be said of a category: a vote of its single words and pairs of words.

Counted from the phrases when they are loaded; nothing is drawn at random. It decides between matters that the phrases
themselves leave open, and hears what no phrase holds as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import Final

from graphsvc.questions.understanding.tokens import FIRST_CHINESE

_PAIR: Final = 1.0
_WORD: Final = 0.8
_CHARACTER: Final = 0.25
_DOUBT: Final = 1.0  # phrases that a feature has been seen in elsewhere, for all we know


class Resemblance:
    """What each word and each pair of words votes for."""

    def __init__(self, samples: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Count the features of phrases, each given with its category (empty for one that is no matter)."""
        counts: dict[str, dict[str, int]] = {}
        for category, words in samples:
            for feature in set(_features(words)):
                seen = counts.setdefault(feature, {})
                seen[category] = seen.get(category, 0) + 1
        self._votes: dict[str, Mapping[str, float]] = {}
        for feature, seen in counts.items():
            # A word that one category alone uses says much, one that a dozen use next to nothing.
            total = sum(log(1 + count) for count in seen.values()) + _DOUBT
            votes = {category: log(1 + count) / total for category, count in seen.items()}
            self._votes[feature] = {category: share * share for category, share in votes.items() if share > 0.05}

    def votes(self, words: Sequence[str]) -> Mapping[str, float]:
        """Give the votes of the words of a clause; cost: a few for each word."""
        told: dict[str, float] = {}
        for feature in dict.fromkeys(_features(words)):  # said twice is told once
            for category, vote in self._votes.get(feature, {}).items():
                told[category] = told.get(category, 0.0) + vote * _worth(feature)
        return told


def _features(words: Sequence[str]) -> Iterator[str]:
    yield from words
    for word, following in pairwise(words):
        yield f"{word} {following}"


def _worth(feature: str) -> float:
    if " " in feature:
        return _PAIR
    return _CHARACTER if feature >= FIRST_CHINESE else _WORD
