"""Products: what so much of each comes to over so many (每亩18.6元 × 475265亩), and what units make of
each other (面积 × 深 = 体积, 功率 × 时间 = 电量, 流量 × 时间 = 水量).

Every figure has a dimension; a rate has that of what is counted over that of what it is counted by.
Two figures whose dimensions make that of a third are what it was computed from, where it holds or
misses by a slip of the pen. Nothing is said where any such two bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import digits, is_value
from fangzhi.facts.arithmetic.slips import likely_readings
from fangzhi.facts.bounds import Range, around
from fangzhi.facts.explanations.rated import (
    Dimension,
    Rate,
    dimension,
    is_counted,
    rate_of,
    weight_of,
)
from fangzhi.facts.explanations.search import slip_between
from fangzhi.facts.quantities import Quantity
from fangzhi.facts.statements import Item

NO_TOTAL: Final = re.compile(
    "比|较|同比|[增减]长|增加(?!值)|减少|上升|下降|提高|降低|上年|去年|计划|任务|预算|其中|(?<!年)(?<!年平)均|占|超|设计|另|最"
)
BACK: Final = 10
_AHEAD: Final = 5


class Product(msgspec.Struct, frozen=True):
    """`factors` make not `total` but `made`, in its unit."""

    total: Item
    factors: tuple[Item, ...]
    made: Range


def products(text: str, items: Sequence[Item], told: frozenset[int]) -> Iterator[Product]:
    """Give the totals not in `told` (starts) that the two figures which make them by their units miss
    by a slip of the pen."""
    if _MAY.search(text) is None:
        return
    for at, total in enumerate(items):
        if total.start in told or not _may_be_total(total):
            continue
        if (own := rate_of(total)) is not None and own.per != _TIME:
            continue
        near = items[max(0, at - BACK) : at + _AHEAD]
        rates = [r for i in near if (r := rate_of(i)) is not None]
        found = _best(total, [*_by_rates(total, rates, near), *_by_units(total, near)], told)
        if found is not None:
            yield found


_MAY: Final = re.compile(r"每|均|亩[产施用收栽植投]|价|/|／|米|千瓦|小时|单|日[^期\d]")
_TIME: Final[Dimension] = (("时", 1),)
_DAY: Final = dimension("天")[1]


def _may_be_total(item: Item) -> bool:
    good = is_value(item) and bool(item.unit) and not item.quantity.chinese
    return good and digits(item.quantity) > 2 and NO_TOTAL.search(item.label) is None


class _Made(msgspec.Struct, frozen=True):
    """What factors make as printed, and how far rounding of each can take it; `sure` where the words
    say that it is their product."""

    factors: tuple[Item, ...]
    value: Decimal
    wide: Range
    sure: bool = True


def _best(total: Item, made: Sequence[_Made], told: frozenset[int]) -> Product | None:
    """The nearest of those that miss the total by a slip; None where any make it."""
    said = total.quantity
    if any(m.wide.allows(said) for m in made):
        return None
    best: tuple[int, int, Product] | None = None
    for one in made:
        if any(f.start in told for f in one.factors):
            continue
        exact = Range(one.value, one.value)
        kind = slip_between(exact, said)
        if kind == 1 and not one.sure and _telling(said) < 4:
            continue
        kind = kind or _slip_of(one, total) or _one_more(one, total, made)
        near = -sum(abs(f.start - total.start) for f in one.factors)
        if kind and (best is None or (kind, near) > best[:2]):
            best = kind, near, Product(total, one.factors, exact)
    return best[2] if best is not None else _said_outright(total, made, told)


def _said_outright(total: Item, made: Sequence[_Made], told: frozenset[int]) -> Product | None:
    """覆盖学生a人，…每生b元，合计支出c: what the words right before a total say that it was made of,
    the one price and the one count of what it is by, is meant whatever it makes."""
    before = [
        m for m in made
        if len(m.factors) == 2 and m.sure and (r := rate_of(m.factors[0])) is not None and r.exact
        and all(f.sentence == total.sentence and f.start < total.start for f in m.factors)
    ]  # fmt: skip
    if not before or _SUMMED.search(total.label) is None:
        return None
    last = max(m.factors[0].start for m in before)
    named = [m for m in before if m.factors[0].start == last]
    nearest = max(f.clause for f in named[0].factors)
    if len(named) > 1 or total.clause - nearest > 1 or any(
        f.start in told or not f.quantity.firm for f in named[0].factors
    ):  # fmt: skip
        return None
    value = named[0].value
    if not _LEAST <= total.value / value <= _MOST or total.value == value:
        return None
    return Product(total, named[0].factors, Range(value, value))


_LEAST: Final = Decimal("0.6")
_MOST: Final = Decimal("1.6")


def _telling(said: Quantity) -> int:
    """How many digits a figure has, noughts at the end of a whole number left out."""
    printed = str(abs(int(said.value / said.step))) if said.step > 0 else ""
    return len(printed.rstrip("0") if said.value % 1 == 0 and "." not in said.text else printed)


def _slip_of(made: _Made, total: Item) -> int:
    """1 where two digits turned in a factor, or one that is one off, would make the total."""
    if digits(total.quantity) < 4 or made.value <= 0:
        return 0
    for factor in made.factors:
        said = factor.quantity
        if digits(said) < 4 or said.chinese or said.value <= 0:
            continue
        for other in likely_readings(said.value, said.step):
            value = made.value * other / said.value
            if Range(value, value).allows(total.quantity):
                return 1
    return 0


def _one_more(one: _Made, total: Item, made: Sequence[_Made]) -> int:
    """1 where the total is that of one thing more or fewer (2台，单机630千瓦，总装机1890千瓦) and no other
    number of them is told."""
    if len(one.factors) != 2 or len(made) > 1 or _SUMMED.search(total.label) is None:
        return 0
    each, count = one.factors
    near = (
        each.sentence == count.sentence == total.sentence
        and max(each.start, count.start) < total.start
    )
    if not near or not one.sure or not count.quantity.exact or not 1 < count.value < _FEW:
        return 0
    other = total.value * count.value / one.value
    return int(abs(other - count.value) == 1 and other > 1)


_FEW: Final = 20


def _by_rates(total: Item, rates: Sequence[Rate], near: Sequence[Item]) -> Iterator[_Made]:
    own, weight = dimension(total.unit)
    daily = rate_of(total) is not None
    for rate in rates:
        item = rate.item
        if daily and (item is total or rate.per != _TIME or rate.many >= _DAY):
            continue
        if rate.of != own or abs(item.sentence - total.sentence) > 1 or item.depth > total.depth:
            continue
        if not rate.exact and not _is_summed(rate, total):
            continue
        for count in near:
            if count is total or count is item or not is_value(count) or rate_of(count) is not None:
                continue
            if abs(count.sentence - item.sentence) > 1 or not is_counted(rate, count):
                continue
            if daily and dimension(count.unit)[1] >= _DAY:
                continue
            exact = rate.exact and not _is_worked_out(item, total)
            each = Range(item.value, item.value) if exact else around(item.quantity)
            size = dimension(item.unit)[1] / weight * weight_of(rate, count)
            over = around(count.quantity)
            sure = rate.exact or _SUMMED.search(total.label) is not None
            for times in dict.fromkeys((1, rate.times)):
                most = size * times
                wide = Range(each.low * over.low * most, each.high * over.high * most)
                yield _Made((item, count), item.value * count.value * most, wide, sure)


def _is_worked_out(rate: Item, total: Item) -> bool:
    """投资6420万元，每张床位投资35.7万元: what comes to each was computed from the total before it."""
    return total.start < rate.start and "." in rate.quantity.text


_SUMMED: Final = re.compile("共|总|合计|累计|统")


def _is_summed(rate: Rate, total: Item) -> bool:
    """A mean makes a total only where that follows and is said to be one (人均投工12个，共投工…)."""
    apart = total.clause - rate.item.clause
    if rate.item.start > total.start or apart > 3 or rate.item.sentence < total.sentence:
        return False
    return apart == 1 or _SUMMED.search(total.label) is not None


def _by_units(total: Item, near: Sequence[Item]) -> Iterator[_Made]:
    """Figures before the total, in its sentence, whose units make its unit."""
    own, weight = dimension(total.unit)
    if not _is_physical(own):
        return
    parts = [
        i for i in near
        if i.start < total.start and i.sentence == total.sentence and is_value(i)
        and rate_of(i) is None and not i.quantity.chinese and _is_physical(dimension(i.unit)[0])
        and dimension(i.unit)[0] != own
    ][-6:]  # fmt: skip
    for k, first in enumerate(parts):
        for m, second in enumerate(parts[k + 1 :], k + 1):
            both = (first, second)
            if _times(both) == own and (own != _AREA or _are_sides(both)):
                yield _made(both, weight)
            for third in parts[m + 1 :] if own == _VOLUME else ():
                three = (first, second, third)
                if _times(three) == own and _are_sides(three):
                    yield _made(three, weight)


_AREA: Final[Dimension] = (("长", 2),)
_VOLUME: Final[Dimension] = (("长", 3),)
_SIDE: Final = re.compile("长|宽|深|高|厚|阔|径")


def _are_sides(items: Sequence[Item]) -> bool:
    return all(_SIDE.search(i.label[-4:]) for i in items) and all(
        b.clause - a.clause < 2 for a, b in pairwise(items)
    )


def _is_physical(own: Dimension) -> bool:
    return bool(own) and all(name in ("长", "时", "功率") for name, _ in own)


def _made(items: tuple[Item, ...], weight: Decimal) -> _Made:
    low = high = value = 1 / weight
    for item in items:
        own, size = _printed(item), dimension(item.unit)[1]
        low, high, value = low * own.low * size, high * own.high * size, value * item.value * size
    return _Made(items, value, Range(low, high))


def _printed(item: Item) -> Range:
    """A small whole number (宽3米) is as a rule meant so; others are rounded."""
    whole = item.quantity.step == 1 and item.value < 100
    return Range(item.value, item.value) if whole else around(item.quantity)


def _times(items: Sequence[Item]) -> Dimension:
    made: dict[str, int] = {}
    for item in items:
        for name, power in dimension(item.unit)[0]:
            made[name] = made.get(name, 0) + power
    return tuple(sorted((n, p) for n, p in made.items() if p))
