"""Who is there at a moment, by looking through all rows each time."""

from __future__ import annotations

from tests.reference.cells import Row, World, read_moment


class Presence:
    """A world as of a moment, and as one asker may see it."""

    def __init__(self, world: World, at: str, *, everyone: bool) -> None:
        self.world = world
        self.tables = world.tables
        self.at = read_moment(at, world.zone)
        self.local = self.at.astimezone(world.zone)
        self.everyone = everyone

    # Rows

    def row(self, table: str, key: str) -> Row:
        """Find the row with a key."""
        (found,) = [row for row in self.tables[table] if row["key"] == key]
        return found

    def lineage(self, table: str, key: str | None) -> list[str]:
        """Give a key, its parent, … up to the root."""
        keys: list[str] = []
        while key is not None:
            keys.append(key)
            key = self.row(table, key)["parent"]
        return keys

    def is_valid(self, row: Row) -> bool:
        """Say whether the period of a row itself holds the moment; the end does not belong to it."""
        if row["valid_from"] is not None and self.at < row["valid_from"]:
            return False
        return row["valid_to"] is None or self.at < row["valid_to"]

    # Presence

    def is_post(self, key: str) -> bool:
        """Say whether a holder of duties is a post; else it is a unit."""
        return any(post["key"] == key for post in self.tables["posts"])

    def unit_is_there(self, unit: str) -> bool:
        """Say whether a unit is valid."""
        return self.is_valid(self.row("units", unit))

    def post_is_there(self, post: str) -> bool:
        """Say whether a post is valid, and its unit too."""
        row = self.row("posts", post)
        return self.is_valid(row) and self.unit_is_there(row["unit"])

    def members(self, post: str) -> list[str]:
        """Give the persons with an active membership in a post, absent or not."""
        if not self.post_is_there(post):
            return []
        rows = [row for row in self.tables["memberships"] if row["post"] == post and self.is_valid(row)]
        return sorted({row["person"] for row in rows})

    def is_available(self, person: str) -> bool:
        """Say whether a person has no valid absence."""
        return not any(row["person"] == person and self.is_valid(row) for row in self.tables["absences"])

    def holders(self, post: str) -> list[str]:
        """Give the members of a post who are available."""
        return [person for person in self.members(post) if self.is_available(person)]

    def heads(self, unit: str) -> list[str]:
        """Give the posts of a unit that are marked `head`."""
        return [post["key"] for post in self.tables["posts"] if post["unit"] == unit and post["head"]]

    def contacts(self, unit: str) -> list[str]:
        """Give the holders of a unit's head posts."""
        return sorted({person for post in self.heads(unit) for person in self.holders(post)})

    def seen(self, persons: list[str]) -> list[str]:
        """Leave the persons whom the asker may see."""
        return [person for person in persons if self.everyone or self.row("persons", person)["public_contact"]]

    def unit_channel(self, unit: str) -> str | None:
        """Give the channel of a unit; one that is not there has none."""
        channel: str | None = self.row("units", unit)["channel"]
        return channel if self.unit_is_there(unit) else None
