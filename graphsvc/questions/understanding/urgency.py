"""Words that sound like an emergency. They suggest that a question is urgent; whether it is says the caller."""

from __future__ import annotations

import re
from typing import Final

from graphsvc.questions.understanding.clauses import denied
from graphsvc.questions.understanding.text import Text

_URGENT: Final = re.compile(
    r"着火|起火|失火|火灾|冒(?:黑|浓|白)?烟|浓烟|爆炸|(?:燃气|煤气|天然气|液化气)(?:泄漏|漏)|(?:煤气|燃气|"
    r"天然气)味|被?困(?:在|住|人|了|电梯)|困电梯|"
    r"触电|漏电|冒火花|打火花|晕倒|昏倒|昏迷|没有?呼吸|喘不上气|大出血|流血|中毒|跳楼|轻生|自杀|割腕|救命|坠落|"
    r"砸[到伤中]|溺水|塌了|坍塌|"
    r"爆管|水管爆|喷水|淹了|持刀|打人|行凶|马上|立刻|赶紧|赶快|快来|快点|急{2,}|紧急|十万火急|着急|急死|"
    r"\b(?:emergency|urgent(?:ly)?|asap|immediately|right now|on fire|fire!|smoke|burning|explo\w+|gas leak|"
    r"smell(?:s|ing)? (?:of )?gas|"
    r"trapped|stuck in (?:the |a )?(?:lift|elevator)|unconscious|collapsed|not breathing|bleeding|electrocut\w+|"
    r"sparks?|sparking|suicid\w+|"
    r"drown\w*|help!|flooding|gushing|bursting?)\b"
)


def suggests_urgency(text: Text) -> tuple[str, ...]:
    """Give the words that sound like an emergency; none when nothing does."""
    found = list(_URGENT.finditer(text.folded))
    no = denied(text) if found else ()
    return tuple(
        dict.fromkeys(
            text.words(*said.span()) for said in found if not any(span.begin <= said.start() < span.end for span in no)
        )
    )
