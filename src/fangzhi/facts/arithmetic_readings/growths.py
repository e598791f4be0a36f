"""Changes by the readings of their paragraph: which value is the later one and which the base."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from math import log2
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.changes import Change
from fangzhi.facts.arithmetic.pools import MOST_CLAIMS, slips
from fangzhi.facts.arithmetic_readings.reading import (
    Reading,
    closeness,
    find_readings,
    like_unit,
)
from fangzhi.facts.bounds import Range, around, growth
from fangzhi.facts.statements import is_firm

_UP: Final = (
    "超额|超出|超支|高出|超|提价|涨价|提速|增长|增加|增产|增收|增|上升|提高|提升|上涨|升高|升|净增|扩大|增幅|涨幅|升幅|增速|"
    "加深|加宽|加高|加长|加厚|拓宽|延长|扩宽|多出|多|高|长高|快|贵"
)
_DOWN: Final = (
    "减亏|减损|降价|减价|减排|缩减|节约|节省|节支|结余|核减|审减|节水|节电|削减|精简|下降|减少|降低|减产|减收|减|回落|下跌|缩短|"
    "缩小|下滑|下调|压减|压缩|降|降幅|减幅|跌幅|净减|少|低|浅|短|便宜|慢"
)
_CLAIM: Final = re.compile(
    rf"(?P<words>.*?)(?P<adv>(?:同比|环比|净|又|再|共|约|仅|反|相差|大幅|累计|合计|实际)*)"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|幅度?|率|开支|资金|[收产卖缴支用出])?(?:为|达到?|近)?$"
)
_YEARLY: Final = re.compile(
    r"(?:年均|平均每年|每年平均|年平均|(?<![\d上去当今本同前全次头])年|逐年)(?:递增|增长|增加|递减|下降|增速|增幅)率?(?:为|达到?)?$|(?:递增|递减)(?:率)?(?:为|达到?)?$"
)
_FALLING: Final = re.compile("递减|下降")
_THAN: Final = re.compile(
    r"(?P<head>.*?)(?<![同环])(?:比|较|与|同|低于|高于)(?P<base>.*?)(?:相比|比较)?，?$"
)
_YEAR: Final = re.compile(r"((?:1[0-9]|20)\d\d)年")
_LAST: Final = re.compile("上一?年|去年|同期|上期|年初|期初|此前|原来|以前|之前|前$")
_NOT: Final = re.compile(
    "可比|不变价|名义|扣除|同口径|逐年|占|率$|比重|比例|拉动|贡献|每年|平均|[一二三四五六七八九十\\d]年[间内来]|分别|各自|计划|任务"
)
_PLANNED: Final = re.compile("概算|预算|计划|送审|标底|控制价|估算|限价|目标|申报")
_SPENT: Final = re.compile("决算|实际|审定|结算|中标|支付|完成|竣工|成交|采购")
_SPARED: Final = re.compile("节约|节省|节支|结余|核减|审减|超支|减少")
_BACK: Final = 40


class Yearly(msgspec.Struct, frozen=True):
    """`said` should be the yearly growth from `base` to `current` over `years` years; `made` is."""

    said: Reading
    current: Reading
    base: Reading
    years: int
    made: Decimal


class Claim(msgspec.Struct, frozen=True):
    """A change as said: of what (`head`), over what (`than`), which way; `start` is where its words do."""

    said: Reading
    head: str
    than: str | None
    rising: bool
    verb: str
    start: int


def read_changes(text: str, told: frozenset[int]) -> Iterator[Change]:
    """Give the changes not in `told` (starts) that the two values meant do not make."""
    readings = find_readings(text)
    judged = 0
    for at, reading in enumerate(readings):
        if reading.item.start in told or not is_firm(reading.item) or reading.item.value <= 0:
            continue
        claim = claim_of(readings, at)
        if claim is None or judged > MOST_CLAIMS:
            continue
        judged += 1
        current, base, sure = _operands(claim, readings, at)
        if current is None or base is None or not _may_pair(current, base):
            continue
        own = reading.item.own_year and claim.than is None and current.year
        if own and current.year != reading.item.year:
            continue  # 2016年增长15%，told behind the figure of 2017
        made = change_made(claim, current, base)
        if made is None or _bears(made, reading):
            continue
        if _fits_else(claim, current, base, readings[max(0, at - _BACK) : at + 3]):
            continue
        value = reading.item.value
        alike = made.low <= value * 3 and value <= made.high * 3
        if (sure and alike) or slips(made, reading.item.quantity):
            yield Change(
                reading.item, current.item, base.item, claim.rising, claim.start, False, True
            )


def claim_of(readings: Sequence[Reading], at: int) -> Claim | None:
    """Give the change that a figure is said to be, None where it is none."""
    said = readings[at]
    if said.item.quantity.kind == "doublings":
        turned = re.search("翻了?$", said.words)
        start = said.item.start - 1
        return Claim(said, "", None, True, "翻", start) if turned is not None else None
    if said.item.quantity.kind not in ("percent", "times", "count", "measure"):
        return None
    if said.role in ("base", "reached"):
        return None
    found = _CLAIM.fullmatch(said.words.strip())
    if found is None or _YEARLY.search(said.words):
        return None
    words = found["words"]
    if _NOT.search(words):
        return None
    than = _THAN.fullmatch(words)
    head, base = (than["head"], than["base"]) if than is not None else (words, None)
    head = _YEAR.sub("", head).strip("年末底的，")
    start = said.item.start - len(said.words) + found.start("adv")
    rising, verb = found["up"] is not None, found["up"] or found["down"]
    return Claim(said, head, base, rising, verb, start)


def _operands(
    claim: Claim, readings: Sequence[Reading], at: int
) -> tuple[Reading | None, Reading | None, bool]:
    """Later value, base, and whether the words make both sure."""
    before = readings[max(0, at - _BACK) : at]
    last = readings[at - 1] if at else None
    if last is not None and claim.said.item.lead == "" and last.role == "base" and last.is_value:
        current = _current_of_base(last, before[:-1])
        return current, last, current is not None
    if claim.than is None and _SPARED.search(claim.verb):
        return _spared(before, claim)
    current = _current(claim, before)
    if current is None:
        return None, None, False
    base, sure = _base(claim, current, before)
    return current, base, sure


def _current_of_base(base: Reading, before: Sequence[Reading]) -> Reading | None:
    """N，比上年的M增长P: the value right before, of the name that stands before 比, if any."""
    for reading in reversed(before[-6:]):
        item = reading.item
        if item.sentence != base.item.sentence or base.item.clause - item.clause > 2:
            return None
        if not reading.is_value or reading.role in ("base", "change"):
            continue
        if not like_unit(item, base.item) or item.depth != base.item.depth:
            continue
        if base.own and not _same_head(base.head, reading):
            return None
        return reading
    return None


def _same_head(head: str, reading: Reading) -> bool:
    return closeness(head, reading.head) >= 2 or head in ("现价", "价格", "金额", "数量", "")


def _spared(before: Sequence[Reading], claim: Claim) -> tuple[Reading | None, Reading | None, bool]:
    """概算11.8亿元、决算11.2亿元，节约5.1%."""
    near = [r for r in before if r.is_value and r.item.sentence == claim.said.item.sentence
            and claim.said.item.clause - r.item.clause <= 3]  # fmt: skip
    planned = [r for r in near if _PLANNED.search(r.words)][-1:]
    spent = [r for r in near if _SPENT.search(r.words) and not _PLANNED.search(r.words)][-1:]
    if not planned or not spent:
        return None, None, False
    return spent[0], planned[0], True


def _current(claim: Claim, before: Sequence[Reading]) -> Reading | None:
    said = claim.said.item
    amount = said.quantity.kind in ("count", "measure")
    for reading in reversed(before):
        item = reading.item
        if item.sentence < said.sentence - (1 if claim.head else 0):
            return None
        if not reading.is_value or reading.role in ("base", "change") or item.depth != said.depth:
            continue
        if amount and not like_unit(item, said):
            continue
        if claim.head:
            if closeness(claim.head, reading.head) >= 2:
                return reading
            continue
        return reading if said.clause - item.clause <= 3 else None
    return None


def _base(claim: Claim, current: Reading, before: Sequence[Reading]) -> tuple[Reading | None, bool]:
    kin = [r for r in before if r is not current and r.is_value and r.role != "change"
           and like_unit(r.item, current.item)]  # fmt: skip
    same = [r for r in kin if r.head == current.head or closeness(r.head, current.head) >= 3]
    than = claim.than
    year = _YEAR.search(than) if than else None
    if year is not None:
        found = [r for r in same if r.year == int(year[1])]
        return (found[-1], True) if len({r.item.value for r in found}) == 1 else (None, False)
    if than and not _LAST.search(than):
        named = re.sub("^全[县市镇乡村]", "", than).strip("的")
        found = [r for r in kin if closeness(named, r.head) >= 3 or r.words.endswith(named)]
        ok = len(named) > 1 and len({r.item.value for r in found}) == 1
        return (found[-1], True) if ok else (None, False)
    if than:
        found = [r for r in same if r.item.start < current.item.start and
                 (r.year == current.year - 1 or _LAST.search(r.words))]  # fmt: skip
        return (found[-1], bool(_LAST.search(found[-1].words))) if found else (None, False)
    paired = [r for r in same if r.item.sentence == current.item.sentence
              and r.item.start < current.item.start]  # fmt: skip
    if not paired:
        return None, False
    base = paired[-1]
    sure = base.role == "base" and current.role == "reached" and not current.own
    follows = current.role == "reached" and not current.own and base.role == "plain"
    return base, sure or (follows and current.item.clause - base.item.clause <= 1)


def _may_pair(current: Reading, base: Reading) -> bool:
    return like_unit(current.item, base.item) and current is not base


def change_made(claim: Claim, current: Reading, base: Reading) -> Range | None:
    """Give what the two figures make of a change, None where they make none."""
    now, then = around(current.item.quantity), around(base.item.quantity)
    said = claim.said.item
    if said.quantity.kind in ("count", "measure"):
        if not like_unit(said, base.item):
            return None
        first, second = (now, then) if claim.rising else (then, now)
        return Range(first.low - second.high, first.high - second.low)
    found = growth(now, then)
    if found is None:
        return None
    if said.quantity.kind == "doublings":
        return _doublings(found)
    if said.quantity.kind == "times":
        found = Range(found.low / 100, found.high / 100)
    return found if claim.rising else Range(-found.high, -found.low)


def _bears(made: Range, said: Reading) -> bool:
    if said.item.quantity.kind == "doublings":
        return made.low <= said.item.value <= made.high
    return made.allows(said.item.quantity)


def _doublings(found: Range) -> Range | None:
    """How many times doubled: four times as much is twice, up to half as much again let pass."""
    times = (found.low + found.high) / 200 + 1
    if times <= 0:
        return None
    folds = Decimal(str(log2(float(times))))
    return Range(folds - Decimal("0.58"), folds + Decimal("0.05"))


def _fits_else(claim: Claim, current: Reading, base: Reading, near: Sequence[Reading]) -> bool:
    """Another value beside one of the two makes the change as it is printed."""
    for other in near:
        if not other.is_value or other is current or other is base:
            continue
        for pair in ((current, other), (other, base)):
            if not _may_pair(*pair):
                continue
            made = change_made(claim, *pair)
            if made is not None and _bears(made, claim.said):
                return True
    return False


def read_yearly(text: str) -> Iterator[Yearly]:
    """Give the yearly rates of growth (年均递增) that first and last value do not make over the years
    between, one more or one fewer."""
    readings = find_readings(text)
    for at, said in enumerate(readings):
        item = said.item
        if item.quantity.kind != "percent" or not is_firm(item) or not _YEARLY.search(said.words):
            continue
        pair = _first_and_last(readings, at)
        if pair is None:
            continue
        current, base, years = pair
        rates = {n: _rate(current, base, n) for n in (years, years - 1, years + 1) if n > 0}
        falling = bool(_FALLING.search(said.words)) or rates[years] < 0
        value = -item.value if falling and rates[years] < 0 else item.value
        slack = item.quantity.step * Decimal("0.6")
        if any(abs(made - value) <= slack for made in rates.values()):
            continue
        made = rates[years]
        alike = made <= value * 3 and value <= made * 3
        slack = Decimal("0.1")
        if made * value > 0 and (
            alike or slips(Range(abs(made) - slack, abs(made) + slack), item.quantity)
        ):
            yield Yearly(said, current, base, years, made)


def _rate(current: Reading, base: Reading, years: int) -> Decimal:
    ratio = float(current.item.value / base.item.value)
    return Decimal(str((ratio ** (1 / years) - 1) * 100))


_SPAN: Final = re.compile(
    r"(?P<n>[二两三四五六七八九十]{1,2}|\d{1,2})年(?:间|来|内|中)?(?:年均|平均|递增)"
)
_HEAD: Final = re.compile(
    r"^(?:同期|其间|期间)|(?:年均|平均每年|年平均|[二两三四五六七八九十\d]*年).*$|递[增减].*$"
)
_NUMERALS: Final = "零一二三四五六七八九十"


def _first_and_last(readings: Sequence[Reading], at: int) -> tuple[Reading, Reading, int] | None:
    """由2005年的M增加到2020年的N，…，年均递增P."""
    said = readings[at]
    near = [r for r in readings[max(0, at - 10) : at] if r.item.sentence == said.item.sentence
            and r.item.depth == said.item.depth]  # fmt: skip
    head = _HEAD.sub("", said.words)
    values = [r for r in near if r.is_value and r.role != "change"]
    for base, current in reversed([*pairwise(values)]):
        if base.role != "base" or current.role != "reached" or current.own:
            if not head and current.own and current.role == "plain":
                return None  # another subject has begun
            continue
        if not like_unit(current.item, base.item) or current.head != base.head:
            continue
        if head and closeness(head, current.head) < 2:
            continue
        years = current.year - base.year if current.year and base.year else 0
        told = _SPAN.search(said.words)
        if told is not None:
            word = told["n"].replace("两", "二")
            count = int(word) if word.isdigit() else _NUMERALS.find(word)
            years = count if count > 1 else years
        return (current, base, years) if 1 < years < 120 else None
    return None
