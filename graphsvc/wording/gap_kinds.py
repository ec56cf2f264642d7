"""What the kinds of gaps are called: headings of lists and sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graphsvc.domain.gaps import GapKind
from graphsvc.wording.names import Called

HEADINGS: Final[Mapping[GapKind, Called]] = {
    GapKind.UNHANDLED: Called("无人负责", "Nobody handles it"),
    GapKind.SINGLE_POINT: Called("只靠一方", "It hangs on one person or unit alone"),
    GapKind.ENDING_SOON: Called("即将无人负责", "Handled now, but soon nobody will"),
    GapKind.CONTESTED: Called("主责不清", "Several units are equally in charge"),
    GapKind.LADDER_SHORT: Called("上报层级太少", "Too few are next, or they go round in a circle"),
    GapKind.CONFLICT: Called("自己监督自己", "Handled and supervised by the same"),
    GapKind.VACANT_POST: Called("岗位空缺", "Posts with a vacant seat"),
    GapKind.UNREACHABLE: Called("联系不上", "Duties for which nobody can be reached"),
    GapKind.UNPAIRED_HOUSEHOLD: Called("需要照料而无人结对", "Households in need of care that nobody looks after"),
    GapKind.MISSING_UNIT: Called("缺少组织", "Places without a wanted unit"),
    GapKind.MISSING_POST: Called("缺少岗位", "Places without a wanted post"),
    GapKind.THIN: Called("人手不足", "Places with too few people in a post"),
    GapKind.OVERLOADED: Called("负担过重", "People with too much on their hands"),
}
"""A heading for each kind."""

SHORT: Final[Mapping[GapKind, Called]] = {
    GapKind.UNHANDLED: Called("无人负责", "Unhandled"),
    GapKind.SINGLE_POINT: Called("只靠一方", "Single points"),
    GapKind.ENDING_SOON: Called("即将无人负责", "Ending soon"),
    GapKind.CONTESTED: Called("主责不清", "Contested"),
    GapKind.LADDER_SHORT: Called("上报层级太少", "Short ladders"),
    GapKind.CONFLICT: Called("自己监督自己", "Conflicts"),
    GapKind.VACANT_POST: Called("岗位空缺", "Vacant posts"),
    GapKind.UNREACHABLE: Called("联系不上", "Unreachable"),
    GapKind.UNPAIRED_HOUSEHOLD: Called("无人结对", "Unpaired households"),
    GapKind.MISSING_UNIT: Called("缺少组织", "Missing units"),
    GapKind.MISSING_POST: Called("缺少岗位", "Missing posts"),
    GapKind.THIN: Called("人手不足", "Thin"),
    GapKind.OVERLOADED: Called("负担过重", "Overloaded"),
}
"""A word or two for each kind, such as fits on the tab of a sheet."""
