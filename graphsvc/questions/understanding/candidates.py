"""The matters that a text may speak of, each with all that speaks for it: known lines, and how far its words lean.

Lines are what somebody wrote down as said of a matter; leanings are what was learnt from all of them together. Both
are added up, so a line is doubted when the words point elsewhere, and a matter is heard that no line holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from graphsvc.questions.understanding.evidence import Evidence, Said, hear_lines, overlap
from graphsvc.questions.understanding.matterwords import Found, MatterWords
from graphsvc.questions.understanding.opinion import together
from graphsvc.questions.understanding.tokens import FIRST_CHINESE, Token

HEARD: Final = 0.55
"""From this strength on a matter is heard."""

_MORE: Final = (1.0, 0.35, 0.15)  # what a further line of the same category adds
_OFF_TOPIC: Final = 1.1  # what small talk beside a matter that is only mentioned asks for
_OFF_TOPIC_TOLD: Final = 0.9
_LEAST: Final = 0.5
_UNEXPLAINED: Final = 0.06  # what each word asks for that a matter said in one word leaves unexplained
_MOST_LEFT_OVER: Final = 4
_SAID: Final = 0.98
_LEAN: Final = 5.0  # what a whole leaning is worth, beside the strength of a line
_NEUTRAL: Final = 0.1  # the leaning that neither adds nor takes away
_LEAST_SHARE: Final = 0.4  # a line keeps that share of its strength, whatever the words lean to
_LEANS: Final = 0.2  # from this leaning on a matter is looked at though no line is heard
ASKING: Final = frozenset("谁负责找管归问哪个的了吗呢请您你好我们是有在到里") | frozenset(
    [
        "responsibl",
        "charg",
        "incharge",
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
    ]
)


class Candidate(NamedTuple):
    """A category with all that speaks for it."""

    category: str
    strength: float
    best: Evidence
    parts: tuple[Found, ...]
    claims: tuple[Found, ...] = ()  # what any of its lines is made of
    leanings: tuple[Mapping[str, float], ...] = ()  # where the words of the text and of its clause lean
    alone: bool = False  # nothing but its name is said, and who is asked for


def hear_candidates(said: Said, words: MatterWords, chatting: Sequence[int], worth: float) -> list[Candidate]:
    """Give what is heard, strongest first, without what is too weak; `chatting` are the clauses of small talk."""
    said, found = _without_orders(said, words)
    candidates = _weigh(_gather(list(hear_lines(found, said, words))), said, words)
    heard = [each._replace(strength=each.strength * worth, alone=_is_alone(each, said)) for each in candidates]
    chatting = [*chatting, *(said.clauses[each.first] for each in found if each.entry.off_topic)]
    return [
        each
        for each in heard
        if each.strength >= max(HEARD + _beside_chat(each, chatting), _LEAST + _UNEXPLAINED * _left_over(each, said))
    ]


def _without_orders(said: Said, words: MatterWords) -> tuple[Said, list[Found]]:
    """Find what is known, without the clauses of orders to a machine; what stands there in another script counts."""
    found = words.find(said.words)
    ordered = {(said.clauses[each.first], _is_latin(said.words[each.first])) for each in found if each.entry.order}
    if not ordered:
        return said, found
    kept = [at for at, word in enumerate(said.words) if (said.clauses[at], _is_latin(word)) not in ordered]
    said = said._replace(words=[said.words[at] for at in kept], clauses=[said.clauses[at] for at in kept])
    return said, words.find(said.words)


def _is_latin(word: Token) -> bool:
    return word.word < FIRST_CHINESE


def _gather(evidence: Sequence[Evidence]) -> list[Candidate]:
    """Add up the lines that speak for each category."""
    by_category: dict[str, list[Evidence]] = {}
    for each in evidence:
        by_category.setdefault(each.category, []).append(each)
    candidates = []
    for category, heard in by_category.items():
        heard.sort(key=lambda each: (-each.strength, each.parts[0].first))
        further = [heard[0]]
        for each in heard[1:]:
            if len(further) < len(_MORE) and not any(overlap(each.parts, other.parts) for other in further):
                further.append(each)
        strength = sum(each.strength * more for each, more in zip(further, _MORE, strict=False))
        parts = tuple(part for each in further for part in each.parts)
        claims = tuple(part for each in heard if len(each.parts) > 1 and each.strength >= _SAID for part in each.parts)
        candidates.append(Candidate(category, strength, heard[0], parts, claims))
    return candidates


def _weigh(candidates: Sequence[Candidate], said: Said, words: MatterWords) -> list[Candidate]:
    """Add how far all words together lean to each, those of the text or those of its clause; strongest first."""
    heard = {clause: words.opinion.hear(_clause(said, clause)) for clause in dict.fromkeys(said.clauses)}
    leanings = {clause: each.leans() for clause, each in heard.items()}
    whole = next(iter(leanings.values())) if len(leanings) == 1 else together(list(heard.values())).leans()
    weighed = []
    for each in candidates:
        leaning = leanings[each.best.clause]
        near = (whole,) if leaning is whole else (whole, leaning)
        strength = each.strength
        if words.is_learnt(each.category):
            far = max(leaning.get(each.category, 0.0) for leaning in near)
            strength = max(strength * _LEAST_SHARE, strength + _LEAN * (far - _NEUTRAL))
        weighed.append(each._replace(strength=strength, leanings=near))
    known = {each.category for each in candidates}
    for clause, leaning in leanings.items():
        for category, far in leaning.items():
            if far >= _LEANS and category in words.categories and category not in known:
                known.add(category)
                near = (whole,) if leaning is whole else (whole, leaning)
                weighed.append(_leant(category, max(far, whole.get(category, 0.0)), clause, near))
    return sorted(weighed, key=lambda each: (-each.strength, each.category))


def _leant(category: str, far: float, clause: int, near: tuple[Mapping[str, float], ...]) -> Candidate:
    """Give a candidate that no line speaks for."""
    return Candidate(category, _LEAN * (far - _NEUTRAL), Evidence(category, HEARD, (), clause), (), (), near)


def weigh_leaning(category: str, beside: Candidate) -> Candidate:
    """Give what the words lean to beside a candidate, though it was too weak to be heard."""
    far = max(leaning.get(category, 0.0) for leaning in beside.leanings)
    return _leant(category, max(far, _NEUTRAL), beside.best.clause, beside.leanings)


def _clause(said: Said, clause: int) -> list[str]:
    begin = bisect_right(said.clauses, clause - 1)
    return [word.word for word in said.words[begin : bisect_right(said.clauses, clause)]]


def _beside_chat(candidate: Candidate, chatting: Sequence[int]) -> float:
    """Give how much stronger a matter must be for small talk in and beside its clause; less if told with a fault."""
    beside = sum(1 for clause in chatting if abs(clause - candidate.best.clause) <= 1)
    return beside * (_OFF_TOPIC if len(candidate.best.parts) == 1 else _OFF_TOPIC_TOLD)


def _is_alone(candidate: Candidate, said: Said) -> bool:
    return len(candidate.best.parts) == 1 and not _left_over(candidate, said)


def _left_over(candidate: Candidate, said: Said) -> float:
    """Count the words that a lone word leaves unexplained in its clause; two Chinese characters are about a word."""
    if len(candidate.best.parts) != 1:
        return 0
    ((first, last, _),) = candidate.best.parts
    begin = bisect_right(said.clauses, candidate.best.clause - 1)
    rest = (*said.words[begin:first], *said.words[last : bisect_right(said.clauses, candidate.best.clause)])
    return min(_MOST_LEFT_OVER, sum(map(_content, rest)))


def _content(word: Token) -> float:
    if word.word <= "9" or word.word in ASKING:
        return 0
    return 0.5 if word.word >= FIRST_CHINESE else 1
