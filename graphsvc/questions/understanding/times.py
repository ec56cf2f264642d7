"""Times in a question: 昨晚, 半夜三点, *tomorrow at 9*. They are told as understood.

A time sets the moment of the answer only when the question asks who was, or who will be, responsible: 昨晚谁值班. In
昨晚爆的水管谁修 it tells when something happened, and the answer is about now. Nothing here knows what time it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from graphsvc.domain.entities import Moment
from graphsvc.domain.validity import from_datetime, to_datetime, zone
from graphsvc.questions.understanding.clauses import Span
from graphsvc.questions.understanding.numbers import CARDINAL, CHINESE_NUMERAL, read_number
from graphsvc.questions.understanding.text import Text


class TimeHeard(NamedTuple):
    """A time that was said: its words, and the moment as the asker's calendar has it.

    `asked` says that the question asks who was or will be responsible then.
    """

    span: Span
    words: str
    moment: Moment
    asked: bool


_MOST_TIMES: Final = 50
_N: Final = rf"(?:\d{{1,2}}|{CHINESE_NUMERAL}{{1,3}})"
_DAYS: Final = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨": -1, "今天": 0, "今日": 0, "今": 0, "当天": 0,
    "明天": 1, "明日": 1,
    "明": 1, "大后天": 3, "后天": 2, "前": -2, "yesterday": -1, "last night": -1, "tonight": 0, "today": 0,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "day after tomorrow": 2, "tomorrow": 1,
    "day before yesterday": -2,
}  # fmt: skip
# The hour that stands for a part of the day, and from which hour on a clock hour up to 12 is one of the afternoon.
_PARTS: Final = {
    "凌晨": 3, "半夜": 0, "深夜": 23, "大半夜": 0, "清晨": 6, "早上": 8, "早晨": 8, "一早": 8, "早": 8, "上午": 10,
    "中午": 12, "下午": 15,
    "傍晚": 18, "晚上": 20, "夜里": 22, "夜间": 22, "晚间": 20, "晚": 20, "夜": 22,
    "morning": 9, "noon": 12, "afternoon": 15, "evening": 19, "night": 22, "midnight": 0,
}  # fmt: skip
_LATE: Final = frozenset(
    {"下午", "傍晚", "晚上", "晚", "夜里", "夜间", "晚间", "深夜", "afternoon", "evening", "night", "pm"}
)
_WEEKDAYS: Final = {
    **dict(zip("一二三四五六日", range(7), strict=True)),
    "天": 6, "末": 5,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6, "weekend": 5,
}  # fmt: skip

_DAY: Final = "大前天|大后天|前天|昨天|昨日|今天|今日|当天|明天|明日|后天|[昨今明前](?=[晚夜早])"
_PART: Final = "凌晨|大半夜|半夜|深夜|清晨|早上|早晨|一早|上午|中午|下午|傍晚|晚上|夜里|夜间|晚间|早|晚|夜"
_CLOCK: Final = rf"{_N}\s?(?:点钟?|时(?!候|常|间|不))(?:半|{_N}分?)?|\d{{1,2}}:\d{{2}}"
_CHINESE: Final = re.compile(
    rf"(?P<day>{_DAY})?(?P<week>[上下这本]个?)?(?:周|星期|"
    rf"礼拜)(?P<weekday>[一二三四五六日天末])(?P<part>{_PART})?(?P<clock>{_CLOCK})?"
    rf"|(?P<day2>{_DAY})(?P<part2>{_PART})?(?P<clock2>{_CLOCK})?"
    rf"|(?P<part3>{_PART})?(?P<clock3>{_CLOCK})"
    r"|(?P<part4>凌晨|半夜|深夜|夜里|傍晚|清晨|中午|今晚)"
)
_EN_DAY: Final = (
    r"(?:the )?day after tomorrow|(?:the )?day before yesterday|yesterday|last night|tonight|today|tomorrow|"
    r"this (?:morning|afternoon|evening)"
)
_EN_CLOCK: Final = (
    r"(?:at |around |about )?(?:\d{1,2}(?::\d{2})?\s?(?:am|pm|o'clock)|\d{1,2}:\d{2})"
    rf"|at (?:\d{{1,2}}|{CARDINAL})\b"
)
_EN_WEEK: Final = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend)"
_EN_PART: Final = r"(?:in the |at )?(?:morning|afternoon|evening|night|noon|midnight)"
_ENGLISH: Final = re.compile(
    rf"\b(?:(?P<day>{_EN_DAY})(?: (?P<part>{_EN_PART}))?(?:,? (?P<clock>{_EN_CLOCK}))?"
    rf"|(?P<week>last|next|this|on|"
    rf"over the)\s+(?P<weekday>{_EN_WEEK})(?: (?P<part2>{_EN_PART}))?(?:,? (?P<clock2>{_EN_CLOCK}))?"
    rf"|(?P<clock3>{_EN_CLOCK})(?: (?P<part3>{_EN_PART}))?(?: (?P<day3>{_EN_DAY}))?)",
    re.ASCII,
)
_DUTY: Final = r"(?:值班|当班|当值|值守|轮值|负责|管事|主管|带班)"
_ASKS: Final = re.compile(
    rf"(?:谁|哪[位个些]?人?|什么人|哪个单位|哪家)(?:在|来|会|将|要|该|能|可以)*{_DUTY}|{_DUTY}的(?:人|同志|"
    rf"单位)?(?:会|将)?是(?:谁|哪)|由谁{_DUTY}"
    r"|\bwho(?:'s|'ll| is| was| were| will| would)?\s+(?:be |been |going to be )*(?:on duty|on call|on shift|"
    r"in charge|responsible|on)\b"
)
_ASKS_THEN: Final = re.compile(
    r"\bwho (?:was|were|will be|'ll be|would be|is going to be|had been) (?:on duty|on call|on shift|in charge|"
    r"responsible|handling|covering|on)"
    r"|谁(?:在|来|会|将)*(?:值班|当班|当值|值守|轮值|带班)|(?:值班|当班|当值)的(?:人|同志)?(?:会|将)?是谁"
    r"|(?:当时|那时候?|到时候?|届时)(?:是|会|将|由)*谁"
)
_BEFORE_WHO: Final = re.compile(r"[\s,，的]{0,2}(?:是|会|将|由|该|应该|归|要|到底)*\s?(?:谁|哪[位个])")


_Reader: TypeAlias = Callable[[re.Match[str], datetime], datetime | None]


def hear_times(text: Text, now: Moment, timezone: str) -> tuple[TimeHeard, ...]:
    """Find the times that a text speaks of, in order; `now` is the moment that 昨晚 is counted from."""
    here = to_datetime(now, zone(timezone))
    found = [*_heard(text, here, _CHINESE, _read_chinese), *_heard(text, here, _ENGLISH, _read_english)]
    return tuple(sorted(found))


def asked_moment(times: Sequence[TimeHeard]) -> Moment | None:
    """Give the moment that the question asks about; None when it asks about now, or about several."""
    moments = {time.moment for time in times if time.asked}
    return moments.pop() if len(moments) == 1 else None


def _heard(text: Text, here: datetime, pattern: re.Pattern[str], read: _Reader) -> Iterator[TimeHeard]:
    throughout = _ASKS_THEN.search(text.folded) is not None
    for said in islice(pattern.finditer(text.folded), _MOST_TIMES):
        if not said.group() or said.start() == said.end():
            continue
        moment = read(said, here)
        if moment is None:
            continue
        begin, end = said.span()
        asked = bool(_BEFORE_WHO.match(text.folded, end)) and bool(_ASKS.search(text.folded, end, end + 40))
        yield TimeHeard(Span(begin, end), text.words(begin, end), from_datetime(moment), asked or throughout)


def _read_chinese(said: re.Match[str], here: datetime) -> datetime | None:
    day = said["day"] or said["day2"]
    part = said["part"] or said["part2"] or said["part3"] or said["part4"]
    clock = said["clock"] or said["clock2"] or said["clock3"]
    if part == "今晚":
        part = "晚上"
    offset = _DAYS.get(day or "", 0)
    if said["weekday"]:
        offset = _to_weekday(here, _WEEKDAYS[said["weekday"]], {"上": -1, "下": 1}.get((said["week"] or "")[:1], 0))
    return _at(here, offset, part, clock)


def _read_english(said: re.Match[str], here: datetime) -> datetime | None:
    day = (said["day"] or said["day3"] or "").removeprefix("the ")
    part = ((said["part"] or said["part2"] or said["part3"] or "").split() or [""])[-1]
    clock = said["clock"] or said["clock2"] or said["clock3"]
    if not part and day:
        part = {"last night": "night", "tonight": "evening"}.get(
            day, day.split()[-1] if day.startswith("this ") else ""
        )
    offset = _DAYS.get(day, 0)
    if said["weekday"]:
        offset = _to_weekday(here, _WEEKDAYS[said["weekday"]], {"last": -1, "next": 1}.get(said["week"], 0))
    return _at(here, offset, part or None, clock)


def _to_weekday(here: datetime, weekday: int, weeks: int) -> int:
    return weekday - here.weekday() + 7 * weeks


def _at(here: datetime, days: int, part: str | None, clock: str | None) -> datetime | None:
    hour, minute = _PARTS.get(part or "", here.hour), 0 if part else here.minute
    if clock:
        told = _read_clock(clock)
        if told is None:
            return None
        hour, minute = told
        if hour < 12 and (part in _LATE or "pm" in clock):
            hour += 12
        elif hour == 12 and (part in {"半夜", "凌晨", "midnight"} or "am" in clock):
            hour = 0
    try:
        return (here + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)
    except (ValueError, OverflowError):
        return None


def _read_clock(clock: str) -> tuple[int, int] | None:
    numbers = [read_number(one) for one in re.findall(rf"\d+|{CHINESE_NUMERAL}+|\b(?:{CARDINAL})\b", clock)]
    if not numbers or numbers[0] is None or not 0 <= numbers[0] <= 24:
        return None
    minute = 30 if "半" in clock else (numbers[1] if len(numbers) > 1 else 0)
    return (numbers[0] % 24, minute) if minute is not None and 0 <= minute < 60 else None
