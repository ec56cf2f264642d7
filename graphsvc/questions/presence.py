"""Who is there: holders, contacts and the standing of duties (docs/rules.md, section 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from graphsvc.domain.entities import Moment
from graphsvc.domain.facts import DutyFact, Member, Period, PersonFact, PostFact, UnitFact
from graphsvc.domain.hours import is_open
from graphsvc.domain.kinds import Capacity, SkipReason
from graphsvc.domain.validity import SECOND, is_valid
from graphsvc.domain.visibility import Visibility

_NUMBER_OF = {capacity: number for number, capacity in enumerate(Capacity)}


class Standing(NamedTuple):
    """What a valid duty comes to while presence stands still.

    `people` are those that the asker may see, `people_total` counts all; `skip` is None when the duty is staffed.
    """

    capacity: int
    """The place of the duty's capacity in the list of capacities."""
    skip: SkipReason | None
    unit: UnitFact
    post: PostFact | None
    people: tuple[PersonFact, ...]
    people_total: int
    channel: str | None


class Staffing(NamedTuple):
    """What all valid duties of one holder have in common: a `Standing` without the duty's capacity and own channel."""

    skip: SkipReason | None
    unit: UnitFact
    post: PostFact | None
    people: tuple[PersonFact, ...]
    people_total: int
    channel: str | None


class Standings(dict[DutyFact, Standing | None]):
    """A dict that finds what it does not hold yet: what it holds costs one look-up and no call."""

    __slots__ = ("_find",)

    def __init__(self, find: Callable[[DutyFact], Standing | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, duty: DutyFact) -> Standing | None:
        found = self[duty] = self._find(duty)
        return found


class Presence:
    """Who is there at a moment, as somebody may see it; found out once for each post, unit and duty.

    Good for every moment of a period in which no row begins or ends (`FactReader.steady`), for one revision, and
    for facts of one store: facts are told apart by identity. Opening hours are asked for at each moment.
    """

    __slots__ = (
        "_contacts",
        "_holders",
        "_open",
        "_open_second",
        "_staffings",
        "at",
        "standings",
        "timezone",
        "visibility",
    )

    def __init__(self, at: Moment, timezone: str, visibility: Visibility) -> None:
        self.at = at
        self.timezone = timezone
        self.visibility = visibility
        self._holders: dict[PostFact, tuple[PersonFact, ...]] = {}
        self._contacts: dict[UnitFact, tuple[PersonFact, ...]] = {}
        self._staffings: dict[PostFact | UnitFact, Staffing] = {}
        self.standings = Standings(self._find_standing)
        """Of each duty, when it is asked for: whether it is staffed and through whom; None when it is not valid."""
        self._open: dict[str, bool] = {}
        self._open_second: int | None = None

    def is_there(self, unit: UnitFact) -> bool:
        """Say whether a unit is valid."""
        return is_valid(unit.valid_from, unit.valid_to, self.at)

    def is_available(self, person: PersonFact) -> bool:
        """Say whether a person is not absent."""
        return not any(is_valid(begins, ends, self.at) for begins, ends in person.absences)

    def members(self, post: PostFact) -> list[PersonFact]:
        """Give the persons with an active membership in the post, one for each of them, in no order."""
        if not (is_valid(post.valid_from, post.valid_to, self.at) and self.is_there(post.unit)):
            return []
        return [person for person, valid_from, valid_to in post.members if is_valid(valid_from, valid_to, self.at)]

    def holders(self, post: PostFact) -> tuple[PersonFact, ...]:
        """Give the persons with an active membership in the post who are available, by key."""
        found = self._holders.get(post)
        if found is None:
            found = self._holders[post] = tuple(
                sorted({person for person in self.members(post) if self.is_available(person)}, key=_key)
            )
        return found

    def contacts(self, unit: UnitFact) -> tuple[PersonFact, ...]:
        """Give the holders of the unit's head posts, by key."""
        found = self._contacts.get(unit)
        if found is None:
            found = self._contacts[unit] = tuple(
                sorted({person for post in unit.heads for person in self.holders(post)}, key=_key)
            )
        return found

    def seen(self, people: tuple[PersonFact, ...]) -> tuple[PersonFact, ...]:
        """Leave those whom the asker may see."""
        if self.visibility.every_person:
            return people
        return tuple(person for person in people if self.visibility.sees(person.public_contact))

    def is_open(self, hours: str | None, at: Moment) -> bool:
        """Say whether a duty with these opening hours is open; remembered within a second."""
        if hours is None:
            return True
        second = at // SECOND
        if second != self._open_second:
            self._open, self._open_second = {}, second
        answer = self._open.get(hours)
        if answer is None:
            answer = self._open[hours] = is_open(hours, at, self.timezone)
        return answer

    def staffing(self, holder: PostFact | UnitFact) -> Staffing:
        """Say whether what a post or a unit holds is staffed, and through whom."""
        found = self._staffings.get(holder)
        if found is None:
            found = self._staffings[holder] = self._find_staffing(holder)
        return found

    def steady(self, holder: PostFact | UnitFact) -> Period:
        """Give a period around the moment in which `staffing` stays: no row that it hangs on begins or ends in it."""
        begins: Moment | None = None
        ends: Moment | None = None
        for row in _rows_of(holder):
            for moment in (row.valid_from, row.valid_to):
                if moment is None:
                    continue
                if moment <= self.at:
                    begins = moment if begins is None or moment > begins else begins
                else:
                    ends = moment if ends is None or moment < ends else ends
        return Period(begins, ends)

    def _find_standing(self, duty: DutyFact) -> Standing | None:
        if not is_valid(duty.valid_from, duty.valid_to, self.at):
            return None
        skip, unit, post, people, total, channel = self.staffing(duty.holder)
        if skip is None:
            channel = duty.channel or channel
        return Standing(_NUMBER_OF[duty.capacity], skip, unit, post, people, total, channel)

    def _find_staffing(self, holder: PostFact | UnitFact) -> Staffing:
        if isinstance(holder, PostFact):
            unit, post, people = holder.unit, holder, self.holders(holder)
            staffed, manned = bool(people), bool(people) or bool(self.members(holder))
        else:
            unit, post, people = holder, None, self.contacts(holder)
            own_channel = holder.channel is not None and self.is_there(holder)
            staffed = bool(people) or own_channel
            manned = staffed or any(self.members(head) for head in holder.heads)
        if not staffed:
            return Staffing(SkipReason.ABSENT if manned else SkipReason.VACANT, unit, post, (), 0, None)
        seen = self.seen(people)
        channel = next((person.channel for person in seen if person.channel), None) or unit.channel
        return Staffing(None, unit, post, seen, len(people), channel)


def _rows_of(holder: PostFact | UnitFact) -> Iterator[PostFact | UnitFact | Member | Period]:
    yield holder.unit if isinstance(holder, PostFact) else holder
    for post in (holder,) if isinstance(holder, PostFact) else holder.heads:
        yield post
        for member in post.members:
            yield member
            yield from member.person.absences


def _key(person: PersonFact) -> str:
    return person.key
