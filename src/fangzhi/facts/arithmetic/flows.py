"""Stocks and flows (期初＋增－减＝期末) that a sentence lists one after another, by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.slips import is_one_slip
from fangzhi.facts.statements import Item, is_firm, same_unit, subject

_OPEN: Final = re.compile(
    "年初|上一?年末|上一?年底|上一?年结[存余转]|期初|月初|上月末|旧存|原存|原有|旧管|去年末|去年底|上期|上年度结|年1月1?日?|上月结存|上月结余|上季末|上期结存"
)
_CLOSE: Final = re.compile(
    "年末|年底|期末|月末|结存|现存|现有|实有|实存|实在|结余|库存|尚有|还有|未结|在办|在册|现员|存栏|余额|剩余"
)
_IN: Final = re.compile(
    "新增|增加|购进|购入|调入|转入|迁入|流入|招收|招生|招聘|招录|录用|收入|入库|出生|发展|吸收|新建|登记|新办|新设|设立|"
    "注册|开业|新发|新开|开办|生产|进货|接收|补充|受理|新收|旧存|收回|恢复|入院|入会|入社|新入|入伍|新收|投入|繁殖|仔畜|新管|新购|复婚|列入|纳入|返贫|增编|扩编|增设|补入|新任|补员|收购|采购|征购|调进|入团|入党|入队|追加|开工|进场"
)
_OUT: Final = re.compile(
    "减少|销售|售出|调出|转出|迁出|流出|毕业|支出|出库|死亡|注销|报废|吊销|撤销|处理|消耗|退出|流失|结案|审结|办结|"
    "销户|开除|出党|除名|清退|归还|退还|调离|辞职|退休|离职|淘汰|出栏|屠宰|损耗|用去|发出|拨出|发放|停办|停业|关闭|关停|占用|征用|征占|退耕|水毁|毁坏|歇业|退伍|出院|脱党|自行脱|"
    "退会|核销|使用|开支|动用|付出|拆除|移出|开除|退党|用掉|脱贫|摘帽|去世|病故|逝世|离团|退团|超龄|离队|取消|核减|裁减|抽调|裁撤|撤并|停保|停发|撤编|减编|牺牲|阵亡|转业|复员|竣工|完工|退场"
)
_NET: Final = re.compile(
    "^(?:[年月季期]末比(?:上?年[初末]|[月季期]初)|年内|当年|全年|年|实际|相抵后?|两抵后?|相抵|品迭|抵冲后?)?(?P<way>净增|净减|净流入|净流出|净调入|净调出|净增加|净减少|净迁入|净迁出)[^，]{0,4}$"
)
_RATES: Final = (("自然增长率", "出生率", "死亡率"), ("人口自然增长率", "人口出生率", "死亡率"))
_ANY_RESULT: Final = re.compile(f"{_CLOSE.pattern}|净|自然增长率|差|距|于")
_MOST: Final = 14

Flows = tuple[Item, tuple[Item, ...], tuple[Item, ...]]
"""What is left, what makes it more, what makes it less."""


def listed_flows(items: Sequence[Item]) -> Iterator[Flows]:
    """Give each closing stock, net change and natural growth with the flows that make it."""
    for at, result in enumerate(items):
        if not _ANY_RESULT.search(result.label) or not is_firm(result):
            continue
        found = (
            _natural(items, at) or _net(items, at)
            if at < 2
            else (
                _natural(items, at)
                or _closing(items, at)
                or _net(items, at)
                or _net_of(items, at)
                or _gap(items, at)
            )
        )
        if found is not None and _is_near(*found):
            yield found


def told_in_pairs(items: Sequence[Item]) -> Iterator[tuple[Item, ...]]:
    """Give the second figures of pairs (净减162户612人，其中清退198户746人), each under the name of
    the first."""
    seconds = [
        msgspec.structs.replace(b, label=a.label, label_start=a.label_start, lead=a.lead)
        for a, b in pairwise(items)
        if a.end == b.start and a.label and not same_unit(a, b)
    ]  # fmt: skip
    for unit in dict.fromkeys(i.unit for i in seconds):
        run = tuple(i for i in seconds if i.unit == unit)
        if len(run) > 2:
            yield run
            named = {i.label_start for i in run}
            yield tuple(i for i in items if i.label and i.label_start in named)


def _is_near(result: Item, plus: tuple[Item, ...], minus: tuple[Item, ...]) -> bool:
    """Off by a quarter at most, by one digit or by the sign of 净增: figures far apart leave
    something unsaid."""
    zero = Decimal(0)
    made = sum((i.value for i in plus), zero) - sum((i.value for i in minus), zero)
    if "净" in result.label and made == -result.value:
        return True
    if abs(made - result.value) * 4 <= abs(result.value):
        return True
    signs = [1] * len(plus) + [-1] * len(minus)

    def holds(values: Sequence[Decimal]) -> bool:
        flows = zip(values[:-1], signs, strict=True)
        return sum((v * sign for v, sign in flows), zero) == values[-1]

    return is_one_slip([i.quantity for i in (*plus, *minus, result)], holds)


def _natural(items: Sequence[Item], at: int) -> Flows | None:
    """出生率11.2‰，死亡率6.4‰，自然增长率4.8‰."""
    result = items[at]
    if not result.label.removesuffix("为").endswith("自然增长率"):
        return None
    near = [i for i in items[max(0, at - 4) : at + 3] if i.sentence == result.sentence
            and same_unit(i, result) and is_firm(i)]  # fmt: skip
    born = [i for i in near if i.label.removesuffix("为").endswith("出生率")]
    dead = [i for i in near if i.label.removesuffix("为").endswith("死亡率")]
    return (result, (born[0],), (dead[0],)) if len(born) == len(dead) == 1 else None


def _closing(items: Sequence[Item], at: int) -> Flows | None:
    """年初结存1260吨，购进3480吨，销售3150吨，年末结存1590吨."""
    result = items[at]
    if not _CLOSE.search(result.label) or _OPEN.search(result.label):
        return None
    run = _run_before(items, at)
    opens = [n for n, i in enumerate(run) if _OPEN.search(i.label)]
    if len(opens) != 1:
        return None
    sides = _sides(run[opens[0] + 1 :])
    if sides is None or not (sides[0] or sides[1]):
        return None
    return result, (run[opens[0]], *sides[0]), sides[1]


def _net(items: Sequence[Item], at: int) -> Flows | None:
    """新登记312户，注销86户，净增226户."""
    result = items[at]
    net = _NET.search(subject(result.label))
    if net is None:
        return None
    run = _run_before(items, at)
    while run and _side(run[0]) == 0:
        run = run[1:]
    sides = _sides(run) if len(run) > 1 else None
    if sides is None or not sides[0] or not sides[1]:
        sides = _sides(_run_after(items, at), among=True) if not run else None
    if sides is None or not sides[0] or not sides[1]:
        return None
    less = net["way"] in ("净减", "净减少", "净流出", "净调出", "净迁出")
    return (result, sides[1], sides[0]) if less else (result, *sides)


_NET_OF: Final = re.compile(
    "^(?:年|实|全年|当年)?净(?P<verb>投放|回笼|入库|出库|流入|调入|购进|买入|进口|出口|上缴|拨入|划入|转入|收入)[^，]{0,4}$"
)
_GAP: Final = re.compile(
    "(?:高差|落差|相差|极差|温差|水位差|差距|差额|价差)(?:为|达|是)?$|[^，]{2,6}(?:多于|少于|大于|小于|高于|低于)[^，]{2,6}$"
)


def _net_of(items: Sequence[Item], at: int) -> Flows | None:
    """投放8640万元，收回7960万元，净投放680万元."""
    result = items[at]
    net = _NET_OF.search(subject(result.label))
    pair = [i for i in items[max(0, at - 2) : at] if i.sentence == result.sentence]
    if net is None or len(pair) != 2 or not all(same_unit(i, result) and is_firm(i) for i in pair):
        return None
    named = [i for i in pair if net["verb"] in i.label]
    if len(named) != 1:
        return None
    other = pair[0] if pair[1] is named[0] else pair[1]
    return (result, (named[0],), (other,)) if named[0].value > other.value else None


def _gap(items: Sequence[Item], at: int) -> Flows | None:
    """最高1862米，最低418米，相对高差1444米."""
    result = items[at]
    high, low = items[at - 2], items[at - 1]
    if not _GAP.search(result.label) or result.lead != "，":
        return None
    like = all(same_unit(i, result) and is_firm(i) and i.sentence == result.sentence
               for i in (high, low))  # fmt: skip
    if not like or high.clause < result.clause - 3:
        return None
    told = re.search("[多少大小高低]于(.+)$", result.label)
    if told is not None and not any(told[1] in i.label for i in (high, low)):
        return None
    high, low = (high, low) if high.value >= low.value else (low, high)
    return result, (high,), (low,)


def _run_before(items: Sequence[Item], at: int) -> list[Item]:
    """The like figures of the sentence before the result, back to one that is no flow."""
    result = items[at]
    run: list[Item] = []
    for item in reversed(items[max(0, at - _MOST) : at]):
        if item.sentence != result.sentence:
            break
        if item.depth > result.depth:
            continue
        if not same_unit(item, result):
            if item.lead == "" or item.quantity.kind in ("percent", "permille"):
                continue
            break
        if not is_firm(item):
            break
        run.insert(0, item)
        if _OPEN.search(item.label) or item.lead == "；":
            break
    return run


def _run_after(items: Sequence[Item], at: int) -> list[Item]:
    """The flows told after the net change: 净增86名，发展112名，转入18名，转出32名."""
    run: list[Item] = []
    for item in items[at + 1 : at + _MOST]:
        if item.sentence != items[at].sentence or not same_unit(item, items[at]):
            break
        if not is_firm(item) or item.depth != items[at].depth or item.lead not in "，、；":
            break
        run.append(item)
    return run


def _sides(
    run: Sequence[Item], among: bool = False
) -> tuple[tuple[Item, ...], tuple[Item, ...]] | None:
    """The flows in and out; None where one of them is neither, or parts of it are named. `among`:
    the first may be named as a part (净减612人，其中清退746人、新纳入134人)."""
    sides = [_side(i) for i in run]
    if 0 in sides or any("其中" in i.label for i in run[among:]):
        return None
    plus = tuple(i for i, side in zip(run, sides, strict=True) if side > 0)
    return plus, tuple(i for i, side in zip(run, sides, strict=True) if side < 0)


def _side(item: Item) -> int:
    """1 for what comes in, −1 for what goes out, 0 for neither or both."""
    words = item.label + item.tail[:2]
    comes, goes = _IN.search(words) is not None, _OUT.search(words) is not None
    return comes - goes
