"""Whether the figure that a share is held against is told as something else: asked of every share that
fails before it is told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from fangzhi.facts.statements import Item, same_unit

_BASE: Final = re.compile(
    "占(?:全[县市区镇乡村州省]|年末|当年)*(?P<base>[^占]+?)(?:总数|总额)?的?(?:比重|比例)?为?$"
)
_OVER_MEAN: Final = re.compile("(?:按|以|依)[^，。；]{0,4}平均[^，。；]{0,6}(?:人口|人数|计)")
_MEAN: Final = re.compile("平均|年均")
_RATE: Final = re.compile("(?P<stem>[\u4e00-\u9fff]{2})率")
_HALVES: Final = re.compile("城镇|乡村|农村|城市|农业|男|女|少数民族|流动|劳动|贫困|老年|儿童")
_ALL: Final = re.compile("^(?:总|全部)")
_VITAL: Final = re.compile("(?:出生|死亡|自然增长)率")
_HUNDREDTH: Final = Decimal("0.01")
_FAR: Final = 20
"""No slip of the pen but a moved point makes so many times the share that was meant."""
_FULL: Final = 100


def is_not_of(
    text: str, said: Item, part: Item, whole: Item, items: Sequence[Item], made: Decimal
) -> bool:
    """Tell whether the words or figures say that a share is of another whole than `whole`, of which
    `part` is `made`."""
    return (
        (is_over_a_mean(text, said.start) and _MEAN.search(whole.label) is None)
        or is_out_of_reach(said, made)
        or is_near_a_mean(said.label, said.value, made)
        or _shares_it_too(said, whole, items)
        or _is_a_half(said, whole)
        or _is_full(said, part, items)
        or _is_of_an_earlier(said, part, whole, items)
        or _counts_the_same(said, whole)
    )


def is_over_a_mean(text: str, start: int) -> bool:
    """按年平均户籍人口计算，出生率7.63‰: not over the heads of a day."""
    told = text[max(text.rfind("。", 0, start), 0) : start]
    return _OVER_MEAN.search(told) is not None


def is_near_a_mean(label: str, said: Decimal, made: Decimal) -> bool:
    """死亡率6.73‰, held against the heads of the year's end: it is one of the year's mean."""
    return _VITAL.search(label) is not None and said > 0 and abs(made / said - 1) < _HUNDREDTH


def is_out_of_reach(said: Item, made: Decimal) -> bool:
    """回族5902人 of 118.37万人, 占82%: other figures are meant than those that make so much less."""
    value = said.value
    if made <= 0 or value <= 0 or 1 / Decimal(_FAR) < made / value < _FAR:
        return False
    moved = (value * Decimal(10) ** power for power in (-3, -2, 2, 3))
    return not any(abs(m / made - 1) < Decimal("0.02") for m in moved)


def _base_of(item: Item) -> str:
    found = _BASE.search(item.label)
    return found["base"] if found is not None else ""


def _shares_it_too(said: Item, whole: Item, items: Sequence[Item]) -> bool:
    """甲a万元，占总支出的p%；乙b万元，占总支出的q%: neither is the whole of the other."""
    base = _base_of(said)
    at = bisect_left(items, whole.start, key=lambda i: i.start)
    after = items[at + 1] if at + 1 < len(items) and items[at] is whole else None
    return (
        bool(base) and after is not None and after is not said
        and after.quantity.kind == said.quantity.kind and _base_of(after) == base
        and after.clause - whole.clause < 2 and not base.startswith(whole.label[-4:] or "-")
    )  # fmt: skip


def _is_a_half(said: Item, whole: Item) -> bool:
    """占总人口, held against 城镇人口: a part of those that are meant."""
    return _ALL.match(_base_of(said)) is not None and _HALVES.search(whole.label) is not None


def _is_full(said: Item, part: Item, items: Sequence[Item]) -> bool:
    """合格率100%: no figure slips to it; it is of the figure right before, or of all."""
    if said.value != _FULL:
        return False
    stem = _RATE.search(said.label)
    between = (
        i for i in items
        if part.end < i.start < said.start and same_unit(i, part) and i.quantity.kind != "percent"
    )  # fmt: skip
    own = stem is not None and stem["stem"] in part.label and part.sentence == said.sentence
    return not own or any(between)


def _is_of_an_earlier(said: Item, part: Item, whole: Item, items: Sequence[Item]) -> bool:
    """按2005年末b人计，参合率83.8%。2010年c人，参合率96.9%: the base belongs to the share before."""
    dated = part.own_year and whole.own_year and part.year != whole.year
    return (
        dated
        and any(i is whole for i in items)
        and any(
            whole.end <= i.start < part.start and i.quantity.kind == said.quantity.kind
            for i in items
        )
    )


def _counts_the_same(said: Item, whole: Item) -> bool:
    """就业率, held against those of another kind who 就业: both are counted in it."""
    stem = _RATE.search(said.label)
    return stem is not None and stem["stem"] in whole.label[-4:] and "应" not in whole.label
