"""Doublings told with the figure reached (翻了一番，达1668万元) or said anew in multiples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic_readings.reading import (
    Reading,
    closeness,
    find_readings,
    like_unit,
)
from fangzhi.facts.explanations.sides import plain_name
from fangzhi.facts.statements import Item

_TURNED: Final = re.compile("翻(?:了)?$")
_THEN: Final = re.compile("^(?:，)?(?:即|增)?(?:达到?|为|增至|升至|增加到|发展到|有)$")
_VAGUE: Final = re.compile("^[^，。；]{0,2}[多余]|有余|以上|[近约]$")
_EXACT: Final = re.compile("正好|恰好|刚好|整整|恰恰|整")
_YEAR: Final = re.compile(r"((?:1[0-9]|20)\d\d)年")
_SLACK: Final = Decimal("0.03")
_BACK: Final = 8


class Doubled(msgspec.Struct, frozen=True):
    """`reached` should be `base` doubled as often as `said` tells: `times` as much."""

    said: Item
    base: Item
    reached: Item
    times: Decimal


def doubled(text: str) -> Iterator[Doubled]:
    """Give the figures reached by a doubling that are less than the base doubled, or by far more."""
    readings = find_readings(text)
    for at, said in enumerate(readings[:-1]):
        quantity = said.item.quantity
        if quantity.kind != "doublings" or quantity.approximate or not _TURNED.search(said.words):
            continue
        reached = readings[at + 1]
        if _VAGUE.search(text[said.item.end : reached.item.start]) or not _follows(said, reached):
            continue
        base = _base(said, reached, readings[max(0, at - _BACK) : at])
        if base is None:
            continue
        times = Decimal(2) ** quantity.value
        made = reached.item.value / base.item.value
        exact = _EXACT.search(said.words) is not None
        most = times * (Decimal("1.01") if exact else Decimal("1.3"))
        least = times * (Decimal("0.99") if exact else 1 - _SLACK)
        if not least <= made <= most and made < times * 10:
            yield Doubled(said.item, base.item, reached.item, times)


def _follows(said: Reading, reached: Reading) -> bool:
    item = reached.item
    near = item.clause == said.item.clause + 1 and item.sentence == said.item.sentence
    return near and reached.is_value and _THEN.match(item.label.strip()) is not None


def _base(said: Reading, reached: Reading, before: Sequence[Reading]) -> Reading | None:
    """The one figure of its unit before, or that of the year named, or the last of its name."""
    like = [r for r in before if r.is_value and like_unit(r.item, reached.item)
            and r.role != "change" and r.item.sentence >= said.item.sentence - 1]  # fmt: skip
    years = _YEAR.findall(said.words)
    if len(years) > 1:  # 1991年在1987年的基础上
        named = [r for r in like if r.year == int(years[-1])]
        return named[-1] if named else None
    head = plain_name(reached.head)
    kin = [r for r in like if not head or closeness(plain_name(r.head), head) >= 2]
    return like[0] if len(like) == 1 else kin[-1] if kin else None
