"""The service agrees with the naive reference on generated worlds.

The whole path is walked: a bundle folder is written, read and checked, imported into a store, and asked.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import given, settings

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.answers.responsibility import Desks
from tests.reference.cells import World, comparable
from tests.support.comparing import ask, judge, put
from tests.support.generated import Generated, generated_worlds

WORLDS = 1000


async def agrees(generated: Generated, folder: Path, seen: Counter[str]) -> None:
    """Ask the service and the reference the same questions, in some worlds of a draft first."""
    store = EmbeddedStore.open(None)
    desks = Desks()
    try:
        for world in (generated.draft, generated.world):
            if world is None:
                continue
            await put(world, folder, store)
            known = World(world)
            async with store.snapshot() as reader:
                for asked in generated.questions:
                    expected = judge(known, asked)
                    assert comparable(await ask(reader, desks, asked)) == comparable(expected), asked
                    seen.update(rare_things(expected))
    finally:
        await store.close()


def rare_things(answer: dict[str, Any]) -> Counter[str]:
    """Count what an answer shows, to be sure that the worlds are full of what is rare."""
    steps = answer["ladder"]["steps"]
    afters = {step["after"] for step in steps[1:]}
    entries = [*answer["handlers"], *answer["firstContacts"], *answer["backups"], *answer["supervisors"]]
    reasons = {skip["reason"] for skip in answer["skipped"]}
    shown = {
        **{reason: reason in reasons for reason in ("VACANT", "ABSENT", "CLOSED")},
        "covered": answer["covered"],
        "contested": answer["contested"],
        "cyclic": answer["ladder"]["cyclic"],
        "no ladder": not steps,
        "four steps": len(steps) >= 4,
        "unreachable step": not all(step["reachable"] for step in steps),
        "no wait": "PT0S" in afters,
        "a wait": bool(afters - {None, "PT0S"}),
        "a climb": None in afters,
        "moment unknown": any(step["dueAt"] is None for step in steps),
        "several people": any(entry["peopleTotal"] > 1 for entry in entries),
        "somebody unseen": any(entry["peopleTotal"] > len(entry["people"]) for entry in entries),
        "through a unit": any(entry["post"] is None for entry in entries),
        "no channel": any(entry["channel"] is None for entry in entries),
        "closed": not all(entry["open"] for entry in entries),
        "from far above": any(entry["placeSteps"] > 1 and entry["categorySteps"] > 1 for entry in entries),
    }
    return Counter({name: int(is_shown) for name, is_shown in shown.items()})


def test_service_agrees_with_the_reference_on_a_thousand_worlds(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    worlds = 0
    with asyncio.Runner() as runner:

        @settings(max_examples=WORLDS, deadline=None)
        @given(generated_worlds())
        def compare(generated: Generated) -> None:
            nonlocal worlds
            worlds += 1
            runner.run(agrees(generated, tmp_path / "bundle", seen))

        compare()
    assert worlds >= WORLDS
    # Worlds in which a rule never comes to bear would prove nothing about it.
    assert {name: times for name, times in seen.items() if times < 20} == {}
