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
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.heads import PerHead
from fangzhi.facts.arithmetic.pools import digits, is_value
from fangzhi.facts.arithmetic.slips import likely_readings
from fangzhi.facts.arithmetic_readings.means import SURVEYED
from fangzhi.facts.bounds import Range, around
from fangzhi.facts.explanations.search import slip_between
from fangzhi.facts.quantities import COUNTS, MEASURES, Quantity
from fangzhi.facts.statements import Item
from fangzhi.zh.units import units

Dimension = tuple[tuple[str, int], ...]
_NOTHING: Final[Dimension] = ()
_SI: Final[dict[str, Dimension]] = {
    "length": (("长", 1),), "area": (("长", 2),), "volume": (("长", 3),), "mass": (("质量", 1),),
    "time": (("时", 1),), "power": (("功率", 1),), "energy": (("功率", 1), ("时", 1)),
}  # fmt: skip
_ALIKE: Final = {
    "名": "人", "位": "人", "员": "人", "口": "人", "人次": "次", "例次": "次", "家": "个", "所": "个",
    "处": "个", "座": "个", "项": "个", "村": "个", "例": "件", "起": "件", "宗": "件", "匹": "头",
}  # fmt: skip
_UNITS: Final = "|".join(map(re.escape, sorted((*MEASURES, *COUNTS), key=lambda u: (-len(u), u))))
_EACH: Final = re.compile(
    rf"每一?(?P<many>百|千|万)?(?P<per>{_UNITS}|[\u4e00-\u9fff]{{1,2}})(?P<then>每(?:年|月|天|日|季|学期))?"
    r"(?P<of>[^，。；：、\d每]{0,12})$"
)
_MEAN: Final = re.compile(
    r"(?:平均|^|(?<=[，、\u4e00-\u9fff]))(?P<per>人次|公顷|公里|千米|[人户亩头株只村校班吨台件家张辆次例批])均(?P<of>[^，。；：、\d均]{0,10})$"
)
_PER_MU: Final = re.compile(
    r"(?:^|平均|均|的|，)(?P<per>亩|公顷)(?P<of>[产施用收栽植投][^，。；：、\d]{0,8})$"
)
_WORTH: Final = re.compile("(?P<per>劳动日|工日|标准工)(?:分)?值(?:为|达|仅)?$")
_PRICE: Final = re.compile(
    r"(?:单价|票价|门票|售价|收购价|批发价|零售价|进价|定价|均价|工价|电价|水价|价格)(?:均?为|是|[定按合]|仅|统一)*$"
)
_OVER: Final = re.compile(rf"^[/／](?P<per>{_UNITS})")
_NO_TOTAL: Final = re.compile(
    "比|较|同比|[增减]长|增加(?!值)|减少|上升|下降|提高|降低|上年|去年|计划|任务|预算|其中|(?<!年)(?<!年平)均|占|超|设计|另|最"
)
_MIXED: Final = re.compile("均|平均|左右|约|上下")
_BACK: Final = 10
_AHEAD: Final = 5
_TIMED: Final = {"每年": 1, "每月": 12, "每季": 4, "每天": 365, "每日": 365, "每学期": 2}


class Product(msgspec.Struct, frozen=True):
    """`factors` make not `total` but `made`, in its unit; `words` is where the span begins."""

    total: Item
    factors: tuple[Item, ...]
    made: Range


class _Rate(msgspec.Struct, frozen=True):
    """A figure of each: what it counts, by what it is counted (`noun` where no unit says it), how many
    of its base units, whether it is exact (a price) or a mean; `times` a year."""

    item: Item
    of: Dimension
    per: Dimension
    noun: str
    many: Decimal
    exact: bool
    times: int


def products(text: str, items: Sequence[Item], told: frozenset[int]) -> Iterator[Product]:
    """Give the totals not in `told` (starts) that the two figures which make them by their units miss
    by a slip of the pen."""
    if _MAY.search(text) is None:
        return
    for at, total in enumerate(items):
        if total.start in told or not _may_be_total(total) or _rate(total) is not None:
            continue
        near = items[max(0, at - _BACK) : at + _AHEAD]
        rates = [r for i in near if (r := _rate(i)) is not None]
        found = _best(total, [*_by_rates(total, rates, near), *_by_units(total, near)], told)
        if found is not None:
            yield found


_MAY: Final = re.compile(r"每|均|亩[产施用收栽植投]|价|/|／|米|千瓦|小时")


_OF_TIME: Final = re.compile(
    "(?:平均每?|每)?(?P<time>[日天月季])(?:平?均|人均|平均)|(?:人均|平均)每?(?P<by>[日天月季])|每[人户]每(?P<each>[月天日季])"
)
_TIMES: Final = {"日": (365, 366, 360), "天": (365, 366, 360), "月": (12,), "季": (4,)}
_AVERAGED: Final = re.compile("(?:平均|^均)(?!每)[^，。；：、\\d每均]{0,8}$")
_MONTHS: Final = re.compile("\\d月|[一二三四五六七八九十]月|季度|半年|旬")
_PAIRS: Final = 4
"""Of so many totals and heads that a mean may be of, one comes out near it by chance."""


def means_by_units(items: Sequence[Item], told: frozenset[int]) -> Iterator[PerHead]:
    """Give the means not in `told` (starts) that the one total and the one count before them, fitting by
    their units, miss by a slip of the pen; nothing where any two bear the mean out."""
    for at, said in enumerate(items):
        if said.start in told or not is_value(said) or _printed_digits(said.quantity) < 3:
            continue
        rate = _rate(said) or _averaged(said) or _listed(said, items[at - 1] if at else None)
        timed = _OF_TIME.search(said.label)
        if (rate is None and timed is None) or (rate is not None and rate.exact):
            continue
        if SURVEYED.search(said.label) or _COMPARED.search(said.label):
            continue
        before = [i for i in items[max(0, at - _BACK) : at] if i.sentence >= said.sentence - 1]
        yield from _shared_out(said, rate, timed, before)


_COMPARED: Final = re.compile("比|较|增|减|上年|标准|定额|限|不低于|应")


def _averaged(item: Item) -> _Rate | None:
    """平均住院10.5天: of whatever is counted in the same sentence."""
    if _AVERAGED.search(item.label) is None or item.quantity.kind not in ("count", "measure"):
        return None
    return _Rate(item, dimension(item.unit)[0], _NOTHING, "", _ONE, False, 1)


def _listed(item: Item, before: Item | None) -> _Rate | None:
    """每千人拥有医生2.17人、床位3.75张: the second is of as many as the first."""
    if before is None or item.lead != "、" or before.sentence != item.sentence:
        return None
    rate = _rate(before)
    if rate is None or rate.exact or not item.label:
        return None
    return msgspec.structs.replace(rate, item=item, of=dimension(item.unit)[0])


def _shared_out(
    said: Item, rate: _Rate | None, timed: re.Match[str] | None, before: Sequence[Item]
) -> Iterator[PerHead]:
    own, weight = dimension(said.unit)
    values = [i for i in before if is_value(i) and _rate(i) is None and not i.quantity.chinese]
    totals = [
        i for i in values
        if dimension(i.unit)[0] == own and i.value * dimension(i.unit)[1] > said.value * weight
        and _NO_TOTAL.search(i.label) is None
    ]  # fmt: skip
    times = _TIMES[next(g for g in timed.groups() if g)] if timed is not None else (1,)
    heads: list[Item | None] = [i for i in values if rate is not None and _is_counted(rate, i)]
    if rate is None:
        heads = [None]
        totals = [t for t in totals if t.year and not _MONTHS.search(t.label)]
    found: list[tuple[int, PerHead]] = []
    pairs = 0
    for total in totals:
        for head in heads:
            if head is total:
                continue
            over = Decimal(1) if rate is None or head is None else head.value * _each(rate, head)
            base = total.value * dimension(total.unit)[1] / weight / over
            slack = total.quantity.half / total.value + (
                head.quantity.half / head.value if head is not None else 0
            )
            own_times = times if timed is not None and _is_of_year(total) else {1, *times}
            if any(_near(base / n, slack).allows(said.quantity) for n in own_times):
                return
            pairs += 1
            kind = _slip(base / times[0], said.quantity)
            if timed is not None and _near(base, slack).allows(said.quantity):
                kind = 2  # the figure of the year, said of a month
            if kind:
                by = head or _in_time(said, times[0])
                made = _near(base / times[0], slack)
                found.append((kind, PerHead(said, total, by, made, said.label_start)))
    if len(found) == 1 and pairs <= _PAIRS:
        kind, reading = found[0]
        if kind > 1 or _printed_digits(said.quantity) > 3 or pairs == 1:
            yield reading


def _printed_digits(said: Quantity) -> int:
    return digits(said) + said.text.startswith("0.")


def _slip(value: Decimal, said: Quantity) -> int:
    """As `slip_between`; the nought before the point may be the wrong digit too (0.11 for 2.11)."""
    kind = slip_between(Range(value, value), said)
    if kind or not said.text.startswith("0."):
        return kind
    one = said.step * 10 ** len(re.findall(r"\d", said.text[2:]))
    return int(one <= value < one * 10 and abs(value % one - said.value) <= said.step / 2)


def _is_of_year(total: Item) -> bool:
    return (total.own_year or "全年" in total.label) and _MONTHS.search(total.label) is None


def _each(rate: _Rate, head: Item) -> Decimal:
    return _weight_of(rate, head)


def _near(value: Decimal, slack: Decimal) -> Range:
    return Range(value * (1 - slack), value * (1 + slack))


def _in_time(said: Item, times: int) -> Item:
    """The days or months of a year as a figure, to be shown."""
    unit = "天" if times > 12 else "个月" if times == 12 else "季"
    quantity = msgspec.structs.replace(
        said.quantity, value=Decimal(times), step=Decimal(1), unit=unit, kind="count",
        text=f"{times}{unit}",
    )  # fmt: skip
    return msgspec.structs.replace(said, quantity=quantity, label="")


def _may_be_total(item: Item) -> bool:
    good = is_value(item) and bool(item.unit) and not item.quantity.chinese
    return good and digits(item.quantity) > 2 and _NO_TOTAL.search(item.label) is None


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
        kind = kind or _slip_of(one, total)
        near = -sum(abs(f.start - total.start) for f in one.factors)
        if kind and (best is None or (kind, near) > best[:2]):
            best = kind, near, Product(total, one.factors, exact)
    return best[2] if best is not None else None


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


def _by_rates(total: Item, rates: Sequence[_Rate], near: Sequence[Item]) -> Iterator[_Made]:
    own, weight = dimension(total.unit)
    for rate in rates:
        item = rate.item
        if rate.of != own or abs(item.sentence - total.sentence) > 1 or item.depth > total.depth:
            continue
        if not rate.exact and not _is_summed(rate, total):
            continue
        for count in near:
            if count is total or count is item or not is_value(count) or _rate(count) is not None:
                continue
            if abs(count.sentence - item.sentence) > 1 or not _is_counted(rate, count):
                continue
            each = Range(item.value, item.value) if rate.exact else around(item.quantity)
            size = dimension(item.unit)[1] / weight * _weight_of(rate, count)
            over = around(count.quantity)
            for times in {1, rate.times}:
                size *= times
                wide = Range(each.low * over.low * size, each.high * over.high * size)
                sure = rate.exact or _SUMMED.search(total.label) is not None
                yield _Made((item, count), item.value * count.value * size, wide, sure)


_SUMMED: Final = re.compile("共|总|合计|累计|统")


def _is_summed(rate: _Rate, total: Item) -> bool:
    """A mean makes a total only where that follows and is said to be one (人均投工12个，共投工…)."""
    apart = total.clause - rate.item.clause
    if rate.item.start > total.start or apart > 3 or rate.item.sentence < total.sentence:
        return False
    return apart == 1 or _SUMMED.search(total.label) is not None


def _weight_of(rate: _Rate, count: Item) -> Decimal:
    weight = _size(count)[1] if rate.per else Decimal(1)
    return weight / rate.many


def _size(item: Item) -> tuple[Dimension, Decimal]:
    """What a figure is of; 16个小时 is of time."""
    return dimension("小时" if item.unit == "个" and item.tail.startswith("小时") else item.unit)


def _is_counted(rate: _Rate, count: Item) -> bool:
    """Tell whether a figure counts what a rate is by."""
    if rate.per:
        return _size(count)[0] == rate.per
    if rate.noun:
        return (
            count.quantity.kind == "count"
            and rate.noun in count.label + count.unit + count.tail[:4]
        )
    return count.unit not in _MONEY and dimension(count.unit)[0] != rate.of


def _by_units(total: Item, near: Sequence[Item]) -> Iterator[_Made]:
    """Figures before the total, in its sentence, whose units make its unit."""
    own, weight = dimension(total.unit)
    if not _is_physical(own):
        return
    parts = [
        i for i in near
        if i.start < total.start and i.sentence == total.sentence and is_value(i)
        and _rate(i) is None and not i.quantity.chinese and _is_physical(dimension(i.unit)[0])
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


_MONEY: Final = {"元": Decimal(1), "角": Decimal("0.1"), "银元": Decimal(1)}


@cache
def dimension(unit: str) -> tuple[Dimension, Decimal]:
    """Give what a unit measures, as powers of what it is made of, and how many base units one is."""
    over, _, under = unit.partition("/")
    if under:
        (a, x), (b, y) = dimension(over), dimension(under)
        made = dict(a)
        for name, power in b:
            made[name] = made.get(name, 0) - power
        return tuple(sorted((n, p) for n, p in made.items() if p)), x / y
    if unit in _MONEY:
        return (("元", 1),), _MONEY[unit]
    known = units().get(unit)
    if known is not None and known.dimension in _SI:
        return _SI[known.dimension], Decimal(known.ratio.numerator) / known.ratio.denominator
    return (((_ALIKE.get(unit, unit), 1),) if unit else _NOTHING), Decimal(1)


_FLOWS: Final = frozenset(((("长", 3),), (("长", 1),)))
_MANY: Final = {"百": 100, "千": 1000, "万": 10000}


def _rate(item: Item) -> _Rate | None:
    """Read a figure as one of each; None where the words do not say so."""
    return _rated(item.label[-24:], item.tail[:6], item.unit, item)


@lru_cache(maxsize=2048)
def _rated(label: str, tail: str, unit: str, item: Item) -> _Rate | None:
    if item.quantity.kind not in ("count", "measure") or not unit:
        return None
    if "/" in unit and dimension(unit)[0] and unit not in ("立方米/秒", "米/秒"):
        over, _, under = unit.partition("/")
        return _Rate(item, dimension(over)[0], *_per(under), False, 1)
    over_it = _OVER.match(tail)
    if over_it is not None:
        return _Rate(item, dimension(unit)[0], *_per(over_it["per"]), False, 1)
    found = _EACH.search(label) or _MEAN.search(label) or _PER_MU.search(label)
    found = found or _WORTH.search(label)
    own = dimension(unit)[0]
    if found is None:
        return (
            _Rate(item, own, _NOTHING, "", _ONE, True, 1)
            if unit in _MONEY and _PRICE.search(label)
            else None
        )
    per, groups = found["per"], found.groupdict()
    exact = unit in _MONEY and found.re is _EACH and not _MIXED.search(label)
    flow = own in _FLOWS and dimension(per)[0] == _SI["time"]
    exact = exact or "/" in unit or (flow and not _MIXED.search(label))
    if per in ("年", "月", "日", "天", "季", "次", "当", "逢", "隔") and per not in COUNTS:
        return None
    times = _TIMED.get(groups.get("then") or "", 1)
    if per in MEASURES or per in COUNTS:
        many = _MANY.get(groups.get("many") or "", 1)
        return _Rate(item, own, *_per(per, many), exact, times)
    return _Rate(item, own, _NOTHING, per, _ONE, exact, times)


_ONE: Final = Decimal(1)


def _per(unit: str, many: int = 1) -> tuple[Dimension, str, Decimal]:
    own, weight = dimension(unit)
    return own, "", weight * many
