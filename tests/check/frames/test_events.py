"""One event told in two places: every way to tell it against every other, with the date right and slipped."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.check.passages.reading import Passage, told

Day = tuple[int, int, int]


class Thing(NamedTuple):
    """A thing, what is told of it in full and in short, its short name, and how it began."""

    name: str
    done: str
    short: str
    it: str
    begun: str


THINGS = (
    Thing("螺门大桥", "建成通车", "通车", "该桥", "开工"),
    Thing("岩口水库", "下闸蓄水", "下闸蓄水", "水库", "开工建设"),
    Thing("县第二人民医院住院大楼", "竣工启用", "启用", "该楼", "动工"),
    Thing("青石中学新校区", "落成", "落成", "该校区", "奠基"),
    Thing("县水泥厂", "建成投产", "投产", "该厂", "动工兴建"),
    Thing("双河至沙坪公路", "全线通车", "通车", "该路", "动工"),
    Thing("红旗电站", "并网发电", "并网发电", "电站", "开工"),
    Thing("县图书馆新馆", "对外开放", "开放", "新馆", "破土动工"),
    Thing("县农村信用合作联社", "挂牌成立", "成立", "联社", "筹建"),
    Thing("云台山景区", "开园迎客", "开园", "景区", "开工"),
)
WAYS = {  # name: file, whether the day stands in it, paragraphs
    "day under its month": ("大事记", True, "# {y}年|## {m}月|{d}日 {name}{done}。"),
    "day of a chronicle": ("大事记", True, "# {y}年|{m}月{d}日 {name}{done}。"),
    "own entry": ("章", True, "# 建设|## {name}|位于县城东侧，{y0}年{m0}月{begun}，{y}年{m}月{d}日{done}。"),
    "subject first": ("章", True, "# 建设|{name}位于县城东侧，{y0}年{m0}月{begun}，{y}年{m}月{d}日{done}，投资2亿元。"),
    "short name": ("章", True, "# 建设|{name}位于县城东侧。{it}于{y}年{m}月{d}日{done}。"),
    "aside": ("章", True, "# 建设|{y}年{m}月{d}日，随着{name}{done}，周边群众生产生活条件大为改善。"),
    "bracketed head": ("章", True, "# 建设|【{name}】 {y0}年{m0}月{begun}，{y}年{m}月{d}日正式{short}。"),
    "month only": ("章", False, "# 建设|至{y}年{m}月{name}{done}，全县同类设施已有5处。"),
    "since": ("章", True, "# 建设|{name}自{y}年{m}月{d}日{short}以来，运行平稳。"),
}  # fmt: skip
LEAST = 0.9


def pairs() -> Iterator[tuple[str, str]]:
    for one in WAYS:
        yield from (
            (one, other) for other in WAYS if WAYS[one][0] != "大事记" or WAYS[other][0] == "章"
        )


def lines(number: int, way: str, thing: Thing, day: Day, begun: Day) -> list[str]:
    name, _, words = WAYS[way]
    (y, m, d), (y0, m0, _) = day, begun
    filled = words.format(**thing._asdict(), y=y, m=m, d=d, y0=y0, m0=m0)
    return [f"@{number:02}{name}", *filled.split("|")]


def slipped(day: Day, dice: random.Random, part: int) -> Day:
    y, m, d = day
    if part == 0:
        return y + dice.choice((-10, -2, -1, 1, 2)), m, d
    if part == 1:
        return y, m % 12 + 1, d
    return y, m, d + dice.choice((1, 2))


def alarms(one: str, other: str, thing: Thing, days: tuple[Day, Day], begun: Day) -> list[str]:
    told_in = [*lines(1, one, thing, days[0], begun), *lines(2, other, thing, days[1], begun)]
    return [f.message for f in told(Passage(True, "R189", False, "", tuple(told_in))).outside]


@pytest.mark.parametrize("one", WAYS)
def test_a_date_told_otherwise_is_found_and_one_told_alike_raises_nothing(one: str) -> None:
    dice = random.Random(one)
    missed, asked = [], 0
    for first, other in pairs():
        if first != one or first == other:
            continue
        day = (dice.randrange(1985, 2018), dice.randrange(1, 13), dice.randrange(2, 25))
        begun = (day[0] - 2, dice.randrange(1, 13), dice.randrange(2, 25))
        thing = dice.choice(THINGS)
        assert alarms(first, other, thing, (day, day), begun) == []
        part = dice.randrange(3 if WAYS[first][1] and WAYS[other][1] else 2)
        wrong = slipped(day, dice, part)
        asked += 1
        if not alarms(first, other, thing, (day, wrong), begun):
            missed.append((other, thing.name, day, wrong))
    assert len(missed) <= (1 - LEAST) * asked + 1, missed
