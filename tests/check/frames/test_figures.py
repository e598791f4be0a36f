"""One figure told in two places: every way to tell it against every other, right and slipped."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import NamedTuple

import pytest

from tests.check.frames.making import slipped
from tests.check.passages.reading import Passage, told


class Indicator(NamedTuple):
    """Names of one indicator, its unit, its larger unit (ten thousand of them) and its range."""

    names: tuple[str, ...]
    unit: str
    larger: str
    low: int
    high: int


INDICATORS = (
    Indicator(("粮食总产量", "粮食产量", "粮食总产"), "吨", "万吨", 21000, 98000),
    Indicator(("茶叶产量", "茶叶总产量"), "吨", "", 1200, 9800),
    Indicator(("小学在校学生", "小学在校生"), "人", "万人", 11000, 98000),
    Indicator(("户籍人口", "户籍总人口"), "人", "万人", 210000, 980000),
    Indicator(("一般公共预算收入", "地方一般公共预算收入"), "万元", "亿元", 21000, 98000),
    Indicator(("森林面积",), "公顷", "", 12000, 98000),
    Indicator(("公路通车里程", "公路总里程"), "公里", "", 1200, 9800),
    Indicator(("卫生技术人员",), "人", "", 1100, 9800),
    Indicator(("生猪出栏", "出栏生猪"), "头", "万头", 110000, 980000),
    Indicator(("社会消费品零售总额",), "万元", "亿元", 121000, 980000),
    Indicator(("耕地面积", "耕地"), "亩", "万亩", 110000, 980000),
    Indicator(("旅游总收入", "旅游综合收入"), "万元", "亿元", 21000, 98000),
    Indicator(("行政村",), "个", "", 62, 198),
    Indicator(("社区",), "个", "", 12, 48),
    Indicator(("规模以上工业企业", "规上工业企业"), "家", "", 22, 98),
    Indicator(("沼气池",), "口", "", 1112, 9980),
)
WAYS = {  # file, paragraphs: n name, v figure, u unit, w and q the figures of other years
    "own": ("农业", "# 第一节 概况", "{Y}年，全县{n}{v}{u}，发展势头良好。"),
    "in a list": ("概述", "# 概述", "{Y}年，全县有乡镇12个、文物点186处，{n}{v}{u}，地势南高北低。"),
    "chronicle": ("大事记", "# {Y}年", "12月 全县{n}达到{v}{u}，创历史新高。"),
    "heading": ("分章", "# {n}", "{Y}年为{v}{u}，居全市第三位。"),
    "turned": ("分章", "# 经济", "{n}方面，{Y}年达到{v}{u}。"),
    "at the end": ("分章", "# 经济", "至{Y}年末，全县{n}达{v}{u}。"),
    "from to": ("分章", "# 经济", "{n}由{Z}年的{w}{u}发展到{Y}年的{v}{u}。"),
    "before its name": ("分章", "# 经济", "{Y}年{v}{u}的{n}中，城区占三成左右。"),
    "of which": ("分章", "# 经济", "{Y}年，全县{n}为{v}{u}，其中东片居多。"),
    "series": ("分章", "# 经济", "全县{n}，{Z}年{w}{u}，{Y}年{v}{u}。"),
    "than": ("分章", "# 经济", "{X}年，全县{n}比{Y}年的{v}{u}有明显变化。"),
    "rows": ("统计表", "# 统计", "T: 表1 主要年份{n}", "|年份|{n}（{u}）|", "|{Z}|{w}|", "|{Y}|{v}|", "|{X}|{q}|"),
    "columns": ("统计表", "# 统计", "T: 表2 指标", "|指标|单位|{Z}年|{Y}年|", "|{n}|{u}|{w}|{v}|", "|乡镇|个|12|12|"),
    "one year": ("统计表", "# 统计", "T: 表3 {Y}年主要指标", "|指标|数值|", "|{n}（{u}）|{v}|", "|乡镇（个）|12|"),
}  # fmt: skip
TABLES = ("rows", "columns", "one year")
LEAST = 0.8


def lines(number: int, way: str, year: int, name: str, unit: str, figures: list[str]) -> list[str]:
    file, *told_in = WAYS[way]
    v, w, q = figures
    slots = {"Y": year, "Z": year - 3, "X": year + 2, "n": name, "u": unit, "v": v, "w": w, "q": q}
    return [f"@{number:02}{file}", *(line.format(**slots) for line in told_in)]


def alarms(passage: list[str]) -> list[str]:
    return [f.message for f in told(Passage(True, "R189", False, "", tuple(passage))).outside]


@pytest.mark.parametrize("one", WAYS)
def test_a_figure_told_otherwise_is_found_and_one_told_alike_raises_nothing(one: str) -> None:
    dice = random.Random(one)
    missed, asked = [], 0
    for other in WAYS:
        if one == other or (one in TABLES and other in TABLES):
            continue
        kind, year = dice.choice(INDICATORS), dice.randrange(1988, 2018)
        figure = dice.randrange(kind.low, kind.high) * 10 // 10 | 1
        around = [str(int(figure * dice.uniform(*w))) for w in ((0.8, 0.95), (1.03, 1.2))]
        first = lines(1, one, year, dice.choice(kind.names), kind.unit, [str(figure), *around])
        for wrong in (False, True):
            said = [slipped(str(figure), dice) if wrong else str(figure), *around]
            unit = kind.unit
            if kind.larger and other not in TABLES and dice.random() < 0.35:
                unit, said = kind.larger, [f"{Decimal(x) / 10000:f}" for x in said]
            found = alarms(first + lines(2, other, year, dice.choice(kind.names), unit, said))
            if not wrong:
                assert found == [], (other, said)
            else:
                asked += 1
                missed += [] if found else [(other, kind.names[0], figure, said)]
    assert len(missed) <= (1 - LEAST) * asked, missed
