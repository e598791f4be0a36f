"""The year and month a text stands under: from headings of a chronology and the lines before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fangzhi.facts.dates import han_number

_YEAR: Final = re.compile(r"(?<!\d)(1\d{3}|20\d\d)年")
_MONTH: Final = re.compile(r"^\s*(\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?\s*$")
_OPENING: Final = re.compile(r"^\s*(?:\d{1,2}月|\d{1,2}日|是月|同日|是日|本月|月内)")
_OPENING_YEAR: Final = re.compile(r"^\s*(1\d{3}|20\d\d)年(?![—–~～\-至到])")
_OPENING_MONTH: Final = re.compile(r"^\s*(?:(?:1\d{3}|20\d\d)年)?(\d{1,2})月(?!\d*[—–~～\-至到])")


def standing_date(
    text: str, headings: Sequence[str], before: Sequence[str], year: int
) -> tuple[int, int]:
    """Give (year, month) that hold at the start of a text, 0 for what nothing says.

    Headings such as 2015年 or 3月 hold; in a chronology whose lines open with a month or a day, so
    do the lines before. `year` is the year of a yearbook.
    """
    month = 0
    for heading in reversed(headings):
        found = _MONTH.match(heading)
        if found is not None and not month:
            month = han_number(found[1])
        named = _YEAR.findall(heading)
        if len(named) == 1:
            return int(named[0]), month
        if named:
            return year, month
    if _OPENING.match(text) is None:
        return year, month
    return _from_lines(before, year, month)


def _from_lines(before: Sequence[str], year: int, month: int) -> tuple[int, int]:
    for line in list(before[-60:])[::-1]:
        if not month and (of_month := _OPENING_MONTH.match(line)):
            month = int(of_month[1])
        if not month and (alone := _MONTH.match(line)):
            month = han_number(alone[1])
        if of_year := _OPENING_YEAR.match(line):
            return int(of_year[1]), month
    return year, month
