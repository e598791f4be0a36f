"""Changes that are worth weighing: one character, or a word of the same sound."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.check.spelling.features import Change
from fangzhi.check.spelling.language import Language
from fangzhi.check.spelling.words import Lattice

_KNOWN = 3
_REACH = 4
_LEAST_GAIN = 2.0
_LEAST_GAIN_OF_WORD = -3.0
_COMMON_WORD = -7.5


def changes(run: str, marked: str, lattice: Lattice, language: Language) -> Iterator[Change]:
    """Give the changes of a run that make a better row of words than what stands there."""
    count = language.count
    for at in range(len(run)):
        if count(marked[at : at + 3]) < _KNOWN:
            yield from _one(run, marked, at, lattice, language)
    sounds = [language.sound_of(char) for char in run]
    for start in range(len(run) - 1):
        for size in (2, 3, 4):
            alike = language.alike("'".join(sounds[start : start + size]))
            if alike and start + size <= len(run):
                yield from _several(run, start, size, alike, lattice, language)


def _one(run: str, marked: str, at: int, lattice: Lattice, language: Language) -> Iterator[Change]:
    words, (a, b) = language.words, lattice.spans[at]
    if b - a > 2 or (b - a == 2 and words.weight[run[a:b]] > _COMMON_WORD):
        return
    before, after = marked[at], marked[at + 2]
    left, right, weight, pairs = lattice.left, lattice.right, words.weight, words.pairs
    for char, nearness in language.confusions.of(run[at]).items():
        if before + char not in pairs and char + after not in pairs:
            continue
        best, first, last = -1e9, 0, 0
        for x in range(max(0, at - _REACH), at + 1):
            head = run[x:at] + char
            for y in range(max(at + 1, x + 2), min(len(run), x + 5) + 1):
                word = weight.get(head + run[at + 1 : y])
                if word is not None and (score := left[x] + word + right[y]) > best:
                    best, first, last = score, x, y
        if best - lattice.total >= _LEAST_GAIN:
            yield Change(at, at + 1, char, first, last, nearness, best - lattice.total)


def _several(
    run: str, start: int, size: int, alike: list[str], lattice: Lattice, language: Language
) -> Iterator[Change]:
    end = start + size
    wrong, weight = run[start:end], language.words.weight
    for word in alike:
        differ = [i for i in range(size) if word[i] != wrong[i]]
        if len(differ) < 2:
            continue
        gain = lattice.left[start] + weight[word] + lattice.right[end] - lattice.total
        if gain >= _LEAST_GAIN_OF_WORD:
            first, last = start + differ[0], start + differ[-1] + 1
            right = word[differ[0] : differ[-1] + 1]
            yield Change(first, last, right, start, end, 0.0, gain)
