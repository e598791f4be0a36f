from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.zh.calendars import (
    Lunar,
    day_number,
    day_ymd,
    leap_month,
    lunar_days,
    lunar_month_span,
    lunar_to_solar,
    lunar_to_ymd,
    lunar_year_span,
    months_of,
    number_to_lunar,
    solar_to_lunar,
    valid_date,
    weekday,
    weekday_of,
)


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        ((1860, 9, 20), (1860, 11, 2)),  # 咸丰十年九月二十日, GB/T 15835-1995
        ((1911, 8, 19), (1911, 10, 10)),  # 辛亥年八月十九日
        ((1644, 3, 19), (1644, 4, 25)),  # 崇祯十七年三月十九日
        ((1893, 11, 19), (1893, 12, 26)),
        ((1904, 7, 12), (1904, 8, 22)),
        ((2024, 1, 1), (2024, 2, 10)),
        ((2000, 1, 1), (2000, 2, 5)),
        ((1368, 1, 4), (1368, 1, 23)),  # 洪武元年正月乙亥, Julian
    ],
)
def test_days_known_from_print(lunar: tuple[int, int, int], solar: tuple[int, int, int]) -> None:
    assert lunar_to_solar(*lunar) == date(*solar)
    assert solar_to_lunar(date(*solar)) == Lunar(*lunar)


def test_the_last_month_of_guangxu_26_lies_in_1901() -> None:
    assert lunar_month_span(1900, 12) == (date(1901, 1, 20), date(1901, 2, 18))
    assert lunar_year_span(1900) == (date(1900, 1, 31), date(1901, 2, 18))


def test_leap_months_stand_after_their_month() -> None:
    assert [leap_month(y) for y in (1900, 2020, 2023, 2024, 2025, 2033)] == [8, 4, 2, None, 6, 11]
    assert lunar_to_solar(2025, 6, 1, leap=True) == date(2025, 7, 25)
    assert lunar_to_solar(2024, 6, 1, leap=True) is None
    assert solar_to_lunar(date(2025, 7, 25)) == Lunar(2025, 6, 1, leap=True)


def test_a_lunar_month_has_29_or_30_days_and_never_31() -> None:
    assert lunar_days(2024, 12) == 29
    assert lunar_days(2023, 12) == 30
    assert lunar_to_solar(2024, 12, 30) is None
    assert lunar_to_solar(2023, 12, 31) is None
    assert lunar_to_solar(2023, 13, 1) is None


def test_years_outside_the_table_have_no_months() -> None:
    assert months_of(0) == ()
    assert lunar_year_span(2201) is None
    with pytest.raises(ValueError, match="夏历换算只到"):
        number_to_lunar(day_number(-300, 1, 1))


@given(st.integers(min_value=1721500, max_value=2524000))
def test_solar_to_lunar_and_back_is_the_same_day(number: int) -> None:
    lunar = number_to_lunar(number)
    assert lunar_to_ymd(lunar.year, lunar.month, lunar.day, lunar.leap) == day_ymd(number)


@given(st.integers(min_value=0, max_value=4_000_000))
def test_day_numbers_and_dates_are_inverse(number: int) -> None:
    ymd = day_ymd(number)
    assert day_number(*ymd) == number
    assert valid_date(*ymd)


def test_the_months_follow_each_other_without_a_gap_for_2200_years() -> None:
    at = months_of(1)[0].first
    for year in range(1, 2201):
        for month in months_of(year):
            reform = 1 if (year, month.month) == (237, 1) else 0  # 曹魏 changed its calendar
            assert month.first == at - reform
            at = month.first + month.days


def test_the_calendar_agrees_with_an_independent_program_from_1368_to_2030() -> None:
    sxtwl: Any = pytest.importorskip("sxtwl", reason="sxtwl is not installed")
    differing = []
    for year in range(1368, 2031):
        for month in months_of(year):
            day = sxtwl.fromSolar(*day_ymd(month.first))
            told = (day.getLunarYear(), day.getLunarMonth(), day.getLunarDay(), day.isLunarLeap())
            if told != (year, month.month, 1, month.leap):
                differing.append((year, month))
    assert differing == []


@pytest.mark.parametrize(
    ("ymd", "name"),
    [
        ((2024, 2, 28), "星期三"),
        ((2026, 11, 22), "星期日"),
        ((1949, 10, 1), "星期六"),
        ((1582, 10, 4), "星期四"),
        ((1582, 10, 15), "星期五"),
    ],
)
def test_weekdays_run_on_over_the_reform(ymd: tuple[int, int, int], name: str) -> None:
    assert weekday_of(*ymd) == name
    assert weekday(date(*ymd)) == name


@pytest.mark.parametrize(
    "ymd",
    [(2023, 2, 29), (2024, 2, 30), (2024, 6, 31), (1900, 2, 29), (1582, 10, 5), (2024, 13, 1)],
)
def test_days_that_do_not_exist_are_known(ymd: tuple[int, int, int]) -> None:
    assert not valid_date(*ymd)


def test_a_julian_leap_day_exists_though_date_cannot_hold_it() -> None:
    assert valid_date(1500, 2, 29)
    lunar = number_to_lunar(day_number(1500, 2, 29))
    assert lunar_to_solar(lunar.year, lunar.month, lunar.day) is None
    assert lunar_to_ymd(lunar.year, lunar.month, lunar.day) == (1500, 2, 29)
