"""Balances (期末=期初+增-减): flows that a sentence names together with what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.flows import listed_flows
from fangzhi.facts.arithmetic.slips import slips_in_a_sum
from fangzhi.facts.statements import Item, is_firm, same_unit, subject

_KINDS: Final = tuple((re.compile(pattern), plus, minus) for pattern, plus, minus in (
    (r"^净增(?:人口)?$|^(?:人口)?净增(?:加)?$", ("迁入", "出生"), ("迁出", "死亡")),
    (r"^(?:人口)?净减(?:少)?(?:人口)?$", ("迁出", "死亡"), ("迁入", "出生")),
    (r"^自然(?:净)?增(?:长|加)(?:人口)?$", ("出生",), ("死亡",)),
    (r"^机械(?:净)?增(?:长|加)(?:人口)?$|^净迁入(?:人口)?$", ("迁入",), ("迁出",)),
    (r"^自然(?:净)?减(?:少)?(?:人口)?$", ("死亡",), ("出生",)),
    (r"^机械(?:净)?减(?:少)?(?:人口)?$|^净迁出(?:人口)?$", ("迁出",), ("迁入",)),
    (r"结余$|结存$|节余$|盈余$", ("收入", "岁入", "上年结余", "年初结余", "结转"), ("支出", "岁出")),
    (r"^(?:不敷|赤字|亏空|短绌|超支)$", ("支出", "岁出"), ("收入", "岁入")),
    (r"^(?:年内|当年|全年|净)?(?:新增|增加|净增)$", ("余额", "年末"), ("年初", "上年末")),
    (r"^(?:实现|获|形成)?(?:外贸|贸易|进出口)?顺差$", ("出口",), ("进口",)),
    (r"^年末[^，]{0,8}$", ("年初", "上年末", "新增", "增加", "调入", "转入", "招生", "招收"),
     ("减少", "注销", "调出", "转出", "退出", "毕业")),
))  # fmt: skip
_EARLIER: Final = re.compile(
    "^(?:其中)?(?:上一?年|年初|期初|历年|去年|上期|加)[^，]{0,4}结[余存转]"
)
_ANY_RESULT: Final = re.compile(
    "净|增|机械|自然|结[余存]|节余|盈余|不敷|赤字|亏空|短绌|超支|顺差|年末"
)
_YEAR: Final = re.compile(r"^(?:1[0-9]\d\d|20\d\d)年")


class Balance(msgspec.Struct, frozen=True):
    """`result` is said to be what the `plus` flows leave after the `minus` flows."""

    result: Item
    plus: tuple[Item, ...]
    minus: tuple[Item, ...]

    @property
    def value(self) -> Decimal:
        """The plus flows less the minus flows."""
        zero = Decimal(0)
        return sum((i.value for i in self.plus), zero) - sum((i.value for i in self.minus), zero)

    @property
    def slack(self) -> Decimal:
        """What rounding alone allows."""
        halves = (i.quantity.half for i in (*self.plus, *self.minus, self.result))
        return sum(halves, Decimal(0))


def find_balances(items: tuple[Item, ...]) -> Iterator[Balance]:
    """Give each balance whose flows on both sides the sentence names, each once."""
    seen: set[int] = set()
    for at, result in enumerate(items):
        if not _ANY_RESULT.search(result.label) or _EARLIER.search(result.label):
            continue
        label = _YEAR.sub("", subject(result.label)).strip("为达到-−")
        for pattern, plus_names, minus_names in _KINDS:
            if not (pattern.search(label) or pattern.search(result.label)) or not is_firm(result):
                continue
            near = [
                i for i in items[max(0, at - _NEAR) : at]
                if i.sentence == result.sentence and same_unit(i, result) and is_firm(i)
                and i.depth == result.depth
                and not (_OVERALL.search(label) and (_HALFWAY.search(i.label) or _STOCK.search(i.label)))
            ]  # fmt: skip
            flows = _last_flows(near, plus_names, minus_names)
            if flows is not None:
                seen.add(result.start)
                yield Balance(result, *flows)
            break
    for found in listed_flows(items):
        if found[0].start not in seen:
            seen.add(found[0].start)
            yield Balance(*found)
    for at, result in enumerate(items):
        if result.start not in seen and "净" in result.label:
            yield from _net_of_two(items, at)


_NEAR: Final = 16
"""No balance names more figures than this before its result."""
_OVERALL: Final = re.compile("^(?:人口)?净[增减]")
_HALFWAY: Final = re.compile("(?:自然|机械)(?:净)?[增减][^，]{0,3}$")
"""自然增长-7人，全年净减11人: a result on the way to the whole one is no flow itself."""
_STOCK: Final = re.compile("(?:[年月期季]末|[年月]底)(?:实有|总人口|人口|共|达到|[为有达])*$")
_NET: Final = re.compile(
    "净(?P<way>增|减|流入|流出|迁入|迁出|调入|调出)(?:加|少|长)?(?:了)?[^，]{0,3}$"
)
_NO_FLOW: Final = re.compile("比|较|平均|均|占|共|合计|年末|年底|年初|现有|至|到")


def _net_of_two(items: tuple[Item, ...], at: int) -> Iterator[Balance]:
    """清退312户，新识别268户，贫困户数净减44户: two figures and what they come to, whatever they
    are called, one digit away from it."""
    result = items[at]
    net = _NET.search(result.label)
    if net is None or at < 2 or not is_firm(result) or "比" in result.label:
        return
    two = items[at - 2 : at]
    like = all(same_unit(i, result) and is_firm(i) and i.depth == result.depth for i in two)
    close = two[0].sentence == result.sentence and result.clause - two[0].clause <= 3
    third = items[at - 3] if at > 2 else None
    more = third is not None and third.sentence == result.sentence and same_unit(third, result)
    if not (like and close) or more or any(_NO_FLOW.search(i.label) for i in two):
        return
    plus, minus = sorted(two, key=lambda i: -i.value)
    slips = slips_in_a_sum([minus.quantity, result.quantity], plus.quantity)
    if slips:
        yield Balance(result, (plus,), (minus,))


def _last_flows(
    near: Sequence[Item], plus_names: tuple[str, ...], minus_names: tuple[str, ...]
) -> tuple[tuple[Item, ...], tuple[Item, ...]] | None:
    """The flows are the last things counted before the result, as many as make both sides; what
    stands before them in an earlier part of the sentence is another's."""
    for count in range(2, len(near) + 1):
        last = near[-count:]
        if (
            count < len(near)
            and last[0].lead not in "；。"
            and last[0].clause <= near[0].clause + 1
        ):
            continue
        plus, minus = _named(last, plus_names), _named(last, minus_names)
        if plus and minus and len(plus) + len(minus) == count:
            more = near[-count - 1] if count < len(near) else None
            if more is None or not any(n in more.label for n in (*plus_names, *minus_names)):
                return plus, minus
            if last[0].lead == "；":
                return plus, minus
    return None


def _named(items: Sequence[Item], names: tuple[str, ...]) -> tuple[Item, ...] | None:
    """The flows with these names; None where one name stands twice."""
    found = [[i for i in items if n in i.label] for n in names]
    if any(len(f) > 1 for f in found):
        return None
    return tuple(f[0] for f in found if f)
