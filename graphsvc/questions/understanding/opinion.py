"""A second opinion on what words speak of: how likely each category is by all words together and how they follow.

Counted from the phrases when they are loaded (naive Bayes over words, neighbours and next neighbours); nothing is drawn
at random. It asks nothing of a single phrase, and so it doubts a matter that one phrase heard among words that point
elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log
from typing import Final

_SMOOTH: Final = 0.3
_WORD: Final = 1.0
_PAIR: Final = 0.7
_MOST: Final = 80  # words that an opinion is formed of

_Feature = str | tuple[str, str] | tuple[str, str, str]


class Opinion:
    """What each word, pair and pair with a gap makes likelier."""

    def __init__(self, samples: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Count the features of phrases, each given with its category; cost: some microseconds for a sample."""
        counts: dict[_Feature, dict[str, int]] = {}
        totals: dict[str, int] = {}
        for category, words in samples:
            features = set(_features(words))
            totals[category] = totals.get(category, 0) + len(features)
            for feature in features:
                seen = counts.setdefault(feature, {})
                seen[category] = seen.get(category, 0) + 1
        every = sum(totals.values())
        # What an unseen category loses is the same for all, so only those that were seen are kept, as gains over it.
        self._gains: dict[_Feature, Mapping[str, float]] = {
            feature: {
                category: log(1 + count * every / (_SMOOTH * totals[category])) for category, count in seen.items()
            }
            for feature, seen in counts.items()
        }

    def gains(self, words: Sequence[str]) -> Mapping[str, float]:
        """Give how much likelier the words make each category than one never heard of; a few steps for each word."""
        told: dict[str, float] = {}
        for feature in dict.fromkeys(_features(words[:_MOST])):
            weight = _WORD if isinstance(feature, str) else _PAIR
            for category, gain in self._gains.get(feature, {}).items():
                told[category] = told.get(category, 0.0) + weight * gain
        return told


def _features(words: Sequence[str]) -> Iterator[_Feature]:
    yield from words
    yield from pairwise(words)
    yield from ((word, "", after) for word, after in zip(words, words[2:], strict=False))
