"""What something is called, in the language asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from graphsvc.domain.kinds import Word


class Lang(Word):
    """The languages that sentences are told in."""

    ZH = "zh"
    EN = "en"


class Called(NamedTuple):
    """What something is called: as it is named, and in English when that is known."""

    name: str
    name_en: str | None = None

    def told(self, lang: Lang) -> str:
        """Give the name in a language, or the one that there is."""
        return (self.name_en or self.name) if lang is Lang.EN else (self.name or self.name_en or "")


Names: TypeAlias = Mapping[str, Called]
"""What the keys of a sentence are called. A key without a name is one that the reader may not see."""


class Caller:
    """Says what keys are called in a language; what may not be seen is called by its key."""

    def __init__(self, names: Names, lang: Lang) -> None:
        self._names = names
        self._lang = lang

    def __call__(self, key: str) -> str:
        """Give what a key is called."""
        return self._names.get(key, Called(key)).told(self._lang)

    def person(self, key: str) -> str | None:
        """Give the name of a person; nothing when it may not be seen."""
        called = self._names.get(key)
        return None if called is None else called.told(self._lang)
