"""The questions that the demo offers to try: each shows another side of an answer."""

from __future__ import annotations

from typing import Final, NamedTuple

from graphsvc.domain.examples import Example


class Question(NamedTuple):
    """A question, the world that it is about, and the GraphQL that asks the same."""

    world: str
    example: Example
    query: str


_ENTRY: Final = "duty { key fee } unit { name } post { title } people { name } channel open"
_LADDER: Final = "ladder { steps { unit { name } contacts { name } channel after dueAt } }"

QUESTIONS: Final[tuple[Question, ...]] = (
    Question(
        "C",
        Example("3号楼下水道堵了找谁？", "Who handles a sewer issue in building 3?", near="jinxiu-jy"),
        f'{{ whoHandles(category: "water.sewer", place: "jinxiu-jy.3") {{ '
        f"firstContacts {{ {_ENTRY} }} handlers {{ {_ENTRY} }} skipped {{ duty {{ key }} reason }} {_LADDER} }} }}",
    ),
    Question(
        "C",
        Example(
            "凌晨三点，3号楼的下水道漫水了，急！",
            "Three in the morning, and the sewer of building 3 overflows: who comes?",
            near="jinxiu-jy",
            at="2026-11-22T03:00",
            urgent=True,
        ),
        f'{{ whoHandles(category: "water.sewer", place: "jinxiu-jy.3", at: "2026-11-22T03:00:00+08:00", urgent: true) '
        f"{{ handlers {{ {_ENTRY} }} skipped {{ duty {{ key }} reason }} {_LADDER} }} }}",
    ),
    Question(
        "C",
        Example("明月园1号楼的电梯坏了找谁？", "Who repairs the lift in building 1 of Bright Moon Park?"),
        f'{{ whoHandles(category: "lift", place: "mingyue-yn.1") {{ covered handlers {{ {_ENTRY} }} {_LADDER} }} }}',
    ),
    Question(
        "A",
        Example("小区的路坏了找谁？", "The road in the compound is broken: whom do I call?", near="jingui-hy.3"),
        f'{{ whoHandles(category: "roads.surface", place: "jingui-hy.3") {{ '
        f"firstContacts {{ {_ENTRY} }} handlers {{ {_ENTRY} }} }} }}",
    ),
    Question(
        "B",
        Example(
            "半夜家里水管爆了！",
            "A pipe has burst in the middle of the night!",
            near="qiyun.1.2.801",
            at="2026-11-22T03:00",
            urgent=True,
        ),
        '{ whoHandles(category: "water.supply", place: "qiyun.1.2.801", at: "2026-11-22T03:00:00+08:00", urgent: true) '
        f"{{ handlers {{ {_ENTRY} }} {_LADDER} }} }}",
    ),
    Question(
        "D",
        Example("楼道里堆满垃圾，谁来管？", "Rubbish is heaped in the stairwell: who comes?", near="jinghua-xin.3"),
        f'{{ whoHandles(category: "sanitation.clutter", place: "jinghua-xin.3") {{ '
        f"firstContacts {{ {_ENTRY} }} handlers {{ {_ENTRY} }} {_LADDER} }} }}",
    ),
)
"""For each world a few, the most telling first."""
