"""The gaps that are no sets of cells: of posts, duties, households, places (docs/rules.md, section 3).

Each function gives the gaps of one kind, in no order. Cost: one step for each post, duty, pairing or place of the kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from graphsvc.domain.coverage_facts import CoverageFacts, PairingFact, PostDetail, StaffFacts
from graphsvc.domain.entities import Moment, Policy
from graphsvc.domain.facts import PersonFact, PostFact, UnitFact
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.kinds import Capacity, LimitName, PolicyRule
from graphsvc.domain.validity import is_valid
from graphsvc.questions.inside import Inside
from graphsvc.questions.presence import Presence

_DEFAULTS: Final[Mapping[LimitName, int]] = {
    LimitName.POSTS: 4,
    LimitName.PAIRINGS: 15,
    LimitName.REPORTS: 12,
    LimitName.HORIZON_DAYS: 30,
    LimitName.LADDER_STEPS: 2,
}


class Staff(NamedTuple):
    """What these questions look at: facts of one revision, who is there, and where gaps are asked for."""

    facts: CoverageFacts
    staff: StaffFacts
    presence: Presence
    inside: Inside

    def gap(self, kind: GapKind, place: int = 0, *, wanted: str | None = None, person: str | None = None) -> Gap:
        """Tell a gap with the households of its place."""
        return Gap(
            kind,
            place=self.facts.place_key(place) if place else None,
            person=person,
            households=self.facts.households(place) if place else 0,
            wanted=wanted,
        )


def limit(facts: CoverageFacts, name: LimitName) -> int:
    """Give a limit of the policy, or what it is when the policy does not say."""
    for row in facts.policy:
        if row.rule is PolicyRule.LIMIT and row.name is name and row.number is not None:
            return row.number
    return _DEFAULTS[name]


def is_post_inside(detail: PostDetail, staff: StaffFacts, inside: Inside) -> bool:
    """Say whether a post lies there: its place does, or without one any place that its unit covers."""
    if not inside.top:
        return True
    if detail.place:
        return inside.holds(detail.place)
    return inside.holds_any(staff.units[detail.post.unit].covers)


def lacks_members(detail: PostDetail, presence: Presence) -> bool:
    """Say of a valid post whether it has fewer persons with an active membership than seats."""
    return len(set(presence.members(detail.post))) < detail.seats


def is_post_there(post: PostFact, presence: Presence) -> bool:
    """Say whether a post is valid; only when its unit is."""
    return is_valid(post.valid_from, post.valid_to, presence.at) and presence.is_there(post.unit)


def pairing_stands(pairing: PairingFact, presence: Presence) -> bool:
    """Say whether a pairing is valid and its helper an available person or a valid unit."""
    helper = pairing.helper
    return is_valid(pairing.valid_from, pairing.valid_to, presence.at) and (
        presence.is_available(helper) if isinstance(helper, PersonFact) else presence.is_there(helper)
    )


def vacant_posts(asked: Staff) -> Iterator[Gap]:
    """Give the valid posts with fewer persons than seats."""
    for detail in asked.staff.posts.values():
        if (
            is_post_there(detail.post, asked.presence)
            and lacks_members(detail, asked.presence)
            and is_post_inside(detail, asked.staff, asked.inside)
        ):
            gap = asked.gap(GapKind.VACANT_POST, detail.place)
            yield gap._replace(post=detail.post.key, since=_vacant_since(detail.post, asked.presence.at))


def _vacant_since(post: PostFact, at: Moment) -> Moment | None:
    ends = [member.valid_to for member in post.members if member.valid_to is not None and member.valid_to <= at]
    return max(ends, default=post.valid_from)


def unreachable_duties(asked: Staff) -> Iterator[Gap]:
    """Give the staffed handling duties without any channel."""
    for place, cells in asked.facts.duties.items():
        if not asked.inside.holds_any((place,)):
            continue
        for duties in cells.values():
            for duty in duties:
                standing = asked.presence.standings[duty] if duty.capacity is Capacity.HANDLES else None
                if standing is not None and standing.skip is None and not standing.channel:
                    yield asked.gap(GapKind.UNREACHABLE, place)._replace(duty=duty.key)


def unpaired_households(asked: Staff) -> Iterator[Gap]:
    """Give the households with a care need whom nobody looks after."""
    pairings = asked.staff.pairings
    for place in asked.staff.in_need:
        if not any(pairing_stands(pairing, asked.presence) for pairing in pairings.get(place, ())) and (
            asked.inside.holds_any((place,))
        ):
            yield asked.gap(GapKind.UNPAIRED_HOUSEHOLD, place)


def missing_units(asked: Staff) -> Iterator[Gap]:
    """Give the places which no unit of the wanted line and kind covers."""
    for row in _rows(asked.facts, PolicyRule.MISSING_UNIT):
        covered = {
            place
            for detail in asked.staff.units.values()
            if detail.kind == row.kind and detail.unit.line is row.line and asked.presence.is_there(detail.unit)
            for place in detail.covers
        }
        for place in _places(asked, row):
            if place not in covered:
                yield asked.gap(GapKind.MISSING_UNIT, place, wanted=f"{row.line}/{row.kind}")


def missing_posts(asked: Staff) -> Iterator[Gap]:
    """Give the places where there is no post of the wanted kind."""
    for row in _rows(asked.facts, PolicyRule.MISSING_POST):
        there = {
            detail.place
            for detail in asked.staff.posts.values()
            if detail.kind == row.kind and detail.place and is_post_there(detail.post, asked.presence)
        }
        for place in _places(asked, row):
            if place not in there:
                yield asked.gap(GapKind.MISSING_POST, place, wanted=row.kind)


def thin_places(asked: Staff) -> Iterator[Gap]:
    """Give the places with more households than the holders of posts in them are meant for."""
    facts, parents = asked.facts, asked.facts.parents
    for row in _rows(facts, PolicyRule.THIN):
        holders: dict[int, set[PersonFact]] = {}
        for detail in asked.staff.posts.values():
            if detail.kind != row.kind:
                continue
            # A lineage has one place of a kind at most.
            place = detail.place
            while place and facts.place_kind(place) is not row.place_kind:
                place = parents[place]
            if place:
                holders.setdefault(place, set()).update(asked.presence.holders(detail.post))
        for place in _places(asked, row):
            if facts.households(place) > (row.number or 0) * len(holders.get(place, ())):
                yield asked.gap(GapKind.THIN, place, wanted=row.kind)


def _rows(facts: CoverageFacts, rule: PolicyRule) -> list[Policy]:
    return [row for row in facts.policy if row.rule is rule]


def _places(asked: Staff, row: Policy) -> Iterator[int]:
    assert row.place_kind is not None  # noqa: S101  (a rule of the table)
    for place in asked.facts.places_of(row.place_kind):
        if asked.inside.holds_any((place,)):
            yield place


def units_with(unit: UnitFact, staff: StaffFacts) -> list[UnitFact]:
    """Give a unit and all units under it."""
    found = [unit]
    for each in found:
        found.extend(staff.units_under(each))
    return found
