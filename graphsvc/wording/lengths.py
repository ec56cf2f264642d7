"""Lengths of time and lists in words, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graphsvc.domain.entities import Seconds
from graphsvc.wording.names import Lang

_UNITS: Final[Sequence[tuple[int, str, str]]] = ((86_400, "天", "day"), (3_600, "小时", "hour"), (60, "分钟", "minute"))


def tell_length(seconds: Seconds, lang: Lang) -> str:
    """Tell a length of time in words: 2小时, 1天12小时, *90 minutes* as 1 hour 30 minutes."""
    parts = []
    rest = seconds
    for size, chinese, english in _UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{chinese}" if lang is Lang.ZH else f"{count} {english}{'' if count == 1 else 's'}")
    if not parts:
        return f"{seconds}秒" if lang is Lang.ZH else f"{seconds} second{'' if seconds == 1 else 's'}"
    return ("" if lang is Lang.ZH else " ").join(parts)


def list_words(words: Sequence[str]) -> str:
    """List words in English: *one, two and three*."""
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)
