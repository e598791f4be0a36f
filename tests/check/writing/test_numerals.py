"""Lunar days in figures: what they should read, and nothing where there is no such day."""

from __future__ import annotations

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings


def lunar(words: str) -> list[tuple[str, str]]:
    made = manuscript_of(Example(paragraphs=(words,)))
    found = check_manuscript(made, CheckSettings(kind="县志"))
    return [(f.text, f.suggestion) for f in found if f.rule == "R078"]


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("农历6月24", "农历六月廿四"),
        ("农历八月八日", "农历八月初八"),
        ("古历闰4月", "古历闰四月"),
        ("夏历1月初9", "夏历正月初九"),
        ("腊月23日", "腊月二十三"),
    ],
)
def test_a_lunar_day_in_figures_is_rewritten_as_it_is_said(words: str, right: str) -> None:
    got = lunar(f"每年{words}，四乡都来赶会。")
    assert [text for text, _ in got] == [words]
    assert got[0][1].replace("廿", "二十") == right.replace("廿", "二十")


@pytest.mark.parametrize("words", ["农历13月3日", "农历5月31日", "农历5月0日", "腊月0"])
def test_no_day_is_made_up_where_the_figures_name_none(words: str) -> None:
    assert lunar(f"志稿记为{words}。") == [(words, "")]


@pytest.mark.parametrize("words", ["农历五月初五", "腊月二十三", "农历八月十五日", "5月5日"])
def test_days_that_are_right_are_left_alone(words: str) -> None:
    assert lunar(f"{words}，四乡都来赶会。") == []
