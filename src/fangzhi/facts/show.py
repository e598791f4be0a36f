"""Arithmetic written out for people: sums, quotients and values at the scale they were printed in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from fangzhi.facts.quantities import Quantity

_SCALES: Final = (
    ("万亿", Decimal(10) ** 12), ("亿", Decimal(10) ** 8), ("千万", Decimal(10) ** 7),
    ("百万", Decimal(10) ** 6), ("万", Decimal(10) ** 4),
)  # fmt: skip


def plain(value: Decimal) -> str:
    """Write a number without exponent or idle zeros: 100.00 → 100, 0.50 → 0.5."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def rounded(value: Decimal, step: Decimal) -> Decimal:
    """Round half up to a step such as 0.1, 1 or 10000."""
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def scale_of(quantity: Quantity) -> tuple[str, Decimal]:
    """Give the scale word printed with a quantity and its weight ("" and 1 for none)."""
    number = (
        quantity.text[: len(quantity.text) - len(quantity.unit)] if quantity.unit else quantity.text
    )
    for word, weight in _SCALES:
        if number.rstrip("余多来").endswith(word) and not quantity.chinese:
            return word, weight
    return "", Decimal(1)


def shown_like(value: Decimal, model: Quantity) -> str:
    """Write a value with the scale and the places of another quantity, unit left out."""
    word, weight = scale_of(model)
    places = max(0, -int((model.step / weight).as_tuple().exponent))
    return f"{rounded(value / weight, Decimal(1).scaleb(-places)):f}{word}"


def number_of(quantity: Quantity) -> str:
    """Give the number as printed, with its scale word and without its unit."""
    cut = len(quantity.unit) if quantity.unit and quantity.text.endswith(quantity.unit) else 0
    return quantity.text[: len(quantity.text) - cut]


def addition(parts: Sequence[Quantity], model: Quantity) -> str:
    """Write "12+86+264=362" (the sum at the scale of `model`)."""
    total = sum((q.value for q in parts), Decimal(0))
    finest = min((*parts, model), key=lambda q: q.step)
    return "+".join(number_of(q) for q in parts) + "=" + shown_like(total, finest)
