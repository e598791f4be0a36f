"""Calamities (灾异) told in two chapters with two days of one month: 6月12日洪灾, 6月21日洪灾.

Each chapter tells the flood in words of its own, so neither name nor verb is shared; what speaks for
one event is the kind of calamity, the month, and that neither chapter knows the other day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from fangzhi.facts.records.events import Clash, Happening, clash_of
from fangzhi.facts.records.retold import one_part_slips
from fangzhi.facts.records.tellings import Telling

_KINDS: Final = (
    ("水灾", re.compile("洪灾|洪水|洪涝|水灾|大水|山洪|涨水|洪峰|特大暴雨|溃[堤坝]|决[口堤]")),
    ("雹灾", re.compile("冰雹|雹灾|降雹|风雹|雨雹|雷雹")),
    ("风灾", re.compile("龙卷风|台风|大风|风灾|飓风|沙尘暴|黑风")),
    ("地震", re.compile("地震")),
    ("火灾", re.compile("火灾|失火|大火|起火")),
    ("空袭", re.compile("轰炸|空袭|投弹|炸死|炸毁")),
    ("滑坡", re.compile("滑坡|泥石流|崩塌|山崩|塌方")),
    ("矿难", re.compile("瓦斯|透水|冒顶|矿难")),
    ("雪灾", re.compile("雪灾|大雪|暴雪|凝冻|冰冻")),
)
_NOT_ITSELF: Final = re.compile(
    "预案|演练|预警|防御|防范|应急|检查|部署|会议|工作|保险|普查|监测|响应|展|隐患|点|站|治理|工程|纪念|宣传|知识|培训|救援队"
)
_MOST: Final = 2
"""How many days of a month one chapter may tell of a kind, and still mean one event."""


def calamities(told: Sequence[Telling], known: Iterable[Clash] = ()) -> list[Clash]:
    """Give the calamities of one month that two chapters put on two days, in the digits of a slip."""
    taken = {(e.block.id, e.start) for c in known for e in (c.doubtful, c.other, *c.agreeing)}
    homes: dict[tuple[str, int, int, str], list[tuple[Telling, str]]] = {}
    for t in told:
        year, month, day = t.when
        if not (year and month and day) or t.standing == "prior":
            continue
        for kind, word in _kinds(t):
            homes.setdefault((kind, year, month, t.place), []).append((t, word))
    clashes = []
    for own in homes.values():
        for one, other in _pairs(own):
            spots = {(t.block.id, t.start) for t in (one[0], other[0])}
            if not spots & taken:
                taken |= spots
                first, second = (other, one) if _is_first(other[0], one[0]) else (one, other)
                clashes.append(clash_of(_happening(*second), (_happening(*first),)))
    return clashes


def _kinds(t: Telling) -> Iterator[tuple[str, str]]:
    words = t.block.text[t.end : min(t.stop, t.end + 26)]
    if _NOT_ITSELF.search(words):
        return
    for kind, pattern in _KINDS:
        if (m := pattern.search(words)) is not None:
            yield kind, m.group()


def _pairs(
    own: Sequence[tuple[Telling, str]],
) -> Iterator[tuple[tuple[Telling, str], tuple[Telling, str]]]:
    days: dict[tuple[int, str], set[int]] = {}
    for t, _ in own:
        days.setdefault((t.doc, t.section), set()).add(t.when[2])
    if any(len(d) > 1 for d in days.values()) or len({t.when[2] for t, _ in own}) != _MOST:
        return
    for one, other in combinations(own, 2):
        if (one[0].doc, one[0].section) != (other[0].doc, other[0].section) and one_part_slips(
            one[0].when, other[0].when
        ):
            yield one, other


def _is_first(a: Telling, b: Telling) -> bool:
    return a.standing == "chronology" != b.standing


def _happening(t: Telling, word: str) -> Happening:
    return Happening(
        word, "发生", False, t.when, t.place, t.block, t.start, t.end, t.doc, t.section,
        t.standing, "发生",
    )  # fmt: skip
