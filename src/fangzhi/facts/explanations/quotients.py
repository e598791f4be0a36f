"""What two figures make of each other, and how well each fits as part or whole."""

from __future__ import annotations

from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import in_unit
from fangzhi.facts.arithmetic_readings.reading import Reading
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.explanations.claims import Claim
from fangzhi.facts.quantities import Quantity

_BEASTS: Final = frozenset("头只匹羽口")
"""Units in which animals are counted, of one kind or another."""


class Side(msgspec.Struct, frozen=True):
    """A figure that may be part or whole: how well it fits, whether it is surely meant, and how much
    of the name it bears."""

    reading: Reading
    fit: int
    sure: bool = False
    named: int = 0


def made_of(part: Reading, whole: Reading, said: Quantity) -> Range | None:
    """Give the share that two figures make, in the unit of `said`; None where they make none."""
    over = in_unit(whole.item, part.item.unit)
    beasts = {whole.item.unit, part.item.unit} <= _BEASTS
    people = is_people(part) and is_people(whole)
    if over is None and (whole.item.unit == "张" or beasts or people):
        over = around(whole.item.quantity)
    if over is None or over.low <= 0:
        return None
    return quotient(around(part.item.quantity), over, factor_of(said))


def is_people(reading: Reading) -> bool:
    """Tell whether a figure counts people: 129683口人 does, 537口 wells do not."""
    item = reading.item
    return item.unit in ("人", "名") or (item.unit == "口" and item.tail.startswith("人"))


def are_alike(claim: Claim, own: Reading, over: Reading) -> bool:
    """Tell whether two figures are of one kind; people on beds and ballots of voters are, of a rate."""
    if own.dimension == over.dimension or {own.item.unit, over.item.unit} <= _BEASTS:
        return True
    if is_people(own) and is_people(over):
        return True
    seated = own.item.unit in ("人", "名", "票") and over.item.unit == "张"
    return claim.rate != "" and seated and own.item.sentence == over.item.sentence


def factor_of(said: Quantity) -> int:
    """Give what a quotient is multiplied by to be told as `said`."""
    return 1000 if said.kind == "permille" else 100
