"""The scorecard (记分卡): measures in, one score out; weights are a table that a person can read."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib.resources import files
from itertools import accumulate

from fangzhi.check.spelling.features import NAMES
from fangzhi.model.value import Value


class Scorecard(Value, frozen=True):
    """For each measure a slope and steps; for pairs of measures the weight of their product."""

    slopes: tuple[float, ...]
    cuts: tuple[tuple[float, ...], ...]
    steps: tuple[tuple[float, ...], ...]
    products: tuple[tuple[int, int, float], ...]
    constant: float

    def score(self, measures: tuple[float, ...]) -> float:
        """Give the logarithm of the odds that a change is right (0 is even)."""
        total = self.constant
        for value, slope, cuts, steps in zip(
            measures, self.slopes, self.cuts, self.steps, strict=True
        ):
            total += value * slope + steps[bisect_left(cuts, value)]
        for one, other, weight in self.products:
            total += measures[one] * measures[other] * weight
        return total


@cache
def scorecards() -> dict[int, Scorecard]:
    """Read the cards: 1 for a single character, 2 for a word of the same sound."""
    text = (files(__package__) / "data" / "scorecard.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return {size: _card([row for row in rows if row[0] == str(size)]) for size in (1, 2)}


def _card(rows: list[list[str]]) -> Scorecard:
    slopes = [0.0] * len(NAMES)
    cuts_of: list[tuple[float, ...]] = [()] * len(NAMES)
    steps_of: list[tuple[float, ...]] = [(0.0,)] * len(NAMES)
    products: list[tuple[int, int, float]] = []
    constant = 0.0
    for _, name, weight, marks in rows:
        if name == "1":
            constant = float(weight)
        elif "*" in name:
            one, other = name.split("*")
            products.append((NAMES.index(one), NAMES.index(other), float(weight)))
        else:
            at = NAMES.index(name)
            pairs = [mark.split("=") for mark in marks.split()]
            slopes[at] = float(weight)
            cuts_of[at] = tuple(float(cut) for cut, _ in pairs)
            steps_of[at] = (0.0, *accumulate(float(step) for _, step in pairs))
    return Scorecard(tuple(slopes), tuple(cuts_of), tuple(steps_of), tuple(products), constant)
