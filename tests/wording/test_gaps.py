"""Every kind of gap is one plain sentence, in Chinese and in English."""

from __future__ import annotations

import re
from typing import Final

import pytest

from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.validity import read_moment
from graphsvc.wording.gaps import gap_sentence, tell_counts, tell_day
from graphsvc.wording.names import Called, Lang

ZONE: Final = "Asia/Shanghai"
# Half past midnight in Shanghai is the day before in Greenwich.
SINCE: Final = read_moment("2025-06-01T00:30", ZONE)
NAMES: Final = {
    "b3": Called("滨江3号楼", "Building 3, Rivers"),
    "lift": Called("电梯", "Lifts"),
    "crew": Called("工程班", "Repair Crew"),
    "head": Called("3号楼楼栋长", "Head of Building 3"),
    "li": Called("李安"),
    "d1": Called("电梯，工程班", "Lifts, Repair Crew"),
}
SENTENCES: Final[list[tuple[Gap, str, str]]] = [
    (
        Gap(GapKind.UNHANDLED, place="b3", category="lift", cells=5, households=1_120),
        "滨江3号楼的电梯没有人负责（5个点位，1,120户）。",
        "Building 3, Rivers: nobody handles Lifts (5 cells, 1,120 households).",
    ),
    (
        Gap(GapKind.SINGLE_POINT, place="b3", category="lift", person="li", cells=1, households=1),
        "滨江3号楼的电梯只靠李安，没有第二人可以接手（1个点位，1户）。",
        "Building 3, Rivers: for Lifts there is 李安 alone, nobody else could take over (1 cell, 1 household).",
    ),
    (
        Gap(GapKind.SINGLE_POINT, place="b3", category="lift", unit="crew", cells=2),
        "滨江3号楼的电梯只靠工程班，没有第二人可以接手（2个点位）。",
        "Building 3, Rivers: for Lifts there is Repair Crew alone, nobody else could take over (2 cells).",
    ),
    (
        Gap(GapKind.SINGLE_POINT, place="b3", category="lift", cells=2),
        "滨江3号楼的电梯只靠一个人，没有第二人可以接手（2个点位）。",
        "Building 3, Rivers: for Lifts there is one person alone, nobody else could take over (2 cells).",
    ),
    (
        Gap(GapKind.ENDING_SOON, place="b3", category="lift", cells=1, households=60),
        "滨江3号楼的电梯现在有人负责，但很快就会没有人负责（1个点位，60户）。",
        "Building 3, Rivers: somebody handles Lifts now, but soon nobody will (1 cell, 60 households).",
    ),
    (
        Gap(GapKind.CONTESTED, place="b3", category="lift", cells=1, households=60),
        "滨江3号楼的电梯由几个单位同等负责，分不清该先找谁（1个点位，60户）。",
        "Building 3, Rivers: several units are equally in charge of Lifts, none comes first (1 cell, 60 households).",
    ),
    (
        Gap(GapKind.LADDER_SHORT, place="b3", category="lift", cells=1, households=60),
        "滨江3号楼的电梯逐级上报时层级太少，或者绕回原处（1个点位，60户）。",
        "Building 3, Rivers: too few are next for Lifts, or they go round in a circle (1 cell, 60 households).",
    ),
    (
        Gap(GapKind.CONFLICT, place="b3", category="lift", unit="crew", cells=1, households=60),
        "滨江3号楼的电梯由工程班负责，又由同一方监督（1个点位，60户）。",
        "Building 3, Rivers: Repair Crew both handles and supervises Lifts (1 cell, 60 households).",
    ),
    (
        Gap(GapKind.VACANT_POST, place="b3", post="head", households=60, since=SINCE),
        "3号楼楼栋长自2025年6月1日起有空缺，地点在滨江3号楼（60户）。",
        "Building 3, Rivers: a seat of the post Head of Building 3 is vacant since 1 June 2025 (60 households).",
    ),
    (
        Gap(GapKind.VACANT_POST, post="head"),
        "3号楼楼栋长有空缺。",
        "A seat of the post Head of Building 3 is vacant.",
    ),
    (
        Gap(GapKind.UNREACHABLE, place="b3", duty="d1", households=60),
        "滨江3号楼的职责（电梯，工程班）没有任何联系方式（60户）。",
        "Building 3, Rivers: there is no way to reach anybody for the duty Lifts, Repair Crew (60 households).",
    ),
    (
        Gap(GapKind.UNPAIRED_HOUSEHOLD, place="b3", households=1),
        "滨江3号楼有人需要照料，但没有结对的人或单位。",
        "Building 3, Rivers: somebody there needs care, and nobody is paired with it.",
    ),
    (
        Gap(GapKind.MISSING_UNIT, place="b3", wanted="party/party_branch", households=60),
        "滨江3号楼没有小区党支部（60户）。",
        "Building 3, Rivers: there is no Compound Party Branch in the party line (60 households).",
    ),
    (
        Gap(GapKind.MISSING_UNIT, place="b3", wanted="volunteer/tea_circle"),
        "滨江3号楼没有志愿线的“tea_circle”。",
        "Building 3, Rivers: there is no “tea circle” in the volunteer line.",
    ),
    (
        Gap(GapKind.MISSING_POST, place="b3", wanted="building_head", households=60),
        "滨江3号楼没有楼栋长这一岗位（60户）。",
        "Building 3, Rivers: there is no post of Building Head (60 households).",
    ),
    (
        Gap(GapKind.MISSING_POST, place="b3", wanted="tea_maker"),
        "滨江3号楼没有“tea_maker”这一岗位。",
        "Building 3, Rivers: there is no post of “tea maker”.",
    ),
    (
        Gap(GapKind.THIN, place="b3", wanted="building_head", households=240),
        "滨江3号楼的楼栋长太少，照顾不过来（240户）。",
        "Building 3, Rivers: there are too few in the post of Building Head (240 households).",
    ),
    (
        Gap(GapKind.OVERLOADED, person="li"),
        "李安的岗位、结对住户或直接下级超过了规定的上限。",
        "李安 has more posts, paired households or direct reports than the policy allows.",
    ),
]


@pytest.mark.parametrize(("gap", "zh", "en"), SENTENCES, ids=[gap.kind for gap, _, _ in SENTENCES])
def test_a_gap_is_one_sentence_in_both_languages(gap: Gap, zh: str, en: str) -> None:
    assert gap_sentence(gap, NAMES, Lang.ZH, ZONE) == zh
    assert gap_sentence(gap, NAMES, Lang.EN, ZONE) == en


def test_every_kind_has_a_sentence() -> None:
    assert {gap.kind for gap, _, _ in SENTENCES} == set(GapKind)


@pytest.mark.parametrize("kind", GapKind)
def test_what_may_not_be_seen_is_left_open_and_chinese_has_no_english_in_it(kind: GapKind) -> None:
    gap = Gap(kind, "x", "x", None, "x", "x", "x", 2, 2, "party/party_branch", SINCE)
    zh = gap_sentence(gap, {}, Lang.ZH, ZONE)
    assert not re.search("[A-Za-z]", zh)
    en = gap_sentence(gap, {}, Lang.EN, ZONE)
    assert en.isascii()
    # The key of what may not be seen is not told either.
    assert not re.search(r"\bx\b", en)


def test_a_name_that_exists_in_one_language_only_is_told_in_that_one() -> None:
    assert Called("李安").told(Lang.EN) == "李安"
    assert Called("", "Li").told(Lang.ZH) == "Li"
    assert Called("李安", "Li An").told(Lang.EN) == "Li An"
    assert Called("李安", "Li An").told(Lang.ZH) == "李安"


def test_only_kinds_of_cells_count_cells() -> None:
    for kind in list(GapKind)[:6]:
        assert tell_counts(Gap(kind, cells=1, households=0), Lang.EN) == "1 cell"
    for kind in list(GapKind)[6:]:
        assert "cell" not in tell_counts(Gap(kind, cells=0, households=2), Lang.EN)


def test_a_moment_is_told_as_the_day_of_the_stores_time_zone() -> None:
    assert tell_day(SINCE, "UTC", Lang.EN) == "31 May 2025"
    assert tell_day(SINCE, ZONE, Lang.EN) == "1 June 2025"
    assert tell_day(SINCE, "UTC", Lang.ZH) == "2025年5月31日"
