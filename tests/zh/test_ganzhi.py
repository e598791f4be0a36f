import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.zh.calendars import day_number
from fangzhi.zh.ganzhi import (
    GANZHI,
    animal_of_year,
    ganzhi_of_day,
    ganzhi_of_year,
    is_ganzhi,
    years_of_ganzhi,
)


@pytest.mark.parametrize(
    ("year", "pair"),
    [
        (1911, "辛亥"), (1898, "戊戌"), (1894, "甲午"), (1900, "庚子"), (1868, "戊辰"),
        (2024, "甲辰"), (4, "甲子"), (1, "辛酉"), (-1, "庚申"), (-140, "辛丑"), (184, "甲子"),
    ],
)  # fmt: skip
def test_known_years_have_their_pair(year: int, pair: str) -> None:
    assert ganzhi_of_year(year) == pair


def test_known_days_have_their_pair() -> None:
    assert ganzhi_of_day(day_number(2000, 1, 7)) == "甲子"
    assert ganzhi_of_day(day_number(1949, 10, 1)) == "甲子"
    assert ganzhi_of_day(day_number(1644, 4, 25)) == "丁未"  # 崇祯十七年三月十九日


def test_only_sixty_pairs_are_legal() -> None:
    assert len(set(GANZHI)) == 60
    assert not is_ganzhi("甲丑")
    assert not is_ganzhi("戊戍")
    assert years_of_ganzhi("甲丑", 1, 3000) == ()


def test_the_years_of_a_pair_lie_sixty_apart() -> None:
    assert years_of_ganzhi("辛亥", 1840, 1980) == (1851, 1911, 1971)
    assert years_of_ganzhi("庚申", -61, 60) == (-61, -1, 60)


def test_the_year_zero_does_not_exist() -> None:
    with pytest.raises(ValueError, match="没有公元0年"):
        ganzhi_of_year(0)


@given(st.integers(min_value=-2000, max_value=3000).filter(bool))
def test_every_year_is_among_the_years_of_its_pair(year: int) -> None:
    assert years_of_ganzhi(ganzhi_of_year(year), year, year) == (year,)


def test_2024_is_a_year_of_the_dragon() -> None:
    assert animal_of_year(2024) == "龙"
