"""Common dates and regnal years of a text in one line, each told once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.calendar.eras import EraDate, find_eras
from fangzhi.facts.dates import Date, find_dates, han_number
from fangzhi.zh.calendars import lunar_to_ymd
from fangzhi.zh.eras import era_to_years

_SHIFT: Final = {"同年": 0, "当年": 0, "是年": 0, "该年": 0, "次年": 1, "翌年": 1, "第二年": 1}


def timeline(text: str, dates: Sequence[Date], eras: Sequence[EraDate]) -> tuple[Date, ...]:
    """Give every date in order; 民国十六年（1927年）8月 is one, and 光绪三年 is one of 1877.

    A regnal year that may be of several reigns, and a range of them, are left out.
    """
    told = [d for d in map(_of_era, eras) if d is not None]
    if told:
        told += _continued(text, eras)
    if not told:
        return tuple(dates)
    spans = sorted((d.start, d.end) for d in told)
    starts = [start for start, _ in spans]
    free = [d for d in dates if _is_free(d, spans, starts)]
    own = {id(d) for d in told}
    line = sorted((*told, *free), key=lambda d: d.start)
    return tuple(_joined(text, [(d, id(d) in own) for d in line]))


def _is_free(date: Date, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, date.end - 1) - 1
    return at < 0 or spans[at][1] <= date.start


def lone_date(text: str) -> tuple[int, int, int]:
    """Give the date that is all of a cell's text (民国十六年二月), zeros where there is none."""
    text = text.strip()
    line = timeline(text, find_dates(text), find_eras(text))
    if len(line) == 1 and line[0].start == 0 and line[0].end == len(text):
        return line[0].parts
    return 0, 0, 0


def _of_era(era: EraDate) -> Date | None:
    if era.until or era.common_until:
        return None
    if era.glossed:
        year, month, day = era.common
    else:
        years = era_to_years(era.title, era.n, era.dynasty or None)
        if len(years) != 1:
            return None
        year, month, day = years[0], 0, 0
        if era.month and not era.lunar:
            month, day = era.month, era.day
        elif era.month and era.day:
            year, month, day = _common(years[0], era.month, era.day, era.leap)
    if year < 100:
        return None
    said = "y" + "m" * bool(month) + "d" * bool(day)
    start = min(era.start, era.common_at[0]) if era.glossed else era.start
    return Date(start, era.end, year, month, day, said)


def _common(year: int, month: int, day: int, leap: bool = False) -> tuple[int, int, int]:
    """The common day of a lunar one; the year alone where there is none."""
    return lunar_to_ymd(year, month, day, leap) or (year, 0, 0)


_GOES_ON: Final = re.compile(
    "(?<=[，、；。至到于自从　 ])(?:(?P<n>[一二三四五六七八九十廿卅]{1,4})年)?"
    "(?P<m>正|十[一二]?|[二三四五六七八九]|一|冬|腊)月"
    "(?:(?P<d>初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九](?=日))日?)?"
)
_REACH: Final = 80


def _continued(text: str, eras: Sequence[EraDate]) -> Iterator[Date]:
    """民国二十四年三月开筑，二十六年八月粗通: a year or a month of the reign named before."""
    for era, after in zip(eras, [*eras[1:], None], strict=True):
        if era.until or era.arabic or not era.n:
            continue
        n, month = era.n, era.month
        stop = min(after.start if after is not None else len(text), era.end + _REACH)
        for m in _GOES_ON.finditer(text, era.end, stop):
            own = han_number(m["n"]) if m["n"] else n
            new = _MONTHS.get(m["m"]) or han_number(m["m"])
            if own < n or (own == n and new < month) or not (m["n"] or m["d"]):
                break
            n, month = own, new
            years = era_to_years(era.title, n, era.dynasty or None)
            if len(years) != 1:
                break
            day = han_number((m["d"] or "").removeprefix("初"))
            if era.title == "民国":
                year, at, on = years[0], month, day
            elif day:
                year, at, on = _common(years[0], month, day)
            else:
                year, at, on = years[0], 0, 0
            yield Date(m.start(), m.end(), year, at, on, "y" + "m" * bool(at) + "d" * bool(on))


_MONTHS: Final = {"正": 1, "冬": 11, "腊": 12}


def _joined(text: str, line: Sequence[tuple[Date, bool]]) -> Iterator[Date]:
    """Take in the month that follows a gloss, and give the year to the dates that say none."""
    last: Date | None = None
    regnal: Date | None = None
    for date, is_era in line:
        shift = None if is_era else _shift(text, date)
        if is_era:
            regnal = date
        elif regnal is not None and shift is not None:
            said = "y" + date.said.replace("y", "")
            date = regnal = msgspec.structs.replace(date, year=regnal.year + shift, said=said)
        elif "y" in date.said:
            regnal = None
        elif regnal is not None:
            date = msgspec.structs.replace(date, year=regnal.year)
        if last is not None and last is regnal and last.end == date.start and not last.month:
            said = "y" + date.said
            date = regnal = msgspec.structs.replace(date, start=last.start, said=said)
        elif last is not None:
            yield last
        last = date
    if last is not None:
        yield last


def _shift(text: str, date: Date) -> int | None:
    return next((n for word, n in _SHIFT.items() if text.startswith(word, date.start)), None)
