"""Means of several years (年均): a sum of the years named before it, over how many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.heads import PerHead
from fangzhi.facts.arithmetic.pools import in_unit, is_value
from fangzhi.facts.bounds import Range
from fangzhi.facts.breaks import opening
from fangzhi.facts.statements import Item, is_firm, subject

_YEARLY: Final = re.compile(
    r"^(?:其中|即|合)?(?:年均|平均每年|每年平均|年平均)(?P<of>[^，。；\d长增减降递率温雨水湿气]{0,8})$"
)
_SPAN: Final = re.compile(
    r"(?<!\d)(?P<first>1[0-9]\d\d|20\d\d)年?(?:[—–\-~～]|至|到)(?P<last>1[0-9]\d\d|20\d\d)年"
)
_COUNTED: Final = re.compile(
    r"(?<![\d一二三四五六七八九十第近来])(?P<years>[两二三四五六七八九十]|\d{1,2})年"
    r"(?=[间来内共累合总财投发培全新培拨完修建造生产招毕支收]|，)"
)
_PLAN: Final = re.compile('[“"‘]?(?:[一二三四五六七八九]五)[”"’]?(?:计划|规划)?(?:期间|时期|期)')
_TURNS: Final = "零一二三四五六七八九十"
_NOT_SUMMED: Final = re.compile("年末|年底|年初|比|较|年均|平均|每|增至|降至|达到$|最|由$|从$")
_REACH: Final = 3
"""How many clauses back the sum may stand."""


def yearly_means(text: str, items: tuple[Item, ...]) -> Iterator[PerHead]:
    """Give the means of years that no figure of the sentence makes with any of its spans."""
    for at, said in enumerate(items):
        yearly = _YEARLY.search(said.label)
        if yearly is None or not is_value(said):
            continue
        start = opening(text, said.label_start)
        told = _years(text[start : said.label_start])
        totals = [t for t in items[max(0, at - 8) : at] if _may_be_sum(t, said)]
        whole = [(t, w) for t in reversed(totals) if (w := in_unit(t, said.unit)) is not None]
        if not told or not whole:
            continue
        ways = {n + k for n in told for k in (-1, 0, 1)} - {0}
        if any(_over(w, n).allows(said.quantity) for _, w in whole for n in ways):
            continue
        total, sums = whole[0]
        made = _over(sums, told[-1])
        near = made.low <= said.value * 2 and said.value <= made.high * 2
        if near and said.clause - total.clause <= 2:
            yield PerHead(said, total, _count(said, told[-1]), made, said.label_start)


def _may_be_sum(total: Item, said: Item) -> bool:
    close = total.sentence == said.sentence and said.clause - total.clause <= _REACH
    plain = not _NOT_SUMMED.search(subject(total.label)) and is_firm(total)
    return close and plain and is_value(total) and total.depth <= said.depth


def _years(words: str) -> list[int]:
    """How many years the words name, in the order said: 2001—2005年 five, 五年间 five."""
    found: list[tuple[int, int]] = []
    for m in _SPAN.finditer(words):
        found.append((m.start(), int(m["last"]) - int(m["first"]) + 1))
    for m in _COUNTED.finditer(words):
        said = m["years"].replace("两", "二")
        found.append((m.start(), int(said) if said.isdigit() else _TURNS.find(said)))
    found += [(m.start(), 5) for m in _PLAN.finditer(words)]
    return [n for _, n in sorted(found) if 1 < n < 100]


def _over(whole: Range, years: int) -> Range:
    return Range(whole.low / years, whole.high / years)


def _count(said: Item, years: int) -> Item:
    quantity = msgspec.structs.replace(
        said.quantity, text=f"{years}年", value=Decimal(years), step=Decimal(1), unit="年",
        kind="count",
    )  # fmt: skip
    return msgspec.structs.replace(said, quantity=quantity, label="", label_start=said.label_start)
