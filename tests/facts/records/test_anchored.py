"""Two lines that share figures or rare words tell one thing; what slipped between them is found."""

from __future__ import annotations

import re

import pytest

from fangzhi.facts.records.anchored import anchored
from fangzhi.facts.records.setting import Setting
from fangzhi.model.text import Text

HERE = Setting(0)


def told(*paragraphs: str) -> list[tuple[str, str]]:
    texts = [(Text(f"p{n}", words), HERE) for n, words in enumerate(paragraphs)]
    return [(c.doubtful.words, c.other.words) for c in anchored(texts, (), ())]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("1987年7月，连降暴雨，倒塌房屋6212间，死亡77人，受伤125人。",
         "7月，沙河大水，冲毁房屋6212间，{}人遇难，125人受伤。", ("17人", "77人")),
        ("滨河大道是老城通往新区的主干道，全长5.9公里，双向六车道。",
         "滨河大道起自老城北关，止于高铁新区，全长{}千米，路幅宽48米。", ("9.505千米", "5.9公里")),
        ("全志共31编、138章、180万字，照片240余幅。",
         "定稿{}万字，设31编138章，由省出版社出版。", ("380万字", "180万字")),
        ("全县有经济林48225亩，以苹果、梨为主，年产果品11万吨。",
         "经济林发展较快，面积为{}公顷，占林地的三成左右。", ("6215公顷", "48225亩")),
        ("1984年，县粮食局收购粮食29250吨，超额完成任务。",
         "1984年秋粮大熟，当年入库粮食{}万公斤，多处粮站露天堆放。", ("2295万公斤", "29250吨")),
    ],
)  # fmt: skip
def test_a_figure_told_otherwise_is_held_against_its_counterpart(
    first: str, second: str, found: tuple[str, str]
) -> None:
    assert told(first, second.format(re.sub("[^0-9.]", "", found[0]))) == [found]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # the same, in other units and rounded
        ("滨河大道是老城通往新区的主干道，全长9.5公里。", "滨河大道起自老城北关，全长9.505千米。"),
        # two years
        ("1987年，沙河大水，倒塌房屋6212间，死亡77人。", "1991年，沙河大水，倒塌房屋6212间，死亡17人。"),
        # two towns told alike
        ("石桥镇辖村12个，低保对象405户622人，劳务输出4765人。",
         "柳林镇辖村12个，低保对象412户638人，劳务输出4820人。"),
        # both figures told in one text
        ("全志共31编、138章、180万字，送审稿380万字。", "送审稿380万字，设31编138章。"),
        # parts that make the whole
        ("年末有普通中学17所、小学46所、幼儿园52所。",
         "全县有幼儿园52所、小学46所、初级中学12所、高级中学5所。"),
        # two meetings
        ("县政协第二次会议召开，实到委员127名，应到132名。", "县人大第二次会议召开，应到代表152名，实到146名。"),
    ],
)  # fmt: skip
def test_two_things_told_alike_are_left_alone(first: str, second: str) -> None:
    assert told(first, second) == []
