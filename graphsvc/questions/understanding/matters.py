"""Which matters a text speaks of, and which of its words say so.

Words and phrases are found, those that the text denies left out; a word within a longer phrase counts for less, and
for nothing within one that hides it (火箭队, *ice cream*). What is wrong stands before what comes of it (返水 before
臭), the narrower category before the wider one. Small talk is no matter unless something is said to be wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from graphsvc.questions.understanding.clauses import Span
from graphsvc.questions.understanding.evidence import Evidence, Said, hear_lines, listen, overlap
from graphsvc.questions.understanding.matterwords import Found, MatterWords
from graphsvc.questions.understanding.text import Text
from graphsvc.questions.understanding.tokens import FIRST_CHINESE, Token

HEARD: Final = 0.55
"""From this strength on a matter is heard."""

_MORE: Final = (1.0, 0.35, 0.15)  # what a further line of the same category adds
_OFF_TOPIC: Final = 1.1  # what small talk beside a matter that is only mentioned asks for
_OFF_TOPIC_TOLD: Final = 0.9
_OPINION: Final = 1.0  # how much all words together count
_LEAST_SHARE: Final = 0.4
_FEW: Final = 3
_LEAST: Final = 0.5
_UNEXPLAINED: Final = 0.06  # what each word asks for that a matter said in one word leaves unexplained
_MOST_LEFT_OVER: Final = 4
_RESEMBLANCE: Final = 0.6
_RESEMBLES: Final = 1.15  # from these votes on a matter is heard though no line is
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
_TIED: Final = 0.93
_DOUBTFUL: Final = 0.85  # so close to the first that only asking back tells which is meant
_NARROWER: Final = 0.5
_CAUSE: Final = 0.78
_FAR: Final = 40  # characters between two matters that are joined
_CERTAIN: Final = 2.5  # the strength that leaves no doubt
_ASKING: Final = frozenset("谁负责找管归问哪个的了吗呢请您你好我们是有在到里") | frozenset(
    (
        "responsibl",
        "charg",
        "look",
        "after",
        "handl",
        "deal",
        "contact",
        "call",
        "ask",
        "report",
        "problem",
        "need",
        "tell",
        "speak",
    )
)
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


class _Candidate(NamedTuple):
    """A category with all that speaks for it."""

    category: str
    strength: float
    best: Evidence
    parts: tuple[Found, ...]
    claims: tuple[Found, ...] = ()  # what any of its lines is made of


def hear_matters(text: Text, words: MatterWords) -> tuple[MatterHeard, ...]:
    """Hear the matters of a text, likeliest first: mostly one; several are said side by side or can't be told apart.

    Cost: some microseconds for a character.
    """
    said = _shorten(listen(text), words)
    chatting = [said.clause_of(match.start()) for match in words.chat.finditer(text.folded)]
    candidates = _hear(said, words, chatting, 1.0)
    if len(said.words) <= _SHORT and (not candidates or candidates[0].strength < _PLAINLY_SAID):
        mended = words.misspelt.mend(said.words, _understood(said, words))
        if mended is not None:
            meant = said._replace(words=mended)
            heard = _hear(meant, words, chatting, _MISSPELT)
            if heard and (not candidates or heard[0].strength > candidates[0].strength):
                said, candidates = meant, heard
    return tuple(_tell(each, text, said) for each in _choose(candidates, text, said, words))


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


def _hear(said: Said, words: MatterWords, chatting: Sequence[int], worth: float) -> list[_Candidate]:
    """Give what is heard, strongest first, without what is too weak."""
    found = words.find(said.words)
    ordered = {said.clauses[each.first] for each in found if each.entry.order}
    found = [each for each in found if said.clauses[each.first] not in ordered]
    candidates = _weigh(_gather(list(hear_lines(found, said, words)), said, words), said, words)
    if not candidates:
        candidates = _resembling(said, words)
    heard = [each._replace(strength=each.strength * worth) for each in candidates]
    chatting = [*chatting, *(said.clauses[each.first] for each in found if each.entry.off_topic)]
    return [
        each
        for each in heard
        if each.strength >= max(HEARD + _beside_chat(each, chatting), _LEAST + _UNEXPLAINED * _left_over(each, said))
    ]


def _weigh(candidates: Sequence[_Candidate], said: Said, words: MatterWords) -> list[_Candidate]:
    """Let all words together, of the text and of its clause, confirm a matter or take away from it."""
    told = words.opinion.gains(_telling(word.word for word in said.words))
    by_clause: dict[int, Mapping[str, float]] = {}
    weighed = []
    for each in candidates:
        clause = each.best.clause
        if clause not in by_clause:
            by_clause[clause] = words.opinion.gains(_telling(_clause(said, clause)))
        share = max(_share(gains, each.category) for gains in (told, by_clause[clause]))
        weighed.append(each._replace(strength=each.strength * max(_LEAST_SHARE, share) ** _OPINION))
    return sorted(weighed, key=lambda each: (-each.strength, each.category))


def _telling(said: Iterable[str]) -> Sequence[str]:
    """Leave out the words that only ask; what is then hardly more than a name needs no second opinion."""
    words = [word for word in said if word not in _ASKING]
    return words if len(words) >= _FEW else ()


def _share(gains: Mapping[str, float], category: str) -> float:
    """Give how likely a category is beside the likeliest one, from 0 to 1; small talk is not asked about."""
    most = max((gain for key, gain in gains.items() if key), default=0.0)
    return gains.get(category, 0.0) / most if most else 1.0


def _understood(said: Said, words: MatterWords) -> frozenset[int]:
    """Give the numbers of the words that stand in a known phrase as they are."""
    return frozenset(
        at for each in words.find(said.words) if each.last - each.first > 1 for at in range(each.first, each.last)
    )


def _beside_chat(candidate: _Candidate, chatting: Sequence[int]) -> float:
    """Give how much stronger a matter must be for small talk in and beside its clause; less if told with a fault."""
    beside = sum(1 for clause in chatting if abs(clause - candidate.best.clause) <= 1)
    return beside * (_OFF_TOPIC if len(candidate.best.parts) == 1 else _OFF_TOPIC_TOLD)


def _left_over(candidate: _Candidate, said: Said) -> float:
    """Count the words that a lone word leaves unexplained in its clause; two Chinese characters are about a word."""
    if len(candidate.best.parts) != 1:
        return 0
    ((first, last, _),) = candidate.best.parts
    begin = bisect_right(said.clauses, candidate.best.clause - 1)
    rest = (*said.words[begin:first], *said.words[last : bisect_right(said.clauses, candidate.best.clause)])
    return min(_MOST_LEFT_OVER, sum(map(_content, rest)))


def _content(word: Token) -> float:
    if word.word <= "9" or word.word in _ASKING:
        return 0
    return 0.5 if word.word >= FIRST_CHINESE else 1


def _gather(evidence: Sequence[Evidence], said: Said, words: MatterWords) -> list[_Candidate]:
    """Add up what speaks for each category, and what a clause resembles; strongest first."""
    by_category: dict[str, list[Evidence]] = {}
    for each in evidence:
        by_category.setdefault(each.category, []).append(each)
    candidates = []
    votes: dict[int, Mapping[str, float]] = {}
    for category, heard in by_category.items():
        heard.sort(key=lambda each: (-each.strength, each.parts[0].first))
        best = heard[0]
        further = [best]
        for each in heard[1:]:
            if len(further) < len(_MORE) and not any(overlap(each.parts, other.parts) for other in further):
                further.append(each)
        strength = sum(each.strength * more for each, more in zip(further, _MORE, strict=False))
        if best.clause not in votes:
            votes[best.clause] = words.resemblance.votes(_clause(said, best.clause))
        strength += _RESEMBLANCE * min(2.0, votes[best.clause].get(category, 0.0))
        parts = tuple(part for each in further for part in each.parts)
        claims = tuple(part for each in heard if len(each.parts) > 1 and each.strength >= _SAID for part in each.parts)
        candidates.append(_Candidate(category, strength, best, parts, claims))
    return sorted(candidates, key=lambda each: (-each.strength, each.category))


def _clause(said: Said, clause: int) -> list[str]:
    begin = bisect_right(said.clauses, clause - 1)
    return [word.word for word in said.words[begin : bisect_right(said.clauses, clause)]]


def _resembling(said: Said, words: MatterWords) -> list[_Candidate]:
    """Give the category that a clause resembles most where no line is heard, when it does so plainly."""
    found: list[_Candidate] = []
    for clause in sorted(set(said.clauses)):
        votes = words.resemblance.votes(_clause(said, clause))
        best = max(votes, key=lambda category: (votes[category], category), default="")
        others = max((vote for category, vote in votes.items() if category != best), default=0.0)
        if best and votes[best] >= _RESEMBLES and votes[best] >= 1.4 * others:
            found.append(_Candidate(best, HEARD, Evidence(best, HEARD, (), clause), ()))
    return found[:1]


def _choose(candidates: Sequence[_Candidate], text: Text, said: Said, words: MatterWords) -> list[_Candidate]:
    """Keep the matters that are asked about: the causes, the narrowest, and the second one when two are said."""
    if not candidates:
        return []
    kept = _standing(candidates, text, said, words)
    first = kept[0]
    chosen = [first]
    for each in kept[1:]:
        related = first.category in words.above(each.category) or each.category in words.above(first.category)
        if related or any(overlap(each.best.parts, other.parts) for other in chosen):
            if each.strength >= _TIED * first.strength and not related and len(chosen) == 1:
                chosen.append(each)
            continue
        doubtful = each.strength >= _DOUBTFUL * first.strength and len(chosen) == 1
        if doubtful or _is_beside(first, each, text, said):
            chosen.append(each)
    return chosen


def _standing(candidates: Sequence[_Candidate], text: Text, said: Said, words: MatterWords) -> list[_Candidate]:
    """Leave out what another outdoes that itself stands; of several that outdo each other in a ring, the strongest."""
    open_ones, standing = list(candidates), set[str]()
    while open_ones:
        rivals = {
            each.category: [other for other in open_ones if _outdoes(other, each, text, said, words)]
            for each in open_ones
        }
        firm = [each for each in open_ones if not rivals[each.category]] or open_ones[:1]
        standing.update(each.category for each in firm)
        settled = standing | {category for category, others in rivals.items() if any(other in firm for other in others)}
        open_ones = [each for each in open_ones if each.category not in settled]
    return [each for each in candidates if each.category in standing]


def _outdoes(cause: _Candidate, other: _Candidate, text: Text, said: Said, words: MatterWords) -> bool:
    """Whether one matter takes the other's place."""
    if cause.category == other.category:
        return False
    if words.is_inner(other.category) and not words.is_inner(cause.category) and cause.best.strength >= _SAID:
        return cause.strength >= _NARROWER * other.strength
    if other.category in words.above(cause.category):  # the narrowest that the words bear out
        return cause.strength >= _NARROWER * other.strength
    if other.category not in words.before.get(cause.category, ()):
        return False
    if _is_beside(cause, other, text, said, joined=True):
        return False
    return cause.best.strength >= _SAID and cause.strength >= _CAUSE * other.strength


def _is_beside(first: _Candidate, second: _Candidate, text: Text, said: Said, *, joined: bool = False) -> bool:
    """Whether two matters are said side by side: something between them joins them, or both are plainly wrong."""
    if not first.best.parts or not second.best.parts:
        return False
    if overlap((*first.parts, *first.claims), second.best.parts) or overlap(first.best.parts, second.parts):
        return False
    left, right = sorted((first.best, second.best), key=lambda each: each.parts[0].first)
    ended, begun = said.words[left.parts[-1].last - 1].end, said.words[right.parts[0].first].begin
    weaker = min(first.best.strength, second.best.strength)
    end = said.words[right.parts[-1].last - 1].end + len(" as well")
    if _FURTHER.search(text.folded, ended, end) and begun - ended < _FAR:
        return weaker >= (_PLAINLY_BESIDE if joined else _MENTIONED)
    equal = min(first.strength, second.strength) >= _EQUAL * max(first.strength, second.strength)
    told = min(len(left.parts), len(right.parts)) > 1 or weaker >= _PLAINLY_TOLD
    return not joined and equal and told and left.clause != right.clause and weaker >= _PLAINLY_SAID


def _tell(candidate: _Candidate, text: Text, said: Said) -> MatterHeard:
    spans = sorted({Span(said.words[part.first].begin, said.words[part.last - 1].end) for part in candidate.parts})
    return MatterHeard(
        candidate.category,
        tuple(spans),
        round(min(1.0, 0.3 + 0.7 * candidate.strength / _CERTAIN), 3),
        candidate.best.clause,
        tuple(dict.fromkeys(text.words(*span) for span in spans)),
    )
