"""What rounding allows: the range in which a quotient of printed, rounded numbers can lie."""

from __future__ import annotations

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
