"""The date that an item of a 大事记 opens with: common, era (光绪三年) and lunar (正月十五) dates."""

from __future__ import annotations

import re

from fangzhi.zh.calendars import lunar_to_ymd
from fangzhi.zh.eras import era_to_years
from fangzhi.zh.numerals import parse_number

_DIGITS = "0-9０-９〇零○一二三四五六七八九十"
_YEAR = re.compile(
    rf"(?:(?:[^\d，。；：“]{{2,8}}年)?[（(])?(?:公元)?(?P<y>\d{{3,4}}|[{_DIGITS}]{{4}})年"
)
_ERA = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,6}}?)(?P<n>元|[{_DIGITS}]{{1,3}})年")
_MONTH = re.compile(rf"(?P<m>[{_DIGITS}]{{1,3}})月(?!份?至)")
_DAY = re.compile(
    rf"(?P<d>[{_DIGITS}]{{1,3}})[日号]|(?P<d2>[{_DIGITS}]{{1,2}})"
    rf"(?=[—\-~～至]+(?:[{_DIGITS}]{{1,3}}月)?[{_DIGITS}]{{1,3}}[日号])"
)
_LUNAR = re.compile(
    r"(?P<said>农历|夏历|阴历|旧历)?(?P<leap>闰)?(?P<m>[正冬腊]|[一二三四五六七八九十]{1,2})月"
    r"(?P<d>初[一二三四五六七八九十]|[一二]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?)?(?![日号])"
)
_OPEN = re.compile(r"(?:是|同|本|当|该)(?P<unit>[年月日])")
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_TENS = {"初": 0, "廿": 20, "卅": 30}
_SPACE = " \t\r\n\u3000"

When = tuple[int, int, int]


def read_dateline(text: str, context: When, *, head: bool = False) -> tuple[When, bool, str]:
    """Read the date a text opens with: year, month, day (0 unknown), whether one stands there,
    and what follows it. Parts left out come from the context; a head has no day."""
    rest = text.lstrip(_SPACE)
    if opened := _OPEN.match(rest):
        year, month, day = context
        when = {"年": (year, 0, 0), "月": (year, month, 0), "日": (year, month, day)}
        return when[opened["unit"]], True, _behind(rest, opened.end())
    (year, month, day), found, rest = _year(rest, context)
    if lunar := _lunar(rest, year):
        return lunar[0], True, lunar[1]
    if match := _MONTH.match(rest):
        month, day, found = _number(match["m"]), 0, True
        rest = _behind(rest, match.end())
    if not head and (match := _DAY.match(rest)):
        day, found = _number(match["d"] or match["d2"]), True
        rest = _behind(rest, match.end())
    if month > 12 or day > 31:
        return context, False, text
    return (year, month, day), found, rest


def _year(text: str, context: When) -> tuple[When, bool, str]:
    if match := _YEAR.match(text):
        return (_number(match["y"]), 0, 0), True, _behind(text, match.end())
    match = _ERA.match(text)
    year = _era_year(match["name"], match["n"], context[0]) if match else 0
    if match and year:
        return (year, 0, 0), True, _behind(text, match.end())
    return context, False, text


def _era_year(name: str, number: str, after: int) -> int:
    """Give the year of 光绪三年 or 清光绪三年; of several the first that is not before `after`."""
    n = 1 if number == "元" else _number(number)
    years = era_to_years(name, n)
    for cut in range(1, len(name) - 1):
        years = years or era_to_years(name[cut:], n, name[:cut])
    later = [year for year in years if year >= after]
    return (
        min(later) if later and (after or len(years) == 1) else 0 if len(years) != 1 else years[0]
    )


def _lunar(text: str, year: int) -> tuple[When, str] | None:
    """Give the solar date of a lunar one; the month alone counts by its first day."""
    match = _LUNAR.match(text)
    if match is None or not year:
        return None
    if not (match["said"] or match["leap"] or match["d"] or match["m"] in _MONTHS):
        return None
    month = _MONTHS.get(match["m"]) or _number(match["m"])
    day = _lunar_day(match["d"] or "")
    ymd = lunar_to_ymd(year, month, day or 1, bool(match["leap"]))
    if ymd is None:
        return (year, month if month <= 12 else 0, 0), _behind(text, match.end())
    return (ymd[0], ymd[1], ymd[2] if day else 0), _behind(text, match.end())


def _lunar_day(text: str) -> int:
    if text[:1] in _TENS and text:
        return _TENS[text[0]] + (_number(text[1:]) if text[1:] else 0)
    return _number(text) if text else 0


def _behind(text: str, at: int) -> str:
    return text[at:].lstrip("）)" + _SPACE)


def _number(text: str) -> int:
    number = parse_number(text)
    return int(number.value) if number is not None else 0
