"""Slips (笔误): whether one digit of one figure, written otherwise, makes a relation hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from fangzhi.facts.quantities import Quantity

Holds = Callable[[Sequence[Decimal]], bool]


def other_readings(quantity: Quantity) -> Iterator[Decimal]:
    """Give the values that differ by one digit, by two neighboring digits put the other way round,
    or by the place of the point."""
    if quantity.chinese or quantity.step <= 0:
        return
    digits = str(abs(int(quantity.value / quantity.step)))
    small = quantity.step < 1 <= quantity.value < 10  # 4.88 for 0.88
    for at, own in enumerate(digits):
        for other in "0123456789":
            if other != own and (other != "0" or at > 0 or len(digits) == 1 or small):
                read = int(digits[:at] + other + digits[at + 1 :])
                if read or not small:
                    yield read * quantity.step
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            turned = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            yield int(turned) * quantity.step
    if quantity.value < 1 and quantity.step < 1:  # 0.6 for 7.6
        yield from (quantity.value + other for other in range(1, 10))
    yield quantity.value * 10
    yield quantity.value / 10


def turned_readings(quantity: Quantity) -> Iterator[Decimal]:
    """Give the values with two neighboring digits put the other way round."""
    if quantity.chinese or quantity.step <= 0:
        return
    digits = str(abs(int(quantity.value / quantity.step)))
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1] and (at or digits[1] != "0"):
            turned = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            yield int(turned) * quantity.step


def likely_readings(value: Decimal, step: Decimal) -> Iterator[Decimal]:
    """Give the values with two neighboring digits turned round, one digit one more or less, or the
    point one place off."""
    if step <= 0:
        return
    printed = str(abs(int(value / step)))
    for at, own in enumerate(printed):
        after = printed[at + 1 : at + 2]
        if after and after != own and (at or after != "0"):
            yield int(printed[:at] + after + own + printed[at + 2 :]) * step
        for other in (int(own) - 1, int(own) + 1):
            if 0 <= other <= 9 and (other or at or len(printed) == 1):
                yield int(f"{printed[:at]}{other}{printed[at + 1 :]}") * step
    yield value * 10
    yield value / 10


def kind_of_slip(value: Decimal, step: Decimal, meant: Decimal) -> int:
    """Tell how likely a printed value is a slip for another: 2 where two neighboring digits are
    turned, one is one off or the point is one place off; 1 where one is otherwise or two are in
    each other's place; else 0."""
    if meant <= 0 or step <= 0 or meant % step:
        return 0
    if meant in (value * 10, value / 10):
        return 2
    said, other = str(int(value / step)), str(int(meant / step))
    if len(said) != len(other):
        return 0
    apart = [n for n, (a, b) in enumerate(zip(said, other, strict=True)) if a != b]
    if not 1 <= len(apart) <= 2:
        return 0
    one, last = apart[0], apart[-1]
    if one == last:
        return 2 if abs(int(said[one]) - int(other[one])) == 1 else 1
    if said[one] != other[last] or said[last] != other[one]:
        return 0
    return 2 if last == one + 1 else 1


def is_one_slip(quantities: Sequence[Quantity], holds: Holds) -> bool:
    """Tell whether one figure read otherwise makes `holds` true of all the values in order."""
    values = [q.value for q in quantities]
    for at, quantity in enumerate(quantities):
        for other in other_readings(quantity):
            if holds([*values[:at], other, *values[at + 1 :]]):
                return True
    return False


def slips_in_a_sum(parts: Sequence[Quantity], total: Quantity) -> bool:
    """Tell whether one digit stands between the parts and their total."""
    missing = total.value - sum((p.value for p in parts), Decimal(0))
    mended = {other - total.value + missing for other in other_readings(total)}
    if 0 in mended:
        return True
    return any(other - p.value == missing for p in parts for other in other_readings(p))
