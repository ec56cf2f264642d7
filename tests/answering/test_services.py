from __future__ import annotations

import pytest

from graphsvc.answers.services import is_free, reachable_departments, services
from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import NotFound
from graphsvc.domain.validity import read_moment
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.store.port import FactReader

pytestmark = pytest.mark.anyio

PUBLIC = Visibility(every_person=False, care=False)


def at(text: str) -> Moment:
    return read_moment(text, "Asia/Shanghai")


@pytest.mark.parametrize(
    ("fee", "free"), [("免费", True), ("0", True), ("0元", True), ("Free", True), ("30元/次", False), (None, None)]
)
def test_a_service_is_free_when_its_fee_says_so_and_untold_when_there_is_none(
    fee: str | None, free: bool | None
) -> None:
    assert is_free(fee) is free


async def test_nine_of_the_services_of_the_tower_are_free(reader: FactReader) -> None:
    offered = await services(reader, "qiyun", at("2026-11-22T10:00"))
    catalogue = [service for service in offered if service.duty.fee is not None]
    assert len(catalogue) > 20
    assert sum(service.free is True for service in catalogue) == 9


async def test_services_from_above_come_after_the_nearer_ones(reader: FactReader) -> None:
    offered = await services(reader, "qiyun.1.2.801", at("2026-11-22T10:00"))
    steps = [service.place_steps for service in offered]
    assert steps == sorted(steps)
    assert steps[-1] > 0


async def test_the_reception_is_open_at_the_weekend_only(reader: FactReader) -> None:
    def receptions(offered: list) -> list[bool]:  # type: ignore[type-arg]
        return [service.open for service in offered if service.duty.hours == "Sa-Su 09:00-11:30"]

    on_sunday = receptions(await services(reader, "jinghua-xin.3", at("2026-11-22T10:00")))
    on_monday = receptions(await services(reader, "jinghua-xin.3", at("2026-11-23T10:00")))
    assert on_sunday
    assert all(on_sunday)
    assert not any(on_monday)


async def test_departments_are_reached_through_people_who_live_or_serve_there(reader: FactReader) -> None:
    found = await reachable_departments(reader, "jinxiu-jy.3", at("2026-11-22T10:00"), EVERYTHING)
    assert [department.unit for department in found] == sorted(department.unit for department in found)
    assert {"u.lingchuan.drain", "u.lingchuan.housing"} <= {department.unit for department in found}
    assert all(department.people for department in found)


async def test_a_flat_reaches_the_departments_of_its_building(reader: FactReader) -> None:
    moment = at("2026-11-22T10:00")
    building = await reachable_departments(reader, "qiyun.1", moment, EVERYTHING)
    flat = await reachable_departments(reader, "qiyun.1.2.801", moment, EVERYTHING)
    people = {person for department in building for person in department.people}
    assert {person for department in flat for person in department.people} <= people


async def test_where_people_work_is_not_told_to_everybody(reader: FactReader) -> None:
    assert await reachable_departments(reader, "jinxiu-jy.3", at("2026-11-22T10:00"), PUBLIC) == []


async def test_a_place_that_does_not_exist_is_not_found(reader: FactReader) -> None:
    for key in ("nowhere", "u.lingchuan.drain"):
        with pytest.raises(NotFound):
            await reachable_departments(reader, key, at("2026-11-22T10:00"), EVERYTHING)
