"""What is never doubted, whatever the counts say, and how trees are read."""

from __future__ import annotations

import pytest

from fangzhi.check.spelling.protected import is_protected
from fangzhi.check.spelling.trees import MEASURES, Trees, trees


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("俄罗斯总统普京访问", "罗", "洛"),
        ("马拉多那退役", "那", "纳"),
        ("县政协主任陈锡文到会", "锡", "喜"),
        ("作出更大贡献", "更", "重"),
        ("第6届于11月举行", "届", "属"),
        ("县沪剧团演出", "沪", "戏"),
        ("第四季度投产", "四", "事"),
        ("作家玛格丽特到访", "丽", "利"),
        ("中英两国签署协定", "英", "美"),
        ("川陕公路通车", "陕", "渝"),
        ("参展商品须剔除次品", "剔除", "提出"),
    ],
)
def test_names_in_sounds_short_names_and_words_in_use_stand(
    text: str, wrong: str, right: str
) -> None:
    at = text.index(wrong)
    assert is_protected(text, at, at + len(wrong), right)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("加强设施的管里和维护", "里", "理"),
        ("不得偷税露税", "露", "漏"),
        ("改进工作手短", "手短", "手段"),
        ("英勇作占", "占", "战"),
    ],
)
def test_what_may_be_a_slip_is_not_protected(text: str, wrong: str, right: str) -> None:
    at = text.index(wrong)
    assert not is_protected(text, at, at + len(wrong), right)


def test_a_tree_is_read_side_by_side_and_its_leaves_add_up() -> None:
    row = ["gain 2 =-1 chance 0.5 =0.25 =2", "=0.5"]
    known = dict.fromkeys(MEASURES, 0.0)
    given = [{"gain": 2.0}, {"gain": 2.1, "chance": 0.5}, {"gain": 3.0, "chance": 1.0}]
    scores = [Trees(row).score(tuple({**known, **some}.values())) for some in given]
    assert scores == [-0.5, 0.75, 2.5]


def test_the_trees_that_come_with_the_program_can_be_read() -> None:
    nothing = (0.0,) * len(MEASURES)
    assert sorted(trees()) == [1, 2]
    assert trees()[1].score(nothing) < 0
