"""Feasts (节日) of the lunar year that stand beside a common date: 端午节（2018年6月18日）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.dates import Date
from fangzhi.zh.calendars import Ymd, lunar_days, lunar_to_ymd

FEASTS: Final[dict[str, tuple[int, int]]] = {
    "春节": (1, 1), "正月初一": (1, 1), "元宵节": (1, 15), "元宵": (1, 15), "端午节": (5, 5),
    "端午": (5, 5), "端阳节": (5, 5), "七夕节": (7, 7), "七夕": (7, 7), "中元节": (7, 15),
    "中秋节": (8, 15), "中秋": (8, 15), "重阳节": (9, 9), "重阳": (9, 9), "腊八节": (12, 8),
    "除夕": (12, 30),
}  # fmt: skip
_NAMES: Final = "|".join(sorted(FEASTS, key=len, reverse=True))
_BETWEEN: Final = (
    r"(?:，|（|，?(?:适逢|正值|恰逢|时值|正逢|是|为|系|即))?(?:当天|当日)?"
    r"(?:农历|夏历|传统|传统佳节|佳节|我国传统)?"
)
_AFTER: Final = re.compile(
    rf"{_BETWEEN}(?P<name>(?>{_NAMES}))(?![前后期假间]|(?:来临|将至|文化|慰问|联欢|晚会|黄金))"
)
_BEFORE: Final = re.compile(rf"(?P<name>{_NAMES})(?:当天|当日)?(?:（|，?即|是|为|在|逢|落在|公历)$")


class Feast(msgspec.Struct, frozen=True):
    """A feast at `start`..`end` said to fall on `said`, and the day it fell on that year."""

    start: int
    end: int
    name: str
    said: Ymd
    day: Ymd


def find_feasts(text: str, dates: Sequence[Date]) -> Iterator[Feast]:
    """Give every feast that a full common date restates."""
    for date in dates:
        if date.precision < 3 or date.vague or date.ends:
            continue
        after = _AFTER.match(text, date.end)
        before = _BEFORE.search(text, max(0, date.start - 8), date.start)
        found = after or before
        if found is None:
            continue
        day = _day_of(found["name"], date)
        if day is not None:
            start, end = min(date.start, found.start()), max(date.end, found.end())
            yield Feast(start, end, found["name"], date.parts, day)


def _day_of(name: str, date: Date) -> Ymd | None:
    month, day = FEASTS[name]
    year = date.year - 1 if month == 12 and date.month < 3 else date.year
    if name == "除夕":
        day = lunar_days(year, 12) or 30
    return lunar_to_ymd(year, month, day)
