"""Several houses told in one breath: 3、5号楼, A、B两栋, 5到8号楼, *blocks 5, 6 and 8*, *towers A to C*."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from graphsvc.questions.understanding.numbers import read_number
from graphsvc.questions.understanding.partforms import BETWEEN_HOUSES

_BETWEEN: Final = re.compile(f"({BETWEEN_HOUSES})")
_UP_TO: Final = frozenset("-~到至") | {"to", "through"}
_COUNT: Final = re.compile(r"(?<=.)([两二三四五六七八九])个?$")
_ARTICLES: Final = frozenset("ai")
_MOST: Final = 20
"""How many houses a stretch from one to another is read as at most."""


def listed(said: str, identity: Callable[[str], str | None]) -> Iterator[str]:
    """Give what the houses of a list are called beside their kind; `identity` reads one."""
    told = _BETWEEN.split(said.strip())
    count = _COUNT.search(told[-1])
    if count and read_number(count.group(1)) == (len(told) + 1) // 2:
        told[-1] = told[-1][: count.start()]  # A、B两栋 counts what it lists
    before: str | None = None
    for at in range(0, len(told), 2):
        value = identity(told[at].strip().removesuffix("号"))
        if value is None or (before is not None and value in _ARTICLES and before.isdecimal()):
            continue
        if before is not None and told[at - 1].strip() in _UP_TO:
            yield from _stretch(before, value)
        yield value
        before = value


def _stretch(first: str, last: str) -> Iterator[str]:
    """Give what lies between two numbers, or two letters."""
    if first.isdecimal() and last.isdecimal():
        yield from map(str, range(int(first) + 1, min(int(last), int(first) + _MOST)))
    elif len(first) == len(last) == 1 and first.isascii() and last.isascii() and first.isalpha() and last.isalpha():
        yield from map(chr, range(ord(first) + 1, ord(last)))
