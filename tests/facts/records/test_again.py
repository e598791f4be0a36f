"""A figure told again near by is found where its digits slipped, and only there."""

from __future__ import annotations

import pytest

from fangzhi.facts.records.again import retellings
from fangzhi.facts.records.setting import Setting
from fangzhi.model.text import Text

HERE = Setting(0)


def told(*paragraphs: str) -> list[tuple[str, str]]:
    texts = [(Text(f"p{n}", words), HERE) for n, words in enumerate(paragraphs)]
    return [(c.doubtful.words, c.other.words) for c in retellings(texts, ())]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("2015年末，县人民医院编制床位377张，实际开放床位467张。",
         "年末该院实际开放的{}张床位经常住满。", ("417张", "467张")),
        ("1993年，全县水稻种植面积26.1万亩，主要分布在白马河沿岸。",
         "当年{}亩水稻全部完成病虫害统防。", ("271000亩", "26.1万亩")),
        ("2010年，公司实现销售收入4523万元，利润516万元。",
         "年度工作会议指出，2010年公司全年完成销售{}万元。", ("4723万元", "4523万元")),
        ("1989年，县农机厂固定资产原值2940000元，有机床27台。",
         "当年清产核资，农机厂固定资产原值核定为{}万元。", ("249万元", "2940000元")),
    ],
)  # fmt: skip
def test_a_second_telling_with_a_slip_is_held_against_the_first(
    first: str, second: str, found: tuple[str, str]
) -> None:
    slipped = found[0].rstrip("张亩万元")
    assert told(first + second.format(slipped)) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "县人民检察院审查逮捕315人，批准逮捕192人，不批准逮捕122人。",
        "2010年，双河中学在校学生1650人，青石中学在校学生1550人。同年两校合办运动会。",
        "2007年，全县建成沼气池2506口。截至年末，累计建成沼气池2560口。",
        "2001年，县林场育苗698亩；2002年，县林场育苗689亩。",
        "1993年，全县水稻种植面积26.1万亩。当年261000亩水稻全部完成病虫害统防。",
        "2013年，全县计划造林4560亩，实际造林4650亩。",
    ],
)
def test_figures_of_two_things_or_told_alike_are_left_alone(text: str) -> None:
    assert told(text) == []


def test_the_paragraphs_before_are_read_to_a_bound_and_within_a_section() -> None:
    first = "2004年，全县退耕还林4488亩，兑现粮食补助。"
    again = "2004年退耕还林的4848亩全部验收。"
    between = ("林场另育苗木。",)
    assert told(first, *between, again) == [("4848亩", "4488亩")]
    assert told(first, *between * 6, again) == []
    other = [(Text("a", first), HERE), (Text("b", again), Setting(0, section="林业"))]
    assert retellings(other, ()) == []
