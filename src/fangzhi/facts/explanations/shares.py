"""Shares and rates: which part of which whole in reach the words mean, and whether they make it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import MOST_CLAIMS, digits
from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings
from fangzhi.facts.bounds import Range, evenly, is_well_off, quotient
from fangzhi.facts.explanations.borne import TOGETHER
from fangzhi.facts.explanations.claims import KINDS, Bound, Claim, bound_of, claim_of
from fangzhi.facts.explanations.nearest import nearest_pair
from fangzhi.facts.explanations.parts import parts_of
from fangzhi.facts.explanations.quotients import Side, factor_of, made_of
from fangzhi.facts.explanations.rates import is_known
from fangzhi.facts.explanations.search import slip_between
from fangzhi.facts.explanations.sides import (
    values_far,
    values_near,
)
from fangzhi.facts.explanations.wholes import AMONG, pairs_of, rests_of, summed, wholes_of
from fangzhi.facts.quantities import Quantity
from fangzhi.facts.statements import Item, find_items

_CLASSES: Final = frozenset("项类种样")
"""In words they count classes that are told one by one (三项合计), not what is in them."""
_NO_SIDES: Final = frozenset(("岁", "个月", "月", "届", "期间"))
"""Nothing is a share of so many."""
_AHEAD: Final = 8
_KNOWN: Final = 8
_NEEDED: Final = {2: (8, 9), 3: (5, 7), 4: (3, 5), 5: (2, 4)}
"""How well two figures must fit, by the digits of the claim, where it misses them by a likely slip of
the pen and where by another."""


class Weighed(msgspec.Struct, frozen=True):
    """A share and what it was weighed against: `part` and `whole` are None where it holds (`words`,
    where the phrase starts, is then of no use). `named` tells that the words name both."""

    said: Item
    part: Item | None
    whole: Item | None
    words: int
    named: bool = False


def weighed(text: str, before: Sequence[object]) -> Iterator[Weighed]:
    """Give every share that two figures meant bear out or contradict; of others nothing is said."""
    if not any(i.quantity.kind in KINDS for i in find_items(text)):
        return
    every = find_readings(text)
    readings = sides_of(every)
    judged = 0
    far: list[Reading] | None = None
    kin: list[tuple[Reading, Reading]] = []
    for at, said in enumerate(readings):
        quantity = said.item.quantity
        if quantity.kind not in KINDS or quantity.ranged or quantity.value <= 0:
            continue
        bound = bound_of(text, quantity)
        if quantity.approximate and quantity.kind != "portion" and not bound:
            continue
        claim = claim_of(text, readings, at)
        if claim is None or judged > MOST_CLAIMS:
            continue
        claim = msgspec.structs.replace(claim, bound=bound)
        judged += 1
        if far is None:
            far = values_far(before)
        yield from weigh(claim, readings, every, far, kin)


def sides_of(every: Sequence[Reading]) -> list[Reading]:
    """Give the readings that may be a share, a part or a whole."""
    return [
        r for r in every
        if r.item.unit not in _NO_SIDES
        and not (r.item.quantity.chinese and r.item.unit in _CLASSES)
    ]  # fmt: skip


def weigh(
    claim: Claim, readings: Sequence[Reading], every: Sequence[Reading], far: Sequence[Reading],
    kin: list[tuple[Reading, Reading]],
) -> Iterator[Weighed]:  # fmt: skip
    """Judge one claim by the figures near it and those in `far`; `kin` are pairs that bore out others."""
    values = [r for r in values_near(readings, claim.at) if r is not claim.of]
    parts = parts_of(claim, readings, values)
    wholes = wholes_of(claim, readings, values, far)
    said, item = claim.said.item.quantity, claim.said.item
    best: tuple[int, Side, Side] | None = None
    certain: list[tuple[int, Side, Side]] = []
    own = min(digits(said), 5)
    pairs = list(pairs_of(claim, parts, wholes, every, kin))
    if claim.rest:
        pairs = list(rests_of(claim, wholes, values))
    nearest = max((p.fit for _, p, w in pairs if p.sure and w.sure), default=0)
    ahead = max((f for f, p, w in pairs if p.sure and w.sure and p.fit == nearest), default=0)
    meant_ = not claim.nameless and any(
        p.sure and w.sure and w.named > 1 for _, p, w in pairs
    )  # fmt: skip
    last = _same_before(claim, readings) if claim.rate else None
    for fit, part, whole in pairs:
        if last is not None and max(part.reading.number, whole.reading.number) < last.number:
            continue
        made = made_of(part.reading, whole.reading, said)
        if made is None:
            continue
        well_off = part.sure and whole.sure and not claim.bound and _well_off(part, whole, said)
        if holds(made, said, claim.bound) and not well_off:
            other = meant_ and whole.named < 1 and claim.of is None
            if not ahead or (fit >= ahead - _behind(claim, own, ahead) and not other):
                kin.append((part.reading, whole.reading))
                yield Weighed(item, None, None, claim.words)
                return
            continue
        if part.sure and whole.sure:
            certain.append((fit, part, whole))
        elif (
            said.kind != "portion"
            and not claim.bound
            and own > 1
            and (kind := slip_between(made, said))
        ):
            tight = own - (1 if made.high - made.low > said.step * 4 and own > 2 else 0)
            if fit >= _NEEDED[tight][2 - kind] and (best is None or fit > best[0]):
                best = fit, part, whole
    certain = [c for c in certain if c[1].fit == nearest]
    top = [c for c in certain if c[0] == ahead]
    if len({(p.reading.item.value, w.reading.item.value) for _, p, w in top}) == 1:
        best = top[0]
    if best is None:
        pair = None if claim.rest or claim.bound else nearest_pair(claim, values, far)
        if (
            pair is not None
            and last is None
            and not any(pair[1] is w and pair[0] is p for p, w in kin)
        ):
            yield Weighed(item, pair[0].item, pair[1].item, claim.words)
        return
    one, over = best[1].reading, best[2].reading
    whole_told = claim.rate and any(over is r for r in summed(values))
    if not whole_told and _borne_by_more(claim, one, over, values):
        yield Weighed(item, None, None, claim.words)
        return
    named = not claim.nameless and best[1].sure and best[2].sure and best[2].named > 1
    alone = best[1].named > 1 and TOGETHER.search(claim.part) is None
    named = named or alone or claim.of is not None or AMONG.match(over.item.tail) is not None
    yield Weighed(item, one.item, over.item, claim.words, named)


def _same_before(claim: Claim, readings: Sequence[Reading]) -> Reading | None:
    """合格81艘，合格率92.0%；1990年合格率94.3%: the last claim of that name before; figures before it are
    its own."""
    return next(
        (
            r for r in reversed(readings[max(0, claim.at - 6) : claim.at])
            if r.item.quantity.kind in KINDS and claim.rate + "率" in r.words
            and claim.said.item.sentence - r.item.sentence < 2
        ), None,
    )  # fmt: skip


def _well_off(part: Side, whole: Side, said: Quantity) -> bool:
    """Tell whether only two roundings at their worst at once would make what is said."""
    one, other = part.reading.item, whole.reading.item
    printed = quotient(*evenly(one.quantity, other.quantity), factor_of(said))
    return one.unit == other.unit and printed is not None and is_well_off(printed, said)


def _behind(claim: Claim, own: int, ahead: int) -> int:
    """How much worse than the two that are surely meant others may fit and still bear it out."""
    if claim.rate and is_known(claim.rate) and ahead > _KNOWN:
        return 2
    return _AHEAD if own > 2 else _AHEAD // 2


def holds(made: Range, said: Quantity, bound: Bound = "") -> bool:
    """Tell whether what was made may be said so; of about a third a whole step more or less may."""
    if bound == "over":
        return made.high >= said.value
    if bound == "under":
        return made.low <= said.value
    if bound == "near":
        return said.value - said.step <= made.high and made.low <= said.value + said.step / 20
    if said.kind == "portion" and said.approximate:
        return made.low - said.step <= said.value <= made.high + said.step
    return made.allows(said)


def _borne_by_more(claim: Claim, part: Reading, whole: Reading, values: Sequence[Reading]) -> bool:
    """Two figures together, or one without another, bear the claim out as part or as whole."""
    said = claim.said.item.quantity
    if digits(said) < 3 or claim.bound:
        return False
    near = [
        r for r in values
        if r is not part and r is not whole and r.dimension == part.dimension
        and abs(r.item.sentence - part.item.sentence) < 2
    ][-6:]  # fmt: skip
    factor = factor_of(said)
    own, over = part.much, whole.much
    sizes = [r.much for r in near]
    ways = [own / (own + over)] + ([1 - own / over] if claim.rate else [])
    for one in sizes:
        ways += [(own + one) / over, own / (over + one), own / (own + one)]
        ways += [own / (over - one)] if over > one else []
    for one, other in combinations(sizes, 2):
        ways += [own / (one + other), (own + one + other) / over, own / (own + one + other)]
    half = float(said.step) * 0.55
    return any(abs(way * factor - float(said.value)) <= half for way in ways)
