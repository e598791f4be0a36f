"""Conversions (换算): a quantity and the same in another unit, in brackets or after 折, 合."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from fangzhi.facts.bounds import Range, around
from fangzhi.facts.statements import Item
from fangzhi.zh.units import convert, units

_BETWEEN: Final = re.compile(
    r"[”’」』]?(?:[（(](?:约?[折合]+|约|即|计)?|，?(?:折合|折|合|约合|即))(?:约|计|为)?$"
)
_ENDS: Final = "".join(sorted({re.escape(unit[-1]) for unit in units()}))
RESTATED: Final = (
    r"[（(折合即](?=(?:约?[折合]+|约|即|计)?(?:每?(?:亩|公顷)[均产]?产?量?)?[约计为]?[-−－]?"
    r"[\d一二三四五六七八九十百千万亿两零〇])"
    rf"(?:{'|'.join(f'(?<=[{_ENDS}](?s:.{{{n}}}).)' for n in range(6))})"
)
"""A quick pattern that matches in every text that holds a conversion."""
_AGAIN: Final = frozenset("（(")


class Conversion(msgspec.Struct, frozen=True):
    """`first` restated as `second`, whose value should lie in `expected` (in its unit)."""

    first: Item
    second: Item
    expected: Range


def find_conversions(text: str, items: tuple[Item, ...]) -> Iterator[Conversion]:
    """Give every quantity that is restated in another unit of the same dimension."""
    for first, second in pairwise(items):
        between = text[first.end : second.start]
        per_area = _yield_per_mu(first, second, between)
        if per_area is not None:
            yield per_area
            continue
        if len(between) > 6 or not _BETWEEN.search(between):
            continue
        if first.quantity.ranged or second.quantity.ranged:
            continue
        if first.unit == second.unit and not _is_rescaled(first, second, between):
            continue
        if _is_told_otherwise(text, first, second):
            continue
        listed = _respective(text, items, first, second)
        expected = converted(listed or first, second.unit)
        if expected is not None:
            yield Conversion(listed or first, second, expected)
    for first, second, third in zip(items, items[1:], items[2:], strict=False):
        again = third.depth == second.depth == first.depth + 1 and third.lead in ("、", "，", "；")
        between = text[first.end : second.start]
        if not again or len(third.label) > 3 or len(between) > 6 or not _BETWEEN.search(between):
            continue  # 8.4万亩（56平方公里、5600公顷）
        told = third.unit != first.unit and not (first.quantity.ranged or third.quantity.ranged)
        expected = converted(first, third.unit) if told else None
        if expected is not None and converted(second, first.unit) is not None:
            yield Conversion(first, third, expected)


_OF_EACH: Final = re.compile(r"每[^，。；：\d]{1,6}$")
_JOINED: Final = re.compile("[又零]$")
_AND: Final = re.compile("[、和及][^，。；、和及]{0,4}$")
_RATE_FAR: Final = 60


def _is_told_otherwise(text: str, first: Item, second: Item) -> bool:
    """The unit's own rate is told (当地每石折72千克，合43.2吨; 营造里每里0.576千米), or the first is
    but the end of an amount (四十八公里又三百公尺，即48.3千米)."""
    if _JOINED.search(text, max(0, first.start - 1), first.start):
        return True
    if second.value == 1 and text[second.end : second.end + 1] in ("为", "是", "等", "合", "折"):
        return True  # 25丈，合83.3米（一丈为…）
    apart = text[first.end] not in _AGAIN
    if apart and _OF_EACH.search(text, max(0, first.start - 8), first.start):
        return True
    rate = re.compile(
        rf"(?:[每1一]){re.escape(first.unit)}[^，。；\d]{{0,6}}(\d+(?:\.\d+)?)([一-鿿]{{1,4}})"
    )
    told = rate.search(text, max(0, first.start - _RATE_FAR), first.start) if first.unit else None
    return told is not None and not _is_the_common_rate(first.unit, Decimal(told[1]), told[2])


def _is_the_common_rate(unit: str, value: Decimal, words: str) -> bool:
    """每担按50公斤计: the rate is told, and is the one that everybody uses."""
    known = units()
    other = next((words[:n] for n in range(len(words), 0, -1) if words[:n] in known), "")
    if unit not in known or not other or known[unit].dimension != known[other].dimension:
        return False
    return abs(convert(value, other, unit) - 1) < Decimal("0.01")


def _respective(text: str, items: tuple[Item, ...], first: Item, second: Item) -> Item | None:
    """墙周360丈、高1.8丈，合1200米、6米: as many after as before, one for one."""
    at = items.index(second)
    after = [second]
    for item in items[at + 1 :]:
        if item.unit != second.unit or not _AND.fullmatch(text, after[-1].end, item.start):
            break
        after.append(item)
    before = [first]
    for item in reversed(items[: at - 1]):
        if item.unit != first.unit or not _AND.fullmatch(text, item.end, before[-1].start):
            break
        before.append(item)
    return before[-1] if len(after) == len(before) > 1 else None


_PER_HECTARE: Final = re.compile("(?:每公顷|公顷产|公顷均)[^，。；]{0,6}$")
_PER_MU: Final = re.compile("^[（(，](?:折合?|约?合|即)?(?:每亩|亩产|亩均)产?量?(?:约|为)?$")


_PER_MU_FIRST: Final = re.compile("(?:每亩|亩产|亩均)[^，。；]{0,6}$")
_TO_HECTARE: Final = re.compile("^[（(，](?:折合?|约?合|即|约)?(?:每公顷|公顷)产?量?(?:约|为)?$")


def _yield_per_mu(first: Item, second: Item, between: str) -> Conversion | None:
    """每公顷产量9000千克（亩产600千克）: a hectare is 15 mu."""
    if _PER_MU_FIRST.search(first.label) and _TO_HECTARE.search(between):
        own = converted(first, second.unit)
        firm = not (first.quantity.ranged or second.quantity.ranged)
        return (
            Conversion(first, second, Range(own.low * 15, own.high * 15)) if own and firm else None
        )
    if not (_PER_MU.search(between) and _PER_HECTARE.search(first.label)):
        return None
    whole = converted(first, second.unit)
    if whole is None or first.quantity.ranged or second.quantity.ranged:
        return None
    return Conversion(first, second, Range(whole.low / 15, whole.high / 15))


def _is_rescaled(first: Item, second: Item, between: str) -> bool:
    """1.2亿立方米（1200万立方米）: the same digits, another scale, and the wrong power of ten."""
    if first.unit.endswith("元") and re.search("旧(?:人民)?币|旧制|旧版", first.label):
        return False  # ten thousand old yuan are one new
    if first.value <= 0 or second.value <= 0 or first.unit == "" or between[0] not in "（(，合折即":
        return False
    digits = [str((i.value).normalize().as_tuple().digits) for i in (first, second)]
    scales = [_SCALE_WORDS.findall(i.quantity.text) for i in (first, second)]
    return digits[0] == digits[1] and scales[0] != scales[1]


_SCALE_WORDS: Final = re.compile("[千万亿]")


def converted(item: Item, unit: str) -> Range | None:
    """The range of a quantity in another unit; None where the units measure different things."""
    table = units()
    if item.unit == unit:
        return around(item.quantity)
    if item.unit not in table or unit not in table:
        return None
    if table[item.unit].dimension != table[unit].dimension or table[unit].shift:
        return None
    own = around(item.quantity)
    return _in(own.low, own.high, item.unit, unit)


@lru_cache(maxsize=4096)
def _in(low: Decimal, high: Decimal, unit: str, to: str) -> Range:
    return Range(convert(low, unit, to), convert(high, unit, to))


def is_far(conversion: Conversion, approximate: Decimal, stated: Decimal) -> bool:
    """Tell whether the second value is off by more than rounding and a share of itself."""
    second, expected = conversion.second.quantity, conversion.expected
    if expected.allows(second):
        return False
    middle = (expected.low + expected.high) / 2
    vague = second.approximate or conversion.first.quantity.approximate
    return abs(second.value - middle) > middle * (approximate if vague else stated)
