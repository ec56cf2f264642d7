"""A second opinion on what words speak of: how far each word, and each two that follow one another, leans to a matter.

The leanings are learnt beforehand from the phrases and sentences that ship with the service (`learning.py`) and stand
in a file beside them, so that loading is cheap and the same question leans the same way everywhere. It asks nothing of
a single phrase, and so it doubts a matter that one phrase heard among words that point elsewhere, and hears what no
phrase holds as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from gzip import decompress
from importlib import resources
from itertools import pairwise
from math import sqrt
from typing import Final, NamedTuple

LEARNT: Final = "learnt.gz"
"""The file of the leanings, in the folder of the phrases."""

_MOST: Final = 80  # words that an opinion is formed of
_FINE: Final = 100  # in how many steps a leaning is written


class Leaning(NamedTuple):
    """How telling a word is, and how far it leans to each category; to the empty one when it is no matter."""

    telling: float
    to: Mapping[str, float]


class Heard(NamedTuple):
    """How far some words lean to each category, for a length whose square is told besides."""

    leaning: Mapping[str, float]
    squared: float

    def leans(self) -> Mapping[str, float]:
        """Give how far the words lean to each category, about from -1 to 1."""
        length = sqrt(self.squared) or 1.0
        return {category: far / length for category, far in self.leaning.items()}


class Opinion:
    """What each word and each pair of words makes likelier."""

    def __init__(self, leanings: Mapping[str, Leaning]) -> None:
        """Take the leanings of words (*leak*) and of pairs (*pipe leak*)."""
        self._leanings = leanings

    def hear(self, words: Sequence[str]) -> Heard:
        """Add up how far words lean to each category; cost: some steps for each word."""
        leaning: dict[str, float] = {}
        squared = 0.0
        for feature in features(words[:_MOST]):
            known = self._leanings.get(feature)
            if known is not None:
                telling, to = known
                squared += telling * telling
                for category, far in to.items():
                    leaning[category] = leaning.get(category, 0.0) + telling * far
        return Heard(leaning, squared)


def together(heard: Sequence[Heard]) -> Heard:
    """Put together what was heard of several clauses."""
    if len(heard) == 1:
        return heard[0]
    leaning: dict[str, float] = {}
    for each in heard:
        for category, far in each.leaning.items():
            leaning[category] = leaning.get(category, 0.0) + far
    return Heard(leaning, sum(each.squared for each in heard))


def features(words: Sequence[str]) -> Iterator[str]:
    """Give the words and the pairs that follow one another, each once."""
    yield from dict.fromkeys((*words, *(f"{word} {following}" for word, following in pairwise(words))))


def write(leanings: Mapping[str, Leaning], taught: str) -> str:
    """Write leanings: a line of what they were `taught` and of the categories, then one for each word or pair."""
    keys = sorted({category for leaning in leanings.values() for category in leaning.to})
    number = {category: at for at, category in enumerate(keys)}
    lines = [
        "\t".join((feature, f"{telling:.1f}", *(f"{number[key]}:{round(far * _FINE)}" for key, far in to.items())))
        for feature, (telling, to) in leanings.items()
    ]
    return "\n".join(("\t".join((taught, *keys)), *lines))


def parse(written: str) -> dict[str, Leaning]:
    """Read what `write` has written; cost: a microsecond or two for a leaning."""
    first, *lines = written.split("\n")
    _, *keys = first.split("\t")
    found = {}
    for line in lines:
        feature, telling, *to = line.split("\t")
        leaning = {}
        for one in to:
            number, _, far = one.partition(":")
            leaning[keys[int(number)]] = int(far) / _FINE
        found[feature] = Leaning(float(telling), leaning)
    return found


def shipped_text() -> str:
    """Read the file of the leanings that ship with the service."""
    file = resources.files(__package__).joinpath("phrases", LEARNT)
    return decompress(file.read_bytes()).decode("utf-8")


@cache
def shipped_leanings() -> Mapping[str, Leaning]:
    """Read the leanings that ship with the service."""
    return parse(shipped_text())
