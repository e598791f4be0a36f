"""Conversions (换算): a quantity and the same in another unit, in brackets or after 折, 合."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
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
    rf"[{_ENDS}](?s:.{{0,5}}?)[（(折合即](?:约?[折合]+|约|即|计)?[约计为]?[-−－]?"
    r"[\d一二三四五六七八九十百千万亿两零〇]"
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
        if len(between) > 6 or not _BETWEEN.search(between):
            continue
        if first.quantity.ranged or second.quantity.ranged or first.unit == second.unit:
            continue
        expected = converted(first, second.unit)
        if expected is not None:
            yield Conversion(first, second, expected)


def converted(item: Item, unit: str) -> Range | None:
    """The range of a quantity in another unit; None where the units measure different things."""
    table = units()
    if item.unit not in table or unit not in table:
        return None
    if table[item.unit].dimension != table[unit].dimension or table[unit].shift:
        return None
    own = around(item.quantity)
    return Range(convert(own.low, item.unit, unit), convert(own.high, item.unit, unit))


def is_far(conversion: Conversion, approximate: Decimal, stated: Decimal) -> bool:
    """Tell whether the second value is off by more than rounding and a share of itself."""
    second, expected = conversion.second.quantity, conversion.expected
    if expected.allows(second):
        return False
    middle = (expected.low + expected.high) / 2
    vague = second.approximate or conversion.first.quantity.approximate
    return abs(second.value - middle) > middle * (approximate if vague else stated)
