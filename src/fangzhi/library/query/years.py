"""Years: the forms in which chronicles write one (1661年, 順治十八年), and ranges of years."""

from __future__ import annotations

import re

from fangzhi.library.query.tree import BadQuery, Either, Node, Phrase
from fangzhi.zh.eras import eras_of_year
from fangzhi.zh.fold import fold

FIRST, LAST = 100, 2200
_RANGE = re.compile(r"(-?\d{1,4})(?:(?:-|—|–|~|至|到)(-?\d{1,4}))?年?")
_DIGITS = "〇一二三四五六七八九"
_TENS = {20: "廿", 30: "卅", 40: "卌"}


def year_range(words: str, name: str = "时:") -> tuple[int, int]:
    """Read "1661" or "1600-1700"; raise BadQuery for anything else."""
    found = _RANGE.fullmatch(fold(words))
    if found is None:
        raise BadQuery(f"“{name}”后面请写公元年份，如 1661 或 1600-1700；看不懂“{words}”。")
    first = int(found[1])
    last = int(found[2] or found[1])
    return min(first, last), max(first, last)


def year_forms(year: int) -> tuple[Phrase, ...]:
    """Give the forms in which a year stands in reign titles: 1661 → 順治十八年 and others."""
    forms = {
        fold(f"{reign.title}{number}年"): f"{reign.title}{_number(n)}年即{year}年"
        for reign, n in eras_of_year(year)
        for number in _numbers(n)
    }
    return tuple(Phrase(tuple(form), means) for form, means in forms.items())


def with_years(digits: str, typed: Phrase) -> Node:
    """Add to the digits of a year the forms it has in old chronicles."""
    year = int(digits)
    if not FIRST <= year <= LAST:
        return typed
    written = "".join(_DIGITS[int(digit)] for digit in digits)
    plain = Phrase(tuple(written + "年"), f"{written}年即{year}年")
    return Either((typed, plain, *year_forms(year)))


def _number(n: int) -> str:
    return _numbers(n)[0]


def _numbers(n: int) -> tuple[str, ...]:
    """Give 元 or 十八, and 廿一 beside 二十一, the usual form first."""
    if n == 1:
        return ("元",)
    ten, one = divmod(n, 10)
    last = _DIGITS[one] if one else ""
    first = "" if ten == 0 else "十" if ten == 1 else _DIGITS[ten] + "十"
    short = _TENS.get(ten * 10)
    return (first + last, short + last) if short else (first + last,)
