"""Who handles a category at a place, and who is next (docs/rules.md, section 2).

    >>> answer = who_handles(facts, presence, at, urgent=False)  # doctest: +SKIP
    >>> answer.covered, answer.handlers[0].people, answer.ladder.steps  # doctest: +SKIP

Cost: one step for each matching duty; a `Desk` finds each ladder once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphsvc.domain.entities import Moment, Seconds
from graphsvc.domain.facts import DutyFact, EscalationFact, Match, PersonFact, PostFact, ResponsibilityFacts, UnitFact
from graphsvc.domain.kinds import Capacity, Line, SkipReason
from graphsvc.domain.validity import SECOND, is_valid
from graphsvc.questions.presence import Presence, Standing

_CAPACITIES = tuple(Capacity)
_HANDLES = _CAPACITIES.index(Capacity.HANDLES)
_SUPERVISES = _CAPACITIES.index(Capacity.SUPERVISES)
# Past a named tuple's own constructor, which costs more than the rest of a step.
_new = tuple.__new__


class Assignment(NamedTuple):
    """A staffed duty of the answer, and why it is there."""

    match: Match
    standing: Standing
    open: bool

    @property
    def duty(self) -> DutyFact:
        """The duty."""
        return self.match.duty

    @property
    def unit(self) -> UnitFact:
        """The unit that it goes through."""
        return self.standing.unit

    @property
    def post(self) -> PostFact | None:
        """The post that it goes through, if any."""
        return self.standing.post


class Skip(NamedTuple):
    """A matching duty that was left out."""

    duty: DutyFact
    reason: SkipReason


class LadderStep(NamedTuple):
    """A unit that gets the matter; `due` counts from the moment of the question (None: nobody can tell)."""

    unit: UnitFact
    contacts: tuple[PersonFact, ...]
    contacts_total: int
    channel: str | None
    reachable: bool
    after: Seconds | None
    due: Seconds | None


class Ladder(NamedTuple):
    """Who is next, each unit once; `cyclic` when every way on leads back."""

    steps: tuple[LadderStep, ...]
    cyclic: bool


NO_LADDER = Ladder((), cyclic=False)
"""Nobody at all."""


@dataclass(slots=True)
class Answer:
    """Who handles it. Lists are in the order of matching: nearest place, narrowest category, priority, key."""

    place: str
    category: str
    at: Moment
    handlers: list[Assignment]
    first_contacts: list[Assignment]
    backups: list[Assignment]
    supervisors: list[Assignment]
    skipped: list[Skip]
    contested: bool
    ladder: Ladder

    @property
    def covered(self) -> bool:
        """Whether somebody handles it."""
        return bool(self.handlers)

    def due_at(self, step: LadderStep) -> Moment | None:
        """Give the moment at which a step of the ladder gets the matter."""
        return None if step.due is None else self.at + step.due * SECOND


class Desk:
    """Answers questions about one steady period: presence, and the ladders found so far."""

    __slots__ = ("_ladders", "presence")

    def __init__(self, presence: Presence) -> None:
        self.presence = presence
        # By first unit and urgency: ladders, each with what its turns depended on (how far up other categories are).
        self._ladders: dict[tuple[UnitFact, bool], list[tuple[dict[str, int | None], Ladder]]] = {}

    def who_handles(self, facts: ResponsibilityFacts, at: Moment, *, urgent: bool) -> Answer:
        """Say who handles the category at the place of the facts; `at` lies in the period of the presence."""
        presence = self.presence
        standings = presence.standings
        lists: tuple[list[Assignment], ...] = ([], [], [], [])
        skipped: list[Skip] = []
        closed: UnitFact | None = None
        for match in facts.matches():
            duty = match[2]
            standing = standings[duty]
            if standing is None:
                continue
            if standing.skip is not None:
                skipped.append(Skip(duty, standing.skip))
                continue
            is_open = duty.hours is None or presence.is_open(duty.hours, at)
            if urgent and not is_open and standing.capacity != _SUPERVISES:
                skipped.append(Skip(duty, SkipReason.CLOSED))
                if closed is None and standing.capacity == _HANDLES:
                    closed = standing.unit
                continue
            lists[standing.capacity].append(_new(Assignment, (match, standing, is_open)))
        first_contacts, handlers, backups, supervisors = lists
        start = handlers[0].standing.unit if handlers else closed or self._covering_unit(facts)
        return Answer(
            facts.place,
            facts.category,
            at,
            handlers,
            first_contacts,
            backups,
            supervisors,
            skipped,
            len(handlers) > 1 and _contested(handlers),
            NO_LADDER if start is None else self._ladder(start, facts, urgent=urgent),
        )

    def _covering_unit(self, facts: ResponsibilityFacts) -> UnitFact | None:
        for units in facts.covering():
            there = [unit for unit in units if self.presence.is_there(unit)]
            if there:
                lines: list[Line] = list(facts.fallback_lines)
                return min(there, key=lambda unit: (lines.index(unit.line), unit.key))
        return None

    def _ladder(self, start: UnitFact, facts: ResponsibilityFacts, *, urgent: bool) -> Ladder:
        known = self._ladders.get((start, urgent))
        if known is None:
            known = self._ladders[start, urgent] = []
        for asked, ladder in known:
            # The same at every turn of the way, so the same way: most ladders ask for no category at all.
            if not asked or all(facts.category_steps(category) == steps for category, steps in asked.items()):
                return ladder
        asked = {}
        ladder = _climb(start, facts, self.presence, asked, urgent=urgent)
        known.append((asked, ladder))
        return ladder


def who_handles(facts: ResponsibilityFacts, presence: Presence, at: Moment, *, urgent: bool) -> Answer:
    """Say who handles the category at the place of the facts, and who is next."""
    return Desk(presence).who_handles(facts, at, urgent=urgent)


def _contested(handlers: list[Assignment]) -> bool:
    (place_steps, category_steps, duty), first, _ = handlers[0]
    for match, standing, _ in handlers[1:]:
        # In their order, those that tie with the first follow it.
        if match[0] != place_steps or match[1] != category_steps or match.duty.priority != duty.priority:
            return False
        if standing.unit is not first.unit:
            return True
    return False


def _climb(
    start: UnitFact, facts: ResponsibilityFacts, presence: Presence, asked: dict[str, int | None], *, urgent: bool
) -> Ladder:
    """Find the ladder from a unit; `asked` is filled with what it depended on of the category's lineage."""
    steps: list[LadderStep] = []
    on_ladder: set[UnitFact] = set()
    unit: UnitFact | None = start
    after: Seconds | None = None
    due: Seconds | None = 0
    cyclic = False
    while unit is not None:
        on_ladder.add(unit)
        contacts = presence.contacts(unit)
        reachable = bool(contacts) or unit.channel is not None
        steps.append(LadderStep(unit, presence.seen(contacts), len(contacts), unit.channel, reachable, after, due))
        ways = _ways_on(unit, facts, presence, asked, urgent=urgent)
        way = next((way for way in ways if way.to_unit not in on_ladder), None)
        if way is not None:
            unit, after = way.to_unit, way.after or 0
        elif ways:
            cyclic = True
            break
        else:
            unit, after = _above(unit, on_ladder, presence), None
        if not reachable:
            after = 0  # nobody waits for an empty chair
        due = None if due is None or after is None else due + after
    return Ladder(tuple(steps), cyclic)


def _ways_on(
    unit: UnitFact, facts: ResponsibilityFacts, presence: Presence, asked: dict[str, int | None], *, urgent: bool
) -> list[EscalationFact]:
    """Give the escalations out of a unit that count here, in the order in which they are tried."""
    ordered: list[tuple[tuple[bool, bool, int, int, str, bool, Moment], EscalationFact]] = []
    for way in unit.escalations:
        if way.urgent and not urgent:
            continue
        steps = None
        if way.category is not None:
            steps = asked[way.category] = facts.category_steps(way.category)
            if steps is None:
                continue
        if not (is_valid(way.valid_from, way.valid_to, presence.at) and presence.is_there(way.to_unit)):
            continue
        begins = way.valid_from
        order = (
            not way.urgent,
            steps is None,
            steps or 0,
            way.priority,
            way.to_unit.key,
            begins is not None,
            begins or 0,
        )
        ordered.append((order, way))
    ordered.sort(key=lambda entry: entry[0])
    return [way for _, way in ordered]


def _above(unit: UnitFact, on_ladder: set[UnitFact], presence: Presence) -> UnitFact | None:
    parent = unit.parent
    while parent is not None and (parent in on_ladder or not presence.is_there(parent)):
        parent = parent.parent
    return parent
