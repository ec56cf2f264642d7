"""The words for the matters of one tree of categories, ready to be heard: a trie of everything that may be said.

Built from the names and synonyms of the loaded categories, and from the phrases that ship with the service for the
keys that the tree has. A tree of its own is served by its names and synonyms alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log1p
from typing import Any, Final, NamedTuple, TypeAlias

from graphsvc.domain.entities import Category
from graphsvc.questions.understanding.misspelt import Misspelt
from graphsvc.questions.understanding.opinion import Leaning, Opinion, shipped_leanings
from graphsvc.questions.understanding.phrases import WEAK, PhraseBook, shipped
from graphsvc.questions.understanding.text import fold
from graphsvc.questions.understanding.tokens import FIRST_CHINESE, Token, words_of

_PARTS_OF_A_NAME: Final = re.compile(r"[/、,，&()]|(?<=[^a-z])[与和及](?=[^a-z])|\band\b")
_SEVERAL_WORDS: Final = re.compile(r"[A-Za-z][ -]+[A-Za-z]")
_WORTH: Final = (0.0, 0.5, 1.0, 1.25, 1.5, 1.65, 1.75)
_ELSEWHERE: Final = 0.1  # no word belongs to one matter for certain
_END: Final = ""  # no word is empty

_Node: TypeAlias = dict[str, Any]


class Line(NamedTuple):
    """What is heard when a word of each side is said."""

    category: str
    sides: int
    weight: float


class Entry(NamedTuple):
    """What a word or a phrase is known for."""

    phrase: str
    worth: float = 1.0
    sides: Sequence[tuple[int, int]] = ()  # line, side
    alone: bool = False
    hidden: bool = False
    off_topic: bool = False
    order: bool = False
    faint: bool = False
    telling: Mapping[str, float] = {}


class Found(NamedTuple):
    """A known word or phrase within a text, by the numbers of its first word and of the one behind its last."""

    first: int
    last: int
    entry: Entry


class MatterWords:
    """The words of one tree of categories."""

    def __init__(
        self,
        categories: Iterable[Category],
        book: PhraseBook | None = None,
        leanings: Mapping[str, Leaning] | None = None,
    ) -> None:
        """Read the tree and, for the keys that it has, the phrases and what was learnt from them.

        By default those that ship with the service; nothing is taken as learnt from a book of one's own.
        """
        if leanings is None:
            leanings = shipped_leanings() if book is None else {}
        book = shipped() if book is None else book
        self.categories: Mapping[str, Category] = {category.key: category for category in categories}
        self._inner = {category.parent for category in self.categories.values()}
        self.lines: list[Line] = []
        self.before = book.before
        self._trie: _Node = {}
        self._build(book)
        self.misspelt = Misspelt(self._phrases())
        # Small talk made of small words: looked for as it is written.
        chat = sorted({fold(phrase) for phrase in book.off_topic if not _telling(phrase)})
        self.chat = re.compile(rf"\b(?:{'|'.join(map(re.escape, chat))})\b" if chat else r"(?!)")
        named = [words for words, entry in _entries(self._trie) if entry.alone and not entry.faint]
        self._pairs = {words[:2] for words in named if len(words) > 1}
        self._single = {words[0] for words in named if len(words) == 1 and words[0] < FIRST_CHINESE}
        self._learnt = {category for leaning in leanings.values() for category in leaning.to}
        self.opinion = Opinion(leanings)

    def telling(self, entry: Entry, category: str) -> float:
        """Give how far a word belongs to one category rather than to others, from 0 to 1."""
        return entry.telling.get(category, 0.0)

    def known_pairs(self, words: Sequence[str]) -> int:
        """Count where in some words a matter may be named; cheap, for choosing among the stretches of a long text."""
        return len(self._pairs.intersection(pairwise(words))) + len(self._single.intersection(words))

    def is_inner(self, key: str) -> bool:
        """Whether a category holds narrower ones."""
        return key in self._inner

    def above(self, key: str) -> Iterator[str]:
        """Give the categories that one lies within, itself first."""
        seen: set[str] = set()
        at: str | None = key
        while at is not None and at in self.categories and at not in seen:
            seen.add(at)
            yield at
            at = self.categories[at].parent

    def is_learnt(self, key: str) -> bool:
        """Whether it was learnt how words lean to a category."""
        return key in self._learnt

    def find(self, said: Sequence[Token]) -> list[Found]:
        """Find every known word and phrase in the order of their first words; cost: a step for each word of each."""
        found = []
        trie = self._trie
        for first in range(len(said)):
            node: _Node | None = trie.get(said[first].word)
            at = first + 1
            while node is not None:
                entry = node.get(_END)
                if entry is not None:
                    found.append(Found(first, at, entry))
                if at == len(said):
                    break
                node = node.get(said[at].word)
                at += 1
        return found

    def _phrases(self) -> Iterator[tuple[str, ...]]:
        """Give what a slip may have been meant to be; a short word only when it is a matter by itself."""
        for words, entry in _entries(self._trie):
            if entry.alone or entry.off_topic or (entry.sides and (len(words) > 2 or words[0] < FIRST_CHINESE)):
                yield words

    def _build(self, book: PhraseBook) -> None:
        sides: dict[tuple[str, ...], dict[tuple[int, int], None]] = {}
        for phrase in book.phrases:
            if phrase.category in self.categories:
                self._add(sides, phrase.category, phrase.sides, phrase.weight)
        for category in self.categories.values():
            self._add(sides, category.key, (tuple(_spoken(category)),), 1.0)
            self._add(sides, category.key, (tuple(_parts(category)),), WEAK + 0.2)
        self._stand_in(sides)
        kinds = {
            name: {_telling(word) for word in words}
            for name, words in (
                ("hidden", book.hidden),
                ("off_topic", book.off_topic),
                ("order", book.orders),
                ("faint", book.faint),
            )
        }
        for words in {*sides, *set().union(*kinds.values())} - {()}:
            node = self._trie
            for word in words:
                node = node.setdefault(word, {})
            flags = {name: words in known for name, known in kinds.items()}
            lines = tuple(sides.get(words, ()))
            alone = any(self.lines[line].sides == 1 for line, _ in lines)
            node[_END] = Entry(" ".join(words), _worth(words), lines, alone, **flags, telling=self._shares(lines))

    def _add(
        self,
        known: dict[tuple[str, ...], dict[tuple[int, int], None]],
        category: str,
        sides: Sequence[Sequence[str]],
        weight: float,
    ) -> None:
        line = len(self.lines)
        self.lines.append(Line(category, len(sides), weight))
        for side, words in enumerate(sides):
            for word in words:
                if known_words := _telling(word):
                    known.setdefault(known_words, {})[line, side] = None

    def _shares(self, sides: Iterable[tuple[int, int]]) -> Mapping[str, float]:
        counts = Counter(self.lines[line].category for line, _ in sides)
        total = sum(map(log1p, counts.values())) + _ELSEWHERE
        return {category: log1p(count) / total for category, count in counts.items()}

    def _stand_in(self, known: Mapping[tuple[str, ...], dict[tuple[int, int], None]]) -> None:
        """Let a matter of two characters (被偷) stand for each of them (偷) within the lines of its category."""
        for words, places in known.items():
            if len(words) != 2 or words[0] < FIRST_CHINESE:
                continue
            own = {self.lines[line].category for line, _ in places if self.lines[line].sides == 1}
            for word in words:
                for line, side in known.get((word,), ()):
                    if self.lines[line].sides > 1 and self.lines[line].category in own:
                        places[line, side] = None


def _telling(phrase: str) -> tuple[str, ...]:
    """Give the words of a phrase; none when small words are all but one of them (*break in*, *could we have*)."""
    words = words_of(phrase)
    return () if len(words) == 1 and _SEVERAL_WORDS.search(phrase) else words


def _worth(words: Sequence[str]) -> float:
    """Give what a phrase is worth by its length: a Latin word is about as telling as two Chinese characters."""
    length = sum(1 if word >= FIRST_CHINESE else 2 for word in words)
    return _WORTH[min(length, len(_WORTH) - 1)]


def _spoken(category: Category) -> Iterator[str]:
    yield from (name for name in (category.name, category.name_en, *category.synonyms) if name)


def _parts(category: Category) -> Iterator[str]:
    for name in (category.name, category.name_en):
        parts = [part.strip() for part in _PARTS_OF_A_NAME.split(name.casefold() if name else "")]
        if len(parts) > 1:
            yield from (part for part in parts if len(part) > 1)


def _entries(node: _Node, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Entry]]:
    for word, following in node.items():
        if word == _END:
            yield before, following
        else:
            yield from _entries(following, (*before, word))
