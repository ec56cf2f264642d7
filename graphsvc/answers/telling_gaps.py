"""Gaps and impacts as documents: the fields of the API's `Gap` and `Impact` with keys and names, for commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphsvc.answers.entities import entities
from graphsvc.answers.naming import keys_of, names_of
from graphsvc.answers.telling import tell_node
from graphsvc.domain.entities import Entity
from graphsvc.domain.gaps import Gap
from graphsvc.domain.validity import tell_moment
from graphsvc.domain.visibility import Visibility
from graphsvc.questions.impact import Impact
from graphsvc.store.port import FactReader
from graphsvc.wording.gaps import gap_sentence
from graphsvc.wording.names import Lang, Names


async def tell_gaps(reader: FactReader, gaps: Sequence[Gap], visibility: Visibility) -> list[dict[str, Any]]:
    """Write gaps, each with its sentence in Chinese (`message`) and in English (`messageEn`)."""
    keys = keys_of(gaps)
    named = await entities(reader, keys, visibility)
    called = await names_of(reader, keys, visibility)
    return [_gap(gap, named, called, reader.settings.timezone) for gap in gaps]


async def tell_impact(reader: FactReader, found: Impact, visibility: Visibility) -> dict[str, Any]:
    """Write an impact."""
    named = await entities(reader, [*found.vacated, *found.unpaired], visibility)
    return {
        "uncovered": await tell_gaps(reader, found.uncovered, visibility),
        "singlePoints": await tell_gaps(reader, found.single_points, visibility),
        "vacated": [tell_node(key, named) for key in found.vacated],
        "unpaired": [tell_node(key, named) for key in found.unpaired],
    }


def _gap(gap: Gap, named: Mapping[str, Entity], called: Names, timezone: str) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": gap.kind.name}
    for part in ("place", "category", "unit", "post", "person", "duty"):
        key = getattr(gap, part)
        told[part] = None if key is None else tell_node(key, named)
    return told | {
        "cells": gap.cells,
        "households": gap.households,
        "wanted": gap.wanted,
        "since": None if gap.since is None else tell_moment(gap.since, timezone),
        "message": gap_sentence(gap, called, Lang.ZH, timezone),
        "messageEn": gap_sentence(gap, called, Lang.EN, timezone),
    }
