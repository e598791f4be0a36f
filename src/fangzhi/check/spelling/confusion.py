"""What a character is taken for: same sound (同音), near sound, similar shape (形近)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files

from fangzhi.check.spelling.words import Words

SAME_SOUND, NEAR_SHAPE, NEAR_SOUND = 0.0, -0.6, -1.0
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))
_SWAPS = (("l", "n"), ("n", "l"), ("f", "h"))
_LEAST_USE = 100


class Confusions:
    """Characters in use by sound, for one word list."""

    def __init__(self, words: Words) -> None:
        frequency = words.frequency
        self._common = {w for w, n in frequency.items() if len(w) == 1 and n >= _LEAST_USE}
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for char in sorted(self._common):
            for sound in sorted({_plain(reading) for reading in readings(char)}):
                self._by_sound[sound].append(char)
        self._known: dict[str, dict[str, float]] = {}

    def of(self, char: str) -> dict[str, float]:
        """Give what may have been meant by a character, with how near it is."""
        known = self._known.get(char)
        if known is None:
            known = self._known[char] = self._find(char)
        return known

    def same_sound(self, char: str) -> frozenset[str]:
        """Give the characters in use that sound the same, tones aside."""
        return frozenset(c for c, near in self.of(char).items() if near == SAME_SOUND)

    def sound(self, char: str) -> str:
        """Give the commonest reading without its tone; the character itself where none is known."""
        known = readings(char)
        return _plain(known[0]) if known else char

    def _find(self, char: str) -> dict[str, float]:
        found = {c: NEAR_SHAPE for c in _shapes().get(char, "") if c in self._common}
        for sound in {_plain(reading) for reading in readings(char)}:
            for other in sorted(_near(sound)):
                nearness = SAME_SOUND if other == sound else NEAR_SOUND
                for c in self._by_sound.get(other, ()):
                    found[c] = max(found.get(c, NEAR_SOUND), nearness)
        found.pop(char, None)
        return found


@cache
def readings(char: str) -> tuple[str, ...]:
    """Give up to three readings (pinyin with its tone mark), the commonest first."""
    from pypinyin.pinyin_dict import pinyin_dict  # here: loading its table takes a while

    return tuple(r for r in pinyin_dict.get(ord(char), "").split(",")[:3] if r)


@cache
def _plain(reading: str) -> str:
    parts = unicodedata.normalize("NFD", reading)
    bare = "".join(c for c in parts if unicodedata.category(c) != "Mn" or c == "\u0308")
    return unicodedata.normalize("NFC", bare)


def _near(sound: str) -> set[str]:
    found = {sound}
    for two, one in _INITIALS:
        if sound.startswith(two):
            found.add(one + sound[2:])
        elif sound.startswith(one):
            found.add(two + sound[1:])
    for near in tuple(found):
        for back, front in _FINALS:
            if near.endswith(back):
                found.add(near[:-1])
            elif near.endswith(front):
                found.add(near + "g")
        found.update(to + near[1:] for of, to in _SWAPS if near[0] == of)
    return found


@cache
def _shapes() -> dict[str, str]:
    text = (files(__package__) / "data" / "shapes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {char: others for char, others in rows}


@lru_cache(maxsize=65536)
def alike(one: str, other: str) -> bool:
    """Tell whether two characters sound alike (near sounds too) or look alike."""
    if other in _shapes().get(one, "") or one in _shapes().get(other, ""):
        return True
    sounds = {_plain(reading) for reading in readings(other)}
    return any(sounds & _near(_plain(reading)) for reading in readings(one))
