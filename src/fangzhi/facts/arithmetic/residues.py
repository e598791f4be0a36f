"""What is left of figures that a sentence lists (其余, 现有, 年末, 净值): every way of adding the figures
before it up and taking them off is tried, and one digit stands between the plain way and it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Final

from fangzhi.facts.arithmetic.balances import Balance
from fangzhi.facts.arithmetic.pools import is_value
from fangzhi.facts.arithmetic.slips import is_one_slip
from fangzhi.facts.statements import Item, same_unit

_LEFT: Final = re.compile(
    "其余|余下|剩余|还剩|尚剩|剩下|净剩|只剩|剩|尚有|尚余|尚欠|下欠|尚缺|还欠|还缺|未[^，]{1,6}的?$|不敷|差额|缺口|结余|结存|净值|净额"
)
_REST: Final = re.compile("^(?:其余|余下|剩下|剩余)")
_STOCK: Final = re.compile(
    "现有|现存|实有|年末|年底|期末|月末|季末|结余|结存|余额|库存|存栏|在册|净资产|权益|毛利|利润|盈余|净收入|纯收入|净利|纯利|实得|实收"
)
_OPENS: Final = tuple((re.compile(result), re.compile(opening)) for result, opening in (
    ("权益|净资产|净值|净额", "资产|原值|总额"),
    ("毛利|利润|盈余|净收入|纯收入|净利|纯利|净剩|实得|实收", "收入|毛利|销售|产值|卖得|应发|应收"),
    ("尚欠|下欠|还欠", "应|贷|借|欠|总|投资|造价"),
    ("", r"(?:1[0-9]|20)\d\d年[末底初]|原有|年初|期初|上年末|上年结|月初|原来|原|共有|总|初|上年底|旧存|历年|全部"),
))  # fmt: skip
"""What a remainder is called, and what it was before: the first row that speaks of it holds."""
_AT_FIRST: Final = re.compile("^(?:其中)?(?:年初|期初|月初|上年末|上年底|上年结|旧存|原)")
_OFF: Final = re.compile(
    "减|退耕|退出|占去|占用|征|支|死|迁出|报废|收回|偿还|归还|还款|还|负债|成本|费用|用去|花去|花|卖|售|销|注销|毕业|调出|转出|脱贫|淘汰|出栏|扣|税|耗|损|领|发出|退休|辞|调离|流出|拆|撤|停|办结|审结|完成|交|缴"
)
_ON: Final = re.compile(
    "增|新|购|买|收购|入|招|出生|投放|添|补|追加|生产|繁殖|借|发放|接收|受理|调进"
)
_NONE: Final = re.compile("更新|改造|维修|其中|平均|均|每|比|较|占(?!去|用)|同比")
_MOST: Final = 5
Signs = tuple[int, ...]


def find_residues(items: tuple[Item, ...], seen: frozenset[int]) -> Iterator[Balance]:
    """Give each remainder not in `seen` (starts) that no way of reckoning makes, with the plainest."""
    for at, result in enumerate(items):
        if result.start in seen or not is_value(result) or not result.label:
            continue
        left, stock = _LEFT.search(result.label), _STOCK.search(result.label)
        if not (left or stock) or re.search("均|每|比|较|率", result.label):
            continue
        near = [i for i in items[max(0, at - 10) : at]
                if i.sentence == result.sentence and i.depth == result.depth and is_value(i)
                and same_unit(i, result)]  # fmt: skip
        near = near[-_MOST - 1 :]
        if len(near) < 2 or _is_made(near, result) or _is_part(near, result, items[at + 1 :][:2]):
            continue
        found = _plain_way(near, result, left is not None)
        if found is not None and _is_a_slip(*found, result):
            first, parts, signs = found
            plus = (first, *(p for p, s in zip(parts, signs, strict=True) if s > 0))
            minus = tuple(p for p, s in zip(parts, signs, strict=True) if s < 0)
            yield Balance(result, plus, minus)


def _is_part(near: Sequence[Item], result: Item, after: Sequence[Item]) -> bool:
    """捐4000元、1500元、700元，其余捐2100元，总共8300元: it is added to those before, not left of them."""
    total, sums = result.value, set[Decimal]()
    for item in reversed(near):
        total += item.value
        sums.add(total)
    return any(same_unit(i, result) and i.value in sums for i in after)


def _is_made(near: Sequence[Item], result: Item) -> bool:
    """Any opening figure with all, or some, of those after it makes the result."""
    slack = result.quantity.half + sum((i.quantity.half for i in near), Decimal(0))
    for first in range(len(near)):
        rest = near[first + 1 :]
        for signs in product((-1, 0, 1), repeat=len(rest)):
            made = near[first].value + sum(
                (i.value * s for i, s in zip(rest, signs, strict=True)), Decimal(0)
            )
            if any(signs) and abs(made - result.value) <= slack:
                return True
    return any(i.value == result.value for i in near)


def _plain_way(
    near: Sequence[Item], result: Item, left: bool
) -> tuple[Item, tuple[Item, ...], Signs] | None:
    """The way that the words of the figures say: 原有N，退耕a，占去b; 总额N，其中a、b，其余…."""
    among = next((k for k, i in enumerate(near) if i.label.startswith("其中")), None)
    if left and among:
        whole = [i for i in near[:among] if not re.search("[均每]", i.label)]
        parts = tuple(near[among:])
        fit = [w for w in whole if _is_a_slip(w, parts, (-1,) * len(parts), result)]
        return (fit[0], parts, (-1,) * len(parts)) if len(fit) == 1 else None
    told = _REST.search(result.label)
    if told and not among:  # 花去124万元，…拨款86万元，捐款21万元，其余17万元
        first, *listed = [i for i in near if not _NONE.search(i.label)] or near
        if len(listed) > 1 and all(i.value < first.value for i in listed):
            return first, tuple(listed), (-1,) * len(listed)
    opens = next(opening for name, opening in _OPENS if name.search(result.label))
    for start in range(len(near) - 1):
        opening, rest = near[start], tuple(near[start + 1 :])
        if not opens.search(opening.label):
            continue
        if _OFF.search(opening.label) and not _AT_FIRST.search(opening.label):
            continue
        signs = tuple(_sign(i, left) for i in rest)
        if all(s is not None for s in signs) and any(signs):
            return opening, rest, tuple(s or 0 for s in signs)
    return None


def _sign(item: Item, left: bool) -> int | None:
    if _NONE.search(item.label):
        return 0
    if _OFF.search(item.label) and not re.search("新增|新收|收购|收入", item.label):
        return -1
    if _ON.search(item.label):
        return 1
    return -1 if left else None


def _is_a_slip(first: Item, parts: Sequence[Item], signs: Signs, result: Item) -> bool:
    def holds(values: Sequence[Decimal]) -> bool:
        flows = zip(values[1:-1], signs, strict=True)
        return values[0] + sum((v * s for v, s in flows), Decimal(0)) == values[-1]

    return is_one_slip([i.quantity for i in (first, *parts, result)], holds)
