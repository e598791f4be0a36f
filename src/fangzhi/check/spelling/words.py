"""The word list of tier b: words with their weight, and how a run of text falls apart into them."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from importlib.resources import files

import zstandard
from ahocorasick_rs import AhoCorasick, Implementation

_LONGEST = 6
Span = tuple[int, int]


class Lattice:
    """The ways a run falls apart into words: `left[i]`, `right[i]` are the best scores of the
    parts before and after i, `spans[i]` is the word that i stands in on the best way.
    """

    __slots__ = ("left", "right", "spans", "total")

    def __init__(self, run: str, words: Words) -> None:
        size = len(run)
        weight, unknown = words.weight, words.unknown
        starts: list[list[tuple[int, float]]] = [[] for _ in range(size)]
        for number, start, end in words.automaton.find_matches_as_indexes(run, overlapping=True):
            starts[start].append((end, words.scores[number]))
        left = [0.0] + [-1e9] * size
        back = [0] * (size + 1)
        right = [-1e9] * size + [0.0]
        singles = [weight.get(char, unknown) for char in run]
        for start in range(size):
            here = left[start]
            for end, score in starts[start]:
                if here + score > left[end]:
                    left[end], back[end] = here + score, start
            if here + singles[start] > left[start + 1]:
                left[start + 1], back[start + 1] = here + singles[start], start
        for start in range(size - 1, -1, -1):
            best = right[start + 1] + singles[start]
            for end, score in starts[start]:
                if right[end] + score > best:
                    best = right[end] + score
            right[start] = best
        spans: list[Span] = [(0, 0)] * size
        end = size
        while end:
            start = back[end]
            spans[start:end] = [(start, end)] * (end - start)
            end = start
        self.left, self.right, self.spans, self.total = left, right, spans, left[size]


class Words:
    """Words of 1 to 6 characters with the logarithm of their share of running text."""

    def __init__(self, frequency: dict[str, int]) -> None:
        total = sum(frequency.values())
        self.frequency = frequency
        self.weight = {word: math.log(n / total) for word, n in frequency.items()}
        self.unknown = -math.log(total) - 3.0
        longer = [word for word in frequency if 2 <= len(word) <= _LONGEST]
        self.scores = [self.weight[word] for word in longer]
        self.automaton = AhoCorasick(longer, implementation=Implementation.ContiguousNFA)
        self.pairs = {word[i : i + 2] for word in longer for i in range(len(word) - 1)}
        inside: Counter[str] = Counter()
        for word, n in frequency.items():
            for char in word:
                inside[char] += n
        self._free = {c: math.log((frequency.get(c, 0) + 1) / (n + 2)) for c, n in inside.items()}

    def freedom(self, char: str) -> float:
        """Give the logarithm of how often a character stands alone: 署, 圾 seldom, 车, 在 often."""
        return self._free.get(char, -9.0)


@cache
def frequencies() -> dict[str, int]:
    """Give the words that come with the program, with how often they were read."""
    data = (files(__package__) / "data" / "words.zst").read_bytes()
    text = zstandard.ZstdDecompressor().decompress(data, 1 << 26).decode()
    rows = (line.rsplit("\t", 1) for line in text.splitlines())
    return {word: int(count) for word, count in rows}


@cache
def known_words() -> Words:
    """Give the list that comes with the program, ready for reading runs of text."""
    return Words(frequencies())
