"""Long texts and texts with several places: which parts of them a matter is listened for in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphsvc.questions.understanding.places import PlacesHeard
from graphsvc.questions.understanding.roles import Role
from graphsvc.questions.understanding.text import Text

_STORY: Final = 5
"""From so many clauses on a text tells a story."""

_STOPS: Final = ",;:!?，。；：！？…—.\n"


def about_places(text: Text, places: PlacesHeard) -> Iterator[Text]:
    """Leave of a story the clauses with its places, then those around them: the matter stands there, if anywhere.

    Nothing is given when the text is short, when no place is named in it, or one in most of its clauses.
    """
    named = {clause for place in places.heard if place.role is Role.PLACE for clause in place.clauses}
    if len(places.clauses) < _STORY or not named:
        return
    for around in ((0,), (-1, 0, 1)):
        kept = {clause + step for clause in named for step in around}
        if 2 * len(kept) > len(places.clauses):
            return
        letters = [character if character in _STOPS else " " for character in text.folded]
        for number, clause in enumerate(places.clauses):
            if number in kept:
                letters[clause.begin : clause.end] = text.folded[clause.begin : clause.end]
        yield text._replace(folded="".join(letters))


def of_each_place(text: Text, places: PlacesHeard) -> list[Text]:
    """Cut a text in which several places are named in turn into what is said of each; nothing when one is named."""
    starts = sorted({min(place.clauses): None for place in places.heard if place.role is Role.PLACE})
    if len(starts) < 2:
        return []
    found = []
    for number, first in enumerate(starts):
        begin = 0 if number == 0 else places.clauses[first].begin
        end = places.clauses[starts[number + 1]].begin if number + 1 < len(starts) else len(text.folded)
        blank = " " * begin + text.folded[begin:end] + " " * (len(text.folded) - end)
        found.append(text._replace(folded=blank))
    return found
