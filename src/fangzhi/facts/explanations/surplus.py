"""What is left of two totals told before (收入总计a，…支出总计b。收支相抵，年终结余c)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from fangzhi.facts.arithmetic.balances import Balance
from fangzhi.facts.arithmetic.slips import kind_of_slip
from fangzhi.facts.statements import Item, is_firm, same_unit

_LEFT: Final = re.compile(
    "(?:结余|节余|盈余|结存|结转|净收益|净收入|纯收入|盈利|利润|顺差|净结余|剩余|余)[为计达有]*$"
)
_SHORT: Final = re.compile("(?:赤字|亏损|亏空|超支|逆差|缺口|不敷|短绌|净亏)[为计达有]*$")
_BOTH: Final = re.compile("相抵|两抵|抵后|冲抵|品迭|相减|收支")
_TOTAL: Final = re.compile(
    "总计|合计|共计|总额|总收|总支|总产|总值|总进|总出|总量|总[^，]{1,2}$|(?<!公)共"
)
_IN: Final = re.compile("收|岁入|筹|缴费|进(?!口)|转入|拨入|出口|产值|所得")
_OUT: Final = re.compile("支|岁出|用|付|费|进口|成本|发放|拨出|转出|消耗")
_OF_ANOTHER: Final = re.compile("上年|去年|历年|年初|累计|比|较|其中|占|均|每")
_REACH: Final = 24
_BACK: Final = 2


def surpluses(items: Sequence[Item], told: frozenset[int]) -> Iterator[Balance]:
    """Give what is said to be left, or short, of the last two totals before it and is not; silent where
    any two figures in reach make it."""
    for at, result in enumerate(items):
        way = 1 if _LEFT.search(result.label) else -1 if _SHORT.search(result.label) else 0
        if (
            not way
            or result.start in told
            or not is_firm(result)
            or _OF_ANOTHER.search(result.label)
        ):
            continue
        near = [
            i for i in items[max(0, at - _REACH) : at]
            if same_unit(i, result) and is_firm(i) and result.sentence - i.sentence <= _BACK
        ]  # fmt: skip
        found = _of_totals(near, result, way)
        if found is not None:
            yield found


def _of_totals(near: Sequence[Item], result: Item, way: int) -> Balance | None:
    totals = [i for i in near if _TOTAL.search(i.label) and i.depth <= result.depth]
    comes = [i for i in totals if _side(i) > 0]
    goes = [i for i in totals if _side(i) < 0]
    if (
        len(totals) != 2
        or len(comes) != 1
        or len(goes) != 1
        or totals[0].clause == totals[1].clause
    ):
        return None
    plus, minus = (comes, goes) if way > 0 else (goes, comes)
    made = Balance(result, tuple(plus), tuple(minus))
    if made.value <= 0 or _is_borne(near, result, made):
        return None
    close = abs(made.value - result.value) * 2 <= max(made.value, result.value)
    words = _BOTH.search(result.label) is not None or _is_next(result, totals[-1])
    slips = kind_of_slip(result.value, result.quantity.step, made.value) > 0
    return made if slips or (words and close) else None


def _side(item: Item) -> int:
    """1 where a total came in, -1 where it went out, by the last word that tells."""
    label = item.label[-12:]
    last = [(m.start(), s) for rule, s in ((_IN, 1), (_OUT, -1)) for m in rule.finditer(label)]
    return max(last)[1] if last else 0


def _is_next(result: Item, last: Item) -> bool:
    """Tell whether the two totals stand right before what is left of them."""
    return result.clause - last.clause <= 2


def _is_borne(near: Sequence[Item], result: Item, made: Balance) -> bool:
    """Tell whether any two figures, or the two totals and one more, make what is printed."""
    off = abs(made.value - result.value)
    if off <= made.slack or any(abs(i.value - off) <= made.slack for i in near):
        return True
    values = sorted({i.value for i in near})
    wanted = {v - result.value for v in values}
    return any(v in wanted for v in values) or result.value in values
