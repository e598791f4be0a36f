"""Sexagenary cycle (干支) of years and days.

Years are historians' years: there is no year 0, -1 is 公元前1年.
"""

import re
from typing import Final

STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
ANIMALS: Final = "鼠牛虎兔龙蛇马羊猴鸡狗猪"

GANZHI: Final[tuple[str, ...]] = tuple(STEMS[i % 10] + BRANCHES[i % 12] for i in range(60))
"""The sixty pairs from 甲子 to 癸亥."""

_NUMBER: Final[dict[str, int]] = {pair: i for i, pair in enumerate(GANZHI)}
GANZHI_LIKE: Final = re.compile(f"[{STEMS}][{BRANCHES}]")
"""Any stem and branch side by side, legal or not (甲丑 is not)."""


def astronomical(year: int) -> int:
    """Historians' year → astronomical year (公元前1年 is 0); raise ValueError for 0."""
    if year == 0:
        raise ValueError("公元纪年没有公元0年")
    return year if year > 0 else year + 1


def historical(year: int) -> int:
    """Astronomical year → historians' year."""
    return year if year > 0 else year - 1


def is_ganzhi(s: str) -> bool:
    """Tell whether `s` is one of the sixty legal pairs."""
    return s in _NUMBER


def ganzhi_of_year(year: int) -> str:
    """Pair of the lunar year that begins in this solar year: 1911 → 辛亥."""
    return GANZHI[(astronomical(year) - 4) % 60]


def animal_of_year(year: int) -> str:
    """Animal (生肖) of the lunar year that begins in this solar year: 2024 → 龙."""
    return ANIMALS[(astronomical(year) - 4) % 12]


def years_of_ganzhi(gz: str, lo: int, hi: int) -> tuple[int, ...]:
    """Years of `gz` in lo..hi, both included; empty when the pair is not legal."""
    number = _NUMBER.get(gz)
    if number is None:
        return ()
    low, high = astronomical(lo), astronomical(hi)
    first = low + (number - (low - 4)) % 60
    return tuple(historical(y) for y in range(first, high + 1, 60))


def ganzhi_of_day(julian_day: int) -> str:
    """Pair of a day by its Julian day number at noon: 2451551 (2000-01-07) → 甲子."""
    return GANZHI[(julian_day + 49) % 60]
