"""How a change is computed, written out for evidence."""

from __future__ import annotations

from decimal import Decimal

from fangzhi.facts.arithmetic.changes import Change
from fangzhi.facts.show import number_of, plain, rounded


def division(change: Change, value: Decimal, step: Decimal, unit: str) -> str:
    """Write (current−base)÷base=… with the figures as they are printed."""
    current = number_of(change.current.quantity)
    base = plain(change.base_value) if change.by_difference else number_of(change.base.quantity)
    over = f"{current}−{base}" if change.rising else f"{base}−{current}"
    return f"（{over}）÷{base}={rounded(value, step / 10):f}{unit}"
