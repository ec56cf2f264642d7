"""Which matters a text speaks of, and which of its words say so.

Words and phrases are found, those that the text denies left out; a word within a longer phrase counts for less, and
for nothing within one that hides it (火箭队, *ice cream*). What is wrong stands before what comes of it (返水 before
臭), the narrower category before the wider one. Small talk is no matter unless something is said to be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import or_
from typing import Final, NamedTuple

from graphsvc.questions.understanding.candidates import ASKING, Candidate, hear_candidates
from graphsvc.questions.understanding.certainty import settle
from graphsvc.questions.understanding.clauses import Span
from graphsvc.questions.understanding.evidence import Said, listen, overlap
from graphsvc.questions.understanding.matterwords import Found, MatterWords
from graphsvc.questions.understanding.text import CHINESE, Text

_PLAINLY_SAID: Final = 1.25  # from this strength on something is said to be wrong, not merely mentioned
_MENTIONED: Final = 0.8
_PLAINLY_BESIDE: Final = 1.28  # … and from this one it is no mere effect of what is told before
_PLAINLY_TOLD: Final = 1.6
_EQUAL: Final = 0.62  # a second matter is at least that strong, compared with the first
_LONG: Final = 300  # words of a text that are looked at in full
_STRETCH: Final = 40
_SHORT: Final = 400  # words of a text in which slips are looked for
_MISSPELT: Final = 0.85
_SAID: Final = 0.98
_NARROWER: Final = 0.68
_CAUSE: Final = 0.78
_FAR: Final = 40  # characters between two matters that are joined
_CERTAIN: Final = 2.5  # the strength that leaves no doubt
_CODE: Final = re.compile(rf"\{{[^{{}}{CHINESE}]*:[^{{}}{CHINESE}]*\}}|<[^<>{CHINESE}]*>")
# What is told after these is another matter, not what came of the first.
_ANOTHER: Final = re.compile(r"还有|另外|顺便|再就是|再有|\b(?:also|besides|another)\b")
_FURTHER: Final = re.compile(
    r"还有|另外|顺便|以及|同时|再就是|再有|而且|并且|也|又|和|与|跟|、|&|\+"
    r"|\b(?:also|and|plus|as well|besides|too|another|second|both)\b"
)


class MatterHeard(NamedTuple):
    """A matter that a text speaks of, the spans of the folded text that say so, and the clause of the plainest."""

    category: str
    spans: tuple[Span, ...]
    confidence: float
    clause: int
    words: tuple[str, ...]


def hear_matters(text: Text, words: MatterWords) -> tuple[MatterHeard, ...]:
    """Hear the matters of a text, likeliest first: mostly one; several are said side by side or can't be told apart.

    Cost: some microseconds for a character.
    """
    said = _shorten(listen(_without_code(text)), words)
    chatting = [said.clause_of(match.start()) for match in words.chat.finditer(text.folded)]
    candidates = hear_candidates(said, words, chatting, 1.0)
    if len(said.words) <= _SHORT and (not candidates or candidates[0].strength < _PLAINLY_SAID):
        mended = words.misspelt.mend(said.words, _understood(said, words))
        if mended is not None:
            meant = said._replace(words=mended)
            heard = hear_candidates(meant, words, chatting, _MISSPELT)
            if heard and (not candidates or heard[0].strength > candidates[0].strength):
                said, candidates = meant, heard
    return tuple(_tell(each, text, said) for each in _choose(candidates, text, said, words))


def _without_code(text: Text) -> Text:
    """Blank out what is written for machines: {"lift": 1}, <b>."""
    folded = _CODE.sub(lambda code: " " * len(code[0]), text.folded)
    return text if folded == text.folded else text._replace(folded=folded)


def _shorten(said: Said, words: MatterWords) -> Said:
    """Keep of a long text the stretches that hold most known phrases, each kind of stretch once."""
    if len(said.words) <= _LONG:
        return said
    cuts = [at for at in range(len(said.words)) if not at or said.clauses[at] != said.clauses[at - 1]]
    stretches: dict[tuple[str, ...], tuple[int, int]] = {}
    for begin, end in pairwise((*cuts, len(said.words))):
        for first in range(begin, end, _STRETCH):
            last = min(end, first + _STRETCH)
            stretches.setdefault(tuple(word.word for word in said.words[first:last]), (first, last))
    told = sorted(stretches.items(), key=lambda each: (-words.known_pairs(each[0]), each[1]))
    kept: list[int] = []
    for _, (first, last) in told:
        if len(kept) + last - first <= _LONG:
            kept.extend(range(first, last))
    kept.sort()
    return said._replace(words=[said.words[at] for at in kept], clauses=[said.clauses[at] for at in kept])


def _understood(said: Said, words: MatterWords) -> frozenset[int]:
    """Give the numbers of the words that stand in a known phrase as they are."""
    return frozenset(
        at for each in words.find(said.words) if each.last - each.first > 1 for at in range(each.first, each.last)
    )


def _choose(candidates: Sequence[Candidate], text: Text, said: Said, words: MatterWords) -> list[Candidate]:
    """Keep the matters that are asked about: the causes, the narrowest, the second one when two are said.

    When the first does not stand clear of the others, those that may be meant as well are kept for a question back.
    """
    if not candidates:
        return []
    kept = _standing(candidates, text, said, words)
    first = kept[0]
    chosen = [first]
    apart = [first]
    for each in kept[1:]:
        if first.category in words.above(each.category) or each.category in words.above(first.category):
            continue
        apart.append(each)
        apart_from_all = not any(overlap(each.best.parts, _telling(other.parts)) for other in chosen)
        if apart_from_all and _is_beside(first, each, text, said):
            chosen.append(each)
    return chosen if len(chosen) > 1 else settle(apart, words)


def _standing(candidates: Sequence[Candidate], text: Text, said: Said, words: MatterWords) -> list[Candidate]:
    """Leave out what another outdoes that itself stands; of several that outdo each other in a ring, the strongest."""
    open_ones, standing = list(candidates), set[str]()
    while open_ones:
        rivals = {
            each.category: [other for other in open_ones if _outdoes(other, each, text, said, words)]
            for each in open_ones
        }
        firm = [each for each in open_ones if not rivals[each.category]] or _leaders(open_ones, rivals)
        standing.update(each.category for each in firm)
        settled = standing | {category for category, others in rivals.items() if any(other in firm for other in others)}
        open_ones = [each for each in open_ones if each.category not in settled]
    return [each for each in candidates if each.category in standing]


def _leaders(ring: Sequence[Candidate], rivals: Mapping[str, Sequence[Candidate]]) -> list[Candidate]:
    """Give the strongest of those that outdo each other; what outdoes nothing is no part of the ring."""
    outdoing = {other.category for others in rivals.values() for other in others}
    return [each for each in ring if each.category in outdoing][:1]


def _outdoes(cause: Candidate, other: Candidate, text: Text, said: Said, words: MatterWords) -> bool:
    """Whether one matter takes the other's place."""
    if cause.category == other.category:
        return False
    if _holds(cause, other):
        return True
    if words.is_inner(other.category) and not words.is_inner(cause.category) and cause.best.strength >= _SAID:
        return cause.strength >= _NARROWER * other.strength
    if other.category in words.above(cause.category):  # the narrowest that the words bear out
        return cause.strength >= _NARROWER * other.strength
    if other.category not in words.before.get(cause.category, ()):
        return False
    if _is_beside(cause, other, text, said, joined=True):
        return False
    return cause.best.strength >= _SAID and cause.strength >= _CAUSE * other.strength


def _holds(cause: Candidate, other: Candidate) -> bool:
    """Whether a longer phrase (房屋险情) says one that all words of the other (房屋) stand in but those that ask."""
    if len(cause.best.parts) != 1:
        return False
    first, last, _ = cause.best.parts[0]
    inside = [first <= part.first < part.last <= last != first + part.last - part.first for part in other.best.parts]
    asking = [ASKING.issuperset(part.entry.phrase.split()) for part in other.best.parts]
    return any(inside) and all(map(or_, inside, asking))


def _telling(parts: Sequence[Found]) -> list[Found]:
    """Leave out a lone *not*, which may be said of both."""
    return [part for part in parts if part.entry.phrase != "not"]


def _is_beside(first: Candidate, second: Candidate, text: Text, said: Said, *, joined: bool = False) -> bool:
    """Whether two matters are said side by side: something between them joins them, or both are plainly wrong."""
    if not first.best.parts or not second.best.parts:
        return False
    claimed = (*first.parts, *first.claims)
    if all(overlap(claimed, (part,)) for part in second.best.parts):
        return False
    if overlap(_telling(first.best.parts), _telling(second.parts)):
        return False
    left, right = sorted((first.best, second.best), key=lambda each: each.parts[0].first)
    ended, begun = said.words[left.parts[-1].last - 1].end, said.words[right.parts[0].first].begin
    weaker = min(first.best.strength, second.best.strength)
    end = said.words[right.parts[-1].last - 1].end + len(" as well")
    if _FURTHER.search(text.folded, ended, end) and begun - ended < _FAR:
        caused = joined and not _ANOTHER.search(text.folded, ended, end)
        return weaker >= (_PLAINLY_BESIDE if caused else _MENTIONED)
    equal = min(first.strength, second.strength) >= _EQUAL * max(first.strength, second.strength)
    told = min(len(left.parts), len(right.parts)) > 1 or weaker >= _PLAINLY_TOLD
    return not joined and equal and told and left.clause != right.clause and weaker >= _PLAINLY_SAID


def _tell(candidate: Candidate, text: Text, said: Said) -> MatterHeard:
    spans = sorted({Span(said.words[part.first].begin, said.words[part.last - 1].end) for part in candidate.parts})
    return MatterHeard(
        candidate.category,
        tuple(spans),
        round(min(1.0, 0.3 + 0.7 * candidate.strength / _CERTAIN), 3),
        candidate.best.clause,
        tuple(dict.fromkeys(text.words(*span) for span in spans)),
    )
