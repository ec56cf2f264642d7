"""Clauses of a text, and what a text denies: 不是3号楼, 没停电, 并非, *not the lift but*, *isn't*, *no leak*.

A lack is no denial: 没水, 没电, *no water* and *not working* are matters themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from graphsvc.questions.understanding.text import CHINESE, Text


class Span(NamedTuple):
    """A stretch of the folded text."""

    begin: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether both have a character in common."""
        return self.begin < other.end and other.begin < self.end


_LONGEST: Final = 40  # characters that one denial reaches
_BEYOND: Final = 20

# A full stop between digits or letters (3.5, 9.30, e.g.) ends nothing.
_BREAK: Final = re.compile(r"[,;:!?，。；：！？\n…—]+|\.+(?![0-9a-z])|(?<![a-z0-9])\.+")

# What 没 and 不 deny: something that happens, never something that is lacking.
_HAPPENS: Final = (
    r"(?:停(?:水|电|气|暖|运|梯)|漏|渗|返水|反水|反味|溢|堵|积水|进水|淹|着火|起火|失火|冒烟|跳闸|断[水电气]|爆[管裂]|泄漏|被?困|"
    r"被[偷盗砸咬骗]|丢[过了东]|失窃|进贼|遭贼|吵架|打架|打人|闹矛盾|开裂|裂开|倒?塌|滴水|下雪|结冰|闻到|欠|受?骗|摔)"
)
_HAPPENS_EN: Final = (
    r"(?:leak|flood|fire|smok|burn|block(?!\s*[0-9a-h]\b)|clog|stuck|trap|stolen|theft|thie|burgl|broken into|"
    r"smell|nois|damag|crack|collaps|outage|blackout|power (?:cut|outage)|water (?:leak|cut)|"
    r"gas leak|fight|quarrel|scam|overflow|"
    r"drip|robbed|rats?\b|mice\b|cockroach|roach)"
)
# Each begins with what it can begin with: most characters are passed over at once.
_DENIAL: Final = re.compile(
    r"(?=[不并算别没也还未nrifd])(?:(?<![是要可岂莫])(?:不是|并非|并不是|算不上)(?![很太没不人]|特别|非常|一直|总是?|第?一[次天两]|东西|办法)(?:说|要?问|指|讲|在)?"
    r"|不在(?!家|乎)|不去|别去|别来|别再?(?:派|送|跑|走|转|报|发|弄|搞|当|记|看)错?[到去成给]|不想?问|不要问|不关(?=.{1,15}事)"
    rf"|(?<![有过])(?:并|也|还)?(?:没有?|未)(?={_HAPPENS})"
    r"|(?:别|不要|不能)(?:和|跟|与|同|把|将)(?=.{1,16}?(?:混|弄错|搞错|当成))"
    r"|(?:\bnot|n't)\s+(?:to be )?(?:confused?|mix(?:ed)?|mistake|mistaken)(?: (?:it|this|that|us|up))*? (?:with|for)\s"
    r"|不再?(?=漏水|渗水|漏(?!洞)|渗|堵(?!车)|吵|臭)"
    r"|(?:\bnot|n't)\s+(?:really |actually |even |just |about |from |for )*"
    r"(?=(?:an?|the|my|our|your|this|that|in|at|on|to|by|near|for|about|block|building|house|tower|bldg|no|number|unit|flat|"
    rf"entrance)\b|[#0-9]|[a-z][0-9]|[{CHINESE}]|{_HAPPENS_EN}|(?:out|off|down|gone)\s*(?:$|but\b))"
    rf"|\bno\s+(?={_HAPPENS_EN}(?!\w*\s*(?:detector|alarm|extinguisher|exit|hydrant|lane|door|hose|escape|engine)))"
    r"|\b(?:rather than|instead of|nothing (?:to do|wrong) with|never mind|forget|don't mean|not talking about)\s)"
)
_DENIED_BEFORE: Final = re.compile(
    r"(?=[都也倒是还一没正好无不\s])(?:(?:都|也|倒|是|还|一切){0,6}(?:没问题|没事(?!做)|没毛病|没坏|(?<!不)正常|好好的|是好的|都好的|好着呢?|没关系|没有关系|无关|不相干)"
    r"(?=[的了啊呢]*(?:[,，。!?;；\s]|$))"
    r"|(?<=.)不是(?=[,，]\s*\S{1,16}?才?是)"
    r"|\s(?:is|are|works?|was|seems?)\s+(?:perfectly |just |still |all |working )*"
    r"(?:fine|ok|okay|alright|all right|works|working|no problem|not the (?:problem|issue))"
    r"(?=\s{0,3}(?:[,.;!\n]|but\b|just\b|$)))"
)
_ASSERTED: Final = re.compile(
    r"\)|而是|是|但|可是|就是|才是|而且|只是|\s*(?:\bbut\b|\bit'?s\b|\bit is\b|\bthe problem\b|\bjust\b|\bonly\b)|\s-\s"
)
_ASKED: Final = frozenset("吗嘛么")
# "Isn't the heating on yet?" asks; it denies nothing.
_ASKED_EN: Final = re.compile(r"(?:why |how come |so )?(?:is|are|was|do|does|did|has|have|ca|could)n't\b")


def split(text: Text) -> tuple[Span, ...]:
    """Cut a text at its commas and stops; clauses of nothing but blanks are left out."""
    found: list[Span] = []
    begin = 0
    for stop in _BREAK.finditer(text.folded):
        _add(found, text.folded, begin, stop.start())
        begin = stop.end()
    _add(found, text.folded, begin, len(text.folded))
    return tuple(found)


def denied(text: Text, clauses: Iterable[Span] | None = None) -> tuple[Span, ...]:
    """Give the stretches that the text says are not so, in order; cost: under a microsecond for a character.

    `clauses` are those of the text when they are known already.
    """
    return tuple(sorted({span for clause in clauses or split(text) for span in _denied_within(text.folded, clause)}))


def _denied_within(folded: str, clause: Span) -> Iterator[Span]:
    if folded[clause.end - 1] in _ASKED or _ASKED_EN.match(folded, clause.begin, clause.end):
        return
    reached = clause.begin
    for denial in _DENIAL.finditer(folded, clause.begin, clause.end):
        begin = denial.end()
        before = folded[denial.start() - 1 : denial.start()]
        alternative = before == folded[begin : begin + 1] > "z"  # 停没停电, 漏不漏水
        if begin < reached or begin == clause.end or alternative:
            continue
        furthest = min(clause.end, begin + _LONGEST)
        asserted = _ASSERTED.search(folded, begin + 1, furthest)
        reached = asserted.start() if asserted else furthest
        yield Span(begin, reached)
    # Looks a little beyond the clause: 3号楼不是,5号楼才是.
    for denial in _DENIED_BEFORE.finditer(folded, clause.begin, clause.end + _BEYOND):
        if clause.begin < denial.start() < clause.end:
            yield Span(max(clause.begin, denial.start() - _LONGEST), denial.start())


def _add(found: list[Span], folded: str, begin: int, end: int) -> None:
    said = folded[begin:end]
    if kept := said.strip():
        begin += len(said) - len(said.lstrip())
        found.append(Span(begin, begin + len(kept)))
