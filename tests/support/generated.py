"""Small worlds full of what is rare, for tests by property: raw bundle rows that a bundle may hold, and questions.

A world is made from one drawn seed and a few drawn sizes: that is quick (a thousand in a second or two), and an example
that fails is still cut down, size by size. All periods and questions lie around the same few moments, so that the
half-open ends are hit exactly; keys and lists are drawn with a liking for the first few, so that things meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from hypothesis import strategies as st

from tests.reference.raw import LINES, Cells, RawWorld
from tests.support.dice import Dice
from tests.support.drafts import draft_of
from tests.support.generated_hours import write_hours

KINDS = (
    "city",
    "district",
    "subdistrict",
    "community",
    "grid",
    "compound",
    "building",
    "entrance",
    "floor",
    "household",
)
LENGTHS = ("", "", "PT0S", "PT45S", "PT30M", "PT2H", "P1D", "P1DT12H", "P1W", "P1W2DT3H4M5S")
PRIORITIES = ("", "", "", "100", "100", "50", "101")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many rows the tables of a world have at most."""

    places: int
    categories: int
    units: int
    posts: int
    persons: int
    memberships: int
    duties: int
    escalations: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One question."""

    category: str
    place: str
    at: str
    urgent: bool
    everyone: bool
    """Whether the asker may see everybody."""


@dataclass(frozen=True, slots=True)
class Generated:
    """A world and questions to it."""

    world: RawWorld
    questions: tuple[Asked, ...]
    draft: RawWorld | None
    """What the store holds and is asked about before; so that nothing remembered outlives a write."""


LARGEST = Sizes(places=9, categories=6, units=8, posts=8, persons=8, memberships=20, duties=16, escalations=12)


@st.composite
def generated_worlds(draw: st.DrawFn, questions: int = 8) -> Generated:
    """Draw a world and so many questions to it."""
    seed = draw(st.integers(0, 2**32 - 1))
    sizes = Sizes(**{name: draw(_size(name)) for name in Sizes.__slots__})
    return Making(Random(seed), sizes).generated(questions)


def _size(name: str) -> st.SearchStrategy[int]:
    largest: int = getattr(LARGEST, name)
    # Small ones come first, since an example is cut down towards the first; but most worlds shall be large.
    few = [1, 2] if name in {"places", "categories"} else [0, 1]
    return st.sampled_from([*few, *(largest * quarters // 4 for quarters in (1, 2, 2, 3, 3, 4, 4, 4))])


class Making(Dice):
    """The making of one world: the tables so far, and what the later ones draw from."""

    def __init__(self, random: Random, sizes: Sizes) -> None:
        super().__init__(random)
        self.sizes = sizes
        self.tables: dict[str, list[Cells]] = {}

    def keys_of(self, table: str) -> list[str]:
        """Give the keys of a table made before, as they are read."""
        return [row["key"] for row in self.tables.get(table, [])]

    def generated(self, questions: int) -> Generated:
        """Make all tables and the questions to them."""
        self.make_places()
        self.make_categories()
        self.make_units()
        self.make_posts()
        self.make_persons()
        self.make_memberships()
        self.make_absences()
        self.make_duties()
        self.make_escalations()
        # Few moments, so that what the service remembers of one question may be used, or misused, for the next.
        moments = [self.moment_asked() for _ in range(3)]
        asked = tuple(self.question(self.random.choice(moments)) for _ in range(questions))
        for rows in self.tables.values():
            self.random.shuffle(rows)
        lines = tuple(self.random.sample(LINES, len(LINES)))
        world = RawWorld(self.tables, self.timezone, lines)
        return Generated(world, asked, draft_of(world, self.random) if self.chance(0.3) else None)

    def make_places(self) -> None:
        """Make a forest of places with levels left out, and facilities."""
        rows: list[Cells] = []
        for _ in range(self.sizes.places):
            above = [row for row in rows if row["kind"] not in {"household", "facility"}]
            parent = self.random.choice(above[-4:]) if above and self.chance(0.85) else None
            ranks = KINDS[KINDS.index(parent["kind"]) + 1 :][:4] if parent else KINDS[:7]
            kind = "facility" if parent and self.chance(0.15) else self.random.choice(ranks)
            row = {"key": self.new_key(), "kind": kind, "name": "处", "parent": parent["key"] if parent else ""}
            rows.append({**row, "households": self.maybe(0.2, "12")})
        self.tables["places"] = rows

    def make_categories(self) -> None:
        """Make a forest of categories."""
        rows: list[Cells] = []
        for _ in range(self.sizes.categories):
            parent = self.random.choice(rows)["key"] if rows and self.chance(0.8) else ""
            rows.append({"key": self.new_key(), "name": "事", "parent": parent})
        self.tables["categories"] = rows

    def make_units(self) -> None:
        """Make units of the four lines, nested within them, some with an end."""
        rows: list[Cells] = []
        lines = self.random.sample(LINES, self.random.choice((1, 2, 4)))
        for _ in range(self.sizes.units):
            line = self.random.choice(lines)
            above = [row["key"] for row in rows if row["line"] == line]
            covers = [self.spell(self.near(self.keys_of("places"))) for _ in range(self.random.choice((0, 1, 1, 2)))]
            row = {
                "key": self.new_key(),
                "line": line,
                "kind": "office",
                "name": "组",
                "parent": self.random.choice(above) if above and self.chance(0.75) else "",
                "covers": "|".join(covers),
            }
            rows.append({**row, "channel": self.maybe(0.4, f"unit-{len(rows)}"), **self.dates(self.span(0.2))})
        self.tables["units"] = rows

    def make_posts(self) -> None:
        """Make posts, half of them heads, so that units have none, one or several."""
        units = self.keys_of("units")
        rows: list[Cells] = []
        for _ in range(self.sizes.posts if units else 0):
            head = self.random.choice(("true", "True", "TRUE", "false", "FALSE", ""))
            row = {"key": self.new_key(), "unit": self.spell(self.near(units)), "kind": "clerk", "title": "岗"}
            rows.append({**row, "head": head, **self.dates(self.span(0.15))})
        self.tables["posts"] = rows

    def make_persons(self) -> None:
        """Make persons with and without a channel."""
        self.tables["persons"] = [
            {
                "key": self.new_key(),
                "name": "人",
                "channel": self.maybe(0.5, f"person-{number}"),
                "public_contact": self.random.choice(("", "true", "false")),
            }
            for number in range(self.sizes.persons)
        ]

    def make_memberships(self) -> None:
        """Seat persons in posts, also twice in one with other dates, and now and then in a unit alone."""
        persons, posts, units = self.keys_of("persons"), self.keys_of("posts"), self.keys_of("units")
        unit_of = {row["key"]: row["unit"] for row in self.tables["posts"]}
        rows: dict[tuple[object, ...], Cells] = {}
        for _ in range(self.sizes.memberships if persons and units else 0):
            person, span = self.random.choice(persons), self.span(0.4)
            post = self.near(posts) if posts and self.chance(0.9) else ""
            unit = self.maybe(0.2, unit_of[post]) if post else self.random.choice(units)
            row = {"person": person, "unit": unit, "post": post, "acting": self.random.choice(("", "true", "false"))}
            rows[person, post or unit, span[0]] = {**row, **self.dates(span)}
        self.tables["memberships"] = list(rows.values())

    def make_absences(self) -> None:
        """Send some persons away for a while."""
        rows: dict[tuple[object, ...], Cells] = {}
        for person in self.keys_of("persons") * 2:
            begin, end = sorted(self.random.choices(self.moments, k=2))
            if self.chance(0.3):
                span = (begin, end if self.chance(0.8) else None)
                rows[person, begin] = {"person": person, **self.dates(span)}
        self.tables["absences"] = list(rows.values())

    def make_duties(self) -> None:
        """Give duties to posts and units; places, categories and priorities meet often."""
        posts, units = self.keys_of("posts"), self.keys_of("units")
        places, categories = self.keys_of("places"), self.keys_of("categories")
        rows: list[Cells] = []
        for _ in range(self.sizes.duties if posts or units else 0):
            holders = posts if posts and (not units or self.chance(0.65)) else units
            row = {
                "key": self.new_key(),
                "holder": self.spell(self.random.choice(holders)),
                "category": self.spell(self.near(categories)),
                "place": self.spell(self.near(places)),
                "capacity": self.random.choice(
                    ("", "", "handles", "handles", "first_contact", "backs_up", "supervises")
                ),
                "priority": self.random.choice(PRIORITIES),
                "channel": self.maybe(0.25, f"duty-{len(rows)}"),
                "hours": write_hours(self.random, self.days) if self.chance(0.5) else "",
            }
            rows.append({**row, **self.dates(self.span(0.2))})
        self.tables["duties"] = rows

    def make_escalations(self) -> None:
        """Let units lead to others, in circles too, with rows that differ in one column only."""
        units, categories = self.keys_of("units"), self.keys_of("categories")
        rows: dict[tuple[object, ...], Cells] = {}
        for _ in range(self.sizes.escalations if len(units) > 1 else 0):
            begins, leads = self.random.sample(units[:4], 2)
            category, span = self.maybe(0.6, self.random.choice(categories)), self.span(0.35)
            urgent = self.random.choice(("", "false", "true", "True"))
            rows[begins, leads, category, urgent.lower() == "true", span[0]] = {
                "from_unit": begins,
                "to_unit": leads,
                "after": self.random.choice(LENGTHS),
                "category": category,
                "urgent": urgent,
                "priority": self.random.choice(PRIORITIES),
                **self.dates(span),
            }
        self.tables["escalations"] = list(rows.values())

    def question(self, at: str) -> Asked:
        """Ask about something most often far down the trees."""
        return Asked(
            category=self.near(self.keys_of("categories")[::-1]),
            place=self.near(self.keys_of("places")[::-1]),
            at=at,
            urgent=self.chance(0.5),
            everyone=self.chance(0.7),
        )

    def moment_asked(self) -> str:
        """Choose a moment where something begins or ends, or just beside it."""
        beside = timedelta(seconds=self.random.choice((0, 0, 0, 0, -1, 1, -1e-6, 1800)))
        return self.moment_text(self.random.choice(self.moments) + beside)
