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
