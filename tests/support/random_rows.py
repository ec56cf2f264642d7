"""Small sound worlds over few keys, drawn at random, for properties that hold after any writes."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st

from graphsvc.domain.entities import (
    Absence,
    Category,
    Duty,
    Escalation,
    Membership,
    Pairing,
    Person,
    Place,
    Post,
    Row,
    Unit,
    identity,
)
from graphsvc.domain.kinds import PLACE_RANK, Capacity, Line, PlaceKind

MOMENTS: Final = st.one_of(st.none(), st.integers(0, 6))
KINDS: Final = st.sampled_from(
    [PlaceKind.CITY, PlaceKind.COMPOUND, PlaceKind.BUILDING, PlaceKind.FLOOR, PlaceKind.HOUSEHOLD, PlaceKind.FACILITY]
)


@st.composite
def worlds(draw: st.DrawFn) -> list[Row]:
    """A small sound world over few keys, so that the next one changes, moves, adds and drops much of it."""

    def some(*keys: str) -> Any:  # noqa: ANN401  (fits every column)
        return draw(st.sampled_from(keys)) if keys else None

    def maybe(*keys: str) -> Any:  # noqa: ANN401  (fits every column)
        return draw(st.one_of(st.none(), st.sampled_from(keys))) if keys else None

    def span() -> tuple[int | None, int | None]:
        begin, end = draw(MOMENTS), draw(MOMENTS)
        return begin, None if end is None else max(end, begin or 0)

    places: dict[str, Place] = {"p": Place("p", PlaceKind.CITY, "p", households=draw(MOMENTS))}
    for key in draw(st.lists(st.sampled_from("qrstuv"), unique=True)):
        kind = draw(KINDS)
        open_to = {p.key: PLACE_RANK[p.kind] for p in places.values() if p.kind is not PlaceKind.FACILITY}
        larger = [k for k, rank in open_to.items() if rank < PLACE_RANK[kind]]
        parent = some(*larger) if kind is PlaceKind.FACILITY else maybe(*larger)
        places[key] = Place(key, kind, "n", None, parent, households=draw(MOMENTS))
    categories = [
        Category("c0", "c"),
        *(Category(f"c{n}", "c", None, maybe("c0")) for n in range(1, draw(st.integers(1, 3)))),
    ]
    units: dict[str, Unit] = {}
    for key in ("u0", *draw(st.lists(st.sampled_from(["u1", "u2"]), unique=True))):
        covers = tuple(sorted(draw(st.sets(st.sampled_from(sorted(places)), max_size=2))))
        units[key] = Unit(key, Line.PARTY, "k", "n", None, maybe(*units), covers, maybe("1", "2"), *span())
    posts: dict[str, Post] = {}
    for key in draw(st.lists(st.sampled_from(["o0", "o1", "o2"]), unique=True)):
        posts[key] = Post(
            key, some(*units), "k", "t", None, draw(st.booleans()), maybe(*places), 1, maybe(*posts), (), *span()
        )
    persons = {
        key: Person(key, "n", maybe("1"), draw(st.booleans())) for key in draw(st.sets(st.sampled_from(["x0", "x1"])))
    }
    rows: list[Row] = [*places.values(), *categories, *units.values(), *posts.values(), *persons.values()]
    keyless: list[Row] = []
    for _ in range(draw(st.integers(0, 3))):
        if persons and posts:
            keyless.append(Membership(some(*persons), None, some(*posts), draw(st.booleans()), *span()))
        if persons:
            keyless.append(Absence(some(*persons), draw(st.integers(0, 6))))
            keyless.append(Pairing(some(*persons), some(*places), "care", *span()))
        if len(units) > 1:
            keyless.append(
                Escalation("u0", some(*(units.keys() - {"u0"})), draw(MOMENTS), maybe("c0"), draw(st.booleans()))
            )
    for number in range(draw(st.integers(0, 3))):
        holder, category = some(*units, *posts), some(*(c.key for c in categories))
        terms = (draw(st.sampled_from(Capacity)), draw(st.integers(0, 3)), maybe("1"), None, None, None)
        rows.append(Duty(f"d{number}", holder, category, some(*places), *terms, *span()))
    return rows + list({identity(row): row for row in keyless}.values())
