"""Decision trees (判别树): measures in, one score out; the trees are data, written as text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from fangzhi.check.spelling.features import NAMES

MEASURES = (*NAMES, "familiar")
"""What the trees ask about: the measures of a change, and how familiar the whole text is."""
_LEAF = -1
_LOOK = 40
_HOPELESS = -4.0  # no later trees have made up for so much: the rest is not asked


class Trees:
    """A row of trees whose leaves add up to the logarithm of the odds that a change is right."""

    def __init__(self, written: list[str]) -> None:
        self._asked: list[int] = []
        self._cuts: list[float] = []  # a leaf's value stands here too
        self._over: list[int] = []  # where the side above the cut begins; the other comes next
        self._roots = [self._read(iter(line.split())) for line in written]

    def _read(self, parts: Iterator[str]) -> int:
        at, part = len(self._asked), next(parts)
        if part.startswith("="):
            self._add(_LEAF, float(part[1:]))
        else:
            self._add(MEASURES.index(part), float(next(parts)))
            self._read(parts)
            self._over[at] = self._read(parts)
        return at

    def _add(self, asked: int, cut: float) -> None:
        self._asked.append(asked)
        self._cuts.append(cut)
        self._over.append(0)

    def score(self, measures: tuple[float, ...]) -> float:
        """Give the logarithm of the odds, in the order of MEASURES (0 is even)."""
        asked, cuts, over = self._asked, self._cuts, self._over
        total = 0.0
        for number, root in enumerate(self._roots):
            at = root
            while (measure := asked[at]) >= 0:
                at = at + 1 if measures[measure] <= cuts[at] else over[at]
            total += cuts[at]
            if number == _LOOK and total < _HOPELESS:
                break
        return total


@cache
def trees() -> dict[int, Trees]:
    """Read the trees: 1 for a single character, 2 for a word of the same sound."""
    text = (files(__package__) / "data" / "trees.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return {size: Trees([row[1] for row in rows if row[0] == str(size)]) for size in (1, 2)}
