"""The language model (语言模型) that suspicions rest on: word list, confusions, n-gram counts."""

from __future__ import annotations

import math
from collections import defaultdict

from fangzhi.check.spelling.confusion import Confusions, readings
from fangzhi.check.spelling.counts import Counts
from fangzhi.check.spelling.words import Words

_BACK_OFF = math.log(0.4)
_LEAST_USE = 5


class Language:
    """Words and counts; the counts of several texts (laws, the office's volumes) add up."""

    def __init__(self, words: Words, counts: tuple[Counts, ...]) -> None:
        self.words = words
        self.confusions = Confusions(words)
        self._counts = counts
        self._total = max(1, sum(c.total for c in counts))
        self._sounds: dict[str, str] = {}
        self._alike: dict[str, list[str]] = defaultdict(list)
        for word, n in words.frequency.items():
            if 2 <= len(word) <= 4 and n >= _LEAST_USE:
                self._alike[self.sound_of(word)].append(word)

    def count(self, gram: str) -> int:
        """Give how often the texts hold an n-gram."""
        counts = self._counts
        return counts[0].of(gram) if len(counts) == 1 else sum(c.of(gram) for c in counts)

    def sound_of(self, text: str) -> str:
        """Give the toneless reading of each character, first reading each, joined."""
        return "'".join(map(self._sound, text))

    def _sound(self, char: str) -> str:
        known = self._sounds.get(char)
        if known is None:
            known = self._sounds[char] = self.confusions.sound(char)
        return known

    def alike(self, sound: str) -> list[str]:
        """Give the words of 2 to 4 characters that sound so."""
        return self._alike.get(sound, _NONE)

    def shares_tone(self, one: str, other: str) -> bool:
        """Tell whether two characters have a reading in common, tone and all."""
        return not set(readings(one)).isdisjoint(readings(other))

    def score(self, run: str, start: int, end: int) -> float:
        """Give the logarithm of the chance of run[start:end] after what stands before it."""
        return sum(self._chance(run, at) for at in range(start, min(end, len(run))))

    def _chance(self, run: str, at: int) -> float:
        penalty = 0.0
        for order in (4, 3, 2):
            begin = at - order + 1
            if begin < 0:
                continue
            gram = run[begin : at + 1]
            seen = self.count(gram)
            if seen:
                return penalty + math.log(seen / max(seen, self.count(gram[:-1])))
            penalty += _BACK_OFF
        return penalty + math.log((self.count(run[at]) + 0.1) / self._total)


_NONE: list[str] = []
