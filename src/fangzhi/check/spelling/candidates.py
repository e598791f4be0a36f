"""Changes that are worth weighing: one character, or a word of the same sound.

One character is weighed where it makes a word, or where more was read with it than without.
"""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.check.spelling.features import Change
from fangzhi.check.spelling.language import Language
from fangzhi.check.spelling.words import Lattice, Words

_KNOWN = 3
_REACH = 4
_LEAST_GAIN = 2.0
_LEAST_GAIN_OF_WORD = -3.0
_LEAST_GAIN_OF_PHRASE = -8.0
_COMMON_WORD = -7.5


def changes(run: str, marked: str, lattice: Lattice, language: Language) -> Iterator[Change]:
    """Give the changes of a run that make a better row of words, or one oftener read, than what
    stands there."""
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
    if b - a > 2:
        return
    is_common = b - a == 2 and words.weight[run[a:b]] > _COMMON_WORD
    before, after, pairs, count = marked[at], marked[at + 2], words.pairs, language.count
    read = -1
    for char, nearness in language.confusions.of(run[at]).items():
        is_joined = not is_common and (before + char in pairs or char + after in pairs)
        is_read = False
        if count(before + char) and count(char + after):
            if read < 0:
                read = _threes(marked, at, run[at], language)
            is_read = _threes(marked, at, char, language) > read
        if not (is_joined or is_read):
            continue
        score, first, last = _best_word(run, at, char, lattice, words)
        gain = score - lattice.total
        makes_word = is_joined and last - first > 1 and gain >= _LEAST_GAIN
        if makes_word or (is_read and gain >= _LEAST_GAIN_OF_PHRASE):
            yield Change(at, at + 1, char, first, last, nearness, gain)


def _best_word(
    run: str, at: int, char: str, lattice: Lattice, words: Words
) -> tuple[float, int, int]:
    """Give the best score of the run with `char` at `at`, and the word it then stands in."""
    left, right, weight = lattice.left, lattice.right, words.weight
    best, first, last = left[at] + weight.get(char, words.unknown) + right[at + 1], at, at + 1
    for x in range(max(0, at - _REACH), at + 1):
        head = run[x:at] + char
        for y in range(max(at + 1, x + 2), min(len(run), x + 5) + 1):
            word = weight.get(head + run[at + 1 : y])
            if word is not None and (score := left[x] + word + right[y]) > best:
                best, first, last = score, x, y
    return best, first, last


def _threes(marked: str, at: int, char: str, language: Language) -> int:
    """Count the three-character n-grams over marked[at + 1] that were read, were it `char`."""
    around = marked[max(0, at - 1) : at + 1] + char + marked[at + 2 : at + 4]
    return sum(language.count(around[t : t + 3]) > 0 for t in range(len(around) - 2))


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
