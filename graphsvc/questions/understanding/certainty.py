"""How sure it is which matter is meant; and what is asked back when it is not.

Measured on sentences that had no part in what was heard of them (each fourth of them left out of learning in turn): an
answer is right the oftener the stronger the matter is said and the further all words lean to it rather than elsewhere.
Where that is too little, those that may be meant as well are told beside it, and small talk is taken for what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from graphsvc.questions.understanding.candidates import Candidate, weigh_leaning
from graphsvc.questions.understanding.matterwords import MatterWords

MOST_MEANT: Final = 3
"""How many matters are told for a question back, unless more are said side by side."""

_LEAD: Final = 10.0  # what leaning to a matter rather than elsewhere is worth, beside the strength that it is said with
_SURE: Final = 2.0  # from this much together on an answer is right in about two of three cases, from 3 on in 19 of 20
_CHAT: Final = 0.0  # what is less sure than that is small talk as well
_TIED: Final = 0.85  # of what nothing was learnt: said nearly as strongly as the first
_MENTIONED: Final = 1.3  # what is said no stronger is small talk where the words lean to none
_CLEAR: Final = 0.5  # how much stronger a matter must be said than the next
_LOOKED_AT: Final = 10  # of those that the words lean to furthest
_CLOSE: Final = 1.2  # what is said weaker by more than that is not asked back about


class Lead(NamedTuple):
    """How much further the words lean to one category than to any other, and to which they lean next."""

    ahead: float
    others: tuple[str, ...]


def settle(standing: Sequence[Candidate], words: MatterWords) -> list[Candidate]:
    """Give the first of the candidates when it is sure, else those to ask back about; nothing when it is small talk."""
    first = standing[0]
    if not words.is_learnt(first.category):
        return [each for each in standing if each.strength >= _TIED * first.strength][:MOST_MEANT]
    lead = _lead(first, words)
    sure = first.strength + _LEAD * lead.ahead
    close = any(first.strength - each.strength < _CLEAR for each in standing[1:])
    if not close and (sure >= _SURE or first.alone):
        return [first]
    if lead.others[:1] == ("",) and not close and (first.strength < _MENTIONED or sure < _CHAT):
        return []
    known = {each.category: each for each in standing[1:] if first.strength - each.strength < _CLOSE}
    leant = [known.get(key) or weigh_leaning(key, first) for key in lead.others if key]
    meant = dict.fromkeys((first.category, *known, *(each.category for each in leant)))
    told = {each.category: each for each in (*leant, *known.values(), first)}
    return [told[key] for key in meant][:MOST_MEANT]


def _lead(first: Candidate, words: MatterWords) -> Lead:
    """Compare over the whole text and over the clause of the matter, whichever speaks more for it."""
    best = Lead(-1.0, ())
    for leaning in first.leanings:
        own = leaning.get(first.category, 0.0)
        furthest = sorted(leaning, key=lambda key: (-leaning[key], key))
        others = [key for key in furthest[:_LOOKED_AT] if _is_rival(key, first.category, words)][:MOST_MEANT]
        lead = Lead(own - (leaning[others[0]] if others else 0.0), tuple(others))
        best = max(best, lead)
    return best


def _is_rival(key: str, other: str, words: MatterWords) -> bool:
    """Whether one is small talk or another category of the tree, and neither lies within the other."""
    if not key:
        return True
    return key in words.categories and key not in words.above(other) and other not in words.above(key)
