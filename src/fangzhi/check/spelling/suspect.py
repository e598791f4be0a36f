"""Suspicions (疑似): what a text probably should read, where the scorecard is sure enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fangzhi.check.spelling.candidates import changes
from fangzhi.check.spelling.counts import END, RUN, START
from fangzhi.check.spelling.features import Change, features
from fangzhi.check.spelling.language import Language
from fangzhi.check.spelling.scorecard import scorecards
from fangzhi.check.spelling.words import Lattice

_LOOK_ON = 4
BOUNDS = {1: 0.2, 2: 0.0}
"""The least score shown: one character, a word of the same sound (measured: see bench)."""


class Suspicion(NamedTuple):
    """Words start..end that probably should read `right`; `score` is the logarithm of the odds."""

    start: int
    end: int
    right: str
    score: float


def suspicions(
    text: str, language: Language, bounds: dict[int, float] = BOUNDS
) -> tuple[Suspicion, ...]:
    """Give what a text probably should read, in order; none touches another."""
    found: list[Suspicion] = []
    for start, end, right, measures in measure(text, language):
        size = 1 if end - start == 1 else 2
        score = scorecards()[size].score(measures)
        if score >= bounds[size]:
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


def measure(text: str, language: Language) -> Iterator[Measured]:
    """Measure every change of a text that is worth weighing, in order of place."""
    for found in RUN.finditer(text):
        run = found.group()
        if len(run) < 2:
            continue
        marked = START + run + END
        lattice = Lattice(run, language.words)
        before: dict[tuple[int, int], float] = {}
        for change in changes(run, marked, lattice, language):
            chance = _chance(marked, change, language, before)
            measures = features(run, marked, lattice, change, language, chance)
            at = found.start()
            yield Measured(at + change.start, at + change.end, change.right, measures)


def _chance(
    marked: str, change: Change, language: Language, known: dict[tuple[int, int], float]
) -> float:
    start, end = change.start + 1, change.end + _LOOK_ON
    if (start, end) not in known:
        known[start, end] = language.score(marked, start, end)
    new = marked[:start] + change.right + marked[change.end + 1 :]
    return language.score(new, start, end) - known[start, end]
