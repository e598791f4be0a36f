"""Lunar dates (夏历) in prose, and the common dates that gloss them or that they gloss."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import Final

import msgspec

from fangzhi.facts.dates import Date, find_dates, han_number
from fangzhi.zh.calendars import Ymd, lunar_days, lunar_to_ymd, months_of
from fangzhi.zh.ganzhi import BRANCHES, STEMS

_DAY: Final = (
    r"初[一二三四五六七八九十]|[二三四]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅[一二]?"
    r"|[一二三四五六七八九]日|\d{1,2}日"
)
_LUNAR: Final = re.compile(
    rf"(?P<c>农历|夏历|阴历|旧历)(?:[一二][〇○零一二三四五六七八九]{{3}}年|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?"
    rf"(?P<leap>闰)?(?P<m>正|十[一二]?|[二三四五六七八九]|一|冬|腊|\d{{1,2}})月(?P<d>{_DAY})?"
    rf"|(?P<leap2>闰)?(?P<m2>正|冬|腊)月(?P<d2>{_DAY})|(?P<leap3>闰)(?P<m3>十[一二]?|[一二三四五六七八九])月(?P<d3>{_DAY})?"
    rf"|(?P<m4>十[一二]?|[一二三四五六七八九])月(?P<d4>初[一二三四五六七八九十])"
)
_YEAR_BEFORE: Final = re.compile(r"(?P<y>(?<!\d)(?:1\d{3}|20\d\d))年(?:，|的)?(?:是年)?$")


class LunarDate(msgspec.Struct, frozen=True):
    """A lunar month and day at `start`..`end`; 0 is a part that is not printed.

    `year` is the common year printed right before it (taken as the lunar year), else 0. `glosses`
    is the common date that it restates or that restates it (2024年6月8日（农历五月初五）), at
    `gloss_start`..`gloss_end`.
    """

    start: int
    end: int
    year: int
    month: int
    day: int
    leap: bool
    glosses: Date | None = None


def find_lunar(text: str, year: int = 0, month: int = 0) -> tuple[LunarDate, ...]:
    """Give every lunar date that is marked as one (农历, 正月, 腊月, 初五, 闰); not those of reigns."""
    if "月" not in text:
        return ()
    matches = list(_LUNAR.finditer(text))
    if not matches:
        return ()
    dates = find_dates(text, year, month)
    return tuple(_read(text, m, dates) for m in matches)


def _read(text: str, m: re.Match[str], dates: tuple[Date, ...]) -> LunarDate:
    month = m["m"] or m["m2"] or m["m3"] or m["m4"]
    day = (m["d"] or m["d2"] or m["d3"] or m["d4"] or "").removesuffix("日").removeprefix("初")
    before = _YEAR_BEFORE.search(text, max(0, m.start() - 10), m.start())
    return LunarDate(
        m.start(), m.end(), int(before["y"]) if before else 0,
        {"正": 1, "冬": 11, "腊": 12}.get(month) or han_number(month), han_number(day),
        bool(m["leap"] or m["leap2"] or m["leap3"]), _gloss(text, m, dates),
    )  # fmt: skip


_LEAD: Final = re.compile(f"[{STEMS}][{BRANCHES}]年?(?:农历|夏历)?$")
_RESTATES: Final = re.compile(
    "，?(?:是|为|系|即|正值|适逢|恰逢|正逢)(?:农历|夏历)?|，(?:农历|夏历)"
)

_WIDEST: Final = 6
"""More characters than stand between a date and the lunar one that restates it."""


def _gloss(text: str, m: re.Match[str], dates: tuple[Date, ...]) -> Date | None:
    """The common date before the bracket the lunar date stands in, or in the bracket after it."""
    led = _LEAD.search(text, max(0, m.start() - 8), m.start())
    begins = led.start() if led is not None else m.start()
    opens = text[begins - 1 : begins] in ("（", "(") if begins else False
    first = bisect_left(dates, begins - _WIDEST, key=lambda d: d.end)
    for date in islice(dates, first, None):
        if date.start > m.end() + 1:
            break
        full = date.end <= begins and date.precision == 3 and not date.vague
        alone = (led is not None or m["c"]) and text[date.end : begins] == "，"
        if full and (alone or _RESTATES.fullmatch(text, date.end, begins)):
            return date
        if opens and date.end == begins - 1 and date.day:
            return date
        if opens and date.end == m.start() - 1 and date.day:
            return date
        if date.start == m.end() + 1 and text[m.end() : m.end() + 1] in ("（", "(") and date.day:
            return date
    return None


def common_days(year: int, month: int, day: int, leap: bool) -> tuple[Ymd, ...]:
    """The common days that a lunar day can be whose lunar year begins in `year` or the year before."""
    found = (lunar_to_ymd(y, month, day, leap) for y in (year, year - 1))
    return tuple(ymd for ymd in found if ymd is not None and ymd[0] in (year, year + 1))


def common_months(year: int, month: int, leap: bool) -> tuple[tuple[int, int], ...]:
    """The common months (year, month) that a lunar month of a lunar year lies in."""
    for found in months_of(year):
        if (found.month, found.leap) == (month, leap):
            days = (lunar_to_ymd(year, month, d, leap) for d in range(1, found.days + 1))
            return tuple(sorted({(ymd[0], ymd[1]) for ymd in days if ymd is not None}))
    return ()


def day_fault(year: int, month: int, day: int, leap: bool) -> str:
    """Say why a lunar day cannot be, "" where it can (or where the year is not known)."""
    if day > 30:
        return f"夏历一个月最多30天，没有{day}日"
    if not 1 <= month <= 12:
        return f"夏历没有{month}月"
    if not year or not months_of(year):
        return ""
    length = lunar_days(year, month, leap)
    if length is None:
        return f"{year}年没有闰{month}月"
    if day > length:
        return f"{year}年夏历{month}月只有{length}天"
    return ""
