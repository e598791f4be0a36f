"""Common dates and regnal years of a text in one line, each told once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.calendar.eras import EraDate, find_eras
from fangzhi.facts.dates import Date, find_dates
from fangzhi.zh.eras import era_to_years

_SHIFT: Final = {"同年": 0, "当年": 0, "是年": 0, "该年": 0, "次年": 1, "翌年": 1, "第二年": 1}


def timeline(text: str, dates: Sequence[Date], eras: Sequence[EraDate]) -> tuple[Date, ...]:
    """Give every date in order; 民国十六年（1927年）8月 is one, and 光绪三年 is one of 1877.

    A regnal year that may be of several reigns, and a range of them, are left out.
    """
    told = [d for d in map(_of_era, eras) if d is not None]
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
    if year < 100:
        return None
    said = "y" + "m" * bool(month) + "d" * bool(day)
    start = min(era.start, era.common_at[0]) if era.glossed else era.start
    return Date(start, era.end, year, month, day, said)


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
