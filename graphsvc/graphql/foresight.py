"""Looking ahead in a `whoHandles` selection: which rows its answer will need beyond what the facts already tell.

They are then read in one call, and the rest of the answer is told without waiting. What is foreseen wrongly costs a
call more and changes nothing: a column that is missing is loaded when its field is reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, SelectionSetNode

from graphsvc.questions.responsibility import Answer, Assignment

# What a fact tells of itself; anything else takes the row.
_TOLD: Final[Mapping[str, frozenset[str]]] = {
    "unit": frozenset({"__typename", "id", "key", "line", "channel", "validFrom", "validTo"}),
    "post": frozenset({"__typename", "id", "key", "unit", "validFrom", "validTo"}),
    "people": frozenset({"__typename", "id", "key", "channel"}),
    "contacts": frozenset({"__typename", "id", "key", "channel"}),
    "duty": frozenset(
        {
            *("__typename", "id", "key", "capacity", "priority", "channel", "hours", "open"),
            *("place", "category", "unit", "post", "validFrom", "validTo"),
        }
    ),
}

Plan = Mapping[str, frozenset[str]]
"""For each list of the answer, those of the links above whose rows are needed."""

Plans = dict[int, Plan]
"""The plans made for a document so far, by the identity of the field: both live as long as the document is kept."""


def foresee(field: FieldNode, fragments: Mapping[str, FragmentDefinitionNode], plans: Plans) -> Plan:
    """Say which rows a selection of an Answer needs; remembered in `plans`."""
    kept = plans.get(id(field))
    if kept is not None:
        return kept
    plan: dict[str, frozenset[str]] = {}
    for part in _fields(field.selection_set, fragments):
        needed = frozenset(_needed(part.selection_set, fragments))
        plan[part.name.value] = plan.get(part.name.value, frozenset()) | needed
    plans[id(field)] = plan
    return plan


def keys_needed(plan: Plan, answer: Answer) -> list[str]:
    """Give the keys of the rows that an answer needs by the plan."""
    keys: dict[str, None] = {}
    lists = {
        "handlers": answer.handlers,
        "firstContacts": answer.first_contacts,
        "backups": answer.backups,
        "supervisors": answer.supervisors,
    }
    for name, assignments in lists.items():
        for assignment in assignments:
            keys.update(dict.fromkeys(_of_assignment(assignment, plan.get(name, frozenset()))))
    if "duty" in plan.get("skipped", ()):
        keys.update((skip.duty.key, None) for skip in answer.skipped)
    climbing = plan.get("ladder", frozenset())
    for step in answer.ladder.steps:
        if "unit" in climbing:
            keys[step.unit.key] = None
        if "contacts" in climbing:
            keys.update((person.key, None) for person in step.contacts)
    return list(keys)


def _of_assignment(assignment: Assignment, needed: frozenset[str]) -> Iterator[str]:
    if "duty" in needed:
        yield assignment.duty.key
    if "unit" in needed:
        yield assignment.unit.key
    if "post" in needed and assignment.post is not None:
        yield assignment.post.key
    if "people" in needed:
        yield from (person.key for person in assignment.standing.people)


def _needed(selection: SelectionSetNode | None, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[str]:
    for field in _fields(selection, fragments):
        name = field.name.value
        told = _TOLD.get(name)
        if told is not None and any(part.name.value not in told for part in _fields(field.selection_set, fragments)):
            yield name
        yield from _needed(field.selection_set, fragments)


def _fields(selection: SelectionSetNode | None, fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[FieldNode]:
    """Give the fields of a selection, those of fragments among them (the limits have bounded how many there are)."""
    for part in selection.selections if selection is not None else ():
        if isinstance(part, FieldNode):
            yield part
        elif isinstance(part, FragmentSpreadNode):
            fragment: Any = fragments.get(part.name.value)
            yield from _fields(fragment.selection_set, fragments)
        else:
            inner: Any = part
            yield from _fields(inner.selection_set, fragments)
