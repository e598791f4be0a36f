"""Make sentences of a frame: what is given, in which order and with which words, and the claim.

A frame is the words of a computation with slots. Every frame is filled with figures that are right,
and with the claimed one wrong (two digits turned, a digit other, a wrong base, a free slip).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

Figures = dict[str, str]


class Frame(NamedTuple):
    """`rules` may speak of the slip; `words` hold slots, the claim as {x}; `figures` fills them."""

    rules: frozenset[str]
    words: str
    figures: Callable[[random.Random], Figures]


class Made(NamedTuple):
    """One sentence: its frame, what is in it, where the claim stands, whether it is wrong."""

    frame: Frame
    text: str
    start: int
    end: int
    wrong: bool


def rounded(value: Decimal, places: int) -> str:
    """Round half up as offices do."""
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def slipped(said: str, random_: random.Random) -> str:
    """Give the figure with two neighboring digits turned, one digit other, or freely off."""
    digits = [k for k, c in enumerate(said) if c.isdigit()]
    for _ in range(40):
        made = list(said)
        how = random_.random()
        if how < 0.4 and len(digits) > 1:
            one = random_.randrange(len(digits) - 1)
            a, b = digits[one], digits[one + 1]
            made[a], made[b] = made[b], made[a]
        else:
            at = random_.choice(digits[: max(1, len(digits) - 1)] if how < 0.8 else digits[:2])
            made[at] = str(random_.randrange(10))
        other = "".join(made)
        far = abs(Decimal(other) - Decimal(said)) > Decimal("0.03") * Decimal(said)
        if far and not (other[0] == "0" and other[1:2] != "."):
            return other
    return str(Decimal(said) * 2)


def made_of(frame: Frame, count: int, wrong: bool, seed: int = 0) -> Iterator[Made]:
    """Fill a frame `count` times, the same for the same seed."""
    random_ = random.Random(f"{frame.words}{seed}")
    for _ in range(count):
        figures = frame.figures(random_)
        said = slipped(figures["x"], random_) if wrong else figures["x"]
        before, after = frame.words.split("{x}")
        head = before.format(**figures)
        yield Made(
            frame, head + said + after.format(**figures), len(head), len(head) + len(said), wrong
        )
