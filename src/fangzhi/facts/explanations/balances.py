"""Stocks and flows as they are told one after another: what there was, what came and went, what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.balances import Balance
from fangzhi.facts.arithmetic.slips import likely_readings, other_readings
from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings
from fangzhi.facts.statements import Item, is_firm, same_unit

_MOST: Final = 9
_OPENS: Final = re.compile(
    "年初|期初|上年末|上年结转|结转|旧存|旧欠|原有|原存|留存|滚存|上年.{0,4}存|年末|年底|月底|开学|建档|存栏|库存|在册|登记|实存|存"
)
_RESULT: Final = re.compile(
    "年末|年底|期末|月底|季末|月末|结存|结余|尚有|尚存|尚余|仍有|还有|还剩|剩|余|未[了结办]|在[办册]|实有|实存|存栏|净[增减]|得|点名|今存|现有|现存|为$|有$"
)
_PLUS: Final = re.compile(
    "新(?![华城区村镇乡型旧])|增|迁入|调入|转入|购[进入买]|收[入回到]|进|生$|出生|繁[殖育]|招|复学|吸收|纳入|补充?|续|外购|自产|扩|加"
)
_MINUS: Final = re.compile(
    "减|[迁调转卖借售支付拨退付输流]出|死|亡|[注核撤报]销|销[号档户]|销售|消除|解[除困]|脱[困销]|结案|[执办]结|化解|退[休学出役]|宰|清[缴退收出理]|失散|耗|"
    "淘汰|辞|离|去$|除|缴|支|卖|转让|出栏|毕业|开除|勒令|休学|伤亡|停办|合并|毁|撤"
)
_REDRAWN: Final = re.compile("区划|划[入出归转]|口径|普查|修订|撤并|合并调整|析置|并入")
"""What else moves a figure: then opening and flows do not make the closing one."""
_OUT: Final = re.compile("占|均|比|率|同比|其中|每|累计|提高|达到")


def balanced(text: str, told: frozenset[int]) -> Iterator[Balance]:
    """Give the closing figures not in `told` that opening and flows miss by a slip of the pen."""
    if _REDRAWN.search(text):
        return
    items = [_with_words(r) for r in find_readings(text)]
    for at, result in enumerate(items):
        if result.start in told or not is_firm(result) or not result.unit or at < 3:
            continue
        if result.quantity.kind not in ("count", "measure") or not _RESULT.search(result.label):
            continue
        if _OUT.search(result.label):
            continue
        found = _of_result(items, at)
        if found is not None:
            yield found


def _with_words(reading: Reading) -> Item:
    """The figure with the words before it, a bracket left out (风险消除（连同自然减少）396户)."""
    item = reading.item
    return item if item.label else msgspec.structs.replace(item, label=reading.words)


def _of_result(items: Sequence[Item], at: int) -> Balance | None:
    """Every window from an opening on: none may make the figure, and the longest miss it by a slip."""
    result = items[at]
    window: list[tuple[Item, int]] = []
    best: Balance | None = None
    for item in reversed(items[max(0, at - 3 * _MOST) : at]):
        if item.sentence < result.sentence - 3 or len(window) > _MOST:
            break
        if not same_unit(item, result) or item.depth > result.depth or "其中" in item.label:
            continue
        if item.value == result.value or not is_firm(item):
            return None
        sign = _sign(item)
        opens = _OPENS.search(item.label) is not None and (sign == 0 or _STOCK.search(item.label))
        if len(window) > 1 and (opens or sign >= 0):
            made = _balance(result, item, window)
            if abs(made.value - result.value) <= made.slack:
                return None
            if best is None and opens and _is_slip(made, result):
                best = made
        if opens or not sign or _OUT.search(item.label):
            break
        window.insert(0, (item, sign))
    return best


_CLOSES: Final = re.compile("年末|年底|月底|期末|季末|月末|结束|清点|盘|点验|月\\d*日结存")
_STOCK: Final = re.compile("年初|期初|上年|结转|旧|原|年末|年底|留存|滚存|存栏|存$|在册")


def _sign(item: Item) -> int:
    """1 where a figure came in, -1 where it went out, by the last word that tells; 0 if none does."""
    words = item.label + item.tail[:2]
    last = [(m.start(), s) for rule, s in ((_PLUS, 1), (_MINUS, -1)) for m in rule.finditer(words)]
    return max(last)[1] if last else 0


def _balance(result: Item, opening: Item, window: Sequence[tuple[Item, int]]) -> Balance:
    plus = (opening, *(i for i, sign in window if sign > 0))
    minus = tuple(i for i, sign in window if sign < 0)
    return Balance(result, plus, minus)


def _is_slip(made: Balance, result: Item) -> bool:
    """One digit of the closing figure, or a likely slip of one of the others, stands between."""
    off = made.value - result.value
    if made.value <= 0 or abs(off) * 2 > result.value or result.quantity.step <= 0:
        return False
    told = len(made.plus) > 1 and made.minus and _CLOSES.search(result.label)
    if told and abs(off) * 4 <= result.value:
        return True  # opening, in, out and closing: nothing is left open
    quantity = result.quantity
    if any(other == made.value for other in other_readings(quantity)):
        return True
    if quantity.chinese:
        return False
    rest = ((i, off) for i in made.plus), ((i, -off) for i in made.minus)
    return any(
        other == item.value - by
        for side in rest for item, by in side
        for other in likely_readings(item.value, item.quantity.step)
    )  # fmt: skip
