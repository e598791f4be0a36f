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
_FEW = 5
BOUNDS = {1: 0.35, 2: 0.1}
"""The least score shown in text of a strange kind: one character, a word of the same sound."""
FAMILIAR = 3.1
"""How far the bound falls where the model has read every four characters of the text before."""


class Suspicion(NamedTuple):
    """Words start..end that probably should read `right`; `score` is the logarithm of the odds."""

    start: int
    end: int
    right: str
    score: float


def suspicions(
    text: str, language: Language, bounds: dict[int, float] = BOUNDS, familiar: float = FAMILIAR
) -> tuple[Suspicion, ...]:
    """Give what a text probably should read, in order; none touches another."""
    found: list[Suspicion] = []
    eased: float | None = None
    for start, end, right, measures in measure(text, language):
        size = 1 if end - start == 1 else 2
        score = scorecards()[size].score(measures)
        if score < bounds[size] - familiar:
            continue
        if eased is None:
            eased = familiar * familiarity(text, language)
        if score >= bounds[size] - eased:
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


def familiarity(text: str, language: Language) -> float:
    """Give the share of the text's runs of four characters that the model has read, 0 to 1."""
    grams = [run[i : i + 4] for run in RUN.findall(text) for i in range(len(run) - 3)]
    if len(grams) < _FEW:
        return 0.0
    return sum(language.count(gram) > 0 for gram in grams) / len(grams)


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
