"""Suspicions (疑似): what a text probably should read, where the trees are sure enough."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from fangzhi.check.spelling.candidates import changes
from fangzhi.check.spelling.counts import END, RUN, START
from fangzhi.check.spelling.features import Change, features
from fangzhi.check.spelling.language import Language
from fangzhi.check.spelling.protected import is_protected
from fangzhi.check.spelling.trees import trees
from fangzhi.check.spelling.words import Lattice

_LOOK_ON = 4
_FEW = 5
BOUND = 1.18
"""The least score shown in text of a kind that the model never read: see docs/decisions."""
FAMILIAR = 3.3
"""How far the bound falls where the model has read every four characters of the text before."""


class Suspicion(NamedTuple):
    """Words start..end that probably should read `right`; `score` is the logarithm of the odds."""

    start: int
    end: int
    right: str
    score: float


def suspicions(
    text: str, language: Language, bound: float = BOUND, familiar: float = FAMILIAR
) -> tuple[Suspicion, ...]:
    """Give what a text probably should read, in order; none touches another."""
    found: list[Suspicion] = []
    for start, end, right, measures in measure(text, language):
        score = trees()[min(2, end - start)].score(measures)
        if score < bound - familiar * measures[-1]:
            continue
        if not is_protected(text, start, end, right, measures[-1]):
            found.append(Suspicion(start, end, right, score))
    found.sort(key=lambda s: (-s.score, s.start, s.right))
    kept: list[Suspicion] = []
    for suspicion in found:
        if all(suspicion.end < k.start or k.end < suspicion.start for k in kept):
            kept.append(suspicion)
    return tuple(sorted(kept))


class Measured(NamedTuple):
    """A possible slip at start..end of the text, and what was measured of it."""

    start: int
    end: int
    right: str
    measures: tuple[float, ...]


class _Familiarity:
    """How many runs of four characters stand before each place, and how many the model read."""

    def __init__(self, text: str, language: Language) -> None:
        grams = bytearray(len(text) + 1)
        for run in RUN.finditer(text):
            for at in range(run.start(), run.end() - 3):
                grams[at + 1] = 1 + (language.count(text[at : at + 4]) > 0)
        self._runs = list(accumulate(gram > 0 for gram in grams))
        self._read = list(accumulate(gram > 1 for gram in grams))

    def beside(self, start: int, end: int) -> float:
        """Give the share of runs that were read, of those that do not touch start..end."""
        runs, read, first = self._runs, self._read, max(0, start - 3)
        number = runs[-1] - runs[end] + runs[first]
        return (read[-1] - read[end] + read[first]) / number if number >= _FEW else 0.0


def measure(text: str, language: Language) -> Iterator[Measured]:
    """Measure every change of a text that is worth weighing, in order of place; in the order of
    `trees.MEASURES`.
    """
    beside = _Familiarity(text, language).beside
    for found in RUN.finditer(text):
        run, at = found.group(), found.start()
        if len(run) < 2:
            continue
        marked = START + run + END
        lattice = Lattice(run, language.words)
        before: dict[tuple[int, int], float] = {}
        for change in changes(run, marked, lattice, language):
            chance = _chance(marked, change, language, before)
            measures = features(run, marked, lattice, change, language, chance)
            start, end = at + change.start, at + change.end
            yield Measured(start, end, change.right, (*measures, beside(start, end)))


def _chance(
    marked: str, change: Change, language: Language, known: dict[tuple[int, int], float]
) -> float:
    start, end = change.start + 1, change.end + _LOOK_ON
    if (start, end) not in known:
        known[start, end] = language.score(marked, start, end)
    new = marked[:start] + change.right + marked[change.end + 1 :]
    return language.score(new, start, end) - known[start, end]
