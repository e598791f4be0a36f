"""What a figure measures, and figures of each (每亩18.6元, 人均3个, 流速1.02米/秒): the dimension of a rate
is that of what is counted over that of what it is counted by."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

import msgspec

from fangzhi.facts.quantities import COUNTS, MEASURES
from fangzhi.facts.statements import Item
from fangzhi.zh.units import units

Dimension = tuple[tuple[str, int], ...]
NOTHING: Final[Dimension] = ()
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
_SINGLE: Final = re.compile(
    r"单(?P<per>[机台口套株井船车炉头只孔个座栋幢眼块辆艘架件张箱瓶袋杆根条组池罐])(?P<of>[^，。；：、\d单]{0,8})$"
)
_CAPACITY: Final = re.compile(
    r"(?:^|[\u4e00-\u9fff](?<![今当同生节假次翌是即工])|每)日(?P<of>(?:处理|供|产|提|生产|加工|吞吐|发电|输|排|用|耗|屠宰|抽|灌|采|出)"
    r"[^，。；：、\d日均]{0,10})$"
)
"""日处理能力2万吨."""
_BY_DAY: Final = re.compile(r"(?<!人)(?<!户)每[日天](?!人|户)[^，。；：、\d每均]{0,8}$")
_OVER: Final = re.compile(rf"^(?:[/／]|每(?=秒|小时|日|天))(?P<per>{_UNITS}|日)")
_MIXED: Final = re.compile("均|平均|左右|约|上下")
_TIMED: Final = {"每年": 1, "每月": 12, "每季": 4, "每天": 365, "每日": 365, "每学期": 2}


class Rate(msgspec.Struct, frozen=True):
    """A figure of each: what it counts, by what it is counted (`noun` where no unit says it), how many
    of its base units, whether it is exact (a price) or a mean; `times` a year."""

    item: Item
    of: Dimension
    per: Dimension
    noun: str
    many: Decimal
    exact: bool
    times: int


def weight_of(rate: Rate, count: Item) -> Decimal:
    """Give how many of what a rate is by one of a count is."""
    weight = _size(count)[1] if rate.per else Decimal(1)
    return weight / rate.many


def _size(item: Item) -> tuple[Dimension, Decimal]:
    """What a figure is of; 16个小时 is of time."""
    return dimension("小时" if item.unit == "个" and item.tail.startswith("小时") else item.unit)


def is_counted(rate: Rate, count: Item) -> bool:
    """Tell whether a figure counts what a rate is by."""
    if rate.per:
        return _size(count)[0] == rate.per
    if rate.noun:
        return (
            count.quantity.kind == "count"
            and rate.noun in count.label + count.unit + count.tail[:4]
        )
    return count.unit not in _MONEY and dimension(count.unit)[0] != rate.of


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
    return (((_ALIKE.get(unit, unit), 1),) if unit else NOTHING), Decimal(1)


_FLOWS: Final = frozenset(((("长", 3),), (("长", 1),)))
_MANY: Final = {"百": 100, "千": 1000, "万": 10000}


def rate_of(item: Item) -> Rate | None:
    """Read a figure as one of each; None where the words do not say so."""
    return _rated(item.label[-24:], item.tail[:6], item.unit, item)


@lru_cache(maxsize=2048)
def _rated(label: str, tail: str, unit: str, item: Item) -> Rate | None:
    if item.quantity.kind not in ("count", "measure") or not unit:
        return None
    if "/" in unit and dimension(unit)[0] and unit not in ("立方米/秒", "米/秒"):
        over, _, under = unit.partition("/")
        return Rate(item, dimension(over)[0], *_per(under), False, 1)
    over_it = _OVER.match(tail)
    if over_it is not None:
        per = over_it["per"].replace("日", "天")
        flows = dimension(per)[0] == _SI["time"]
        return Rate(item, dimension(unit)[0], *_per(per), flows, 1)
    found = _EACH.search(label) or _MEAN.search(label) or _PER_MU.search(label)
    found = found or _WORTH.search(label) or _SINGLE.search(label)
    own = dimension(unit)[0]
    daily = _CAPACITY.search(label) is not None and not _MIXED.search(label)
    by_day = _BY_DAY.search(label)
    if (found is None and daily) or by_day is not None:
        exact = not _MIXED.search(label)
        return Rate(item, own, *_per("天"), exact, 1) if own != _SI["time"] else None
    if found is None:
        return (
            Rate(item, own, NOTHING, "", ONE, True, 1)
            if unit in _MONEY and _PRICE.search(label)
            else None
        )
    per, groups = found["per"], found.groupdict()
    exact = unit in _MONEY and found.re is _EACH and not _MIXED.search(label)
    flow = own in _FLOWS and dimension(per)[0] == _SI["time"]
    exact = (
        exact
        or "/" in unit
        or (found.re is _SINGLE and not _MIXED.search(label))
        or (flow and not _MIXED.search(label))
    )
    if per in ("年", "月", "日", "天", "季", "次", "当", "逢", "隔") and per not in COUNTS:
        return None
    times = _TIMED.get(groups.get("then") or "", 1)
    if per in MEASURES or per in COUNTS:
        many = _MANY.get(groups.get("many") or "", 1)
        return Rate(item, own, *_per(per, many), exact, times)
    return Rate(item, own, NOTHING, per, ONE, exact, times)


ONE: Final = Decimal(1)


def _per(unit: str, many: int = 1) -> tuple[Dimension, str, Decimal]:
    own, weight = dimension(unit)
    return own, "", weight * many
