"""A report as one page of HTML: nothing outside of it is asked for, it runs no script, and it prints on A4.

The style stands in the page and is allowed by its hash, so the page can be served under a strict policy. All texts go
through the templates' escaping: a name stays a text whatever it holds.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from graphsvc.domain.gaps import ROLLED_UP, Gap, GapKind
from graphsvc.domain.matrix import MatrixCell, MatrixRow
from graphsvc.reports.columns import Column, Form, columns_of
from graphsvc.reports.figures import Share, share
from graphsvc.reports.report import Report, Section
from graphsvc.reports.words import say, tell_time, words
from graphsvc.wording.gap_kinds import HEADINGS
from graphsvc.wording.gaps import tell_day
from graphsvc.wording.names import Called, Lang

GAPS_SHOWN: Final = 100
"""How many gaps of each kind the page shows."""

ROWS_SHOWN: Final = 80
"""How many places the matrix shows."""

COLUMNS_SHOWN: Final = 20
"""How many groups of matters the matrix shows: as many as fit across a sheet."""

BARS_SHOWN: Final = 24
"""How many places the chart shows."""

_TEMPLATES: Final = Path(__file__).parent / "templates"
_STYLE: Final = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

POLICY: Final = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
"""The policy of the page: it may show its own style, and load nothing at all."""

_LANGUAGE: Final[Mapping[Lang, str]] = {Lang.ZH: "zh-CN", Lang.EN: "en"}


class Links(NamedTuple):
    """Where a served page leads to; a page in a file leads nowhere."""

    other_language: str
    files: tuple[tuple[str, str], ...]
    """Formats and their addresses."""
    of_place: Callable[[str], str]
    """The address of the report of a place."""


class _Bar(NamedTuple):
    name: str
    share: Share
    href: str | None = None


class _Cell(NamedTuple):
    """A square of the matrix."""

    state: str
    text: str
    above: bool
    contested: int
    ending: int
    said: str


def page(report: Report, lang: Lang, links: Links | None = None) -> str:
    """Write a report as a page in one language. Cost: one step for each row that is shown."""
    return _environment().get_template("coverage.html").render(_Page(report, lang, links).context())


def problem_page(message: str, lang: Lang) -> str:
    """Write a page that says why there is no report."""
    return _environment().get_template("problem.html").render(_common(lang) | {"message": message})


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _common(lang: Lang) -> dict[str, Any]:
    return {
        "lang": _LANGUAGE[lang],
        "other": _LANGUAGE[Lang.EN if lang is Lang.ZH else Lang.ZH],
        "w": words(lang),
        "say": lambda name, *values: say(name, lang, *values),
        # Written as it is: it is our own, and its hash is that of these very characters.
        "style": Markup(_STYLE),  # noqa: S704
        "policy": POLICY,
    }


class _Page:
    """Turns one report into the values that stand on its page."""

    def __init__(self, report: Report, lang: Lang, links: Links | None) -> None:
        self._report = report
        self._lang = lang
        self._links = links

    def context(self) -> dict[str, Any]:
        """Give all values of the template."""
        report, lang = self._report, self._lang
        rows, columns = report.matrix.rows[:ROWS_SHOWN], report.matrix.columns[:COLUMNS_SHOWN]
        places = self._places()
        return _common(lang) | {
            "place": self._place(report.within),
            "above": [self._place(key) for key in report.above],
            "town": report.town,
            "time": tell_time(report.at, report.timezone, lang),
            "revision": f"{report.revision:,}",
            "links": self._links,
            "cards": self._cards(),
            "categories": self._categories(),
            "places": places[:BARS_SHOWN],
            "places_left": len(places[BARS_SHOWN:]),
            "matrix_place": None if report.matrix.within is None else self._place(report.matrix.within),
            "columns": [self._name(key) for key in columns],
            "columns_left": len(report.matrix.columns) - len(columns),
            "rows": [self._row(row) for row in rows],
            "rows_left": len(report.matrix.rows) - len(rows),
            "total": [self._cell(cell) for cell in report.matrix.total[:COLUMNS_SHOWN]],
            "share": report.share,
            "affected": f"{report.affected.total:,}",
            "kinds": [self._kind(section) for section in report.sections],
            "sections": [self._section(section) for section in report.sections if section.gaps],
        }

    def _cards(self) -> list[dict[str, str]]:
        report, part, total = self._report, self._report.share, self._report.matrix.total
        unhandled, vacant = report.section(GapKind.UNHANDLED), report.section(GapKind.VACANT_POST)
        covered = (part.demanded, part.covered)
        cards = [
            self._card("share", part.percent, "share_of", *(f"{number:,}" for number in covered)),
            self._card("missing", f"{part.missing:,}", *self._counted("missing_of", unhandled)),
            self._card("affected", f"{report.affected.total:,}", "affected_of"),
            self._card("single", f"{sum(cell.single_points for cell in total):,}", "single_of"),
            self._card("ending", f"{sum(cell.ending_soon for cell in total):,}", "ending_of"),
        ]
        cards[-1]["label"] = self._say("ending", report.horizon_days)
        cards[0]["icon"], cards[1]["icon"], cards[3]["icon"], cards[4]["icon"] = "", "cross", "one", "clock"
        if vacant is not None:
            (days,) = [column for column in columns_of(GapKind.VACANT_POST, report, self._lang) if column.width == 12]
            longest = max((found for gap in vacant.gaps if isinstance(found := days.value(gap), int)), default=None)
            told = () if longest is None else ("vacant_of_1" if longest == 1 else "vacant_of", f"{longest:,}")
            cards.append(self._card("vacant", f"{len(vacant.gaps):,}", *told))
        return cards

    def _counted(self, name: str, section: Section | None) -> tuple[str, ...]:
        if section is None or not section.gaps:
            return ()
        return (f"{name}_1" if len(section.gaps) == 1 else name, f"{len(section.gaps):,}")

    def _card(self, name: str, value: str, note: str = "", *values: str) -> dict[str, str]:
        text = self._say(note, *values) if note else ""
        return {"label": words(self._lang)[name].replace("{}", ""), "value": value, "note": text, "icon": ""}

    def _categories(self) -> list[_Bar]:
        report = self._report
        bars = [
            _Bar(self._name(key), share([cell]))
            for key, cell in zip(report.matrix.columns, report.matrix.total, strict=True)
        ]
        return sorted(bars, key=_by_need)

    def _places(self) -> list[_Bar]:
        bars = [_Bar(self._called(row), share(row.cells), self._href(row)) for row in self._report.matrix.rows]
        return sorted(bars, key=_by_need)

    def _row(self, row: MatrixRow) -> dict[str, Any]:
        return {
            "name": self._called(row),
            "href": self._href(row),
            "cells": [self._cell(cell) for cell in row.cells[:COLUMNS_SHOWN]],
            "share": share(row.cells),
            "households": f"{row.households:,}",
            "affected": f"{self._report.affected_in(row):,}",
        }

    def _cell(self, cell: MatrixCell) -> _Cell:
        if not cell.demanded:
            return _Cell("none", "–", False, 0, 0, self._say("say_none"))  # noqa: FBT003  (fields by position)
        missing = cell.demanded - cell.covered
        said = [self._say("say_gap", f"{cell.demanded:,}", f"{missing:,}") if missing else self._say("say_full")]
        if cell.inherited:
            said.append(self._say("say_above"))
        if cell.contested:
            said.append(self._say("say_contested", f"{cell.contested:,}"))
        if cell.ending_soon:
            said.append(self._say("say_ending", f"{cell.ending_soon:,}"))
        if missing:
            state, text = ("part" if cell.covered else "gap"), f"{missing:,}"
        else:
            state, text = ("one", "1") if cell.agents == 1 else ("many", "2+")
        comma = "，" if self._lang is Lang.ZH else ", "
        return _Cell(state, text, cell.inherited and not missing, cell.contested, cell.ending_soon, comma.join(said))

    def _kind(self, section: Section) -> dict[str, Any]:
        return {
            "id": section.kind.value,
            "name": HEADINGS[section.kind].told(self._lang),
            "count": len(section.gaps),
            "cells": f"{section.cells:,}" if section.kind in ROLLED_UP else "–",
        }

    def _section(self, section: Section) -> dict[str, Any]:
        columns = [column for column in columns_of(section.kind, self._report, self._lang) if column.shown]
        shown = section.gaps[:GAPS_SHOWN]
        order = "order_households" if section.kind in ROLLED_UP else "order_place"
        notes = [self._say("order_days" if section.kind is GapKind.VACANT_POST else order)]
        if section.kind is GapKind.ENDING_SOON:
            notes.insert(0, self._say("within_horizon", self._report.horizon_days))
        return self._kind(section) | {
            "notes": notes,
            "columns": columns,
            "rows": [[self._told(column, gap) for column in columns] for gap in shown],
            "left": len(section.gaps) - len(shown),
        }

    def _told(self, column: Column, gap: Gap) -> str:
        value = column.value(gap)
        if value is None:
            return self._say("unknown") if column.form is Form.DAY else "–"
        if isinstance(value, int):
            return f"{value:,}"
        if isinstance(value, str):
            return value
        return tell_day(gap.since or 0, self._report.timezone, self._lang)

    def _place(self, key: str | None) -> str:
        if key is None:
            return self._say("everything")
        return self._report.places.get(key, Called(key)).told(self._lang)

    def _called(self, row: MatrixRow) -> str:
        name = self._place(row.place)
        return self._say("own", name) if row.is_own else name

    def _name(self, key: str) -> str:
        return self._report.names.get(key, Called(key)).told(self._lang)

    def _href(self, row: MatrixRow) -> str | None:
        return self._links.of_place(row.place) if self._links is not None and row.has_children else None

    def _say(self, name: str, *values: object) -> str:
        return say(name, self._lang, *values)


def _by_need(bar: _Bar) -> tuple[int, int]:
    """Put what is covered least first, and of the same share where most is missing."""
    tenths = bar.share.tenths
    return (1001 if tenths is None else tenths, -bar.share.missing)
