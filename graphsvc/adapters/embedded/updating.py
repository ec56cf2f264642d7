"""Keeping the index right on small writes, in place: what was is taken out, then what is now is put in.

Taking out comes first for all rows, so that a row may be put in before one that it refers to was; the sums of
households hold at every step for the trees as they stand at that step.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from graphsvc.adapters.embedded.index import CODE_OF, FACILITY, FREE, HOUSEHOLD, Index, rank_in_cell
from graphsvc.domain.changes import Change
from graphsvc.domain.entities import (
    DATED,
    Absence,
    Category,
    Duty,
    Escalation,
    Membership,
    Person,
    Place,
    Post,
    Unit,
)
from graphsvc.domain.facts import DutyFact, EscalationFact, Member, Period, PersonFact, PostFact, UnitFact
from graphsvc.domain.households import counted_above, own_households
from graphsvc.domain.kinds import NODE_KIND_OF, PLACE_RANK, Capacity, Line, NodeKind, PlaceKind, Table


def update(index: Index, changes: Sequence[Change], new_ids: Mapping[str, int]) -> None:
    """Carry changes over into the index; `new_ids` are those of the keys that were added."""
    for change in changes:
        if change.before is not None:
            _note(index, change.table, change.before, -1)
            take_out = _TAKE_OUT.get(change.table)
            if take_out is not None:
                take_out(index, change.before)
    for change in changes:
        if change.after is None and change.table in NODE_KIND_OF:
            _remove(index, change.before)
    index.grow(max(new_ids.values(), default=0))
    for change in changes:
        if change.before is None and change.table in NODE_KIND_OF:
            _add(index, NODE_KIND_OF[change.table], change.after, new_ids)
    for change in changes:
        if change.after is not None:
            _note(index, change.table, change.after, 1)
            put_in = _PUT_IN.get(change.table)
            if put_in is not None:
                put_in(index, change.after)


def _note(index: Index, table: Table, row: Any, rows: int) -> None:  # noqa: ANN401  (a row of that table)
    if table in DATED:
        index.note(row.valid_from, rows)
        index.note(row.valid_to, rows)


def _remove(index: Index, row: Any) -> None:  # noqa: ANN401
    node = index.ids.pop(row.key)
    for facts in (index.units, index.posts, index.persons, index.duties):
        facts.pop(node, None)
    index.beneath.pop(node, None)
    index.keys[node] = ""
    index.kinds[node] = FREE
    index.parents[node] = index.totals[node] = 0


def _add(index: Index, kind: NodeKind, row: Any, new_ids: Mapping[str, int]) -> None:  # noqa: ANN401
    node = new_ids[row.key]
    index.ids[row.key] = node
    index.keys[node] = row.key
    index.kinds[node] = PLACE_RANK[row.kind] if kind is NodeKind.PLACE else CODE_OF[kind]
    if kind is NodeKind.UNIT:
        index.units[node] = UnitFact(row.key, Line.PARTY)
    elif kind is NodeKind.POST:
        # Its unit is set when it is put in; until then nobody looks at it.
        index.posts[node] = PostFact(row.key, UnitFact("", Line.PARTY))
    elif kind is NodeKind.PERSON:
        index.persons[node] = PersonFact(row.key)
    elif kind is NodeKind.DUTY:
        index.duties[node] = DutyFact(row.key, UnitFact("", Line.PARTY), "", "", Capacity.HANDLES)


# --- places and categories --------------------------------------------------------------------------------------------


def _climb(index: Index, place: int, households: int) -> None:
    """Add households to a place's sum and to those above, up to the first with a number of its own."""
    while place and households:
        if place in index.beneath:
            index.beneath[place] += households
            return
        index.totals[place] += households
        place = index.parents[place]


def _take_out_place(index: Index, row: Place) -> None:
    node = index.ids[row.key]
    parent, index.parents[node] = index.parents[node], 0
    index.chains.clear()
    _climb(index, parent, -counted_above(row.kind, index.totals[node]))


def _put_in_place(index: Index, row: Place) -> None:
    node = index.ids[row.key]
    before, index.kinds[node] = index.kinds[node], PLACE_RANK[row.kind]
    own = own_households(row.kind, row.households)
    below = index.beneath.pop(node, None)
    if below is None:
        below = 0 if before in {HOUSEHOLD, FACILITY} else index.totals[node]
    if row.kind is PlaceKind.FACILITY:
        index.totals[node] = -1 if own is None else own
    elif own is None:
        index.totals[node] = below
    else:
        index.totals[node] = own
        if row.kind is not PlaceKind.HOUSEHOLD:
            index.beneath[node] = below
    index.chains.clear()
    if row.parent is not None:
        index.parents[node] = index.ids[row.parent]
        _climb(index, index.parents[node], counted_above(row.kind, index.totals[node]))


def _take_out_category(index: Index, _: Category) -> None:
    index.forget_categories()


def _put_in_category(index: Index, row: Category) -> None:
    index.forget_categories()
    index.parents[index.ids[row.key]] = 0 if row.parent is None else index.ids[row.parent]


# --- units, posts, persons --------------------------------------------------------------------------------------------


def _less(items: tuple[Any, ...], gone: object) -> tuple[Any, ...]:
    """Give the items less one that is equal to what is gone."""
    at = items.index(gone)
    return items[:at] + items[at + 1 :]


def _take_out_unit(index: Index, row: Unit) -> None:
    unit = index.units[index.ids[row.key]]
    for place in map(index.ids.__getitem__, row.covers):
        left = _less(index.covering[place], unit)
        if left:
            index.covering[place] = left
        else:
            del index.covering[place]


def _put_in_unit(index: Index, row: Unit) -> None:
    unit = index.units[index.ids[row.key]]
    unit.line, unit.channel = row.line, row.channel
    unit.parent = None if row.parent is None else index.units[index.ids[row.parent]]
    unit.valid_from, unit.valid_to = row.valid_from, row.valid_to
    for place in map(index.ids.__getitem__, row.covers):
        index.covering[place] = (*index.covering.get(place, ()), unit)


def _take_out_post(index: Index, row: Post) -> None:
    if row.head:
        post = index.posts[index.ids[row.key]]
        post.unit.heads = _less(post.unit.heads, post)


def _put_in_post(index: Index, row: Post) -> None:
    post = index.posts[index.ids[row.key]]
    post.unit = index.units[index.ids[row.unit]]
    post.valid_from, post.valid_to = row.valid_from, row.valid_to
    if row.head:
        post.unit.heads = tuple(sorted((*post.unit.heads, post), key=lambda head: head.key))


def _put_in_person(index: Index, row: Person) -> None:
    person = index.persons[index.ids[row.key]]
    person.channel, person.public_contact = row.channel, row.public_contact


def _member(index: Index, row: Membership) -> Member:
    return Member(index.persons[index.ids[row.person]], row.valid_from, row.valid_to)


def _take_out_membership(index: Index, row: Membership) -> None:
    if row.post is not None:
        post = index.posts[index.ids[row.post]]
        post.members = _less(post.members, _member(index, row))


def _put_in_membership(index: Index, row: Membership) -> None:
    if row.post is not None:
        index.posts[index.ids[row.post]].members += (_member(index, row),)


def _take_out_absence(index: Index, row: Absence) -> None:
    person = index.persons[index.ids[row.person]]
    person.absences = _less(person.absences, Period(row.valid_from, row.valid_to))


def _put_in_absence(index: Index, row: Absence) -> None:
    index.persons[index.ids[row.person]].absences += (Period(row.valid_from, row.valid_to),)


# --- duties and escalations -------------------------------------------------------------------------------------------


def _take_out_duty(index: Index, row: Duty) -> None:
    duty, place, category = index.duties[index.ids[row.key]], index.ids[row.place], index.ids[row.category]
    cells = index.scopes[place]
    cells[category].remove(duty)
    if not cells[category]:
        del cells[category]
        if not cells:
            del index.scopes[place]
            index.chains.clear()


def _put_in_duty(index: Index, row: Duty) -> None:
    ids = index.ids
    duty, place, category, holder = index.duties[ids[row.key]], ids[row.place], ids[row.category], ids[row.holder]
    duty.holder = index.posts.get(holder) or index.units[holder]
    duty.category, duty.place = index.keys[category], index.keys[place]
    duty.capacity, duty.priority = row.capacity, row.priority
    duty.channel, duty.hours = row.channel, row.hours
    duty.valid_from, duty.valid_to = row.valid_from, row.valid_to
    if place not in index.scopes:
        index.scopes[place] = {}
        index.chains.clear()
    cell = index.scopes[place].setdefault(category, [])
    insort(cell, duty, key=rank_in_cell)


def _escalation(index: Index, row: Escalation) -> EscalationFact:
    target = index.units[index.ids[row.to_unit]]
    return EscalationFact(target, row.after, row.category, row.urgent, row.priority, row.valid_from, row.valid_to)


def _take_out_escalation(index: Index, row: Escalation) -> None:
    unit = index.units[index.ids[row.from_unit]]
    unit.escalations = _less(unit.escalations, _escalation(index, row))


def _put_in_escalation(index: Index, row: Escalation) -> None:
    index.units[index.ids[row.from_unit]].escalations += (_escalation(index, row),)


_TAKE_OUT: Final[dict[Table, Callable[[Index, Any], None]]] = {
    Table.PLACES: _take_out_place,
    Table.CATEGORIES: _take_out_category,
    Table.UNITS: _take_out_unit,
    Table.POSTS: _take_out_post,
    Table.MEMBERSHIPS: _take_out_membership,
    Table.ABSENCES: _take_out_absence,
    Table.DUTIES: _take_out_duty,
    Table.ESCALATIONS: _take_out_escalation,
}

_PUT_IN: Final[dict[Table, Callable[[Index, Any], None]]] = {
    Table.PLACES: _put_in_place,
    Table.CATEGORIES: _put_in_category,
    Table.UNITS: _put_in_unit,
    Table.POSTS: _put_in_post,
    Table.PERSONS: _put_in_person,
    Table.MEMBERSHIPS: _put_in_membership,
    Table.ABSENCES: _put_in_absence,
    Table.DUTIES: _put_in_duty,
    Table.ESCALATIONS: _put_in_escalation,
}
