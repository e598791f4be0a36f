"""Seek the two figures that a claim was computed from: where some two bear it out nothing is wrong;
where two that fit by their words, units and places miss it by a slip of the pen, they are meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import digits, is_near, roughly
from fangzhi.facts.arithmetic.slips import likely_readings, other_readings
from fangzhi.facts.arithmetic_readings.reading import Reading
from fangzhi.facts.bounds import Range
from fangzhi.facts.quantities import Quantity

Makes = Callable[[Reading, Reading], Range | None]
Rough = Callable[[Reading, Reading], float]
_CLOSE: Final = 0.03
_NEEDED: Final = {2: (6, 7), 3: (4, 5), 4: (3, 5), 5: (2, 4)}
"""How well two figures must fit, by the digits of the claim: where a digit is turned or one off, and
where it is otherwise a slip. Few digits come out of many figures by chance."""


_CERTAIN: Final = 9
"""Fitting so well, two figures are meant whatever they make."""


_WRONGLY: Final = 3


class Side(msgspec.Struct, frozen=True):
    """A figure that may be one of the two, and how well it fits."""

    reading: Reading
    fit: int


class Meant(msgspec.Struct, frozen=True):
    """The two figures that a claim is computed from, and what they make."""

    first: Reading
    second: Reading
    made: Range


def meant(
    said: Quantity,
    pairs: Iterable[tuple[Side, Side, int]],
    rough: Rough,
    makes: Makes,
    wrongly: Sequence[Makes] = (),
    certain: int = _CERTAIN,
    far: float = 0.3,
) -> Meant | None:
    """Give the pair that fits best and misses `said` by a slip; None where any pair bears it out.

    `rough` gives roughly what both make; `wrongly` are the ways in which people miscompute; fitting
    `certain` well, the two are meant whatever they make, `far` of the printed figure off at most.
    The third of a pair is how well the two fit together.
    """
    own = min(digits(said), 5)
    sizes = roughly(said)
    value = float(said.value)
    best: tuple[int, Meant] | None = None
    for first, second, together in pairs:
        one, other = first.reading, second.reading
        if one is other:
            continue
        size = rough(one, other)
        maybe = is_near(size, sizes, _CLOSE)
        close = maybe or abs(size - value) <= float(said.step)
        if not close and not wrongly and first.fit + second.fit + together < certain:
            continue
        made = makes(one, other)
        if made is None:
            continue
        if made.allows(said):
            return None
        kind = _slip(made, said) if maybe else 0
        if not kind and any(
            (w := way(one, other)) is not None and w.allows(said) for way in wrongly
        ):
            kind = 2 if own > 2 else 1
        fit = first.fit + second.fit + together
        if kind and own < 2 and fit >= certain - _WRONGLY and not _slip(made, said):
            fit = max(fit, certain)  # 增加了3倍 of what is three times as much
        sure = fit >= certain and abs(size - value) <= far * value
        if not (sure or (kind and (own > 1 or fit >= certain))):
            continue
        kind = kind or 1
        wide = own > 2 and _is_wide(made, said)
        needed = certain if own < 2 else _NEEDED[own - wide][2 - kind]
        if fit >= needed and (best is None or fit * 2 + kind > best[0]):
            best = (fit * 2 + kind, Meant(one, other, made))
    return best[1] if best is not None else None


def slip_between(made: Range, said: Quantity) -> int:
    """How likely a slip of the pen parts what was made from what is said: 2 likely, 1 maybe, 0 not."""
    return _slip(made, said)


def _is_wide(made: Range, said: Quantity) -> bool:
    return made.high - made.low > said.step * 4


def _slip(made: Range, said: Quantity) -> int:
    """2 where two neighboring digits are turned or one is one off, 1 where one is otherwise."""
    if made.allows_any(_likely(said), said.step):
        return 2
    return 1 if made.allows_any(_others(said), said.step) else 0


@lru_cache(maxsize=64)
def _others(said: Quantity) -> tuple[Decimal, ...]:
    return tuple(sorted(other_readings(said)))


@lru_cache(maxsize=64)
def _likely(said: Quantity) -> tuple[Decimal, ...]:
    return tuple(sorted(likely_readings(said.value, said.step))) if not said.chinese else ()
