"""Words of a text, as matters are looked for among them: each Chinese character, and each Latin word by its stem.

One stream for both scripts, so that *lift坏了* is read like 电梯坏了; blanks between Chinese characters vanish by
themselves. Small English words that say nothing are left out, *isn't* and *won't* say *not*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from graphsvc.questions.understanding.english import OWNERS, stem
from graphsvc.questions.understanding.text import CHINESE, fold

FIRST_CHINESE: Final = "\u3400"
"""No Latin word comes behind this character, no Chinese one before it."""

_WORD: Final = re.compile(rf"[{CHINESE}]|[a-z]+(?:'[a-z]+)?|[0-9]+")
# What Cantonese, Sichuan and other speakers write, in the words that the phrases are written in.
_SAME: Final = {
    **dict(zip("冇唔咗俺遭佢嘅睇嚟瞓嘈攞掟", "没不了我被他的看来睡吵拿扔", strict=True)),
    "没得": "",
    **dict.fromkeys(("屋头", "坝头", "箱头", "道头", "梯头"), "里"),
}
_SAID_ELSEWHERE: Final = frozenset(said[-1] for said in _SAME)
_KNOWN_PHRASES: Final = 16_384


class Token(NamedTuple):
    """A word of the folded text."""

    word: str
    begin: int
    end: int


def tokens(folded: str, begin: int = 0, end: int | None = None) -> Sequence[Token]:
    """Give the words of a stretch of folded text; cost: about half a microsecond for a character."""
    found: list[Token] = []
    before = ""
    for match in _WORD.finditer(folded, begin, len(folded) if end is None else end):
        word = match[0]
        if word < FIRST_CHINESE:
            word = stem(word)
        elif word in _SAID_ELSEWHERE:
            word = _SAME.get(before + word, _SAME.get(word, word))
        if match[0] == "will" and before in OWNERS:
            word = "testament"
        before = match[0]
        if word:
            found.append(Token(word, match.start(), match.end()))
    return found


@lru_cache(maxsize=_KNOWN_PHRASES)  # most stand in groups that many lines share
def words_of(phrase: str) -> tuple[str, ...]:
    """Give the words of a phrase that is looked for."""
    return tuple(token.word for token in tokens(fold(phrase)))
