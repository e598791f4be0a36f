"""Figures among which a claim (占, 均, 增长 …) may have its operands: of its own paragraph, and of
the paragraphs before it in the entry."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.conversions import converted
from fangzhi.facts.arithmetic.slips import other_readings
from fangzhi.facts.bounds import Range, around
from fangzhi.facts.quantities import Quantity
from fangzhi.facts.statements import Item, find_items, is_firm, same_unit
from fangzhi.zh.units import units

_BACK: Final = 6
"""How many paragraphs back of one entry a figure may stand."""
_MOST: Final = 24
MOST_CLAIMS: Final = 150
"""Claims judged in one paragraph: none of a chronicle holds more."""
CELL: Final = -99
"""The sentence of an item out of a table: no sentence of prose has it."""
_known = lru_cache(maxsize=32)(find_items)


class Pool(msgspec.Struct, frozen=True):
    """The values (counts and measures, firm) that stand before a claim and right after it.

    `near` are those of its paragraph in order, `far` those of the paragraphs before, the nearest
    paragraph last.
    """

    near: tuple[Item, ...]
    far: tuple[Item, ...]

    @property
    def every(self) -> tuple[Item, ...]:
        """All of them, far ones first."""
        return self.far + self.near


def values_before(items: Sequence[Item], at: int) -> tuple[Item, ...]:
    """Give the values of the paragraph before the claim, and those after it in its sentence."""
    said = items[at]
    after = [i for i in items[at + 1 : at + 5] if i.sentence == said.sentence]
    return tuple(i for i in (*items[max(0, at - _MOST) : at], *after) if is_value(i))


def values_far(before: Sequence[str | Item]) -> tuple[Item, ...]:
    """Give the values of the paragraphs before, and those given as items (out of tables)."""
    found = [i for i in before if isinstance(i, Item) and i.value > 0]
    for paragraph in [p for p in before if isinstance(p, str)][-_BACK:]:
        found += [i for i in _known(paragraph) if is_value(i)][-2 * _MOST :]
    return tuple(found)


def is_value(item: Item) -> bool:
    """Tell whether a figure may be an operand."""
    return item.quantity.kind in ("count", "measure") and is_firm(item) and item.value > 0


def in_unit(item: Item, unit: str) -> Range | None:
    """The range of a figure in another unit, or in its own where both name one thing."""
    if item.unit == unit or _ALIKE.get(item.unit, item.unit) == _ALIKE.get(unit, unit):
        return around(item.quantity)
    return converted(item, unit)


_ALIKE: Final = {
    "名": "人", "位": "人", "人次": "次", "件次": "次", "家": "个", "所": "个", "处": "个", "座": "个",
    "村": "个", "公里": "千米", "平方公里": "平方千米", "公斤": "千克", "立方": "立方米", "度": "千瓦时",
    "千瓦小时": "千瓦时", "人千米": "千米", "吨千米": "千米", "人公里": "千米", "吨公里": "千米",
}  # fmt: skip


@lru_cache(maxsize=1024)
def size_of(unit: str) -> tuple[str, float]:
    """What a unit measures, and how much of it one is: 公顷 is 10000 of an area."""
    known = units().get(unit)
    name = _ALIKE.get(unit, unit)
    if known is not None and not known.shift:
        return known.dimension, float(known.ratio)
    return name, 1.0


def size(item: Item) -> tuple[str, float]:
    """What a figure measures and how much, roughly: enough to pass over most pairs."""
    dimension, weight = size_of(item.unit)
    return dimension, float(item.quantity.value) * weight


def roughly(said: Quantity) -> tuple[float, ...]:
    """Give the value as printed, and as it would be with one digit other, roughly."""
    return tuple(sorted({float(said.value), *map(float, _readings(said))}))


def is_near(value: float, sizes: tuple[float, ...], share: float = 0.06) -> bool:
    """Tell whether a value is within a share of one of the sizes (given in order)."""
    at = bisect_left(sizes, value * (1 - share))
    return at < len(sizes) and sizes[at] <= value * (1 + share)


@lru_cache(maxsize=64)
def _readings(said: Quantity) -> list[Decimal]:
    """The figure with one digit other, a digit too many in front, or two digits put in each
    other's place, in order."""
    others = list(other_readings(said))
    printed = str(abs(int(said.value / said.step))) if said.step > 0 and not said.chinese else ""
    if len(printed) > 1 and said.step < 1:
        others.append(int(printed[1:]) * said.step)  # 3.8 for 0.8
    for first, second in combinations(range(len(printed)), 2):
        if second - first > 1 and len(printed) < 6 and printed[first] != printed[second]:
            turned = list(printed)
            turned[first], turned[second] = turned[second], turned[first]
            others.append(int("".join(turned)) * said.step)
    return sorted(others)


def like(a: Item, b: Item) -> bool:
    """Tell whether two figures measure the same kind of thing, in whatever unit."""
    return same_unit(a, b) or (
        a.unit != b.unit and bool(a.unit and b.unit) and converted(a, b.unit) is not None
    )


def slips(found: Range, said: Quantity) -> bool:
    """Tell whether the printed figure, with one digit other, would be what was computed."""
    return found.allows_any(_readings(said), said.step)


def digits(said: Quantity) -> int:
    """How many digits are printed, leading noughts left out."""
    return len(str(abs(int(said.value / said.step)))) if said.step > 0 else 0


@lru_cache(maxsize=4096)
def pieces(words: str, plain: frozenset[str] = frozenset()) -> frozenset[str]:
    """Give the pairs of neighboring characters, none of them in `plain`."""
    return frozenset(
        words[k : k + 2]
        for k in range(len(words) - 1)
        if words[k] not in plain and words[k + 1] not in plain
    )
