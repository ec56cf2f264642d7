"""Looking things up: keys and global ids, what is absent, and that everything is as of the moment asked about."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from graphsvc.domain.entities import Place
from graphsvc.domain.kinds import PlaceKind
from graphsvc.store.port import Store
from tests.graphql.asking import Asker, keys
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

KINDS = {
    "place": "b1",
    "unit": "branch",
    "post": "secretary",
    "person": "li",
    "category": "water",
    "duty": "sewer-b1",
}


def gid(text: str) -> str:
    return b64encode(text.encode()).decode()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_node_is_found_by_its_key_and_by_its_global_id(asker: Asker, kind: str) -> None:
    key = KINDS[kind]
    query = f"query($key: ID!) {{ {kind}(key: $key) {{ id key __typename }} node(id: $key) {{ id key }} }}"
    wanted = gid(f"{kind.capitalize()}:{key}")
    for asked in (key, wanted):
        data = await asker.data(query, key=asked)
        assert data[kind] == {"id": wanted, "key": key, "__typename": kind.capitalize()}
        assert data["node"] == {"id": wanted, "key": key}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "asked", ["nothing", "", "x" * 5_000, gid("Place:nothing"), gid("Town:b1"), gid("Place"), "🦆", "\0", "=" * 8]
)
async def test_a_look_up_of_what_is_not_there_is_null(asker: Asker, kind: str, asked: str) -> None:
    data = await asker.data(f"query($key: ID!) {{ {kind}(key: $key) {{ key }} }}", key=asked)
    assert data == {kind: None}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_look_up_of_a_key_of_another_kind_is_null(asker: Asker, kind: str) -> None:
    for other, key in KINDS.items():
        for asked in (key, gid(f"{other.capitalize()}:{key}"), gid(f"{kind.capitalize()}:{key}")):
            data = await asker.data(f"query($key: ID!) {{ {kind}(key: $key) {{ key }} }}", key=asked)
            assert (data[kind] is not None) == (other == kind)


async def test_a_key_is_tried_before_a_global_id(asker: Asker, town: Store) -> None:
    looks_like_an_id = gid("Place:b1")
    await town.write(stating(Place(looks_like_an_id, PlaceKind.CITY, "看起来像别的")))
    data = await asker.data("query($key: ID!) { place(key: $key) { key } }", key=looks_like_an_id)
    assert data["place"]["key"] == looks_like_an_id


@pytest.mark.parametrize(
    "query",
    [
        '{ whoHandles(category: "water", place: "nothing") { covered } }',
        '{ whoHandles(category: "nothing", place: "b1") { covered } }',
        '{ whoHandles(category: "b1", place: "water") { covered } }',
        '{ whoHandles(category: "water", place: "li") { covered } }',
        '{ neighbourhood(of: "nothing") { truncated } }',
        '{ reachableDepartments(place: "nothing") { unit { key } } }',
        '{ reachableDepartments(place: "branch") { unit { key } } }',
        '{ places(parent: "nothing") { totalCount } }',
        '{ places(parent: "water") { totalCount } }',
    ],
)
async def test_elsewhere_an_unknown_key_or_one_of_another_kind_is_not_found(asker: Asker, query: str) -> None:
    assert await asker.code(query) == "NOT_FOUND"


async def test_global_ids_do_wherever_ids_are_asked_for(asker: Asker) -> None:
    data = await asker.data(
        """query($water: ID!, $b1: ID!, $yard: ID!) {
          whoHandles(category: $water, place: $b1) { place { key } category { key } }
          neighbourhood(of: $b1, hops: 0) { nodes { id key } }
          places(parent: $yard) { totalCount }
        }""",
        water=gid("Category:water"),
        b1=gid("Place:b1"),
        yard=gid("Place:yard"),
    )
    assert data == {
        "whoHandles": {"place": {"key": "b1"}, "category": {"key": "water"}},
        "neighbourhood": {"nodes": [{"id": gid("Place:b1"), "key": "b1"}]},
        "places": {"totalCount": 2},
    }


async def test_several_nodes_come_where_their_ids_stand(asker: Asker) -> None:
    data = await asker.data('{ nodes(ids: ["b1", "nothing", "li", "b1"]) { key } }')
    assert data["nodes"] == [{"key": "b1"}, None, {"key": "li"}, {"key": "b1"}]


async def test_ended_units_posts_and_duties_are_found_and_their_links_lead_where_they_are_stored(asker: Asker) -> None:
    data = await asker.data(
        """{
          unit(key: "gone") { key parent { key } covers { key } posts { key } channel validTo }
          post(key: "old-leader") { unit { key } reportsTo { key } holders { key } memberships { person { key } } }
          duty(key: "light-old") { place { key } unit { key } post { key } validTo }
        }"""
    )
    assert data["unit"] == {
        "key": "gone",
        "parent": {"key": "branch"},
        "covers": [{"key": "b1"}],
        "posts": [],
        "channel": None,
        "validTo": "2025-01-01T00:00:00+08:00",
    }
    assert data["post"] == {
        "unit": {"key": "gone"},
        "reportsTo": {"key": "secretary"},
        "holders": [],
        "memberships": [],
    }
    assert data["duty"]["post"] == {"key": "secretary"}
    assert data["duty"]["unit"] == {"key": "branch"}


async def test_the_past_is_told_as_of_its_moment_at_every_depth(asker: Asker) -> None:
    query = """query($at: DateTime) { place(key: "b1", at: $at) {
      units { key posts { key holders { key } } } duties { key }
               } }"""
    before = (await asker.data(query, at="2024-06-01"))["place"]
    assert keys(before["units"]) == ["gone", "group"]
    assert before["units"][0]["posts"] == [{"key": "old-leader", "holders": [{"key": "li"}]}]
    assert keys(before["duties"]) == ["light-old", "sewer-b1"]
    now = (await asker.data(query))["place"]
    assert keys(now["units"]) == ["group"]
    assert keys(now["duties"]) == ["sewer-b1"]


async def test_a_unit_tells_its_valid_posts_children_and_ways_on(asker: Asker) -> None:
    data = await asker.data(
        """{ branch: unit(key: "branch") { posts { key } children { key }
               escalations { toUnit { key } urgent after } }
             group: unit(key: "group") { escalations { toUnit { key } after category { key } priority } }
             office: unit(key: "office") { memberships { person { key } post { key } unit { key } } duties { key }
               } }"""
    )
    assert keys(data["branch"]["posts"]) == ["deputy", "secretary"]
    assert keys(data["branch"]["children"]) == ["group"]
    assert data["branch"]["escalations"] == [{"toUnit": {"key": "office"}, "urgent": True, "after": None}]
    # The row to the unit that has ended is not valid.
    assert data["group"]["escalations"] == [
        {"toUnit": {"key": "branch"}, "after": "P1D", "category": {"key": "water"}, "priority": 5}
    ]
    members = data["office"]["memberships"]
    assert [found["person"]["key"] for found in members] == ["canary-qian", "li"]
    assert all(found == found | {"post": None, "unit": {"key": "office"}} for found in members)
    assert keys(data["office"]["duties"]) == ["water-town"]


async def test_holders_are_available_but_posts_of_a_person_do_not_ask_for_that(asker: Asker) -> None:
    query = """query($at: DateTime) {
      post(key: "leader", at: $at) { holders { key } memberships { person { key } acting } }
      person(key: "wang", at: $at) { posts { key } absences { validFrom validTo } } }"""
    away, back = await asker.data(query), await asker.data(query, at="2025-06-20")
    assert away["post"] == {"holders": [], "memberships": [{"person": {"key": "wang"}, "acting": True}]}
    assert away["person"]["posts"] == [{"key": "leader"}]
    assert away["person"]["absences"] == [
        {"validFrom": "2025-06-10T00:00:00+08:00", "validTo": "2025-06-20T00:00:00+08:00"}
    ]
    # The end is exclusive.
    assert keys(back["post"]["holders"]) == ["wang"]
    assert back["person"]["absences"] == []


async def test_reporting_links_are_told_both_ways(asker: Asker) -> None:
    data = await asker.data(
        """{ post(key: "secretary") { reportsFrom { key } reportsTo { key } }
             deputy: post(key: "deputy") { dotted { key } reportsTo { key } seats }
             person(key: "li") { reports { key } posts { key } memberships { unit { key } post { key } } } }"""
    )
    # Not the post of the unit that has ended; and whoever sits in a post counts as a report, absent or not.
    assert keys(data["post"]["reportsFrom"]) == ["deputy", "leader"]
    assert data["post"]["reportsTo"] is None
    assert data["deputy"] == {"dotted": [{"key": "clerk"}], "reportsTo": {"key": "secretary"}, "seats": 2}
    assert keys(data["person"]["reports"]) == ["canary-qian", "wang"]
    assert keys(data["person"]["posts"]) == ["secretary"]
    assert data["person"]["memberships"] == [
        {"unit": {"key": "branch"}, "post": {"key": "secretary"}},
        {"unit": {"key": "office"}, "post": None},
    ]


async def test_a_place_tells_households_lineage_services_and_pairings(asker: Asker) -> None:
    data = await asker.data(
        """{ place(key: "b1") { households aliases tags lineage { key } children { totalCount edges { node { key } } }
               posts { key } services { duty { key fee hours respondWithin } placeSteps free open } }
             yard: place(key: "yard") { households kind nameEn }
             lift: place(key: "b1-lift") { households }
             home: place(key: "b1-101") { needs pairings { kind person { key } unit { key } place { key } } }
             other: place(key: "b1-102") { pairings { kind person { key } unit { key } } } }"""
    )
    place = data["place"]
    assert (place["households"], data["yard"]["households"], data["lift"]["households"]) == (2, 32, 2)
    assert keys(place["lineage"]) == ["b1", "yard", "town"]
    assert place["children"]["totalCount"] == 3
    assert keys(place["posts"]) == ["leader"]
    assert place["services"] == [
        {
            "duty": {"key": "sewer-b1", "fee": "免费", "hours": "Mo-Fr 09:00-18:00", "respondWithin": "PT1H"},
            "placeSteps": 0,
            "free": True,
            "open": True,
        },
        {
            "duty": {"key": "sewer-yard", "fee": "20元", "hours": None, "respondWithin": None},
            "placeSteps": 1,
            "free": False,
            "open": True,
        },
    ]
    assert data["home"]["needs"] == ["CANARY-need"]
    assert data["home"]["pairings"] == [
        {"kind": "CANARY-visits", "person": {"key": "canary-zhao"}, "unit": None, "place": {"key": "b1-101"}}
    ]
    assert data["other"]["pairings"] == [{"kind": "CANARY-watch", "person": None, "unit": {"key": "office"}}]


async def test_a_duty_tells_its_holder_and_whether_it_is_open(asker: Asker) -> None:
    query = """query($at: DateTime) { duty(key: "sewer-b1", at: $at) {
      capacity unit { key } post { key } open free respondWithin place { key } category { key } }
      other: duty(key: "water-town") { capacity unit { key name } post { key } open channel priority } }"""
    data = await asker.data(query)
    assert data["duty"] == {
        "capacity": "HANDLES",
        "unit": {"key": "group"},
        "post": {"key": "leader"},
        "open": True,
        "free": True,
        "respondWithin": "PT1H",
        "place": {"key": "b1"},
        "category": {"key": "water.sewer"},
    }
    assert data["other"] == {
        "capacity": "SUPERVISES",
        "unit": {"key": "office", "name": "街道办"},
        "post": None,
        "open": True,
        "channel": "12300",
        "priority": 50,
    }
    assert not (await asker.data(query, at="2025-06-15T10:00"))["duty"]["open"]


async def test_categories_tell_their_tree(asker: Asker) -> None:
    data = await asker.data(
        """{ category(key: "water.sewer") { name nameEn weight open311Code parent { key synonyms children { key } }
             lineage { key } } }"""
    )
    assert data["category"] == {
        "name": "下水道",
        "nameEn": "Sewer",
        "weight": 5,
        "open311Code": "S1",
        "parent": {"key": "water", "synonyms": ["水务"], "children": [{"key": "water.sewer"}]},
        "lineage": [{"key": "water.sewer"}, {"key": "water"}],
    }


async def test_everything_of_an_answer_can_be_followed_as_far_as_the_node_itself(asker: Asker) -> None:
    whole: dict[str, Any] = await asker.data(
        """{ whoHandles(category: "water.sewer", place: "b1-101") {
          place { name households parent { name } } category { name parent { name } }
          handlers { duty { fee respondWithin place { name } unit { name } post { title } validTo }
                     unit { name kind line parent { name } validFrom posts { key } }
                     post { title seats unit { name key } place { name } } people { name channel posts { key } } }
          supervisors { unit { nameEn } post { key } }
          skipped { duty { key fee } reason }
          ladder { steps { unit { name } contacts { name } dueAt after } }
        } }"""
    )
    answer = whole["whoHandles"]
    assert answer["place"] == {"name": "101室", "households": 1, "parent": {"name": "1号楼"}}
    (handler,) = answer["handlers"]
    assert handler["duty"]["fee"] == "20元"
    assert handler["unit"]["name"] == "翠湖支部"
    assert handler["post"] == {
        "title": "书记",
        "seats": 1,
        "unit": {"name": "翠湖支部", "key": "branch"},
        "place": {"name": "翠湖小区"},
    }
    assert [person["name"] for person in handler["people"]] == ["CANARY-name-zhao", "李安"]
    assert answer["supervisors"] == [{"unit": {"nameEn": "Office"}, "post": None}]
    assert answer["skipped"] == [{"duty": {"key": "sewer-b1", "fee": "免费"}, "reason": "ABSENT"}]
    assert [step["unit"]["name"] for step in answer["ladder"]["steps"]] == ["翠湖支部"]


async def test_departments_are_reached_through_people(asker: Asker) -> None:
    data = await asker.data('{ reachableDepartments(place: "b1") { unit { key name } people { key name } } }')
    assert data["reachableDepartments"] == [
        {
            "unit": {"key": "office", "name": "街道办"},
            "people": [{"key": "canary-zhao", "name": "CANARY-name-zhao"}, {"key": "li", "name": "李安"}],
        }
    ]


async def test_a_neighbourhood_names_its_ends_by_their_ids(asker: Asker) -> None:
    found = (
        await asker.data(
            '{ neighbourhood(of: "branch") { nodes { id key type label } edges { source target type } truncated } }'
        )
    )["neighbourhood"]
    ids = {node["id"]: node["key"] for node in found["nodes"]}
    assert found["nodes"][0] == {"id": gid("Unit:branch"), "key": "branch", "type": "Unit", "label": "翠湖支部"}
    assert not found["truncated"]
    ties = {(ids[edge["source"]], ids[edge["target"]], edge["type"]) for edge in found["edges"]}
    assert {("group", "branch", "PARENT"), ("branch", "yard", "COVERS"), ("secretary", "branch", "OF_UNIT")} <= ties


async def test_the_status_tells_the_revision(asker: Asker) -> None:
    data = await asker.data("{ status { revision name timezone } }")
    assert data["status"] == {"revision": 1, "name": "云溪", "timezone": "Asia/Shanghai"}
