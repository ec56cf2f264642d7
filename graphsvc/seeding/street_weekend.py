"""What comes to the steward street at weekends, and what the street runs for old compounds and old people."""

from __future__ import annotations

from typing import Final

from graphsvc.seeding.offices import OFFICE_HOURS
from graphsvc.seeding.roster import Roster
from graphsvc.seeding.sheet import Name, Sheet

_SINCE: Final = "2022-03-05"
# key, kind of unit, name, kind of the head's post, category, hours
_SERVICES: Final = (
    ("weekend-posted", "social_organisation", Name("双报到服务队", "Posted Members' Service"), "team_leader",
     "care.convenience", "Sa 09:00-12:00"),
    ("weekend-lawyers", "social_organisation", Name("公益律师团", "Lawyers for the Public"), "lawyer",
     "care.legal", "Sa 14:00-17:00"),
    ("delegates", "delegates_station", Name("人大代表联络站", "Delegates' Station"), "delegate",
     "affairs.suggestions", "Su 09:00-11:30"),
    ("sunflower", "social_organisation", Name("向阳花社会工作站", "Sunflower Social Work"), "social_worker",
     "care.children", "Sa-Su 09:00-17:00"),
    ("repair-cafe", "social_organisation", Name("周末修理铺", "Weekend Repair Shop"), "team_leader",
     "care.convenience", "Su 09:00-12:00"),
    ("health-weekend", "clinic", Name("周末义诊点", "Weekend Clinic"), "doctor", "care.health", "Su 09:00-11:00"),
)  # fmt: skip


def found_weekend_services(sheet: Sheet, roster: Roster, street: str, name: Name) -> None:
    """Found the weekend services, the canteen, and the office for the renewal of old compounds."""
    for slug, kind, title, post_kind, category, hours in _SERVICES:
        unit = sheet.unit(
            f"u.{street}.{slug}", kind, Name(name.zh + title.zh, title.en), covers=street, valid_from=_SINCE
        )
        head = sheet.post(f"po.{street}.{slug}.head", unit, post_kind, head="true")
        roster.seated(head, _SINCE, public=True)
        sheet.duty(unit, category, street, hours=hours, fee="免费", priority="80", valid_from=_SINCE)
    canteen = sheet.unit(
        f"u.{street}.canteen",
        "canteen",
        Name("澄湾长者食堂", "Chengwan Canteen"),
        covers=street,
        valid_from="2023-10-01",
    )
    roster.seated(sheet.post(f"po.{street}.canteen.head", canteen, "cook", head="true"), "2023-10-01")
    hours = "Mo-Su 10:30-13:00,16:30-18:00"
    sheet.duty(canteen, "care.elderly", street, hours=hours, fee="12元/餐", priority="80", valid_from="2023-10-01")
    renewal = sheet.unit(
        f"u.{street}.renewal",
        "renewal_office",
        Name(name.zh + "老旧小区改造办公室", name.en + " Renewal Office"),
        parent=f"u.{street}.office",
        valid_from="2022-01-01",
    )
    head = sheet.post(f"po.{street}.renewal.head", renewal, "director", head="true", reports_to=f"po.{street}.dir")
    roster.seated(head, "2022-01-01")
    for category in ("building.facade", "roads.barrier_free"):
        sheet.duty(renewal, category, street, hours=OFFICE_HOURS, respond_within="P5D", valid_from="2022-01-01")
