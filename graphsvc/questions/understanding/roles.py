"""What part a mention of a place plays: the place itself, a landmark beside it, one denied or passed through."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from graphsvc.questions.understanding.clauses import Span
from graphsvc.questions.understanding.lexicon import Lexicon
from graphsvc.questions.understanding.mentions import Mention, Sort
from graphsvc.questions.understanding.text import Text


class Role(StrEnum):
    """The part that a mention plays."""

    PLACE = "place"
    LANDMARK = "landmark"
    DENIED = "denied"
    PASSED = "passed"


_NEAR: Final = 12
_AFAR: Final = 24
_RUNS_AROUND: Final = 2

# 靠东门那边的5号楼: what follows the name makes it a landmark of the place that is named next.
_BESIDE: Final = re.compile(
    r"\s?的?(?:那[边侧头面块]|[这]边|这一?侧|旁边?|边上|附近|对[面过]|隔壁|斜对[面过]|[后前背侧]面|[后前]边|"
    r"[东西南北]面|[东西南北][边侧]|"
    r"往[东西南北里外]|进[来去门]|出[来去门]|下面|楼下|门口|外面|口)|\s?(?:side|end)\b|\s?(?:的)?方向"
)
_BY: Final = re.compile(
    r"(?:靠近?着?|挨着|紧[邻挨]|临近?|毗邻|邻近|对着|离|距离?|正对|沿着|朝着?|"
    r"\b(?:next to|near(?: to)?|opposite|behind|beside|besides|by|across from|close to|in front of|at the back of|"
    r"facing|"
    r"towards?|past|adjacent to|around the corner from|just off|over from|side of|on the side of|"
    r"next door to)\s+(?:the|our)?)\s*$"
)
_PASSING: Final = re.compile(
    r"(?:路过|经过|途经|穿过|绕过|走过|刚从|才从|从|去过?|去了|到过|刚去|送.{0,4}到|陪.{0,4}去|以前住|原来住|"
    r"曾经住|之前住|原先住|上班的|"
    r"\b(?:passing|passed|pass|walk(?:ed|ing)? (?:past|through|by|from)|came (?:back )?from|coming (?:back )?from|"
    r"went to|been to|visit(?:ed|ing)?|on (?:my|the) way (?:from|to|past)|drove past|used to live (?:in|at|on)|"
    r"moved (?:here )?from|"
    r"work (?:at|in|near)|working at|stopped at|friend (?:in|at|from)|back from|returning from|bus (?:to|from|"
    r"past)|from))"
    r"\s*(?:the|my)?\s*$"
)
# What is done in passing; 去3号楼修水管 is about 3号楼, so 去 needs one of these behind the name.
_VISITING: Final = re.compile(
    r".{0,6}?(?:看望?(?:朋友|亲戚|老人|爸妈|父母|同学|房)|串门|买|玩|逛|吃饭|喝茶|散步|接(?:孩子|人|娃)|办事|开会|"
    r"聚会|上班|下班|回来|"
    r"出来|过来|搬[来到过]|一路|走[到回来]|回家|回到|遛|取快递|拿快递|探亲|做客|打牌|跳舞|时候?|的?路上|,|，|。|$)"
)
_WORKING: Final = re.compile(r"\s?(?:那边|里面?)?(?:上班|工作|上学|做保洁|当保安|打工|实习)")
_NOT: Final = re.compile(r"(?:\bnot|n't)\s+(?:in |at |from |about |for |of |the )*$")
_ENDS: Final = re.compile(r"\s*(?:[,，。!?;；的]|$)")
_GOING: Final = re.compile(r"(?:从|去过?|去了|from)\s*(?:the)?\s*$")
_CORRECTED: Final = re.compile(
    r"(?:[哦噢啊]?[,，]?\s?(?:不对|说错了?|错了|打错了?|写错了?|口误|更正|应该是|不好意思,?是)|哦不|"
    r"\b(?:sorry|i mean|i meant|correction|wait|oops|no),?\s+(?:it'?s\s+|that'?s\s+|not that,?\s*|"
    r"i mean\s+)*)[,，\s是]*$"
)


_THAT_IS: Final = re.compile(r"[,，\s]*(?:就|也就)?是[,，\s]*")


class _Run(NamedTuple):
    """Mentions that are parts of one address: the first and the last one, and where they stand."""

    first: int
    last: int
    begin: int
    end: int
    clause: int
    sorts: frozenset[Sort]

    @property
    def is_place(self) -> bool:
        """Whether it names more than a floor, a flat or a phase."""
        return bool(self.sorts - {Sort.DETAIL, Sort.PHASE})


def roles(
    text: Text, mentions: Sequence[Mention], clauses: Sequence[Span], denied: Sequence[Span], lexicon: Lexicon
) -> tuple[Role, ...]:
    """Say which part each mention plays; all of one address play the same."""
    found = [Role.PLACE] * len(mentions)
    runs = _runs(text, mentions, [clause.begin for clause in clauses], lexicon)
    for at, run in enumerate(runs):
        role = Role.PLACE
        if _is_denied(text.folded, run, denied):
            role = Role.DENIED
        elif run.is_place:
            others = [
                other
                for other in runs[max(0, at - _RUNS_AROUND) : at + _RUNS_AROUND + 1]
                if other is not run and other.is_place and abs(other.clause - run.clause) <= 1
            ]
            if others and _is_landmark(text.folded, run, others):
                role = Role.LANDMARK
            elif _is_passed(text.folded, run, runs[at - 1].end if at else 0):
                role = Role.PASSED
        if at and role is Role.PLACE and _takes_back(text.folded, runs[at - 1], run):
            found[runs[at - 1].first : runs[at - 1].last + 1] = [Role.DENIED] * (
                runs[at - 1].last + 1 - runs[at - 1].first
            )
        found[run.first : run.last + 1] = [role] * (run.last + 1 - run.first)
    return tuple(found)


def _runs(text: Text, mentions: Sequence[Mention], begins: Sequence[int], lexicon: Lexicon) -> list[_Run]:
    runs: list[_Run] = []
    first = 0
    for at, mention in enumerate(mentions):
        if at + 1 < len(mentions) and _together(text, mention, mentions[at + 1], lexicon):
            continue
        begin = mentions[first].begin
        sorts = frozenset(one.sort for one in mentions[first : at + 1])
        runs.append(_Run(first, at, begin, mention.end, clause_of(begins, begin), sorts))
        first = at + 1
    return runs


def _is_denied(folded: str, run: _Run, denied: Sequence[Span]) -> bool:
    at = bisect_right(denied, run.begin, key=lambda span: span.begin) - 1
    if at >= 0 and run.begin < denied[at].end:
        return True
    return _NOT.search(folded, max(0, run.begin - _NEAR), run.begin) is not None


def clause_of(begins: Sequence[int], at: int) -> int:
    """Give the number of the clause that a position lies in."""
    return max(0, bisect_right(begins, at) - 1)


def _is_landmark(folded: str, run: _Run, others: Sequence[_Run]) -> bool:
    behind = _BESIDE.match(folded, run.end)
    if behind:
        if any(0 <= other.begin - behind.end() <= _NEAR for other in others):
            return True
        facility = run.sorts == {Sort.FACILITY}
        if facility and any(other.clause == run.clause or Sort.BUILDING in other.sorts for other in others):
            return True
        # 3号楼停电,在超市旁边.
        if _ENDS.match(folded, behind.end()) and any(other.end <= run.begin for other in others):
            return True
    if _BY.search(folded, max(0, run.begin - _AFAR), run.begin):
        return True
    # 东门3号楼: a gate before a house tells the way to it.
    return run.sorts == {Sort.FACILITY} and any(
        Sort.BUILDING in other.sorts and 0 <= other.begin - run.end <= 1 for other in others
    )


def _together(text: Text, one: Mention, other: Mention, lexicon: Lexicon) -> bool:
    """Whether two mentions that follow one another are parts of one address."""
    gap = text.folded[one.end : other.begin]
    if gap.strip(" ,，的-") and gap.strip() not in {"of", "in", "at", "里", "里面"}:
        return False
    if one.sort is Sort.FACILITY or other.sort is Sort.FACILITY:
        return other.sort is Sort.FACILITY and one.sort in {Sort.BUILDING, Sort.NAME, Sort.DETAIL} and not gap.strip()
    return (
        one.sort is not other.sort
        or one.sort is Sort.DETAIL
        or (one.sort is Sort.NAME and any(lexicon.related(a, b) for a in one.places[:20] for b in other.places[:20]))
    )


def _is_passed(folded: str, run: _Run, earliest: int) -> bool:
    before = _PASSING.search(folded, max(earliest, run.begin - _AFAR), run.begin)
    if before is None:
        return _WORKING.match(folded, run.end) is not None
    if _GOING.search(folded, max(earliest, run.begin - _NEAR), run.begin) and not folded[before.start()].isascii():
        return _VISITING.match(folded, run.end) is not None
    return True


def _takes_back(folded: str, before: _Run, run: _Run) -> bool:
    """Whether the speaker takes back what was said before: 3号楼,哦不,5号楼."""
    return (
        run.begin - before.end <= _AFAR
        and bool(run.sorts & before.sorts)
        and (
            _CORRECTED.search(folded, before.end, run.begin) is not None
            # 进门第二栋是4号楼: which one it is counted to be.
            or (folded[before.begin] == "第" and _THAT_IS.fullmatch(folded, before.end, run.begin) is not None)
        )
    )
