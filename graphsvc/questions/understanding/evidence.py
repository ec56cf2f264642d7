"""What the words of a text are evidence of: the lines of phrases whose sides are all said, and how much each counts."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from graphsvc.questions.understanding.clauses import denied, split
from graphsvc.questions.understanding.matterwords import Found, Line, MatterWords
from graphsvc.questions.understanding.text import Text
from graphsvc.questions.understanding.tokens import FIRST_CHINESE, Token, tokens

_REPEATED: Final = 20  # a word that is said more often than that adds nothing
_NEAR: Final = 12  # words between the sides of a line
_ACROSS: Final = 0.7  # what a line is worth whose sides stand in different clauses
_WITHIN: Final = 0.45  # what a word is worth that stands within a longer phrase
_TOLD: Final = 0.9  # … and the other side of its line is told besides
_PART: Final = 0.22  # … and as a part of another word: 电 in 电梯
_FAINT: Final = 0.55
_CLOSE: Final = 3  # words between two sides that are as good as none
_DISTANT: Final = 0.02  # what every further word between them takes away
_GENERIC: Final = 0.6  # what a line is worth whose sides are all words of many matters


class Said(NamedTuple):
    """The words of a text that count, and for each the number of its clause."""

    words: Sequence[Token]
    clauses: Sequence[int]
    begins: Sequence[int]

    def clause_of(self, at: int) -> int:
        """Give the number of the clause that a character of the folded text stands in."""
        return bisect_right(self.begins, at) - 1


class Evidence(NamedTuple):
    """A line that is heard: what it speaks for, how strongly, and the found words of its sides."""

    category: str
    strength: float
    parts: tuple[Found, ...]
    clause: int


def listen(text: Text) -> Said:
    """Take the words of a text, clause by clause, without what it denies."""
    words: list[Token] = []
    clauses: list[int] = []
    spans = split(text)
    untrue = {at for denial in denied(text, spans) for at in range(denial.begin, denial.end)}
    for number, clause in enumerate(spans):
        said = tokens(text.folded, clause.begin, clause.end)
        words += [token for token in said if token.begin not in untrue] if untrue else said
        clauses += [number] * (len(words) - len(clauses))
    return Said(words, clauses, [clause.begin for clause in spans])


def _weigh(found: Sequence[Found]) -> Iterator[tuple[Found, float]]:
    """Give what is found with its worth, less within something longer and nothing within what hides it."""
    times: Counter[int] = Counter()
    longest = longest_hidden = 0  # where the furthest of those that began earlier ends
    latest_pair = -2  # where the latest phrase of two words began
    for first, together in groupby(found, key=lambda each: each.first):
        beginning = list(together)
        pair = any(each.last - first == 2 and each.entry.alone for each in beginning)
        for each in beginning:
            entry, last = each.entry, each.last
            times[id(entry)] += 1
            if not entry.sides or times[id(entry)] > _REPEATED:
                continue
            if longest_hidden >= last or any(other.last > last and other.entry.hidden for other in beginning):
                continue
            if last - first == 1 and entry.phrase >= FIRST_CHINESE and (pair or latest_pair == first - 1):
                yield each, _PART
            elif longest >= last or any(other.last > last and other.entry.sides for other in beginning):
                yield each, _WITHIN
            else:
                yield each, 1.0
        latest_pair = first if pair else latest_pair
        for each in beginning:
            if each.entry.hidden:
                longest_hidden = max(longest_hidden, each.last)
            if each.entry.sides:
                longest = max(longest, each.last)


def hear_lines(found_words: Sequence[Found], said: Said, words: MatterWords) -> Iterator[Evidence]:
    """Give the lines whose sides are all said close to each other."""
    latest: dict[int, dict[int, tuple[Found, float]]] = {}
    for found, worth in _weigh(found_words):
        for number, side in found.entry.sides:
            line = words.lines[number]
            if line.sides == 1:
                strength = line.weight * worth * found.entry.worth * (_FAINT if found.entry.faint else 1.0)
                yield Evidence(line.category, strength, (found,), said.clauses[found.first])
                continue
            sides = latest.setdefault(number, {})
            if _is_better(found, worth, sides.get(side)):
                sides[side] = found, worth
            if len(sides) == line.sides:
                evidence = _joined(line, list(sides.values()), said, words)
                if evidence is not None:
                    yield evidence


def _is_better(found: Found, worth: float, known: tuple[Found, float] | None) -> bool:
    return known is None or found.last > known[0].last or worth > known[1]


def _joined(line: Line, sides: Sequence[tuple[Found, float]], said: Said, words: MatterWords) -> Evidence | None:
    parts = sorted((found for found, _ in sides), key=lambda found: found.first)
    apart = 0
    for part, following in pairwise(parts):
        if following.first < part.last or following.first - part.last > _NEAR:
            return None
        apart += max(0, following.first - part.last - _CLOSE)
    clauses = [said.clauses[part.first] for part in parts]
    strength = 0.3 + sum(min(1.0, 0.25 + 0.75 * found.entry.worth) for found, _ in sides)
    strength *= min(worth if worth <= _PART else max(worth, _TOLD) for _, worth in sides)
    if clauses[0] != clauses[-1]:
        strength *= _ACROSS
    telling = max(words.telling(part.entry, line.category) for part in parts)
    strength *= (_GENERIC + (1 - _GENERIC) * telling) * (1 - _DISTANT * min(apart, _NEAR))
    return Evidence(line.category, strength * line.weight, tuple(parts), clauses[0])


def overlap(some: Sequence[Found], others: Sequence[Found]) -> bool:
    """Whether both hold a word in common."""
    return any(one.first < other.last and other.first < one.last for one in some for other in others)
