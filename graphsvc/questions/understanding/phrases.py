"""How residents speak of matters: the phrases that ship with the service, keyed by the categories of the seed tree.

A file holds sections `[category key]` of lines. A line is one side, or several joined by ` + `; a side is words
joined by `|`, of which `@name` stands for a group. A line of one side is heard where one of its words is said; a line
of several sides where, close together and in any order, a word of each is. `!` before a line makes it count for more,
`~` for less. The sections `[hidden]`, `[off topic]`, `[orders]`, `[faint]` and `[before]` say what their files say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

STRONG: Final = 1.3
PLAIN: Final = 1.0
WEAK: Final = 0.5
_OFF_TOPIC: Final = "off topic"
_MARKS: Final = {"!": STRONG, "~": WEAK}


class PhraseError(ValueError):
    """A line of the phrases cannot be read; says which."""


class Phrase(NamedTuple):
    """A line: what it speaks of, the words of each side, and how much it counts."""

    category: str
    sides: tuple[tuple[str, ...], ...]
    weight: float = PLAIN


class Saying(NamedTuple):
    """A whole sentence, and what it speaks of; nothing that the service knows when that is empty."""

    category: str
    words: str


class PhraseBook(NamedTuple):
    """All that is known of how people speak."""

    phrases: tuple[Phrase, ...] = ()
    hidden: tuple[str, ...] = ()
    off_topic: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    faint: tuple[str, ...] = ()
    before: Mapping[str, frozenset[str]] = {}
    sayings: tuple[Saying, ...] = ()


@cache
def shipped() -> PhraseBook:
    """Read the phrases that ship with the service."""
    folder = resources.files(__package__).joinpath("phrases")
    files = sorted(
        (file.name, file.read_text(encoding="utf-8")) for file in folder.iterdir() if file.name[-4:] == ".txt"
    )
    return parse(text for _, text in files)


def parse(files: Iterable[str]) -> PhraseBook:
    """Read texts of phrases; a group must stand before it is used.

    Raises:
        PhraseError: a line is outside a section, has an empty side or names an unknown group.
    """
    groups: dict[str, tuple[str, ...]] = {}
    sections: dict[str, list[tuple[str, str]]] = {}
    sayings: list[Saying] = []
    for file in files:
        section: str | None = None
        for line in _lines(file):
            if line.startswith("@") and " = " in line:
                name, words = line.split(" = ", 1)
                groups[name] = _words(words, groups, line)
            elif line.startswith("["):
                section = line.strip("[]")
                sections.setdefault(section, [])
            elif section is None:
                raise PhraseError(f"a line outside of a section: {line}")
            elif line.startswith('"'):
                sayings.append(Saying("" if section == _OFF_TOPIC else section, line.strip('" ')))
            else:
                sections[section].append((line[0], line) if line[0] in _MARKS else ("", line))
    return PhraseBook(
        before=dict(_before(sections.pop("before", ()))),
        hidden=_listed(sections.pop("hidden", ()), groups),
        off_topic=_listed(sections.pop(_OFF_TOPIC, ()), groups),
        orders=_listed(sections.pop("orders", ()), groups),
        faint=_listed(sections.pop("faint", ()), groups),
        sayings=tuple(sayings),
        phrases=tuple(
            Phrase(
                category,
                tuple(_words(side, groups, line) for side in line.removeprefix(mark).split(" + ")),
                _MARKS.get(mark, PLAIN),
            )
            for category, lines in sections.items()
            for mark, line in lines
        ),
    )


def _lines(file: str) -> Iterator[str]:
    return (line for line in map(str.strip, file.splitlines()) if line and not line.startswith("#"))


def _words(side: str, groups: Mapping[str, tuple[str, ...]], line: str) -> tuple[str, ...]:
    words: dict[str, None] = {}
    for word in map(str.strip, side.split("|")):
        if not word or (word.startswith("@") and word not in groups):
            raise PhraseError(f"{word or 'an empty word'!r} in: {line}")
        words.update(dict.fromkeys(groups.get(word, (word,))))
    return tuple(words)


def _listed(lines: Iterable[tuple[str, str]], groups: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(word for _, line in lines for word in _words(line, groups, line))


def _before(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, frozenset[str]]]:
    for _, line in lines:
        category, _, later = line.partition(" > ")
        if not later:
            raise PhraseError(f"no > in: {line}")
        yield category, frozenset(later.split())
