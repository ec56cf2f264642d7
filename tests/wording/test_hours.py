"""Opening hours are told as people say them, in both languages."""

from __future__ import annotations

import pytest

from graphsvc.wording.hours import tell_hours
from graphsvc.wording.names import Lang


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("24/7", "全天24小时", "at all hours"),
        ("Mo-Su 08:00-20:00", "每天 08:00-20:00", "every day 08:00-20:00"),
        ("Mo-Sa 08:30-17:30", "周一至周六 08:30-17:30", "Mon to Sat 08:30-17:30"),
        (
            "Mo-Fr 08:30-12:00,14:00-17:30; PH off",
            "周一至周五 08:30-12:00、14:00-17:30，节假日 不开",
            "Mon to Fri 08:30-12:00,14:00-17:30; public holidays closed",
        ),
        ("by appointment", "by appointment", "by appointment"),
    ],
)
def test_hours_are_told_as_people_say_them(written: str, chinese: str, english: str) -> None:
    assert (tell_hours(written, Lang.ZH), tell_hours(written, Lang.EN)) == (chinese, english)
