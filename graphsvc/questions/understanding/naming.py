"""Names of places in a question: as they are held, in pieces, with slips, and made another name by what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import Final

from graphsvc.domain.kinds import PLACE_RANK, PlaceKind
from graphsvc.questions.understanding.kindwords import (
    ENGLISH_ESTATES,
    ENGLISH_WIDER,
    ESTATE,
    ESTATES,
    SHORT_ESTATES,
    SURE_SHORT_ESTATES,
    WIDER,
)
from graphsvc.questions.understanding.lexicon import Lexicon
from graphsvc.questions.understanding.mentions import Mention, Sort
from graphsvc.questions.understanding.nesting import PlaceId
from graphsvc.questions.understanding.parts import BUILDING, CHARACTER, DETAILS, LIFT, PHASE, REGION, WORD, Part
from graphsvc.questions.understanding.slips import MOST_CHARACTERS, SHORTEST_SLIP, is_chinese
from graphsvc.questions.understanding.text import Text

_NUMBERED: Final = frozenset({BUILDING, REGION, PHASE, LIFT, *DETAILS})
_WORDS_AHEAD: Final = 5
_COMPOUND: Final = PLACE_RANK[PlaceKind.COMPOUND]


def names_said(text: Text, parts: Sequence[Part], taken: list[bool], lexicon: Lexicon) -> Iterator[Mention]:
    """Find names and pieces of names, the longest first, and mark their parts as taken.

    What is written beats what may be meant, as long as it is no shorter: 滨江花圆 is more than 滨江.
    """
    names = [part.name for part in parts]
    spelt = _spelt(parts, names, lexicon)
    misspelt: set[int] = set()
    for at, name in enumerate(names):
        if spelt[at] != name:
            misspelt.update(range(max(0, at - _WORDS_AHEAD + 1), at + 1))
    slips = _slips(names, lexicon)
    end = 0
    for at, may_slip in _beginnings(names, misspelt, lexicon):
        if at < end:
            continue
        slip = slips(at) if may_slip else None
        mention, end = _longest_at(at, parts, names, lexicon)
        if at in misspelt:
            other, further = _longest_at(at, parts, spelt, lexicon)
            if further > end:
                mention, end = other, further
        if slip is not None and at + len(slip) > end and (len(slip) > 2 or _leads_on(parts, at + len(slip))):
            meant = _slip(parts[at : at + len(slip)], slip, lexicon)
            if meant is not None:
                mention, end = meant, at + len(slip)
        if mention is None:
            end = at
            continue
        mention, end = _with_what_follows(mention, end, text, parts, names, lexicon)
        for one in range(at, end):
            taken[one] = True
        yield mention


def _slips(names: Sequence[str], lexicon: Lexicon) -> Callable[[int], tuple[str, ...] | None]:
    """Look for slips, once for each stretch of a text: long texts say the same again and again."""

    @cache
    def found(stretch: tuple[str, ...]) -> tuple[str, ...] | None:
        return lexicon.sounds.slip_at(stretch, 0)

    longest = 2 * MOST_CHARACTERS  # numbers of houses may stand among the characters
    return lambda at: found(tuple(names[at : at + longest]))


def _beginnings(names: Sequence[str], misspelt: set[int], lexicon: Lexicon) -> Iterator[tuple[int, bool]]:
    """Give where a name may begin, and whether one with a slip may; most parts begin none."""
    # Long texts say the same three parts again and again.
    known: dict[tuple[str, str, str], tuple[bool, bool]] = {}
    for at, three in enumerate(zip_longest(names, names[1:], names[2:], fillvalue="")):
        if (begins := known.get(three)) is None:
            may_slip = lexicon.sounds.may_slip(*three)
            begins = known[three] = (may_slip or bool(lexicon.longest(three[:2])), may_slip)
        if begins[0] or at in misspelt:
            yield at, begins[1]


def _spelt(parts: Sequence[Part], names: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Give the parts with misspelt English words of names as they are meant."""
    found = list(names)
    spellings = lexicon.spellings
    for at, part in enumerate(parts):
        if part.sort == WORD and len(part.value) >= SHORTEST_SLIP:
            beside = any(0 <= other < len(parts) and spellings.knows(parts[other].value) for other in (at - 1, at + 1))
            found[at] = spellings.meant(part.value, beside=beside) or part.name
    return found


def _longest_at(at: int, parts: Sequence[Part], names: Sequence[str], lexicon: Lexicon) -> tuple[Mention | None, int]:
    for end in range(min(at + lexicon.longest(names[at : at + 2]), len(parts)), at, -1):
        said = tuple(names[at:end])
        whole = lexicon.names.bearers(said)
        places = whole or lexicon.pieces.bearers(said)
        if places and (mention := _mention(parts[at:end], places, lexicon, whole=bool(whole))) is not None:
            return mention, end
    return None, at


def _mention(parts: Sequence[Part], places: Sequence[PlaceId], lexicon: Lexicon, *, whole: bool) -> Mention | None:
    begin, end = parts[0].begin, parts[-1].end
    # Numbers alone are read below, together with what stands beside them; thousands of places may be called so.
    if all(part.sort in _NUMBERED for part in parts):
        return None
    if all(lexicon.is_facility(place) for place in places):
        return Mention(Sort.FACILITY, begin, end, tuple(places), tuple(parts))
    held = tuple(place for place in places if not lexicon.is_facility(place))
    return Mention(Sort.NAME, begin, end, held, tuple(parts), whole)


def _with_what_follows(
    mention: Mention, end: int, text: Text, parts: Sequence[Part], names: Sequence[str], lexicon: Lexicon
) -> tuple[Mention, int]:
    """See whether another word behind a name makes it another one: 翠湖 is known, 翠湖花园 is not."""
    if mention.sort is not Sort.NAME or end >= len(parts) or not _touches(text, parts[end - 1], parts[end]):
        return mention, end
    last, follows = parts[end - 1], parts[end]
    if follows.sort == PHASE and not (mention.parts and last.sort == PHASE):
        # A phase narrows a piece (阳光, 阳光小区); that there is none such is found out when it is looked for.
        return mention, end
    if last.sort == CHARACTER and follows.sort == CHARACTER:
        return _with_chinese_kind(mention, end, parts, names, lexicon)
    if last.sort == WORD and follows.sort == WORD and follows.value in ENGLISH_ESTATES | ENGLISH_WIDER:
        kinds = {last.value}
        if kinds & (ENGLISH_ESTATES | ENGLISH_WIDER) or follows.value == "compound":
            return mention, end
        if not _same_case(text, parts[end - 1], follows):
            return mention, end
        return Mention(Sort.STRANGER, mention.begin, follows.end), end + 1
    return mention, end


def _with_chinese_kind(
    mention: Mention, end: int, parts: Sequence[Part], names: Sequence[str], lexicon: Lexicon
) -> tuple[Mention, int]:
    ahead = "".join(name if is_chinese(name) else "\0" for name in names[end : end + 4])
    said = "".join(part.value for part in mention.parts)
    if said.endswith((*ESTATES, *WIDER)):
        return mention, end
    kind = next(
        (ending for ending in (*ESTATES, "社区", "街道", *SURE_SHORT_ESTATES) if ahead.startswith(ending)), None
    )
    if kind is None:
        leads = end + 1 < len(parts) and parts[end + 1].sort in {BUILDING, REGION, PHASE}
        if not (leads and ahead[:1] in SHORT_ESTATES):
            return mention, end
        kind = ahead[:1]
    estates = [place for place in mention.places if lexicon.rank(place) == _COMPOUND]
    if kind == ESTATE and mention.whole and estates:
        return mention._replace(end=parts[end + 1].end), end + 2
    if kind in {"国际", "广场", "宿舍"} and mention.whole:
        return mention, end  # these stand in an estate as well
    return Mention(Sort.STRANGER, mention.begin, parts[end + len(kind) - 1].end), end + len(kind)


def _touches(text: Text, one: Part, other: Part) -> bool:
    return not text.folded[one.end : other.begin].strip()


def _same_case(text: Text, one: Part, other: Part) -> bool:
    """Whether two English words look like parts of one name: both begin with a capital, or neither does."""
    return text.said[text.origin[one.begin]].isupper() == text.said[text.origin[other.begin]].isupper()


def _slip(parts: Sequence[Part], meant: tuple[str, ...], lexicon: Lexicon) -> Mention | None:
    whole = lexicon.names.bearers(meant)
    places = tuple(place for place in (whole or lexicon.pieces.bearers(meant)) if lexicon.rank(place) <= _COMPOUND)
    if not places:
        return None
    return Mention(Sort.NAME, parts[0].begin, parts[-1].end, places, tuple(parts), whole=bool(whole))


def _leads_on(parts: Sequence[Part], end: int) -> bool:
    """Whether what follows is what follows the name of an estate."""
    if end >= len(parts):
        return False
    follows = parts[end]
    if follows.sort in {BUILDING, REGION, PHASE}:
        return True
    ahead = "".join(part.value for part in parts[end : end + 2])
    return ahead in {ESTATE, "社区"}
