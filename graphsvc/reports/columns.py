"""What is told of a gap of each kind, column by column: the page and the workbook show the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

from graphsvc.domain.gaps import ROLLED_UP, Gap, GapKind
from graphsvc.domain.validity import to_datetime, zone
from graphsvc.reports.figures import days_between
from graphsvc.reports.report import Report
from graphsvc.reports.words import say, words
from graphsvc.wording.gaps import gap_sentence, tell_part
from graphsvc.wording.names import Lang

Value: TypeAlias = str | int | date | None
"""What stands in a cell; None when there is nothing to tell."""


class Form(Enum):
    """How the values of a column are written."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"


class Column(NamedTuple):
    """One column: its heading, what it holds, and how wide it is in a workbook."""

    heading: str
    form: Form
    value: Callable[[Gap], Value]
    width: int
    shown: bool = True
    """Stands on the page; the workbook has all of them."""


def columns_of(kind: GapKind, report: Report, lang: Lang) -> tuple[Column, ...]:
    """Give the columns for a kind."""
    make = _Maker(report, lang)
    return tuple(column for name in _COLUMNS[kind] for column in make(name))


_PLACE: Final = ("place",)
_CELLS: Final = ("cells", "households", "message")

_COLUMNS: Final[Mapping[GapKind, tuple[str, ...]]] = {
    **dict.fromkeys(ROLLED_UP, ("place", "category", *_CELLS)),
    GapKind.SINGLE_POINT: ("place", "category", "agent", *_CELLS),
    GapKind.CONFLICT: ("place", "category", "both", *_CELLS),
    GapKind.VACANT_POST: ("post", "place", "since", "days", "households", "message"),
    GapKind.UNREACHABLE: ("duty", "place", "households", "message"),
    GapKind.UNPAIRED_HOUSEHOLD: ("household", "message"),
    GapKind.MISSING_UNIT: ("place", "wanted", "households", "message"),
    GapKind.MISSING_POST: ("place", "wanted", "households", "message"),
    GapKind.THIN: ("place", "wanted", "households", "message"),
    GapKind.OVERLOADED: ("person", "message"),
}

# The word of a heading, and the part of the gap that it is about.
_PARTS: Final[Mapping[str, str]] = {
    "place": "place",
    "household": "place",
    "category": "category",
    "post": "post",
    "duty": "duty",
    "person": "person",
    "agent": "agent",
    "both": "agent",
}
_COUNTS: Final[Mapping[str, Callable[[Gap], int | None]]] = {
    "cells": lambda gap: gap.cells,
    "households": lambda gap: None if gap.place is None else gap.households,
}


class _Maker:
    """Makes the columns for one report in one language."""

    def __init__(self, report: Report, lang: Lang) -> None:
        self._report = report
        self._lang = lang
        self._words = words(lang)

    def __call__(self, name: str) -> tuple[Column, ...]:
        """Make a column, with that of the key beside it where there is one."""
        heading = self._words[name]
        if name in _COUNTS:
            return (Column(heading, Form.NUMBER, _COUNTS[name], 11),)
        if name in _PARTS:
            key_heading = say("key_of", self._lang, heading)
            part = _PARTS[name]
            return (
                Column(heading, Form.TEXT, lambda gap: self._named(gap, part), 34),
                Column(key_heading, Form.TEXT, lambda gap: _key(gap, part), 24, shown=False),
            )
        match name:
            case "wanted":
                return (
                    Column(heading, Form.TEXT, lambda gap: tell_part(gap, "wanted", {}, self._lang), 30),
                    Column(say("key_of", self._lang, heading), Form.TEXT, lambda gap: gap.wanted, 24, shown=False),
                )
            case "since":
                return (Column(heading, Form.DAY, self._since, 14),)
            case "days":
                return (Column(heading, Form.NUMBER, self._days, 12),)
            case _:
                # The page says it in columns; only where there is nothing else does it need the sentence.
                return (Column(heading, Form.TEXT, self._sentence, 72, shown=False),)

    def _named(self, gap: Gap, part: str) -> str | None:
        # A person who may not be seen is still somebody; a post without a place has none.
        if _key(gap, part) is None and part not in {"agent", "person"}:
            return None
        return tell_part(gap, part, self._report.names, self._lang)

    def _sentence(self, gap: Gap) -> str:
        return gap_sentence(gap, self._report.names, self._lang, self._report.timezone)

    def _since(self, gap: Gap) -> date | None:
        return None if gap.since is None else to_datetime(gap.since, zone(self._report.timezone)).date()

    def _days(self, gap: Gap) -> int | None:
        return None if gap.since is None else days_between(gap.since, self._report.at, self._report.timezone)


def _key(gap: Gap, part: str) -> str | None:
    if part == "agent":
        return gap.person or gap.unit
    found: str | None = getattr(gap, part)
    return found
