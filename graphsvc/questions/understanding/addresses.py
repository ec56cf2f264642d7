"""Addresses: mentions that are parts of one, and what an address takes over from the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from graphsvc.domain.kinds import PLACE_RANK, PlaceKind
from graphsvc.questions.understanding.lexicon import Lexicon
from graphsvc.questions.understanding.mentions import Mention, Sort
from graphsvc.questions.understanding.parts import FLOOR
from graphsvc.questions.understanding.roles import Role, clause_of
from graphsvc.questions.understanding.text import Text

_COMPOUND: Final = PLACE_RANK[PlaceKind.COMPOUND]
_FAR: Final = 24
"""So many characters behind a house an estate is another address."""
_SAID: Final = 2
"""From so many letters on something was said of an address."""


@dataclass(slots=True)
class Group:
    """Mentions that are parts of one address, and which clauses they stand in."""

    role: Role
    names: list[Mention] = field(default_factory=list)
    phases: list[Mention] = field(default_factory=list)
    building: Mention | None = None
    facility: Mention | None = None
    details: list[Mention] = field(default_factory=list)
    stranger: Mention | None = None
    clauses: set[int] = field(default_factory=set)
    begin: int = 0
    end: int = 0
    own: list[Mention] = field(default_factory=list)

    @property
    def placed(self) -> bool:
        """Whether it names more than floors and flats."""
        return bool(self.names or self.phases or self.building or self.facility or self.stranger)


def assemble(
    text: Text, mentions: Sequence[Mention], played: Sequence[Role], begins: Sequence[int], lexicon: Lexicon
) -> list[Group]:
    """Put mentions together that are parts of one address and play the same part."""
    groups: list[Group] = []
    latest: dict[Role, Group] = {}
    for at, (mention, role) in enumerate(zip(mentions, played, strict=True)):
        group = latest.get(role)
        following = mentions[at + 1] if at + 1 < len(mentions) else None
        if group is not None and _is_told_besides(text.folded, group, mention, begins):
            continue
        if group is None or not _joins(group, mention, following, lexicon):
            before = group
            group = Group(role, begin=mention.begin)
            if before is not None and mention.sort is Sort.DETAIL and before.building is not None:
                group.names, group.phases, group.building = before.names, before.phases, before.building
            groups.append(group)
            latest[role] = group
        _add(group, mention)
        group.own.append(mention)
        group.clauses.add(clause_of(begins, mention.begin))
        group.end = max(group.end, mention.end)
    return groups


def _is_told_besides(folded: str, group: Group, mention: Mention, begins: Sequence[int]) -> bool:
    """Whether a floor is none of the address: 3单元下水管堵了,一楼已经漫出来了 tells how far it has come."""
    return (
        mention.sort is Sort.DETAIL
        and mention.parts[0].sort == FLOOR
        and group.building is not None
        and clause_of(begins, mention.begin) not in group.clauses
        and sum(map(str.isalpha, folded[group.end : mention.begin])) >= _SAID
    )


def _joins(group: Group, mention: Mention, following: Mention | None, lexicon: Lexicon) -> bool:
    if mention.sort is Sort.BUILDING:
        # *Lift 2 in Tower B*, but not 东门3号楼.
        return group.building is None and (group.facility is None or _stands_in(group.facility, mention, lexicon))
    if mention.sort is Sort.DETAIL:
        sort = mention.parts[0].sort
        return all(detail.parts[0].sort != sort for detail in group.details)
    if mention.sort is Sort.FACILITY:
        return group.facility is None
    if mention.sort is Sort.PHASE:
        return not group.phases and group.building is None
    if group.stranger is not None:
        return False
    # 3号楼停水,翠湖公寓A座也停: a name that its own house follows does not belong to the house before.
    leads = following is not None and following.sort is Sort.BUILDING and following.begin - mention.end <= 1
    if group.building is not None and (leads or group.names or mention.begin - group.building.end > _FAR):
        return bool(group.names) and not leads and _nested(group.names, mention, lexicon)
    if mention.sort is Sort.STRANGER:
        return not any(lexicon.rank(place) >= _COMPOUND for name in group.names for place in name.places[:4])
    return not group.names or _nested(group.names, mention, lexicon)


def _stands_in(facility: Mention, house: Mention, lexicon: Lexicon) -> bool:
    bearers = facility.places or lexicon.names.bearers(tuple(part.name for part in facility.parts))
    houses = lexicon.names.bearers(tuple(part.name for part in house.parts))
    return any(lexicon.within(bearers, place) for place in houses)


def _nested(names: Sequence[Mention], mention: Mention, lexicon: Lexicon) -> bool:
    return all(
        any(lexicon.related(one, other) and one != other for one in name.places for other in mention.places)
        or set(name.places) & set(mention.places)
        for name in names
    )


def _add(group: Group, mention: Mention) -> None:
    match mention.sort:
        case Sort.NAME:
            group.names.append(mention)
        case Sort.PHASE:
            group.phases.append(mention)
        case Sort.BUILDING:
            group.building = mention
        case Sort.FACILITY:
            group.facility = mention
        case Sort.DETAIL:
            group.details.append(mention)
        case Sort.STRANGER:
            group.stranger = mention


def inherit(groups: Sequence[Group]) -> None:
    """Let a house without an estate stand in the one that was named for another: 滨江小区3号楼和5号楼."""
    before: Group | None = None
    for group in groups:
        if group.role not in {Role.PLACE, Role.DENIED}:
            continue
        if group.names or group.phases or group.stranger:
            before = group
        elif before is not None and (group.building or group.facility):
            group.names, group.phases, group.stranger = before.names, before.phases, before.stranger
    after: Group | None = None
    for group in reversed(groups):
        if group.role is not Role.PLACE:
            continue
        if group.names:
            after = group
        elif (
            after is not None
            and group.building
            and after.building
            and not (group.phases or group.stranger)
            and group.clauses & after.clauses
        ):
            group.names, group.phases = after.names, after.phases
