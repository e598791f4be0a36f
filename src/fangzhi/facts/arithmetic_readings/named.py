"""Rates whose name says what is in them (存贷比, 复种指数, 出生率): of which two figures each is made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from fangzhi.facts.arithmetic.pools import MOST_CLAIMS, digits, in_unit, slips
from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings
from fangzhi.facts.arithmetic_readings.shares import ReadShare
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.statements import is_firm

_NAMED: Final = tuple((re.compile(a), re.compile(b), re.compile(c)) for a, b, c in (
    ("存贷比|贷存比", "贷款", "存款"),
    ("复种指数", "播种面积", "耕地"),
    ("城镇化率", "城镇", "常住|总人口|户籍人口"),
    ("出生率", "出生", "平均"),
    ("死亡率", "死亡", "平均"),
    ("自然增长率", "自然增[长加]", "平均"),
    ("产销率", "销", "产量|产值|生产"),
    ("自给率", "收入", "支出"),
    ("节约率|节支率", "节约|节支", "预算|概算|计划"),
    ("贫困发生率", "贫困人口|未脱贫|贫困户", "农业|乡村人口|农村人口"),
    ("出栏率", "出栏", "存栏"),
    ("良种率", "良种", "存栏"),
    ("负债率", "负债", "资产"),
))  # fmt: skip
"""Name, words of the part, words of the whole."""
_HEAD: Final = re.compile(r"(?:率|比|指数)(?:约|为|达到?|是|降[到至为]|升[到至为])*$")
_MOVED: Final = re.compile("比上|较|增[长加]?$|降低|提高|由|从")
_FACTOR: Final = {"percent": 100, "permille": 1000}
_BACK: Final = 40


def named_rates(text: str, told: frozenset[int]) -> Iterator[ReadShare]:
    """Give the rates not in `told` (starts) that no two figures of those words make."""
    readings = find_readings(text)
    judged = 0
    for at, said in enumerate(readings):
        item = said.item
        if item.start in told or item.quantity.kind not in _FACTOR or not is_firm(item):
            continue
        name = next((row for row in _NAMED if row[0].search(said.words)), None)
        if name is None or not _HEAD.search(said.words) or _MOVED.search(said.words):
            continue
        judged += 1
        if judged <= MOST_CLAIMS:
            yield from _wrong(said, name, readings[max(0, at - _BACK) : at + 3])


def _wrong(
    said: Reading, name: tuple[re.Pattern[str], ...], near: Sequence[Reading]
) -> Iterator[ReadShare]:
    values = [
        r
        for r in near
        if r.is_value and not re.search("[均每](?!人口)", r.words.replace("平均", ""))
    ]
    wholes = [r for r in values if name[2].search(r.words + r.head)]
    parts = [r for r in values if name[1].search(r.words + r.item.tail[:3])
             and r not in wholes]  # fmt: skip
    pairs = [(p, w, made) for p in reversed(parts) for w in reversed(wholes)
             if (made := _made(p, w, said)) is not None]  # fmt: skip
    summed = [sum_of(a, b) for a, b in combinations(values[-8:], 2) if a.dimension == b.dimension]
    if any(
        over is not None and (m := _over(p, over, said)) is not None and m.allows(said.item.quantity)
        for p in parts for over in summed
    ):  # fmt: skip
        return
    loose = [m for p in parts for w in values if w is not p and (m := _made(p, w, said))]
    if any(m.allows(said.item.quantity) for m in (*(m for _, _, m in pairs), *loose)):
        return
    alone = len({(p.item.value, w.item.value) for p, w, _ in pairs}) == 1
    for part, whole, made in pairs:
        value = said.item.value
        alike = alone and made.low <= value * 2 and value <= made.high * 2
        slip = digits(said.item.quantity) > 2 and slips(made, said.item.quantity)
        if alike or slip:
            yield ReadShare(said.item, part.item, whole.item, said.item.label_start)
            return


def _made(part: Reading, whole: Reading, said: Reading) -> Range | None:
    over = in_unit(whole.item, part.item.unit) if part.dimension == whole.dimension else None
    if over is None or over.low <= 0:
        return None
    return _over(part, over, said)


def _over(part: Reading, whole: Range, said: Reading) -> Range | None:
    return quotient(around(part.item.quantity), whole, _FACTOR[said.item.quantity.kind])


def sum_of(a: Reading, b: Reading) -> Range | None:
    """Two figures together (山羊4.2万只，绵羊1.6万只), in the unit of the first."""
    first, second = around(a.item.quantity), in_unit(b.item, a.item.unit)
    if second is None:
        return None
    return Range(first.low + second.low, first.high + second.high)
