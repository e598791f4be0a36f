"""A base and the amount it moved by, told together: 比上年的8000吨增加400吨，增长5%. No later value is
told; what follows in percent is the amount over the base."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

import msgspec

from fangzhi.facts.arithmetic_readings.growths import claim_of, rises
from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings, like_unit
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.statements import Item, is_firm

_MOVED: Final = re.compile(
    "^(?:(?:1[0-9]|20)\\d\\d年)?(?:净|又|再|共|只|仅|约)*(?:(?P<up>增加|增长|增产|增收|多|增|提高|上升|扩大|净增)|"
    "(?P<down>减少|下降|减产|减收|少|减|降低|缩小|净减))[收产出了]?$"
)


class Moved(msgspec.Struct, frozen=True):
    """`said` percent of `base` is what `by` should be; `start` is where the words of it do; `made` is
    what the two make."""

    said: Item
    by: Item
    base: Item
    start: int
    made: Range


def moved(text: str) -> Iterator[Moved]:
    """Give every claim in percent behind a base and the amount it moved by, right or wrong."""
    readings = find_readings(text)
    for base, by, said in zip(readings, readings[1:], readings[2:], strict=False):
        if base.role != "base" or not (base.is_value and by.is_value) or by.item.lead:
            continue
        way = _MOVED.match(by.item.label.strip())
        if way is None or not like_unit(base.item, by.item) or not _follows(by, said):
            continue
        claim = claim_of(said)
        if claim is None or claim.rising != (way["up"] is not None):
            continue
        made = quotient(around(by.item.quantity), around(base.item.quantity), 100)
        if made is not None:
            yield Moved(said.item, by.item, base.item, claim.start, made)


def _follows(by: Reading, said: Reading) -> bool:
    item = said.item
    near = item.sentence == by.item.sentence and item.clause - by.item.clause < 2
    return near and item.quantity.kind == "percent" and is_firm(item)


def is_borne_out(text: str, said: Item, rising: bool) -> bool:
    """Tell whether an amount and the value that it was added to, told before in this or the last
    sentence, make a growth."""
    readings = find_readings(text)
    at = bisect_left(readings, said.start, key=lambda r: r.item.start)
    near = [
        r for r in readings[max(0, at - _NEAR) : at]
        if r.is_value and said.sentence - r.item.sentence < 2
    ]  # fmt: skip
    amounts = [r for r in near if _is_amount(r)]
    values = [r for r in near if not _is_amount(r)]
    if any(_was_moved(by, base, values, said, rising) for by, base in product(amounts, values)):
        return True
    return any(
        (made := quotient(around(by.item.quantity), around(was.item.quantity), 100)) is not None
        and made.allows(said.quantity)
        for _, was, by in told_before(said, rising, near)
        if said.clause - by.item.clause < 2
    )


def told_before(
    said: Item, rising: bool, near: Sequence[Reading]
) -> Iterator[tuple[Reading, Reading, Reading]]:
    """Give each figure of the sentence with what it was before, and the amount that tells it
    (播种面积N亩，因…，较上年减少D亩，减幅P)."""
    amounts = [
        r for r in near
        if r.item.sentence == said.sentence and r.item.start < said.start
        and r.role == "change" and rises(r.words) is rising and not _PLANNED.search(r.words)
    ]  # fmt: skip
    for by in amounts:
        for now in near:
            later = now.role == "reached" or now.item.start < by.item.start
            if now is by or now.role in ("change", "base") or not later:
                continue
            if not like_unit(now.item, by.item) or not _is_beside(now, by, near):
                continue
            was = _was(now, by, rising)
            if was is not None:
                yield now, was, by


def _is_beside(now: Reading, by: Reading, near: Sequence[Reading]) -> bool:
    """Tell whether a figure stands in the sentence of the amount, or alone of its unit in the one before."""
    apart = by.item.sentence - now.item.sentence
    return apart == 0 or (
        apart == 1
        and by.own
        and sum(like_unit(r.item, by.item) for r in near if r.item.sentence >= now.item.sentence)
        == 2
    )


def _was(now: Reading, by: Reading, rising: bool) -> Reading | None:
    """What a figure was before it moved by an amount, rounded as both are."""
    one, other = now.item.quantity, by.item.quantity
    value = one.value - other.value if rising else one.value + other.value
    if value <= 0:
        return None
    exact = one.exact and other.exact
    quantity = msgspec.structs.replace(
        other, value=value, step=one.step if exact else one.step + other.step
    )
    item = msgspec.structs.replace(by.item, quantity=quantity)
    much = float(value) * now.much / float(one.value)
    return msgspec.structs.replace(now, item=item, role="base", much=much, by=by.item)


_PLANNED: Final = re.compile("计划|任务|指标|预算|目标")


_NEAR: Final = 12


def _is_amount(reading: Reading) -> bool:
    return reading.role == "change" or _MOVED.match(reading.item.label.strip()) is not None


def _was_moved(
    by: Reading, base: Reading, values: Sequence[Reading], said: Item, rising: bool
) -> bool:
    """1990年80吨，1991年增加20吨; 100吨，比1990年80吨，增加20吨: the amount is of that value."""
    if not like_unit(by.item, base.item) or base.item.start > by.item.start:
        return False
    made = quotient(around(by.item.quantity), around(base.item.quantity), 100)
    if made is None or not made.allows(said.quantity):
        return False
    after = base.item.value + (by.item.value if rising else -by.item.value)
    if any(r.item.value == after for r in values):
        return True
    return by.item.own_year and 0 < base.year < by.item.year and "比" not in by.item.label
