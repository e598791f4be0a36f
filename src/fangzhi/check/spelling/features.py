"""What is measured of a possible slip: numbers that the trees turn into one score."""

from __future__ import annotations

from collections.abc import Iterator
from math import log1p
from typing import NamedTuple

from fangzhi.check.spelling.language import Language
from fangzhi.check.spelling.words import Lattice
from fangzhi.zh.surnames import FAMILIAR

SURNAMES = frozenset(FAMILIAR)
_FUNCTION = frozenset("的了和在是与及为有不将对以从到由被把这那其并也都就而但还等个着过之于或")
_MOST_SINGLES = 4
_NO_WORD = -20.0


class Change(NamedTuple):
    """run[start:end] would read `right`, which makes the word at word_start..word_end."""

    start: int
    end: int
    right: str
    word_start: int
    word_end: int
    nearness: float
    gain: float


NAMES = (
    "gain", "chance", "tone", "free", "free_near", "free_left", "free_right", "length",
    "word_use", "word_read", "nearness", "read_left", "read_right", "paired", "right_left",
    "right_right", "wrong_left", "wrong_right", "singles_left", "singles_right", "surname",
    "use", "broken", "joint_left", "joint_right", "read_inside", "fours", "fours_most",
    "fours_wrong", "threes", "threes_wrong", "chain",
)  # fmt: skip


def features(
    run: str, marked: str, lattice: Lattice, change: Change, language: Language, chance: float
) -> tuple[float, ...]:
    """Measure a change; `marked` is the run between its end marks, `chance` the gain of the
    n-grams. In the order of NAMES.
    """
    start, end, right, first, last, nearness, gain = change
    count, words = language.count, language.words
    spans, wrong = lattice.spans, run[start:end]
    new = marked[: start + 1] + right + marked[end + 1 :]
    before, after = marked[start], marked[end + 1]
    word, size = new[first + 1 : last + 1], last - first
    alone = [t for t in range(first, last) if spans[t][1] - spans[t][0] == 1]
    beside = [words.freedom(run[t]) for t in alone if not start <= t < end]
    changed = [words.freedom(run[t]) for t in alone if start <= t < end]
    broken = [words.weight[run[a:b]] for a, b in set(spans[first:last]) if b - a > 1]
    short = size <= 3
    return (
        gain,
        chance,
        float(all(language.shares_tone(a, b) for a, b in zip(wrong, right, strict=True))),
        min(changed, default=1.0),
        min(beside, default=1.0),
        words.freedom(run[first - 1]) if first and _is_single(lattice, first - 1) else 1.0,
        words.freedom(run[last]) if last < len(run) and _is_single(lattice, last) else 1.0,
        float(size),
        log1p(words.frequency[word]),
        log1p(count(word) if size <= 4 else 0),
        nearness,
        log1p(count(before + wrong[0])),
        log1p(count(wrong[-1] + after)),
        float((before + wrong[0] in words.pairs) + (wrong[-1] + after in words.pairs)),
        log1p(count(new[first : last + 1])) if short else 0.0,
        log1p(count(new[first + 1 : last + 2])) if short else 0.0,
        log1p(count(marked[first : last + 1])) if short else 0.0,
        log1p(count(marked[first + 1 : last + 2])) if short else 0.0,
        float(_singles(run, lattice, first, -1)),
        float(_singles(run, lattice, last, 1)),
        float(any(run[t] in SURNAMES and _is_single(lattice, t)
                  for t in range(max(0, start - 2), start + 1))),
        log1p(max(words.frequency.get(c, 0) for c in wrong)),
        max(broken, default=_NO_WORD),
        log1p(count(marked[first] + new[first + 1])),
        log1p(count(new[last] + marked[last + 1])),
        log1p(count(wrong)) if len(wrong) == 2 else 0.0,
        *_phrases(marked, new, start + 1, end + 1, language),
    )  # fmt: skip


def _phrases(marked: str, new: str, start: int, end: int, language: Language) -> Iterator[float]:
    """Measure how many n-grams over new[start:end] were read: those of four characters, their
    greatest count, those of the text as it stands; the same of three; the longest row of fours.
    """
    count, last = language.count, len(new) - 3
    first, stop = max(0, start - 3), min(end, last)
    read = [count(new[t : t + 4]) for t in range(max(0, first - 4), min(stop + 4, last))]
    over = read[first - max(0, first - 4) :][: max(0, stop - first)]
    yield float(sum(n > 0 for n in over))
    yield log1p(max(over, default=0))
    yield float(sum(count(marked[t : t + 4]) > 0 for t in range(first, stop)))
    threes = range(max(0, start - 2), min(end, len(new) - 2))
    yield float(sum(count(new[t : t + 3]) > 0 for t in threes))
    yield float(sum(count(marked[t : t + 3]) > 0 for t in threes))
    yield float(_longest_row(read, first - max(0, first - 4), stop - max(0, first - 4)))


def _longest_row(read: list[int], first: int, stop: int) -> int:
    """Give the length of the longest row of read n-grams that one of first..stop belongs to."""
    row = best = 0
    for at, n in enumerate(read):
        row = row + 1 if n else 0
        if row and at >= first and at - row + 1 < stop:
            best = max(best, row)
    return best


def _is_single(lattice: Lattice, at: int) -> bool:
    start, end = lattice.spans[at]
    return end - start == 1


def _singles(run: str, lattice: Lattice, edge: int, step: int) -> int:
    at, found = edge - 1 if step < 0 else edge, 0
    while 0 <= at < len(run) and found < _MOST_SINGLES:
        if run[at] in _FUNCTION or not _is_single(lattice, at):
            break
        found += 1
        at += step
    return found
