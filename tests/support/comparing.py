"""Answers of the service brought into the shape of the naive reference, through the whole path from a bundle folder."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree
from typing import Any

from graphsvc.answers.responsibility import Desks, who_handles
from graphsvc.bundle.folder import read_bundle
from graphsvc.commands.importing import import_bundle
from graphsvc.domain.facts import PersonFact
from graphsvc.domain.validity import read_moment, tell_duration, tell_moment
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.questions.responsibility import Answer, Assignment, LadderStep
from graphsvc.store.port import FactReader, Store
from tests.reference.cells import World
from tests.reference.naive import who_handles as who_handles_naively
from tests.reference.raw import RawWorld, write_folder
from tests.support.generated import Asked

PUBLIC = Visibility(every_person=False, care=False)


async def put(world: RawWorld, folder: Path, store: Store) -> None:
    """Write a world as a bundle folder, read and check it as one, and import it into a store."""
    rmtree(folder, ignore_errors=True)
    write_folder(world, folder)
    with read_bundle(folder) as bundle:
        await import_bundle(store, bundle, author="test", reason="generated", moment=0)


def judge(world: World, asked: Asked) -> dict[str, Any]:
    """Ask the naive reference."""
    return who_handles_naively(
        world, asked.category, asked.place, asked.at, urgent=asked.urgent, everyone=asked.everyone
    )


async def ask(reader: FactReader, desks: Desks, asked: Asked) -> dict[str, Any]:
    """Ask the service and tell its answer in the shape of the reference."""
    timezone = reader.settings.timezone
    moment = read_moment(asked.at, timezone)
    visibility = EVERYTHING if asked.everyone else PUBLIC
    answer = await who_handles(
        reader, desks, asked.category, asked.place, moment, urgent=asked.urgent, visibility=visibility
    )
    return tell(answer, timezone)


def tell(answer: Answer, timezone: str) -> dict[str, Any]:
    """Tell an answer in the shape of the reference."""
    return {
        "place": {"key": answer.place},
        "category": {"key": answer.category},
        "at": tell_moment(answer.at, timezone),
        "covered": answer.covered,
        "contested": answer.contested,
        "handlers": [_entry(entry) for entry in answer.handlers],
        "firstContacts": [_entry(entry) for entry in answer.first_contacts],
        "backups": [_entry(entry) for entry in answer.backups],
        "supervisors": [_entry(entry) for entry in answer.supervisors],
        "skipped": [{"duty": {"key": skip.duty.key}, "reason": skip.reason.name} for skip in answer.skipped],
        "ladder": {
            "cyclic": answer.ladder.cyclic,
            "steps": [_step(answer, step, timezone) for step in answer.ladder.steps],
        },
    }


def _entry(entry: Assignment) -> dict[str, Any]:
    return {
        "duty": {"key": entry.duty.key, "capacity": entry.duty.capacity.name},
        "unit": {"key": entry.unit.key},
        "post": {"key": entry.post.key} if entry.post else None,
        "people": _keys(entry.standing.people),
        "peopleTotal": entry.standing.people_total,
        "channel": entry.standing.channel,
        "placeSteps": entry.match.place_steps,
        "categorySteps": entry.match.category_steps,
        "open": entry.open,
    }


def _step(answer: Answer, step: LadderStep, timezone: str) -> dict[str, Any]:
    due = answer.due_at(step)
    return {
        "unit": {"key": step.unit.key},
        "contacts": _keys(step.contacts),
        "contactsTotal": step.contacts_total,
        "channel": step.channel,
        "reachable": step.reachable,
        "after": None if step.after is None else tell_duration(step.after),
        "dueAt": None if due is None else tell_moment(due, timezone),
    }


def _keys(people: tuple[PersonFact, ...]) -> list[dict[str, str]]:
    return [{"key": person.key} for person in people]
