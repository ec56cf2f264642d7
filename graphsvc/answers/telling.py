"""An answer as a document: the fields of the API's `Answer` with keys and names, for commands and other programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphsvc.answers.entities import entities
from graphsvc.domain.entities import Category, Entity, Person, Place, Post, Unit
from graphsvc.domain.facts import PersonFact
from graphsvc.domain.validity import tell_duration, tell_moment
from graphsvc.domain.visibility import Visibility
from graphsvc.questions.responsibility import Answer, Assignment, LadderStep
from graphsvc.store.port import FactReader


async def tell_answer(reader: FactReader, answer: Answer, visibility: Visibility) -> dict[str, Any]:
    """Write an answer with the names that belong to its keys."""
    entries = [*answer.handlers, *answer.first_contacts, *answer.backups, *answer.supervisors]
    steps = answer.ladder.steps
    keys = {answer.place, answer.category}
    for entry in entries:
        keys |= {entry.unit.key, entry.duty.place, entry.duty.category, *_keys(entry.standing.people)}
        keys |= {entry.post.key} if entry.post else set()
    for step in steps:
        keys |= {step.unit.key, *_keys(step.contacts)}
    named = await entities(reader, sorted(keys), visibility)
    zone = reader.settings.timezone
    due = {step: answer.due_at(step) for step in steps}
    return {
        "place": tell_node(answer.place, named),
        "category": tell_node(answer.category, named),
        "at": tell_moment(answer.at, zone),
        "covered": answer.covered,
        "contested": answer.contested,
        "handlers": [_entry(entry, named) for entry in answer.handlers],
        "firstContacts": [_entry(entry, named) for entry in answer.first_contacts],
        "backups": [_entry(entry, named) for entry in answer.backups],
        "supervisors": [_entry(entry, named) for entry in answer.supervisors],
        "skipped": [
            {"duty": {"key": skip.duty.key, "capacity": skip.duty.capacity.name}, "reason": skip.reason.name}
            for skip in answer.skipped
        ],
        "ladder": {
            "cyclic": answer.ladder.cyclic,
            "steps": [_step(step, named) | {"dueAt": _moment(due[step], zone)} for step in steps],
        },
    }


def _entry(entry: Assignment, named: Mapping[str, Entity]) -> dict[str, Any]:
    duty = entry.duty
    return {
        "duty": {
            "key": duty.key,
            "capacity": duty.capacity.name,
            "place": tell_node(duty.place, named),
            "category": tell_node(duty.category, named),
            "hours": duty.hours,
        },
        "unit": tell_node(entry.unit.key, named),
        "post": tell_node(entry.post.key, named) if entry.post else None,
        "people": [tell_node(person.key, named) for person in entry.standing.people],
        "peopleTotal": entry.standing.people_total,
        "channel": entry.standing.channel,
        "placeSteps": entry.match.place_steps,
        "categorySteps": entry.match.category_steps,
        "open": entry.open,
    }


def _step(step: LadderStep, named: Mapping[str, Entity]) -> dict[str, Any]:
    return {
        "unit": tell_node(step.unit.key, named),
        "contacts": [tell_node(person.key, named) for person in step.contacts],
        "contactsTotal": step.contacts_total,
        "channel": step.channel,
        "reachable": step.reachable,
        "after": None if step.after is None else tell_duration(step.after),
    }


def tell_node(key: str, named: Mapping[str, Entity]) -> dict[str, Any]:
    """Write a node: its key and what it is called, as far as that may be seen."""
    match named.get(key):
        case Place() | Category() | Unit() as row:
            return {"key": key, "name": row.name, "nameEn": row.name_en}
        case Post() as post:
            return {"key": key, "title": post.title, "titleEn": post.title_en}
        case Person() as person:
            return {"key": key, "name": person.name}
        case _:
            return {"key": key}


def _keys(people: tuple[PersonFact, ...]) -> set[str]:
    return {person.key for person in people}


def _moment(moment: int | None, timezone: str) -> str | None:
    return None if moment is None else tell_moment(moment, timezone)
