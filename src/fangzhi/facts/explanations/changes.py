"""Growth and differences: which later and which earlier figure in reach were held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from fangzhi.facts.arithmetic.changes import Change
from fangzhi.facts.arithmetic.pools import MOST_CLAIMS, digits
from fangzhi.facts.arithmetic_readings.growths import Claim, change_made, claim_of
from fangzhi.facts.arithmetic_readings.reading import Reading, closeness, find_readings, like_unit
from fangzhi.facts.bounds import Range, around, growth
from fangzhi.facts.explanations.search import Meant, Side, meant
from fangzhi.facts.explanations.sides import is_mean, named, placed, plain_name, values_near
from fangzhi.facts.statements import is_firm

_YEAR: Final = re.compile(r"((?:1[0-9]|20)\d\d)年")
_LAST: Final = re.compile("上一?年|去年|同期|上期|年初|期初|此前|原来|以前|之前|前$|常年|历年|往年")
_APART: Final = re.compile("^(?:两者|二者|两项|两数|前后)?(?:相差|差)$")
_MOST: Final = 14


def changed(text: str, told: frozenset[int]) -> Iterator[Change]:
    """Give the changes not in `told` (starts) that the two figures meant do not make."""
    readings = find_readings(text)
    judged = 0
    for at, said in enumerate(readings):
        if said.item.start in told or not is_firm(said.item) or said.item.value <= 0:
            continue
        if digits(said.item.quantity) < 2 or judged > MOST_CLAIMS:
            continue
        claim = claim_of(readings, at)
        if claim is None or claim.said.item.quantity.kind == "doublings":
            continue
        judged += 1
        found = _found(claim, readings, at)
        if found is not None:
            current, base = found.first.item, found.second.item
            yield Change(said.item, current, base, claim.rising, claim.start, False, True)


def _found(claim: Claim, readings: Sequence[Reading], at: int) -> Meant | None:
    said = readings[at]
    values = [r for r in values_near(readings, at) if not is_mean(r) or is_mean(said)][-_MOST:]
    amount = said.item.quantity.kind in ("count", "measure")
    if amount:
        values = [r for r in values if like_unit(r.item, said.item)]
    currents = [Side(r, _current(claim, r, said, values)) for r in values]
    bases = [Side(r, _base(claim, r, said, values)) for r in values]
    factor = 100 if said.item.quantity.kind == "percent" else 1
    sign = 1 if claim.rising else -1

    def rough(now: Reading, then: Reading) -> float:
        if amount:
            return float(now.item.value - then.item.value) * sign
        return (now.much - then.much) * sign / then.much * factor if then.much else 0.0

    return meant(
        said.item.quantity,
        (
            (a, b, _together(claim, a.reading, b.reading))
            for a in currents if a.fit > 0 for b in bases if b.reading is not a.reading
            and like_unit(a.reading.item, b.reading.item)
        ),
        rough,
        lambda a, b: change_made(claim, a, b),
        () if amount else (lambda a, b: _over_current(claim, a, b, factor),),
        12,
    )  # fmt: skip


def _over_current(claim: Claim, now: Reading, then: Reading, factor: int) -> Range | None:
    """The change over the later figure: the commonest way to miscompute it."""
    made = growth(around(then.item.quantity), around(now.item.quantity))
    if made is None:
        return None
    low, high = sorted((made.low * factor / 100, made.high * factor / 100))
    return Range(-high, -low) if claim.rising else Range(low, high)


def _current(claim: Claim, r: Reading, said: Reading, values: Sequence[Reading]) -> int:
    fit = placed(r, said, values) - (2 if r.role in ("base", "change") else 0)
    head = plain_name(claim.head)
    return fit + (named(head, r) if head else 0)


def _base(claim: Claim, r: Reading, said: Reading, values: Sequence[Reading]) -> int:
    fit = min(placed(r, said, values), 1) + (2 if r.role == "base" else 0)
    if r.role == "change":
        return fit - 3
    if claim.than is None:
        return fit
    year = _YEAR.search(claim.than)
    if year is not None:
        return fit + (3 if r.year == int(year[1]) else -2 if r.year else 0)
    if _LAST.search(claim.than):
        return fit + (3 if _LAST.search(r.words) else 0)
    name = plain_name(claim.than)
    return fit + (2 * named(name, r) if name else 0)


def _together(claim: Claim, now: Reading, then: Reading) -> int:
    fit = (
        3 if now.role == "reached" and then.role == "base" and now.number == then.number + 1 else 0
    )
    other = claim.than is not None and not _YEAR.search(claim.than) and not _LAST.search(claim.than)
    if other:
        return fit
    alike = closeness(plain_name(then.head), plain_name(now.head))
    if alike >= 3 or not now.own or not then.own:
        fit += 2
    elif alike == 0:
        fit -= 4
    if claim.than and _LAST.search(claim.than) and now.year and then.year == now.year - 1:
        fit += 2
    return fit
