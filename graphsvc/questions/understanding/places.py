"""Which places a question speaks of: its mentions, put together to addresses, and what those mean (docs/rules.md)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final, NamedTuple

from graphsvc.questions.understanding.addresses import assemble, inherit
from graphsvc.questions.understanding.clauses import Span, denied, split
from graphsvc.questions.understanding.cutting import cut
from graphsvc.questions.understanding.finding import MOST_MEANT, Finder, PlaceHeard
from graphsvc.questions.understanding.lexicon import Lexicon
from graphsvc.questions.understanding.mentions import Mention, Sort
from graphsvc.questions.understanding.naming import names_said
from graphsvc.questions.understanding.nesting import PlaceId
from graphsvc.questions.understanding.numbering import numbers_said
from graphsvc.questions.understanding.roles import Role, roles
from graphsvc.questions.understanding.strangers import strangers
from graphsvc.questions.understanding.text import Text

MOST_PLACES: Final = MOST_MEANT
"""How many places a question is taken to mean at most."""

_MOST_MENTIONS: Final = 100
"""How many names and how many numbers of places are listened to; a text with more is no question."""

_SHARED: Final = (("单元", frozenset("门")), ("楼", frozenset("道梯顶下上门长栋")))
"""The endings of houses and entrances, and what makes another word of them."""


class PlacesHeard(NamedTuple):
    """Everything that a question says about places, in the order of saying."""

    heard: tuple[PlaceHeard, ...]
    clauses: tuple[Span, ...]
    blanks: tuple[Span, ...] = ()
    """What names places other than facilities."""


def hear_places(text: Text, lexicon: Lexicon, near: Sequence[PlaceId] = ()) -> PlacesHeard:
    """Find the places that a text speaks of; `near` is the lineage of where the asker is, the smallest place first."""
    clauses = split(text)
    mentions = _mentions(text, lexicon)
    if not mentions:
        return PlacesHeard((), clauses)
    parts_played = roles(text, mentions, clauses, denied(text, clauses), lexicon)
    begins = [clause.begin for clause in clauses]
    groups = assemble(text, mentions, parts_played, begins, lexicon)
    inherit(groups)
    finder = Finder(lexicon, near)
    found = []
    for group in groups:
        if group.role is Role.DENIED or not (group.placed or group.details):
            continue
        heard = finder.find(group)
        if heard is not None:
            found.append(heard)
    blanks = tuple(Span(one.begin, one.end) for one in mentions if one.sort is not Sort.FACILITY)
    return PlacesHeard(tuple(found), clauses, blanks)


def _mentions(text: Text, lexicon: Lexicon) -> list[Mention]:
    """Find what speaks of places, in order; cost: some look-ups for each part."""
    parts = cut(text)
    taken = [False] * len(parts)
    found = list(islice(names_said(text, parts, taken, lexicon), _MOST_MENTIONS))
    found += list(islice(numbers_said(text, parts, taken, found, lexicon), _MOST_MENTIONS))
    spans = [(mention.begin, mention.end) for mention in found]
    found += [Mention(Sort.STRANGER, *span) for span in islice(strangers(text, parts, spans), _MOST_MENTIONS)]
    return sorted(found, key=lambda mention: (mention.begin, mention.end))


def without_places(text: Text, heard: PlacesHeard) -> Text:
    """Blank out what names places, so that it is not taken for a matter: the *block* of *block 3* blocks nothing.

    What ends a house or an entrance may begin a word (3号楼道, 2单元门), and what a facility is called may be a matter.
    """
    letters = list(text.folded)
    for begin, end in heard.blanks:
        keep = next((len(word) for word, after in _SHARED if text.folded.endswith(word, begin, end)
                     and text.folded[end : end + 1] in after), 0)  # fmt: skip
        letters[begin : end - keep] = " " * (end - keep - begin)
    return text._replace(folded="".join(letters))
