"""Learns from the phrases and sentences how far words lean to matters; run it when they have changed.

    python -m graphsvc.questions.understanding.learning

A perceptron with a margin, averaged over its steps: sample by sample, what words lean to too little or too much is put
right by as much as is missing. What is learnt depends a little on the order of the samples, so it is learnt in several
orders and the mean taken: one phrase more or less does not tip other questions. The orders are drawn from fixed seeds,
so the same phrases give the same leanings. They are kept in a file, for learning takes minutes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from gzip import compress
from hashlib import sha256
from math import log, sqrt
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from graphsvc.questions.understanding.clauses import denied
from graphsvc.questions.understanding.opinion import LEARNT, Leaning, features, write
from graphsvc.questions.understanding.phrases import PhraseBook, shipped
from graphsvc.questions.understanding.text import read
from graphsvc.questions.understanding.tokens import tokens, words_of

_ROUNDS: Final = 8
_MARGIN: Final = 0.3  # how much further words shall lean to what they say than to anything else
_MOST_AT_ONCE: Final = 0.1
_SENTENCE: Final = 1.5  # a sentence teaches more than a combination of words
_ORDERS: Final = 6
_MOST: Final = 16  # leanings of one word
_SLIGHT: Final = 0.035  # a leaning below that is left out


class Sample(NamedTuple):
    """Words that are known to speak of a category; of nothing when it is empty."""

    category: str
    words: tuple[str, ...]
    weight: float = 1.0


def samples(book: PhraseBook) -> Iterator[Sample]:
    """Give what is learnt from: of each line as many combinations as its longest side has words, and each sentence."""
    combined: dict[Sample, None] = {}
    for phrase in book.phrases:
        most = max(map(len, phrase.sides))
        for at in range(most):
            said = tuple(word for side in phrase.sides for word in words_of(side[at % len(side)]))
            combined[Sample(phrase.category, said)] = None
    for word in (*book.hidden, *book.off_topic, *book.orders):
        combined[Sample("", words_of(word))] = None
    yield from sorted(combined)
    for saying in book.sayings:
        yield Sample(saying.category, _spoken(saying.words), _SENTENCE)


def digest(taught: Iterable[Sample]) -> str:
    """Give a short name for what is learnt from, which changes when any of it does."""
    return sha256(repr(list(taught)).encode("utf-8")).hexdigest()


def learn(taught: Iterable[Sample]) -> dict[str, Leaning]:
    """Learn the leanings; cost: some milliseconds for a sample."""
    lessons = [(sample, list(features(sample.words))) for sample in taught]
    counts = Counter(feature for _, known in lessons for feature in known)
    telling = {feature: round(log(len(lessons) / count) + 1, 1) for feature, count in counts.items()}
    scaled = [(sample, _scale(known, telling)) for sample, known in lessons if known]
    mean: dict[str, dict[str, float]] = {}
    for seed in range(_ORDERS):
        for feature, to in _lean(scaled, Random(seed)).items():  # noqa: S311  (no secret, only an order)
            for category, far in to.items():
                _add(mean.setdefault(feature, {}), category, far / _ORDERS)
    return _kept(mean, telling)


def _lean(taught: Sequence[tuple[Sample, Mapping[str, float]]], order: Random) -> dict[str, dict[str, float]]:
    lessons = list(taught)
    leanings: dict[str, dict[str, float]] = {}
    late: dict[str, dict[str, float]] = {}  # the steps weighed by when they were made, for the average
    step = 1
    for _ in range(_ROUNDS):
        order.shuffle(lessons)
        for sample, known in lessons:
            step += 1
            leaning: dict[str, float] = {}
            for feature, weight in known.items():
                for category, far in leanings.get(feature, {}).items():
                    leaning[category] = leaning.get(category, 0.0) + weight * far
            own = leaning.pop(sample.category, 0.0)
            rival = max(leaning, key=lambda category: (leaning[category], category), default=None)
            missing = _MARGIN - own + (leaning[rival] if rival is not None else 0.0)
            if missing <= 0:
                continue
            by = min(_MOST_AT_ONCE * sample.weight, missing / 2)
            for feature, weight in known.items():
                for key, change in ((sample.category, by * weight), (rival, -by * weight)):
                    if key is not None:
                        _add(leanings.setdefault(feature, {}), key, change)
                        _add(late.setdefault(feature, {}), key, change * step)
    return {
        feature: {category: far - late[feature][category] / step for category, far in to.items()}
        for feature, to in leanings.items()
    }


def _kept(leanings: Mapping[str, Mapping[str, float]], telling: Mapping[str, float]) -> dict[str, Leaning]:
    kept = {}
    for feature, to in sorted(leanings.items()):
        furthest = sorted(to, key=lambda category: (-abs(to[category]), category))[:_MOST]
        far = {category: to[category] for category in sorted(furthest) if abs(to[category]) >= _SLIGHT}
        if far:
            kept[feature] = Leaning(telling[feature], far)
    return kept


def _scale(known: Sequence[str], telling: Mapping[str, float]) -> Mapping[str, float]:
    length = sqrt(sum(telling[feature] ** 2 for feature in known))
    return {feature: telling[feature] / length for feature in known}


def _add(to: dict[str, float], category: str, change: float) -> None:
    to[category] = to.get(category, 0.0) + change


def _spoken(sentence: str) -> tuple[str, ...]:
    """Give the words of a sentence without what it denies, as they are heard in a question."""
    text = read(sentence)
    untrue = {at for span in denied(text) for at in range(span.begin, span.end)}
    return tuple(token.word for token in tokens(text.folded) if token.begin not in untrue)


def main() -> None:
    """Learn from the phrases that ship with the service and write the file beside them."""
    taught = list(samples(shipped()))
    written = write(learn(taught), digest(taught))
    file = Path(__file__).parent / "phrases" / LEARNT
    file.write_bytes(compress(written.encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
