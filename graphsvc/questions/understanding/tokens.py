"""Words of a text, as matters are looked for among them: each Chinese character, and each Latin word by its stem.

One stream for both scripts, so that *lift坏了* is read like 电梯坏了; blanks between Chinese characters vanish by
themselves. Small English words that say nothing are left out, *isn't* and *won't* say *not*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from graphsvc.questions.understanding.english import OWNERS, stem
from graphsvc.questions.understanding.text import CHINESE, fold

FIRST_CHINESE: Final = "\u3400"
"""No Latin word comes behind this character, no Chinese one before it."""

_WORDS: Final = re.compile(rf"[{CHINESE}]+|[a-z]+(?:'[a-z]+)?|[0-9]+")
# What Cantonese, Sichuan and other speakers write, in the words that the phrases are written in.
_SAME: Final = {
    **dict(zip("冇唔咗俺遭佢嘅睇嚟瞓嘈攞掟", "没不了我被他的看来睡吵拿扔", strict=True)),
    "没得": "",
    **dict.fromkeys(("屋头", "坝头", "箱头", "道头", "梯头"), "里"),
}
_SAID_ELSEWHERE: Final = frozenset(said[-1] for said in _SAME)
_IN_CHARGE: Final = "incharge"  # who is in charge asks about no charge
_KNOWN_PHRASES: Final = 16_384


class Token(NamedTuple):
    """A word of the folded text."""

    word: str
    begin: int
    end: int


def tokens(folded: str, begin: int = 0, end: int | None = None) -> Sequence[Token]:
    """Give the words of a stretch of folded text; cost: a third of a microsecond for a character."""
    found: list[Token] = []
    before = ""
    for match in _WORDS.finditer(folded, begin, len(folded) if end is None else end):
        said = match[0]
        first, last = match.span()
        if said >= FIRST_CHINESE:
            characters = said if _SAID_ELSEWHERE.isdisjoint(said) else _in_the_words_of_phrases(said, before)
            found += map(Token, characters, range(first, last), range(first + 1, last + 1))
            before = said[-1]
        else:
            if said == "will" and before in OWNERS:
                word = "testament"
            else:
                word = _IN_CHARGE if said == "charge" and before == "in" else stem(said)
            found.append(Token(word, first, last))
            before = said
    return [token for token in found if token.word]


def _in_the_words_of_phrases(said: str, before: str) -> Iterator[str]:
    """Give for each character what the phrases write for it; nothing for one that says nothing."""
    for character in said:
        yield _SAME.get(before + character, _SAME.get(character, character))
        before = character


@lru_cache(maxsize=_KNOWN_PHRASES)  # most stand in groups that many lines share
def words_of(phrase: str) -> tuple[str, ...]:
    """Give the words of a phrase that is looked for."""
    return tuple(token.word for token in tokens(fold(phrase)))
