"""Lunar (夏历) and solar dates, weekdays, day numbers.

Days from 1582-10-15 on are Gregorian. Earlier days are Julian, as historians print them: their
`datetime.date` carries the Julian year, month and day as labels, so never subtract such dates,
use `day_number`. A `date` holds neither years below 1 nor a Julian 29 February of 1500, 1400 …:
the `*_ymd` functions hold both. The lunar calendar is a table of months (寿星天文历, computed
once by lunar-python): tested against sxtwl for 1368–2030. Before 1368 it is a calculation after
the central court; other courts of a divided time, and 武周's renamed months (690–700), differ.
"""

from bisect import bisect_right
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

Ymd = tuple[int, int, int]
FIRST_GREGORIAN: Final[int] = 2299161
"""Day number of 1582-10-15, the day after Julian 1582-10-04."""
LUNAR_YEARS: Final = (1, 2200)
WEEKDAYS: Final = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Lunar(msgspec.Struct, frozen=True, order=True):
    """A lunar date; `year` is the solar year in which its 正月初一 falls."""

    year: int
    month: int
    day: int
    leap: bool = False


class LunarMonth(msgspec.Struct, frozen=True):
    """One lunar month: number of its first day, length 29 or 30."""

    year: int
    month: int
    leap: bool
    first: int
    days: int


def valid_date(y: int, m: int, d: int) -> bool:
    """Tell whether the day exists: Julian before 1582-10-05, Gregorian from 1582-10-15."""
    if not 1 <= m <= 12 or d < 1:
        return False
    julian = (y, m, d) < (1582, 10, 15)
    if julian and (y, m, d) > (1582, 10, 4):
        return False
    leap = y % 4 == 0 and (julian or y % 100 != 0 or y % 400 == 0)
    return d <= _LENGTHS[m - 1] + (1 if m == 2 and leap else 0)


def day_number(y: int, m: int, d: int) -> int:
    """Julian day number at noon; years below 1 are astronomical (0 is 公元前1年)."""
    a = (14 - m) // 12
    yy, mm = y + 4800 - a, m + 12 * a - 3
    days = d + (153 * mm + 2) // 5 + 365 * yy + yy // 4
    if (y, m, d) >= (1582, 10, 15):
        return days - yy // 100 + yy // 400 - 32045
    return days - 32083


def day_ymd(number: int) -> Ymd:
    """Day number → (year, month, day), the inverse of `day_number`."""
    if number >= FIRST_GREGORIAN:
        a = number + 32044
        b = (4 * a + 3) // 146097
        c = a - 146097 * b // 4
    else:
        b, c = 0, number + 32082
    d = (4 * c + 3) // 1461
    e = c - 1461 * d // 4
    m = (5 * e + 2) // 153
    return 100 * b + d - 4800 + m // 10, m + 3 - 12 * (m // 10), e - (153 * m + 2) // 5 + 1


def as_date(ymd: Ymd) -> date | None:
    """A `date` with these labels, None where `date` cannot hold them."""
    try:
        return date(*ymd)
    except ValueError:
        return None


def weekday_of(y: int, m: int, d: int) -> str:
    """星期 of a day; the day must exist."""
    return WEEKDAYS[day_number(y, m, d) % 7]


def weekday(day: date) -> str:
    """星期 of a day, read as Julian before 1582-10-15 like every date of this module."""
    return weekday_of(day.year, day.month, day.day)


@cache
def _table() -> dict[int, tuple[str, ...]]:
    text = files(__package__).joinpath("data/lunar.tsv").read_text(encoding="utf-8")
    return {int(row.split("\t", 1)[0]): tuple(row.split("\t")[1:]) for row in text.splitlines()}


@cache
def months_of(year: int) -> tuple[LunarMonth, ...]:
    """Months of a lunar year in order; empty outside LUNAR_YEARS."""
    if year not in _table():
        return ()
    first, lengths, leap, odd = _table()[year]
    numbers = [int(n) for n in odd.split()] or list(range(1, 13))
    if leap != "0" and not odd:
        numbers.insert(int(leap), -int(leap))
    day, months = int(first), []
    for number, length in zip(numbers, lengths, strict=True):
        days = 30 if length == "大" else 29
        months.append(LunarMonth(year, abs(number), number < 0, day, days))
        day += days
    return tuple(months)


def _month(year: int, month: int, leap: bool) -> LunarMonth | None:
    for m in months_of(year):
        if (m.month, m.leap) == (month, leap):
            return m
    return None


def lunar_days(year: int, month: int, leap: bool = False) -> int | None:
    """Length of a lunar month, 29 or 30; None when the month does not exist."""
    found = _month(year, month, leap)
    return found.days if found else None


def leap_month(year: int) -> int | None:
    """Number of the leap month (闰月) of a lunar year, None without one."""
    return next((m.month for m in months_of(year) if m.leap), None)


def lunar_to_ymd(year: int, month: int, day: int, leap: bool = False) -> Ymd | None:
    """Lunar date → (year, month, day); None when the lunar day does not exist."""
    found = _month(year, month, leap)
    if found is None or not 1 <= day <= found.days:
        return None
    return day_ymd(found.first + day - 1)


def lunar_to_solar(year: int, month: int, day: int, leap: bool = False) -> date | None:
    """Lunar date → date (Julian labels before 1582-10-15); None when there is no such day.

    咸丰十年九月二十日, `lunar_to_solar(1860, 9, 20)`, is 1860-11-02 (GB/T 15835-1995).
    """
    ymd = lunar_to_ymd(year, month, day, leap)
    return as_date(ymd) if ymd else None


def lunar_month_span(year: int, month: int, leap: bool = False) -> tuple[date, date] | None:
    """First and last day of a lunar month; 光绪二十六年十二月 runs into 1901."""
    found = _month(year, month, leap)
    return _span(found.first, found.first + found.days - 1) if found else None


def lunar_year_span(year: int) -> tuple[date, date] | None:
    """First and last day of a lunar year; None outside LUNAR_YEARS."""
    months = months_of(year)
    return _span(months[0].first, months[-1].first + months[-1].days - 1) if months else None


def _span(first: int, last: int) -> tuple[date, date] | None:
    start, end = as_date(day_ymd(first)), as_date(day_ymd(last))
    return (start, end) if start and end else None


def number_to_lunar(number: int) -> Lunar:
    """Day number → lunar date; raise ValueError outside LUNAR_YEARS."""
    year = day_ymd(number)[0]
    months = tuple(m for y in (year - 1, year, year + 1) for m in months_of(y))
    at = bisect_right(months, number, key=lambda m: m.first) - 1
    if at < 0 or number >= months[at].first + months[at].days:
        raise ValueError(f"夏历换算只到公元{LUNAR_YEARS[0]}—{LUNAR_YEARS[1]}年：{year}年")
    m = months[at]
    return Lunar(m.year, m.month, number - m.first + 1, m.leap)


def solar_to_lunar(day: date) -> Lunar:
    """Date (Julian labels before 1582-10-15) → lunar date; ValueError outside LUNAR_YEARS."""
    return number_to_lunar(day_number(day.year, day.month, day.day))
