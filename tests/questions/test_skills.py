"""Which skills suit which words: what the rules say, and nothing guessed."""

from __future__ import annotations

import pytest

from graphsvc.questions.rings import Rings, steps_to_meet
from graphsvc.questions.skills import leaves_for, plain, suits


@pytest.mark.parametrize(
    ("skill", "word"),
    [
        ("电梯", "电梯"),
        ("电梯", "电梯困人"),
        ("电梯维修", "电梯"),
        ("电", "电"),
        ("First Aid", "first aid"),
        ("first aid course", "first aid"),
        ("lives_alone", "lives alone"),
        ("sewer", "water.sewer"),
        ("Ｌｉｆｔ", "lift"),
    ],
)
def test_a_skill_suits_a_word_that_it_is_or_that_one_holds_the_other(skill: str, word: str) -> None:
    assert suits(plain(skill), plain(word))
    assert suits(plain(word), plain(skill))


@pytest.mark.parametrize(
    ("skill", "word"),
    [
        ("电", "电梯"),
        ("水电维修", "电梯维修"),
        ("art", "party member"),
        ("fire", "firewood"),
        ("", "电"),
        ("焊接", "下水道"),
    ],
)
def test_a_single_character_and_a_part_of_a_latin_word_suit_nothing_else(skill: str, word: str) -> None:
    assert not suits(plain(skill), plain(word))


def test_words_of_an_inner_category_stand_for_every_leaf_under_it() -> None:
    words = {"water": ("给排水", "plumbing"), "water.sewer": ("下水道",), "lift": ("电梯",)}
    masks = {"water": 0b011, "water.sewer": 0b001, "lift": 0b100}
    assert leaves_for(["Plumbing"], words, masks) == 0b011
    assert leaves_for(["下水道疏通"], words, masks) == 0b001
    assert leaves_for(["电梯", "下水道"], words, masks) == 0b101
    assert leaves_for(["唱歌"], words, masks) == 0


#   1 ─ 2 ─ 3, 4      5 is a root of its own
#     └ 6 ─ 7
PARENTS = (0, 0, 1, 2, 2, 0, 1, 6)


def test_rings_give_what_is_in_a_place_then_what_each_place_above_holds_besides() -> None:
    rings = Rings([1, 3, 4, 5, 7], PARENTS)
    assert [(steps, sorted(ring)) for steps, ring in rings.walk(3, 1)] == [(0, [3]), (1, [4]), (2, [1, 7])]
    assert [(steps, sorted(ring)) for steps, ring in rings.walk(2, 2)] == [(0, [3, 4])]
    assert [(steps, sorted(ring)) for steps, ring in rings.walk(1, 1)] == [(0, [1, 3, 4, 7])]
    # A place that is itself not looked for, and one above which nothing more is looked for.
    assert [(steps, sorted(ring)) for steps, ring in rings.walk(6, 6)] == [(0, [7])]
    assert list(Rings([], PARENTS).walk(3, 1)) == []


def test_steps_count_up_to_the_first_place_that_holds_both() -> None:
    assert steps_to_meet(PARENTS, 3, 3, 1) == 0
    assert steps_to_meet(PARENTS, 2, 4, 1) == 0
    assert steps_to_meet(PARENTS, 3, 2, 1) == 1
    assert steps_to_meet(PARENTS, 3, 7, 1) == 2
    assert steps_to_meet(PARENTS, 3, 7, 2) is None
    assert steps_to_meet(PARENTS, 3, 5, 1) is None
