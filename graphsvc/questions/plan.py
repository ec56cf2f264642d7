"""A plan: who should take on what, for many gaps at once (docs/rules.md, section 3).

As many gaps as possible are filled, counted by their households; then those are chosen who know the matter, are near
and belong to the unit; and nobody is given more than the policy allows. It is a proposal: nothing is written.

Cost: the candidates of each gap, then a flow for each group of gaps that share candidates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from graphsvc.domain.errors import LimitExceeded
from graphsvc.domain.facts import PersonFact, PostFact
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.suggestions import Candidate, Candidates, LeftOpen, OpenReason, Placing, Plan
from graphsvc.questions.assignment import Helper, Option, Task, assign
from graphsvc.questions.candidates import find_candidates
from graphsvc.questions.town import Town
from graphsvc.questions.wants import Want

MOST_GAPS: Final = 2_500
"""How many gaps a plan is made for at most."""

MOST_CANDIDATES: Final = 20
"""How many candidates of each gap are looked at."""

_POST: Final = "post"
_HOUSEHOLD: Final = "household"


class _Case(NamedTuple):
    """A gap with its candidates, how many seats it has, and how it weighs."""

    want: Want
    found: Candidates
    seats: int
    weight: int


class Superiors(NamedTuple):
    """Who would get more direct reports when vacant seats are filled."""

    group_of: Mapping[PostFact, str]
    """The group of each post that vacant posts report to: posts that share a holder are one group."""
    room: Mapping[str, int]
    """How many seats may be filled in each group, so that no holder gets too many reports."""
    coming: Mapping[PostFact, int]
    """How many seats are vacant in the posts that report to a post."""


def make_plan(town: Town, wants: Sequence[Want], most: int = MOST_CANDIDATES) -> Plan:
    """Say who should take on these gaps; LimitExceeded when they are too many."""
    check_size(len(wants))
    superiors = superiors_of(town, wants)
    cases = [_case(town, want, superiors, most) for want in wants]
    helpers: dict[str, Helper] = {}
    tasks = [_task(town, case, superiors, helpers) for case in cases]
    taken = assign(tasks, helpers, superiors.room)
    placings: list[Placing] = []
    left_open: list[LeftOpen] = []
    used: dict[str, int] = {}
    for task, helpers_taken in zip(tasks, taken, strict=True):
        if task.group is not None:
            used[task.group] = used.get(task.group, 0) + len(helpers_taken)
    for case, task, helpers_taken in zip(cases, tasks, taken, strict=True):
        chosen = {key.partition(" ")[2] for key in helpers_taken}
        gap = case.want.gap
        placings.extend(Placing(gap, each) for each in case.found.candidates if each.key in chosen)
        if len(chosen) < case.seats:
            group_full = task.group is not None and used[task.group] >= superiors.room[task.group]
            reason = _why(case.found, len(chosen), group_full=group_full)
            left_open.append(LeftOpen(gap, case.seats - len(chosen), reason))
    return Plan(tuple(placings), tuple(left_open), len(wants), sum(case.found.more for case in cases))


def check_size(gaps: int) -> None:
    """Refuse to plan for too many gaps."""
    if gaps > MOST_GAPS:
        raise LimitExceeded(
            f"a plan is made for at most {MOST_GAPS:,} gaps at once, and there are {gaps:,}; "
            "ask within a smaller place or for fewer kinds (limit: gaps of a plan)"
        )


def superiors_of(town: Town, wants: Sequence[Want]) -> Superiors:
    """Find whose direct reports would grow, and by how much they may."""
    presence = town.survey.presence
    coming: dict[PostFact, int] = {}
    for want in wants:
        above = None if want.post is None else town.staff.posts[want.post].reports_to
        if want.post is not None and above is not None:
            coming[above] = coming.get(above, 0) + seats_of(town, want.post)
    group_of: dict[PostFact, str] = {}
    people_of: dict[str, set[PersonFact]] = {}
    for post in sorted(coming, key=lambda each: each.key):
        people = set(presence.members(post))
        # Posts that share a holder share his or her room; what they are joined with comes along.
        name = post.key
        members = [post]
        for other in [known for known, theirs in people_of.items() if theirs & people]:
            people |= people_of.pop(other)
            members += [each for each, group in group_of.items() if group == other]
        people_of[name] = people
        group_of.update(dict.fromkeys(members, name))
    every = sum(coming.values())
    # Where nobody sits above, nobody gets too many reports.
    room = {name: town.loads.room_for_reports(people) if people else every for name, people in people_of.items()}
    return Superiors(group_of, room, coming)


def seats_of(town: Town, post: PostFact) -> int:
    """Give how many seats of a post are vacant."""
    return max(0, town.staff.posts[post].seats - len(set(town.survey.presence.members(post))))


def _case(town: Town, want: Want, superiors: Superiors, most: int) -> _Case:
    found = find_candidates(town, want, most)
    if want.post is not None:
        able = tuple(each for each in found.candidates if _can_lead(town, each, want.post, superiors))
        passed = found.at_limits + len(found.candidates) - len(able)
        found = found._replace(candidates=able, at_limits=passed)
    seats = 1 if want.post is None else seats_of(town, want.post)
    return _Case(want, found, seats, max(1, want.gap.households))


def _can_lead(town: Town, candidate: Candidate, post: PostFact, superiors: Superiors) -> bool:
    """Say whether somebody keeps within the limit of reports even when all vacant seats beneath are filled as well."""
    person = town.facts.person(candidate.person or "")
    if person is None:
        return False
    beneath = superiors.coming.get(post, 0)
    reporting = town.loads.reporting_to(post)
    if not beneath and not reporting:
        return True
    held = town.loads.of(person)
    coming = beneath + sum(superiors.coming.get(each, 0) for each in held.posts)
    return len(held.reports | (reporting - {person})) + coming <= town.loads.limits.reports


def _task(town: Town, case: _Case, superiors: Superiors, helpers: dict[str, Helper]) -> Task:
    want = case.want
    kind = _HOUSEHOLD if want.gap.kind is GapKind.UNPAIRED_HOUSEHOLD else _POST
    options = []
    for candidate in case.found.candidates:
        key = f"{kind} {candidate.key}"
        if key not in helpers:
            helpers[key] = _helper(town, candidate, kind)
        options.append(Option(key, candidate.rank[:-1]))
    group, heavy = None, False
    if want.post is not None:
        above = town.staff.posts[want.post].reports_to
        group = None if above is None else superiors.group_of[above]
        heavy = bool(superiors.coming.get(want.post) or town.loads.reporting_to(want.post))
    return Task(case.weight, case.seats, tuple(options), group, heavy)


def _helper(town: Town, candidate: Candidate, kind: str) -> Helper:
    person = None if candidate.person is None else town.facts.person(candidate.person)
    if person is None:
        # The policy sets no limits to units.
        return Helper(None)
    load, limits = town.loads.of(person).load, town.loads.limits
    room = limits.pairings - load.pairings if kind == _HOUSEHOLD else limits.posts - load.posts
    return Helper(max(0, room), load.posts + load.pairings)


def _why(found: Candidates, chosen: int, *, group_full: bool) -> OpenReason:
    if group_full:
        return OpenReason.SUPERIOR_AT_LIMIT
    if chosen < len(found.candidates):
        # The others have their hands full with what this plan gives them.
        return OpenReason.CANDIDATES_CUT if found.more else OpenReason.LIMITS_REACHED
    return OpenReason.LIMITS_REACHED if found.at_limits else OpenReason.NO_CANDIDATE
