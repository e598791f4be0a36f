"""Dates of the common calendar, regnal years and lunar days, as they stand in prose."""

from __future__ import annotations

import pytest

from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.calendar.lunar import find_lunar
from fangzhi.facts.dates import find_dates


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2024年1月15—18日", [(2024, 1, 15), (2024, 1, 18)]),
        ("2014年8月至2020年8月", [(2014, 8, 0), (2020, 8, 0)]),
        ("1986—2005年", [(1986, 0, 0), (2005, 0, 0)]),
        ("2018年6月开工，次年3月2日停工", [(2018, 6, 0), (2019, 3, 2)]),
        ("1998年5月，同年7月8日", [(1998, 5, 0), (1998, 7, 8)]),
        ("一九五二年三月五日", [(1952, 3, 5)]),
        ("2019年5月8日开幕，同月12日闭幕", [(2019, 5, 8), (2019, 5, 12)]),
    ],
)
def test_dates_are_found_with_the_year_they_stand_under(
    text: str, parts: list[tuple[int, int, int]]
) -> None:
    assert [d.parts for d in find_dates(text)] == parts


@pytest.mark.parametrize("text", ["20世纪90年代", "农历8月15", "3个月", "2018年度", "民国24年"])
def test_other_times_are_no_common_dates(text: str) -> None:
    assert find_dates(text) == ()


def test_a_regnal_year_is_read_with_all_that_glosses_it() -> None:
    (era,) = find_eras("塔建于清道光二十六年（1846年，丙午），砖构。")
    assert (era.dynasty, era.title, era.n) == ("清", "道光", 26)
    assert era.common == (1846, 0, 0)
    assert [pair for pair, _, _ in era.ganzhi] == ["丙午"]


def test_a_lunar_month_of_the_qing_is_told_from_a_common_month_of_the_republic() -> None:
    lunar, common, twelfth = find_eras(
        "宣统三年十二月二十五，民国二十四年十二月五日，民国二十四年腊月十五"
    )
    assert (lunar.lunar, lunar.month, lunar.day) == (True, 12, 25)
    assert not common.lunar
    assert (twelfth.lunar, twelfth.month, twelfth.day) == (True, 12, 15)


def test_a_plan_of_three_years_is_no_reign() -> None:
    assert find_eras("实施永安三年行动计划") == ()


def test_a_lunar_day_knows_the_common_day_beside_it() -> None:
    (found,) = find_lunar("2024年2月10日（农历正月初一）举办灯会")
    assert (found.month, found.day) == (1, 1)
    assert found.glosses is not None and found.glosses.parts == (2024, 2, 10)
