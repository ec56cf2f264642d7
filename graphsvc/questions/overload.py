"""Who has too much on their hands (docs/rules.md, section 3); what people have to do is found by `loads`.

Cost: one step for each membership, pairing and reporting link; the loads of those whose rows of all times together
exceed a limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graphsvc.domain.coverage_facts import StaffFacts
from graphsvc.domain.facts import PersonFact, PostFact
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.suggestions import Load
from graphsvc.questions.loads import Loads
from graphsvc.questions.shortfalls import Staff, is_post_inside


def reporting_lines(staff: StaffFacts) -> Mapping[PostFact, Sequence[PostFact]]:
    """Give, for each post, those whose solid link leads to it."""
    found: dict[PostFact, list[PostFact]] = {}
    for detail in staff.posts.values():
        if detail.reports_to is not None:
            found.setdefault(detail.reports_to, []).append(detail.post)
    return found


def overloaded_persons(asked: Staff) -> Iterator[Gap]:
    """Give the available persons over one limit or several."""
    facts, staff, presence, inside = asked
    reporting = reporting_lines(staff)
    loads = Loads(facts, staff, presence, reporting)
    for person in _ever_near(staff, reporting, loads.limits):
        held = loads.of(person)
        if loads.allows(held.load) or not presence.is_available(person):
            continue
        if any(is_post_inside(staff.posts[post], staff, inside) for post in held.posts) or (
            inside.holds_any(held.households)
        ):
            yield asked.gap(GapKind.OVERLOADED, person=person.key)


def _ever_near(
    staff: StaffFacts, reporting: Mapping[PostFact, Sequence[PostFact]], limits: Load
) -> dict[PersonFact, None]:
    """Give who would be over a limit if every row held at once: nobody else can be, and these are few."""
    posts: dict[PersonFact, int] = {}
    reports: dict[PersonFact, int] = {}
    households: dict[PersonFact, int] = {}
    for post in staff.posts:
        below = sum(len(other.members) for other in reporting.get(post, ()))
        for member in post.members:
            posts[member.person] = posts.get(member.person, 0) + 1
            reports[member.person] = reports.get(member.person, 0) + below
    for pairings in staff.pairings.values():
        for pairing in pairings:
            if isinstance(pairing.helper, PersonFact):
                households[pairing.helper] = households.get(pairing.helper, 0) + 1
    counts = ((posts, limits.posts), (households, limits.pairings), (reports, limits.reports))
    return {person: None for count, most in counts for person, number in count.items() if number > most}
