"""The leaf categories as bits of a number, and which categories stand for a set of them (docs/rules.md, section 3)."""

from __future__ import annotations

from collections.abc import Sequence

from graphsvc.domain.coverage_facts import CategoryFact


class Leaves:
    """The forest of categories with a bit for each leaf: a set of leaves is an int, two are joined by one step."""

    __slots__ = (
        "_beneath",
        "_highest",
        "_number_of",
        "_roots",
        "_weight_of",
        "_weights",
        "depth",
        "every",
        "key_of",
        "keys",
        "lineage_of",
        "mask",
    )

    def __init__(self, categories: Sequence[CategoryFact]) -> None:
        above = {category.number: category.parent for category in categories}
        inner = set(above.values())
        leaves = [category for category in categories if category.number not in inner]
        self.key_of = {category.number: category.key for category in categories}
        self._number_of = {category.key: category.number for category in categories}
        self.keys = tuple(category.key for category in leaves)
        """The key of the leaf of each bit."""
        self.every = (1 << len(leaves)) - 1
        self.mask: dict[int, int] = dict.fromkeys(above, 0)
        """The leaves under each category, by its number; a leaf is under itself."""
        self.depth: dict[int, int] = {}
        """How many categories are above each one."""
        self.lineage_of: list[tuple[int, ...]] = []
        """The numbers of the leaf of each bit, its parent, … up to the root."""
        for bit, leaf in enumerate(leaves):
            lineage = [leaf.number]
            while parent := above[lineage[-1]]:
                lineage.append(parent)
            self.lineage_of.append(tuple(lineage))
            for steps, number in enumerate(lineage):
                self.mask[number] |= 1 << bit
                self.depth[number] = len(lineage) - 1 - steps
        beneath: dict[int, list[int]] = {}
        for category in categories:
            beneath.setdefault(category.parent, []).append(category.number)
        self._roots = tuple(beneath.get(0, ()))
        self._beneath = {number: tuple(beneath.get(number, ())) for number in above}
        self._weights = tuple(leaf.weight for leaf in leaves)
        self._weight_of: dict[int, int] = {}
        self._highest: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}

    def mask_of_key(self, category: str) -> int:
        """Give the leaves under the category with a key."""
        return self.mask[self._number_of[category]]

    def weight(self, leaves: int) -> int:
        """Give the largest weight among leaves."""
        found = self._weight_of.get(leaves)
        if found is None:
            found = self._weight_of[leaves] = max(self._weights[bit] for bit in bits(leaves))
        return found

    def highest(self, told: int, demanded: int) -> tuple[tuple[int, int], ...]:
        """Give the categories that stand for the leaves `told` of those `demanded`, each with the leaves meant.

        The highest ones of which every demanded leaf is told; then down, while one child alone leads to such a leaf.
        """
        found = self._highest.get((told, demanded))
        if found is None:
            found = self._highest[told, demanded] = tuple(
                (self._narrowed(category, demanded), self.mask[category] & demanded)
                for category in self._covered_by(told, demanded)
            )
        return found

    def _covered_by(self, told: int, demanded: int) -> list[int]:
        found: list[int] = []
        ahead = list(self._roots)
        while ahead:
            category = ahead.pop()
            leaves = self.mask[category] & demanded
            if leaves and not leaves & ~told:
                found.append(category)
            elif leaves & told:
                ahead.extend(self._beneath[category])
        return found

    def _narrowed(self, category: int, demanded: int) -> int:
        while True:
            leading = [child for child in self._beneath[category] if self.mask[child] & demanded]
            if len(leading) != 1:
                return category
            category = leading[0]


def bits(number: int) -> list[int]:
    """Give the places of the bits that are set, lowest first.

    >>> bits(0b1010)
    [1, 3]
    """
    found = []
    while number:
        lowest = number & -number
        found.append(lowest.bit_length() - 1)
        number ^= lowest
    return found
