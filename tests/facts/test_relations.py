"""Series of labelled figures, and what prose says of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fangzhi.facts.calendar.hours import wrong_minutes
from fangzhi.facts.relations.claims import unrelated
from fangzhi.facts.relations.series import Point, Series, listed_series, told_series


def _towns() -> Series:
    figures = {"东山镇": 420, "白沙镇": 260, "石桥乡": 310}
    points = tuple(Point(name, 0, Decimal(value), str(value)) for name, value in figures.items())
    return Series("茶园面积", "2009年各乡镇茶园面积", points, 2009)


def test_years_told_in_a_sentence_are_a_series() -> None:
    series = told_series("藏书1991年310册，1992年420册，1993年512册。")
    assert [[p.year for p in s.points] for s in series] == [[1991, 1992, 1993]]


def test_names_with_figures_of_one_unit_are_a_series() -> None:
    series = list(listed_series("造林：石桥镇306公顷、白沙镇290公顷、龙泉乡208公顷。"))
    assert [[p.name for p in s.points] for s in series] == [["石桥镇", "白沙镇", "龙泉乡"]]


@pytest.mark.parametrize(
    "text",
    ["茶园面积以白沙镇最大。", "茶园面积最小的是石桥乡。", "石桥乡茶园面积大于东山镇。"],
)
def test_what_the_series_is_against_is_told(text: str) -> None:
    assert [one.tabled for one in unrelated(text, [_towns()])] == [True]


@pytest.mark.parametrize(
    "text",
    ["茶园面积以东山镇最大。", "良种茶园面积以白沙镇最大。", "2012年，茶园面积以白沙镇最大。",
     "茶园面积大体以白沙镇最大。", "各乡茶园面积以石桥乡最大。"],
)  # fmt: skip
def test_what_it_bears_out_or_does_not_speak_of_is_not(text: str) -> None:
    assert not list(unrelated(text, [_towns()]))


def test_minutes_between_two_times_are_counted() -> None:
    told = "上午8时10分开赛，9时25分结束，历时{}分钟。"
    assert [m.right for m in wrong_minutes(told.format(65))] == [75]
    assert not list(wrong_minutes(told.format(75)))
