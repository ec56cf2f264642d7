"""Why somebody could take a gap on, and why one stays open: one plain sentence each, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graphsvc.domain.suggestions import Because, Load, OpenReason, Reason
from graphsvc.wording.names import Called, Lang, Names

_NOWHERE: Final = Called("某处", "a place")
_SOME_POST: Final = Called("某个岗位", "a post")
_SOME_UNIT: Final = Called("该单位", "the unit")
_NONE: Final = Load(0, 0, 0)


def _zh(because: Because, names: Names) -> str:
    place = names.get(because.place or "", _NOWHERE).told(Lang.ZH)
    steps = because.steps or 0
    near = f"往上{steps}级同属一处" if steps else "就在本处"
    match because.reason:
        case Reason.HANDLES_SAME_MATTER:
            return f"已在{place}负责同一事项（{near}）"
        case Reason.HAS_SKILL:
            return f"有“{because.skill}”的技能"
        case Reason.SERVES_NEAR:
            return f"在{place}担任{names.get(because.post or '', _SOME_POST).told(Lang.ZH)}（{near}）"
        case Reason.LIVES_NEAR:
            return f"住在{place}（{near}）"
        case Reason.COVERS_PLACE:
            return f"负责的范围包括{place}（{near}）"
        case Reason.SAME_UNIT:
            return f"属于{names.get(because.unit or '', _SOME_UNIT).told(Lang.ZH)}"
        case Reason.BELOW_LIMITS:
            load, limits = because.load or _NONE, because.limits or _NONE
            return (
                f"接手后有岗位{load.posts}个（上限{limits.posts}个）、结对住户{load.pairings}户"
                f"（上限{limits.pairings}户）、直接下级{load.reports}人（上限{limits.reports}人）"
            )


def _en(because: Because, names: Names) -> str:
    place = names.get(because.place or "", _NOWHERE).told(Lang.EN)
    steps = because.steps or 0
    near = f"{steps} {'level' if steps == 1 else 'levels'} up" if steps else "right there"
    match because.reason:
        case Reason.HANDLES_SAME_MATTER:
            return f"handles the same matter at {place} ({near})"
        case Reason.HAS_SKILL:
            return f"has the skill “{because.skill}”"
        case Reason.SERVES_NEAR:
            return f"serves at {place} as {names.get(because.post or '', _SOME_POST).told(Lang.EN)} ({near})"
        case Reason.LIVES_NEAR:
            return f"lives at {place} ({near})"
        case Reason.COVERS_PLACE:
            return f"covers {place} ({near})"
        case Reason.SAME_UNIT:
            return f"belongs to {names.get(because.unit or '', _SOME_UNIT).told(Lang.EN)}"
        case Reason.BELOW_LIMITS:
            load, limits = because.load or _NONE, because.limits or _NONE
            return (
                f"would then have {load.posts} of at most {limits.posts} posts, {load.pairings} of {limits.pairings} "
                f"paired households, {load.reports} of {limits.reports} direct reports"
            )


_OPEN: Final[Mapping[OpenReason, Called]] = {
    OpenReason.NO_CANDIDATE: Called("附近没有能接手的人选", "nobody near could take it on"),
    OpenReason.LIMITS_REACHED: Called(
        "能接手的人都已达到规定的上限", "those who could take it on have as much to do as the policy allows"
    ),
    OpenReason.SUPERIOR_AT_LIMIT: Called(
        "该岗位的上级已达到直接下级的上限", "whom the post reports to has as many direct reports as the policy allows"
    ),
    OpenReason.CANDIDATES_CUT: Called(
        "排在前面的人选都已另有安排，更靠后的没有再找",
        "its best candidates are needed elsewhere, and those after them were not looked at",
    ),
}


def reason_sentence(because: Because, names: Names, lang: Lang) -> str:
    """Tell why somebody could take it on, in one sentence."""
    if lang is Lang.ZH:
        return f"{_zh(because, names)}。"
    sentence = _en(because, names)
    return f"{sentence[0].upper()}{sentence[1:]}."


def open_sentence(reason: OpenReason, seats: int, lang: Lang) -> str:
    """Tell why a gap, or some seats of it, stays open."""
    told = _OPEN[reason].told(lang)
    if lang is Lang.ZH:
        return f"{told}（还空{seats}个席位）。" if seats > 1 else f"{told}。"
    return f"{told[0].upper()}{told[1:]} ({seats} seats stay vacant)." if seats > 1 else f"{told[0].upper()}{told[1:]}."
