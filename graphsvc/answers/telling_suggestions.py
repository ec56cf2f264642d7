"""Suggestions as documents: the fields of the API's types with keys, names and sentences, for commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphsvc.answers.entities import entities
from graphsvc.answers.naming import names_of
from graphsvc.answers.telling import tell_node
from graphsvc.answers.telling_gaps import tell_gaps
from graphsvc.domain.entities import Entity
from graphsvc.domain.suggestions import Because, Candidate, Candidates, Plan
from graphsvc.domain.visibility import Visibility
from graphsvc.store.port import FactReader
from graphsvc.wording.names import Lang, Names
from graphsvc.wording.suggestions import open_sentence, reason_sentence

_NODES = ("place", "post", "duty", "unit")


def keys_of_candidates(candidates: Iterable[Candidate]) -> list[str]:
    """Give the keys that candidates and their reasons name, each once."""
    found: dict[str, None] = {}
    for candidate in candidates:
        found[candidate.key] = None
        for because in candidate.reasons:
            found.update((key, None) for part in _NODES if (key := getattr(because, part)) is not None)
    return list(found)


async def tell_candidates(reader: FactReader, found: Candidates, visibility: Visibility) -> dict[str, Any]:
    """Write a gap with its candidates."""
    (gap,) = await tell_gaps(reader, [found.gap], visibility)
    return {
        "gap": gap,
        "candidates": await _candidates(reader, found.candidates, visibility),
        "atLimits": found.at_limits,
        "more": found.more,
    }


async def tell_plan(reader: FactReader, found: Plan, visibility: Visibility) -> dict[str, Any]:
    """Write a plan."""
    placed = await tell_gaps(reader, [placing.gap for placing in found.placings], visibility)
    candidates = await _candidates(reader, [placing.candidate for placing in found.placings], visibility)
    left_open = await tell_gaps(reader, [each.gap for each in found.left_open], visibility)
    return {
        "gaps": found.gaps,
        "shortened": found.shortened,
        "placings": [{"gap": gap, "candidate": candidate} for gap, candidate in zip(placed, candidates, strict=True)],
        "leftOpen": [
            {
                "gap": gap,
                "seats": each.seats,
                "reason": each.reason.name,
                "message": open_sentence(each.reason, each.seats, Lang.ZH),
                "messageEn": open_sentence(each.reason, each.seats, Lang.EN),
            }
            for gap, each in zip(left_open, found.left_open, strict=True)
        ],
    }


async def _candidates(
    reader: FactReader, candidates: Sequence[Candidate], visibility: Visibility
) -> list[dict[str, Any]]:
    keys = keys_of_candidates(candidates)
    named = await entities(reader, keys, visibility)
    called = await names_of(reader, keys, visibility)
    return [
        {
            "person": None if each.person is None else tell_node(each.person, named),
            "unit": None if each.unit is None else tell_node(each.unit, named),
            "reasons": [_because(because, named, called) for because in each.reasons],
        }
        for each in candidates
    ]


def _because(because: Because, named: Mapping[str, Entity], called: Names) -> dict[str, Any]:
    told: dict[str, Any] = {"reason": because.reason.name, "steps": because.steps}
    for part in _NODES:
        key = getattr(because, part)
        told[part] = None if key is None else tell_node(key, named)
    return told | {
        "skill": because.skill,
        "load": None if because.load is None else because.load._asdict(),
        "limits": None if because.limits is None else because.limits._asdict(),
        "message": reason_sentence(because, called, Lang.ZH),
        "messageEn": reason_sentence(because, called, Lang.EN),
    }
