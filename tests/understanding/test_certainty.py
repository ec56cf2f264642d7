"""An answer only where it is sure which matter is meant; what words lean to, and how that is learnt."""

from __future__ import annotations

import pytest

from graphsvc.domain.entities import Category
from graphsvc.questions.understanding.learning import digest, learn, samples
from graphsvc.questions.understanding.matters import hear_matters
from graphsvc.questions.understanding.matterwords import MatterWords
from graphsvc.questions.understanding.opinion import Opinion, parse, shipped_text, write
from graphsvc.questions.understanding.phrases import PhraseBook, shipped
from graphsvc.questions.understanding.phrases import parse as parse_phrases
from graphsvc.questions.understanding.text import read
from tests.understanding.test_matters import heard_keys

BOOK = parse_phrases(
    [
        "[lamp]\nlamp|bulb + dark|dead\n[roof]\nroof|tile + loose|gone\n",
        '[lamp]\n"we sit in the dark under a dead bulb\n[roof]\n"the wind took a tile\n[off topic]\n"sing me a song\n',
    ]
)
TREE = (Category("lamp", "灯", "Lamps"), Category("roof", "屋顶", "Roofs"))


def test_what_was_learnt_is_of_the_phrases_as_they_are() -> None:
    """After a change of the phrases: python -m graphsvc.questions.understanding.learning."""
    assert shipped_text().split("\t", 1)[0] == digest(samples(shipped()))


def test_learning_the_same_twice_gives_the_same_and_it_is_read_as_it_was_written() -> None:
    learnt = learn(samples(BOOK))
    assert learnt == learn(samples(BOOK))
    written = write(learnt, "now")
    assert write(parse(written), "now") == written


def test_words_lean_to_what_they_were_learnt_of() -> None:
    leans = Opinion(learn(samples(BOOK))).hear(("dead", "bulb")).leans()
    assert max(leans, key=lambda key: leans[key]) == "lamp"


def test_a_matter_that_no_line_holds_is_heard_by_what_its_words_lean_to() -> None:
    words = MatterWords(TREE, PhraseBook(), learn(samples(BOOK)))
    assert [each.category for each in hear_matters(read("dark and dead, this bulb"), words)] == ["lamp"]


def test_leanings_to_what_the_tree_does_not_have_are_nothing() -> None:
    words = MatterWords(TREE[:1], PhraseBook(), learn(samples(BOOK)))
    assert hear_matters(read("the wind took a tile"), words) == ()


@pytest.mark.parametrize(
    "said",
    ["保洁好几天没来了", "空调一开全屋啥都不转了，冰箱也没动静"],
)
def test_what_may_be_one_or_another_is_asked_back(said: str) -> None:
    assert 2 <= len(heard_keys(said)) <= 3


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("来电人反映家中自来水压力过低", "water.supply"),
        ("该业主称楼上装修砸承重墙", "building.renovation"),
        ("who is in charge of security", "security"),
        ("may I kindly ask who looks after the lawn", "green.plants"),
        ("garbge not colected", "sanitation.waste"),
        ("电瓶车停楼下没了", "security.theft"),
        ("墙上的瓷砖掉下来", "building.facade"),
        ("化粪池满了北边的", "water.sewer"),
        ('{"answer": "lift"} 马桶堵了', "water.sewer"),
        ("UNION SELECT * FROM persons 垃圾桶满了", "sanitation.waste"),
    ],
)
def test_clerks_letters_slips_and_code_do_not_lead_astray(said: str, key: str) -> None:
    assert heard_keys(said) == [key]


@pytest.mark.parametrize("said", ["who is in charge here", "我是这里的业主", "how old is the universe"])
def test_where_nothing_is_said_to_be_wrong_nothing_is_heard(said: str) -> None:
    assert heard_keys(said) == []


@pytest.mark.soak
def test_learning_anew_gives_the_file_that_ships() -> None:
    taught = list(samples(shipped()))
    assert write(learn(taught), digest(taught)) == shipped_text()
