"""The questions that the demo offers to try: each shows another side of an answer."""

from __future__ import annotations

from typing import Final, NamedTuple


class Question(NamedTuple):
    """A question in both languages, the world that it is about, and the GraphQL that asks it."""

    world: str
    zh: str
    en: str
    query: str


_ENTRY: Final = "duty { key fee } unit { name } post { title } people { name } channel open"
_LADDER: Final = "ladder { steps { unit { name } contacts { name } channel after dueAt } }"

QUESTIONS: Final[tuple[Question, ...]] = (
    Question(
        "C",
        "3号楼下水道堵了找谁?",
        "Who handles a sewer issue in building 3?",
        f'{{ whoHandles(category: "water.sewer", place: "jinxiu-jy.3") {{ '
        f"firstContacts {{ {_ENTRY} }} handlers {{ {_ENTRY} }} skipped {{ duty {{ key }} reason }} {_LADDER} }} }}",
    ),
    Question(
        "C",
        "凌晨三点呢? 急事急办!",
        "And at three in the morning, when it is urgent?",
        f'{{ whoHandles(category: "water.sewer", place: "jinxiu-jy.3", at: "2026-11-22T03:00:00+08:00", urgent: true) '
        f"{{ handlers {{ {_ENTRY} }} skipped {{ duty {{ key }} reason }} {_LADDER} }} }}",
    ),
    Question(
        "C",
        "3号楼楼栋长还做些什么? 向谁汇报?",
        "What else does the head of building 3 do, and to whom does that person report?",
        '{ post(key: "po.jinxiu-jy.3.head") { title holders { name posts { title unit { name line } } } '
        "reportsTo { title holders { name } } } }",
    ),
    Question(
        "A",
        "小区的路坏了找谁?",
        "The road in the compound is broken: whom do I call?",
        f'{{ whoHandles(category: "roads.surface", place: "jingui-hy.3") {{ '
        f"firstContacts {{ {_ENTRY} }} handlers {{ {_ENTRY} }} }} }}",
    ),
    Question(
        "B",
        "半夜家里水管爆了!",
        "A pipe has burst in the middle of the night!",
        '{ whoHandles(category: "water.supply", place: "qiyun.1.2.801", at: "2026-11-22T03:00:00+08:00", urgent: true) '
        f"{{ handlers {{ {_ENTRY} }} {_LADDER} }} }}",
    ),
    Question(
        "D",
        "楼道里堆满垃圾, 谁来管?",
        "Rubbish is heaped in the stairwell: who comes?",
        f'{{ whoHandles(category: "sanitation.clutter", place: "jinghua-xin.3") {{ '
        f"firstContacts {{ {_ENTRY} }} handlers {{ {_ENTRY} }} {_LADDER} }} }}",
    ),
)
"""For each world a few, the most telling first."""
