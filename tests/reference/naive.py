"""Who handles a category at a place, computed as the rules are written: loops over all rows, nothing looked up.

This is a second reading of the rules to compare the service with, so it imports nothing of the service and is as
plain as can be: slow, without an index, without anything remembered from one question to the next.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from tests.reference.cells import Row, World, tell_duration
from tests.reference.hours import is_open
from tests.reference.presence import Presence

Told: TypeAlias = dict[str, Any]


def who_handles(world: World, category: str, place: str, at: str, *, urgent: bool, everyone: bool = True) -> Told:
    """Give the whole answer in the shape of the examples in `tests/answers`.

    `everyone`: as told to somebody who may see everybody; else persons who are no public contact are not seen.
    """
    return Question(world, category, place, at, urgent=urgent, everyone=everyone).answer()


class Question(Presence):
    """One question: everything in it is as of its moment."""

    def __init__(self, world: World, category: str, place: str, at: str, *, urgent: bool, everyone: bool) -> None:
        super().__init__(world, at, everyone=everyone)
        self.urgent = urgent
        self.places = self.lineage("places", place)
        self.categories = self.lineage("categories", category)

    def people(self, duty: Row) -> list[str]:
        """Give who deals with a duty: the holders of its post, or the contacts of its unit."""
        holder = duty["holder"]
        return self.holders(holder) if self.is_post(holder) else self.contacts(holder)

    def unit_of(self, duty: Row) -> str:
        """Give the unit that a duty goes through."""
        unit: str = self.row("posts", duty["holder"])["unit"] if self.is_post(duty["holder"]) else duty["holder"]
        return unit

    def is_staffed(self, duty: Row) -> bool:
        """Say whether somebody, or a unit's own telephone, is there for a duty."""
        if self.people(duty):
            return True
        return not self.is_post(duty["holder"]) and self.unit_channel(duty["holder"]) is not None

    def is_vacant(self, duty: Row) -> bool:
        """Say of an unstaffed duty whether nobody is a member, as against everybody being absent."""
        posts = [duty["holder"]] if self.is_post(duty["holder"]) else self.heads(duty["holder"])
        return not any(self.members(post) for post in posts)

    def reason(self, duty: Row) -> str | None:
        """Say why a matching duty is left out; None when it is not."""
        if not self.is_staffed(duty):
            return "VACANT" if self.is_vacant(duty) else "ABSENT"
        # Who supervises is told whether or not the office is open.
        if self.urgent and duty["capacity"] != "supervises" and not is_open(duty["hours"], self.local):
            return "CLOSED"
        return None

    def rank(self, duty: Row) -> tuple[int, int, int]:
        """Give what decides between matching duties before their keys do."""
        return self.places.index(duty["place"]), self.categories.index(duty["category"]), duty["priority"]

    def matching(self) -> list[Row]:
        """Give the matching duties in order."""
        found = [
            duty
            for duty in self.tables["duties"]
            if self.is_valid(duty) and duty["place"] in self.places and duty["category"] in self.categories
        ]
        return sorted(found, key=lambda duty: (*self.rank(duty), duty["key"]))

    def channel(self, duty: Row) -> str | None:
        """Give the channel to use: the duty's, else that of the first of the people who has one, else the unit's."""
        of_people = [self.row("persons", person)["channel"] for person in self.seen(self.people(duty))]
        choices = [duty["channel"], *of_people, self.unit_channel(self.unit_of(duty))]
        return next((channel for channel in choices if channel is not None), None)

    def entry(self, duty: Row) -> Told:
        """Tell one duty with its reasons."""
        people = self.people(duty)
        place_steps, category_steps, _ = self.rank(duty)
        return {
            "duty": {"key": duty["key"], "capacity": duty["capacity"].upper()},
            "unit": {"key": self.unit_of(duty)},
            "post": {"key": duty["holder"]} if self.is_post(duty["holder"]) else None,
            "people": [{"key": person} for person in self.seen(people)],
            "peopleTotal": len(people),
            "channel": self.channel(duty),
            "placeSteps": place_steps,
            "categorySteps": category_steps,
            "open": is_open(duty["hours"], self.local),
        }

    def answer(self) -> Told:
        """Tell everything."""
        reasons = [(duty, self.reason(duty)) for duty in self.matching()]
        staying = [duty for duty, reason in reasons if reason is None]
        handlers = [duty for duty in staying if duty["capacity"] == "handles"]
        tied = {self.unit_of(duty) for duty in handlers if self.rank(duty) == self.rank(handlers[0])}
        told = {
            name: [self.entry(duty) for duty in staying if duty["capacity"] == capacity]
            for name, capacity in (
                ("handlers", "handles"),
                ("firstContacts", "first_contact"),
                ("backups", "backs_up"),
                ("supervisors", "supervises"),
            )
        }
        return {
            "place": {"key": self.places[0]},
            "category": {"key": self.categories[0]},
            "at": self.local.isoformat(),
            "covered": bool(handlers),
            "contested": len(tied) > 1,
            **told,
            "skipped": [{"duty": {"key": duty["key"]}, "reason": reason} for duty, reason in reasons if reason],
            "ladder": self.ladder(handlers, reasons),
        }

    # The ladder

    def start(self, handlers: list[Row], reasons: list[tuple[Row, str | None]]) -> str | None:
        """Give the first unit of the ladder."""
        closed = [duty for duty, reason in reasons if reason == "CLOSED" and duty["capacity"] == "handles"]
        if handlers or closed:
            return self.unit_of([*handlers, *closed][0])
        for place in self.places:
            covering = [unit for unit in self.tables["units"] if place in unit["covers"] and self.is_valid(unit)]
            if covering:
                first = min(covering, key=lambda unit: (self.world.lines.index(unit["line"]), unit["key"]))
                return str(first["key"])
        return None

    def ways_out(self, unit: str) -> list[Row]:
        """Give the escalation rows out of a unit that count for this question, in order."""
        rows = [
            row
            for row in self.tables["escalations"]
            if row["from_unit"] == unit
            and self.is_valid(row)
            and self.unit_is_there(row["to_unit"])
            and (row["category"] is None or row["category"] in self.categories)
            and (self.urgent or not row["urgent"])
        ]
        return sorted(
            rows,
            key=lambda row: (
                not row["urgent"],
                len(self.categories) if row["category"] is None else self.categories.index(row["category"]),
                row["priority"],
                row["to_unit"],
                row["valid_from"] is not None,
                row["valid_from"] or self.at,
            ),
        )

    def ladder(self, handlers: list[Row], reasons: list[tuple[Row, str | None]]) -> Told:
        """Climb from the start until nobody is next."""
        steps: list[Told] = []
        climbed: list[str] = []
        cyclic = False
        unit = self.start(handlers, reasons)
        after: timedelta | None = None
        due = self.local.astimezone(ZoneInfo("UTC"))
        timed = True
        while unit is not None:
            climbed.append(unit)
            contacts = self.contacts(unit)
            channel = self.unit_channel(unit)
            reachable = bool(contacts) or channel is not None
            if len(climbed) > 1:
                timed = timed and after is not None
                due += after or timedelta()
            steps.append(
                {
                    "unit": {"key": unit},
                    "contacts": [{"key": person} for person in self.seen(contacts)],
                    "contactsTotal": len(contacts),
                    "channel": channel,
                    "reachable": reachable,
                    "after": None if after is None else tell_duration(after),
                    "dueAt": due.astimezone(self.world.zone).isoformat() if timed else None,
                },
            )
            rows = self.ways_out(unit)
            onward = [row for row in rows if row["to_unit"] not in climbed]
            if onward:
                unit = onward[0]["to_unit"]
                after = (onward[0]["after"] or timedelta()) if reachable else timedelta()
            elif rows:
                cyclic = True
                unit = None
            else:
                above = [each for each in self.lineage("units", unit)[1:] if self.unit_is_there(each)]
                unit = next((each for each in above if each not in climbed), None)
                after = None if reachable else timedelta()
        return {"cyclic": cyclic, "steps": steps}
