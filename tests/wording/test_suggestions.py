"""Why somebody could take a gap on, and why one stays open: one plain sentence, in Chinese and in English."""

from __future__ import annotations

from typing import Final

import pytest

from graphsvc.domain.suggestions import Because, Load, OpenReason, Reason
from graphsvc.wording.names import Called, Lang
from graphsvc.wording.suggestions import open_sentence, reason_sentence

NAMES: Final = {
    "b3": Called("滨江3号楼", "Building 3, Rivers"),
    "branch": Called("滨江党支部", "Rivers Party Branch"),
    "head": Called("3号楼楼栋长", "Head of Building 3"),
}
SENTENCES: Final[list[tuple[Because, str, str]]] = [
    (
        Because(Reason.HANDLES_SAME_MATTER, 2, "b3", duty="d"),
        "已在滨江3号楼负责同一事项（往上2级同属一处）。",
        "Handles the same matter at Building 3, Rivers (2 levels up).",
    ),
    (Because(Reason.HAS_SKILL, skill="电工"), "有“电工”的技能。", "Has the skill “电工”."),
    (
        Because(Reason.SERVES_NEAR, 0, "b3", "head"),
        "在滨江3号楼担任3号楼楼栋长（就在本处）。",
        "Serves at Building 3, Rivers as Head of Building 3 (right there).",
    ),
    (
        Because(Reason.LIVES_NEAR, 1, "b3"),
        "住在滨江3号楼（往上1级同属一处）。",
        "Lives at Building 3, Rivers (1 level up).",
    ),
    (
        Because(Reason.COVERS_PLACE, 0, "b3"),
        "负责的范围包括滨江3号楼（就在本处）。",
        "Covers Building 3, Rivers (right there).",
    ),
    (Because(Reason.SAME_UNIT, unit="branch"), "属于滨江党支部。", "Belongs to Rivers Party Branch."),
    (
        Because(Reason.BELOW_LIMITS, load=Load(2, 0, 1), limits=Load(4, 15, 12)),
        "接手后有岗位2个（上限4个）、结对住户0户（上限15户）、直接下级1人（上限12人）。",
        "Would then have 2 of at most 4 posts, 0 of 15 paired households, 1 of 12 direct reports.",
    ),
]


@pytest.mark.parametrize(("because", "zh", "en"), SENTENCES, ids=[each[0].reason for each in SENTENCES])
def test_a_reason_is_one_sentence_in_each_language(because: Because, zh: str, en: str) -> None:
    assert reason_sentence(because, NAMES, Lang.ZH) == zh
    assert reason_sentence(because, NAMES, Lang.EN) == en


def test_every_reason_has_its_sentence() -> None:
    assert {because.reason for because, _, _ in SENTENCES} == set(Reason)


def test_what_has_no_name_is_told_without() -> None:
    because = Because(Reason.SERVES_NEAR, 1, "gone", "gone too")
    assert reason_sentence(because, NAMES, Lang.ZH) == "在某处担任某个岗位（往上1级同属一处）。"
    assert reason_sentence(because, NAMES, Lang.EN) == "Serves at a place as a post (1 level up)."


@pytest.mark.parametrize("reason", list(OpenReason))
def test_what_stays_open_is_told_in_one_sentence_with_its_seats(reason: OpenReason) -> None:
    for lang, stop, seats in ((Lang.ZH, "。", "还空2个席位"), (Lang.EN, ".", "2 seats stay vacant")):
        assert open_sentence(reason, 1, lang).endswith(stop)
        assert seats in open_sentence(reason, 2, lang)
        assert seats not in open_sentence(reason, 1, lang)
    assert len({open_sentence(each, 1, Lang.EN) for each in OpenReason}) == len(OpenReason)
