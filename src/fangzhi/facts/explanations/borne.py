"""Whether any figures in reach bear a claim out: asked of every share, growth and mean before it is told.

A reader takes the two figures that the words point to. Words can point wrong, so where two others
nearby, several told in a row together, or figures of other units make just what is printed, the claim
was computed from those, and nothing is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, Literal

import msgspec

from fangzhi.facts.arithmetic.pools import digits, in_unit, is_value
from fangzhi.facts.bounds import Range, around
from fangzhi.facts.quantities import Quantity
from fangzhi.facts.statements import Item, same_unit

Way = Literal["share", "rise", "fall", "ratio", "mean"]
_BACK: Final = 16
_AHEAD: Final = 3
_RUN: Final = 4
"""So many figures told in a row may be meant together."""
_FEW: Final = 3
"""A claim of fewer digits comes out of too many figures: only those of its own sentence are tried."""
_MANY: Final = 4
"""With so many digits even figures of two units (doses and heads) show something."""
_NARROW: Final = Decimal("0.01")
_OVER: Final = re.compile("(?:按|以|依)[^，。；]*$")
TOGETHER: Final = re.compile("累计|合计|共|[两二三四五]|前|后|者|等|总|[和及与]")
"""Words of claims that several figures together may be meant by."""
_REST: Final = re.compile("率|[其剩]余|余下|[损耗失漏]")
"""Of these what a part leaves may be said."""
_YEAR: Final = re.compile(r"((?:1[0-9]|20)\d\d)年")
_POWERS: Final = {"百": 2, "千": 3, "万": 4}
_PER: Final = re.compile("(?:每|平均每)(?P<many>百|千|万)")


class _Side(msgspec.Struct, frozen=True):
    """A figure, or several told in a row (`first` to `last`) added up."""

    item: Item
    range: Range
    first: int
    last: int

    @property
    def alone(self) -> bool:
        return self.first == self.last


def borne(
    said: Item,
    items: Sequence[Item],
    way: Way,
    pair: Sequence[Item] = (),
    extra: Sequence[Item] = (),
) -> bool:
    """Tell whether two figures near a claim, or one of them and one of `extra`, make what it says: of
    the sentences in which the `pair` stands that it was held against; of a change between two years
    that are told, figures of those years. Two that make another claim are that one's."""
    own = digits(said.quantity)
    years = [int(y) for y in _YEAR.findall(said.label)] if way in ("rise", "fall", "ratio") else []
    apart = said.sentence - min((i.sentence for i in pair), default=said.sentence - 1)
    back = min(apart, 1) if own >= _FEW else 0
    back = 2 if extra and way == "mean" else back
    near = [*extra, *_near(said, items, back)]
    runs = way == "mean" or "率" in said.label or TOGETHER.search(said.label) is not None
    sides = [*_sides(near, said.start if runs and own >= _FEW else 0)]
    firsts = [s for s in sides if _shared_whole(said, s) is not None] if way == "mean" else sides
    others = _claims(said, items)
    return any(
        made.high - made.low <= max(abs(made.high) * _NARROW, said.quantity.step * 2)
        and made.allows(said.quantity)
        and not any(made.allows(other) for other in others)
        for first in firsts
        for second in sides
        if first is not second and (first.alone or second.alone)
        and not (way != "share" and _overlap(first, second))
        and (len(years) != 2 or _are_of(years, first, second))
        and not (way == "share" and _are_siblings(first, second, near))
        for made in _made(said, way, first, second)
    )  # fmt: skip


def _claims(said: Item, items: Sequence[Item]) -> list[Quantity]:
    """Other figures of the sentence that are said as the claim is."""
    if said.quantity.kind in ("count", "measure"):
        return []
    return [
        i.quantity for i in items
        if i is not said and i.quantity.kind == said.quantity.kind and i.sentence == said.sentence
    ]  # fmt: skip


def doubled_between(
    said: Item, items: Sequence[Item], text: str, least: Decimal, most: Decimal
) -> bool:
    """Tell whether one figure of the part of a sentence in which a claim stands is between `least` and
    `most` times another told beside it."""
    opens = max(text.rfind("；", 0, said.start), text.rfind("。", 0, said.start))
    near = [i for i in _near(said, items, 0) if opens < i.start < said.start]
    return any(
        same_unit(a, b) and a is not b and least * b.value <= a.value < most * b.value
        for at, a in enumerate(near) for b in near[max(0, at - 4) : at + 5]
    )  # fmt: skip


def _near(said: Item, items: Sequence[Item], back: int) -> list[Item]:
    at = bisect_left(items, said.start, key=lambda i: i.start)
    return [
        i for i in items[max(0, at - _BACK) : at + _AHEAD]
        if i is not said and is_value(i) and said.sentence - back <= i.sentence <= said.sentence
    ]  # fmt: skip


def _sides(near: Sequence[Item], end: int) -> Iterator[_Side]:
    """The figures, and those told in a row before `end` added up."""
    for at, first in enumerate(near):
        total = around(first.quantity)
        yield _Side(first, total, at, at)
        last = first
        for number in range(at + 1, min(at + _RUN, len(near))):
            after = near[number]
            row = same_unit(after, first) and after.sentence == last.sentence
            if not row or after.start >= end:
                break
            more = around(after.quantity)
            total = Range(total.low + more.low, total.high + more.high)
            run = [i.value for i in near[at : number + 1]]
            if max(run) * 2 != sum(run):  # a whole with its own parts is no sum
                yield _Side(first, total, at, number)
            last = after


def _are_of(years: Sequence[int], now: _Side, then: _Side) -> bool:
    told = now.item.year, then.item.year
    return set(told) == set(years) and now.alone and then.alone


def _are_siblings(first: _Side, second: _Side, near: Sequence[Item]) -> bool:
    """Tell whether two figures are both parts of a third (男a人、女b人 of n人): no share of each other."""
    if not (first.alone and second.alone and same_unit(first.item, second.item)):
        return False
    both = first.item.value + second.item.value
    return any(i.value == both and same_unit(i, first.item) for i in near)


def _overlap(a: _Side, b: _Side) -> bool:
    return a.first <= b.last and b.first <= a.last


def _made(said: Item, way: Way, one: _Side, other: _Side) -> Iterator[Range]:
    """What two sides make of each other in the way a claim is said."""
    if way == "mean":
        yield from _shared_out(said, one, other)
        return
    over = _in_unit_of(one, other, said.quantity)
    if over is None or over.low <= 0 or one.range.low < 0:
        return
    made = Range(one.range.low / over.high, one.range.high / over.low)
    kind = said.quantity.kind
    factor = 1 if kind == "times" else 1000 if kind == "permille" else 100
    if way == "ratio":
        yield _times(made, 1 if kind == "times" else factor)
    elif way == "share":
        if made.low <= 1 or "率" not in said.label[-4:]:
            yield _times(made, factor)
        if _REST.search(said.label) and one.alone and other.alone and made.high < 1:
            yield _times(Range(1 - made.high, 1 - made.low), factor)
    else:
        up = Range(made.low - 1, made.high - 1)
        yield _times(up if way == "rise" else Range(-up.high, -up.low), factor)


def _times(made: Range, factor: int) -> Range:
    return Range(made.low * factor, made.high * factor)


def _in_unit_of(one: _Side, other: _Side, said: Quantity) -> Range | None:
    """The second side in the unit of the first; counts of two kinds where the claim has many digits
    or the words say that it is the base (按人口若干计)."""
    if not other.alone or same_unit(one.item, other.item):
        return other.range if same_unit(one.item, other.item) else None
    over = in_unit(other.item, one.item.unit)
    counted = one.item.quantity.kind == other.item.quantity.kind == "count"
    if over is None and counted and said.kind in ("percent", "permille"):
        base = _OVER.search(other.item.label) is not None and digits(said) >= _FEW
        return other.range if digits(said) >= _MANY or base else None
    return over


def _shared_whole(said: Item, total: _Side) -> Range | None:
    """A side in the unit of the mean that it would be shared out to."""
    if same_unit(total.item, said):
        return total.range
    return in_unit(total.item, said.unit) if total.alone else None


def _shared_out(said: Item, total: _Side, heads: _Side) -> Iterator[Range]:
    whole = _shared_whole(said, total)
    if whole is None or heads.range.low <= 0 or same_unit(total.item, heads.item):
        return
    made = Range(whole.low / heads.range.high, whole.high / heads.range.low)
    yield made
    many = _PER.search(said.label)
    if many is not None:
        yield _times(made, 10 ** _POWERS[many["many"]])
