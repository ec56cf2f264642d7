"""Opening hours as people say them: Mo-Sa 08:30-17:30 is 周一至周六 08:30-17:30, 24/7 is at all hours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from graphsvc.wording.names import Lang

_DAYS: Final[Mapping[str, tuple[str, str]]] = {
    "Mo": ("周一", "Mon"),
    "Tu": ("周二", "Tue"),
    "We": ("周三", "Wed"),
    "Th": ("周四", "Thu"),
    "Fr": ("周五", "Fri"),
    "Sa": ("周六", "Sat"),
    "Su": ("周日", "Sun"),
    "PH": ("节假日", "public holidays"),
    "off": ("不开", "closed"),
}
_DAY: Final = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b", re.ASCII)
_TO: Final = re.compile(rf"({_DAY.pattern})\s*-\s*({_DAY.pattern})", re.ASCII)
_ALWAYS: Final = ("全天24小时", "at all hours")
_EVERY_DAY: Final = ("每天", "every day")


def tell_hours(written: str, lang: Lang) -> str:
    """Tell hours in words; what is not known stays as it is written.

    >>> tell_hours("Mo-Fr 08:30-12:00,14:00-17:30; Sa 09:00-12:00", Lang.ZH)
    '周一至周五 08:30-12:00、14:00-17:30，周六 09:00-12:00'
    """
    chinese = lang is Lang.ZH
    which = 0 if chinese else 1
    told = written.replace("24/7", _ALWAYS[which]).replace("Mo-Su", _EVERY_DAY[which])
    told = _TO.sub(r"\1至\2" if chinese else r"\1 to \2", told)
    told = _DAY.sub(lambda day: _DAYS[day.group()][which], told)
    return re.sub(r"\s*;\s*", "，", told).replace(",", "、") if chinese else re.sub(r"\s*;\s*", "; ", told)
