"""Which figure of a claim is the one to doubt: another pair that bears the claim out, or one operand
that a slip of the pen explains where none explains the claim itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import digits
from fangzhi.facts.arithmetic.slips import kind_of_slip, other_readings, turned_readings
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.quantities import Quantity
from fangzhi.facts.statements import Item, is_firm, same_unit, together

Makes = Callable[[Sequence[Quantity]], Range | None]
"""What the operands, in order, make; None where they make nothing."""
_NARROW: Final = Decimal("0.3")
_FINE: Final = 3
"""A claim of fewer digits comes out of too many figures to show anything."""


_FIGURES: Final = 120
"""Figures before a claim among which another that makes it is sought."""


def borne_by_other(
    said: Item,
    own: Item,
    other: Item,
    items: Sequence[Item],
    makes: Callable[[Quantity], Range | None],
) -> bool:
    """Tell whether another figure of the sentence in the place of `own`, beside `other`, makes
    what is said."""
    if digits(said.quantity) < (_FINE if said.quantity.step >= Decimal("0.1") else _FINE - 1):
        return False
    back = 0 if own.sentence == said.sentence else 2  # sought far off, so others may be meant
    at = bisect_left(items, said.start, key=lambda i: i.start)
    near = (i for i in items[max(0, at - _FIGURES) : at] if said.sentence - back <= i.sentence)
    return any(
        (found := makes(i.quantity)) is not None
        and found.allows(said.quantity)
        and found.high - found.low <= max(said.value / 50, _NARROW)
        for i in near
        if i is not own and i is not other and same_unit(i, own) and is_firm(i) and i.value > 0
    )


def borne_by_two(said: Item, total: Item, heads: Item, items: Sequence[Item]) -> bool:
    """高等小学堂2所、初等小学堂41所，学生1204人，所均28人: both kinds of heads together make it."""
    at = bisect_left(items, heads.start, key=lambda i: i.start)
    near = [
        i for i in items[max(0, at - 1) : at + 2]
        if i.sentence == said.sentence and i.start < said.start
    ]  # fmt: skip
    for first, second in pairwise(near):
        listed = second.lead == "、" and first.depth == second.depth
        if not (listed and same_unit(first, heads) and same_unit(second, heads)):
            continue
        if heads is not first and heads is not second:
            continue
        both = around(first.quantity), around(second.quantity)
        found = quotient(around(total.quantity),
                         Range(both[0].low + both[1].low, both[0].high + both[1].high), 1)  # fmt: skip
        if found is not None and found.allows(said.quantity):
            return True
    return False


def slipped(said: Item, operands: Sequence[Item], makes: Makes) -> tuple[Item, Decimal] | None:
    """The one operand that, with a digit other or two turned round, makes what is said, and what it
    would be; None where the claim itself may be the slip, or several may."""
    if digits(said.quantity) < _FINE:
        return None
    quantities = [i.quantity for i in operands]
    made = makes(quantities)
    if made is None or any(
        made.allows(msgspec.structs.replace(said.quantity, value=v))
        for v in other_readings(said.quantity)
    ):
        return None
    found = [
        (item, value)
        for at, item in enumerate(operands)
        for value in turned_readings(item.quantity)
        if (other := makes([*quantities[:at], _read(item.quantity, value), *quantities[at + 1 :]]))
        is not None
        and other.allows(said.quantity)
    ]
    return found[0] if len(found) == 1 else None


def slipped_in_sum(total: Item, parts: Sequence[Item]) -> Item | None:
    """The one figure of a sum that fails which a slip of the pen explains better than any other."""
    off = sum((p.value for p in parts), Decimal(0)) - total.value
    told = [(total, total.value + off), *((p, p.value - off) for p in parts)]
    kinds = [kind_of_slip(i.value, i.quantity.step, v) for i, v in told if not i.quantity.chinese]
    if len(kinds) < len(told) or not any(kinds) or kinds.count(max(kinds)) > 1:
        return None
    return told[kinds.index(max(kinds))][0]


def _read(quantity: Quantity, value: Decimal) -> Quantity:
    return msgspec.structs.replace(quantity, value=value)


def doubted(
    slip: tuple[Item, Decimal] | None,
    words: int,
    said: Item,
    others: Sequence[Item],
    items: Sequence[Item],
) -> tuple[int, int]:
    """Where the words in doubt are: the figure that slipped, where it is one of `items` (those of
    the text); else from the first operand that no other figure stands behind, to the claim."""
    if slip is not None and any(slip[0] is i for i in items):
        return slip[0].start, slip[0].end
    known = {i.start for i in (said, *others)}
    start = together(words, said, *others)
    first = bisect_left(items, start, key=lambda i: i.start)
    last = bisect_left(items, said.start, first, key=lambda i: i.start)
    between = [i.end for i in items[first:last] if i.start not in known
               and i.quantity.kind in ("count", "measure")]  # fmt: skip
    near = [o for o in others if not between or o.start > between[-1]]
    return together(words, said, *near), said.end
