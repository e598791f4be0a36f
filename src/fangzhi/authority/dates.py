"""Dates of unequal precision (1954, 2019-03, 2021-12-31) and whether two spans may meet."""

import re
from calendar import monthrange
from datetime import date
from typing import Final

When = date | int | str
_DATE: Final = re.compile(r"(\d{3,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def span(when: When) -> tuple[date, date]:
    """First and last day that a date, a year or a text such as '2019-03' may mean.

    Raise ValueError for a text of another form or a day that does not exist.
    """
    if isinstance(when, date):
        return when, when
    m = _DATE.fullmatch(str(when).strip())
    if m is None:
        raise ValueError(f"日期要写成2019、2019-03或2019-03-15的样子：{when}")
    year, month, day = (int(part) if part else None for part in m.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def overlaps(start: str | None, end: str | None, on: When) -> bool:
    """Whether `on` may lie between the first day of `start` and the last of `end`; None is open."""
    first, last = span(on)
    begins = date.min if start is None else span(start)[0]
    ends = date.max if end is None else span(end)[1]
    return first <= ends and begins <= last
