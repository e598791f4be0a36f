"""What rounding allows: the range in which a quotient of printed, rounded numbers can lie."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from fangzhi.facts.quantities import Quantity


class Range(msgspec.Struct, frozen=True):
    """Every value between `low` and `high`, both included."""

    low: Decimal
    high: Decimal

    def allows(self, said: Quantity) -> bool:
        """Tell whether the printed value can be a rounding, or a cutting off, of one in here."""
        half = said.step / 2
        if self.low - half <= said.value <= self.high + half:
            return True
        middle = (self.low + self.high) / 2
        return said.value <= middle < said.value + said.step

    def allows_any(self, values: Sequence[Decimal], step: Decimal) -> bool:
        """Tell whether one of the values (in order), each printed to a place of that weight, may be
        of here."""
        half, middle = step / 2, (self.low + self.high) / 2
        at = bisect_left(values, self.low - half)
        if at < len(values) and values[at] <= self.high + half:
            return True
        at = bisect_right(values, middle)
        return at > 0 and middle < values[at - 1] + step


def around(quantity: Quantity) -> Range:
    """The values that print as this quantity."""
    return Range(quantity.value - quantity.half, quantity.value + quantity.half)


def quotient(part: Range, whole: Range, factor: int) -> Range | None:
    """Range of part ÷ whole × factor; None where the whole may be nothing."""
    if whole.low <= 0 or part.low < 0:
        return None
    return Range(part.low / whole.high * factor, part.high / whole.low * factor)


def growth(current: Range, base: Range) -> Range | None:
    """Range of (current − base) ÷ base in percent; None where the base may be nothing."""
    if base.low <= 0:
        return None
    return Range(
        (current.low - base.high) / base.high * 100, (current.high - base.low) / base.low * 100
    )


def evenly(a: Quantity, b: Quantity) -> tuple[Range, Range]:
    """The ranges of two figures read as printed to the same place: 18.9万 beside 21万 (= 21.0万).

    A whole number beside one with decimals is as a rule one whose nought was left out.
    """
    step = min(a.step, b.step)
    first = Decimal(0) if a.exact else step / 2
    second = Decimal(0) if b.exact else step / 2
    return Range(a.value - first, a.value + first), Range(b.value - second, b.value + second)


def is_well_off(found: Range, said: Quantity) -> bool:
    """Tell whether a printed percentage misses what two figures make by so much (1.5 points and a
    twentieth of itself) that rounding is an unlikely reason: two roundings at their worst at once
    are, so three quarters of that is allowed (their errors add up as squares)."""
    middle, width = (found.low + found.high) / 2, (found.high - found.low) / 2
    miss = abs(said.value - middle)
    allowed = width * 3 / 4 + said.step / 2
    return miss > allowed and miss >= Decimal("1.5") and miss * 20 >= abs(middle)
