"""The bare characters of a stream: folded, without punctuation or note signs, each with its place."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from fangzhi.zh.fold import fold
from fangzhi.zh.han import is_han

ENTITY = re.compile(
    r"&[A-Za-z0-9_+\-]{2,24};"
    r"|\[[^\[\]\s\-+*/@]{1,4}(?:[-+*/@][^\[\]\s\-+*/@]{1,4})+\]"
)
"""A character without a code, as transcribers write it: &KR0836; or a composition [氵*丏]."""
_KR = re.compile(r"&KR([0-9]{1,5});")
LACUNA = "□"
"""A character that the print has lost, as transcribers write it."""
_HEAD_LINE = re.compile(r"#\+[A-Z_]+:[A-Z]*")
"""A line of a transcription's file head that got in among the text: #+PROPERTY: JUAN."""
_GONE = "\0"


class Bare(NamedTuple):
    """`text` one folded character each; `offsets` where each stands in the stream `whole`."""

    text: str
    offsets: list[int]
    whole: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where bare characters `start`..`end` stand in the stream."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else len(self.whole)
            return at, at
        last = self.offsets[end - 1]
        return self.offsets[start], last + len(self.shown(end - 1))

    def shown(self, at: int) -> str:
        """Give one bare character as it stands: 華, or &KR0836; where it has no code."""
        place = self.offsets[at]
        if self.whole[place] in "&[" and (entity := ENTITY.match(self.whole, place)):
            return entity[0]
        return self.whole[place]


def bare(stream: str) -> Bare:
    """Give the bare characters of a stream; an entity is one character, the same everywhere."""
    flat = ENTITY.sub(lambda e: stand_in(e[0]) + _GONE * (len(e[0]) - 1), stream)
    if "#+" in flat:
        flat = _HEAD_LINE.sub(lambda found: _GONE * len(found[0]), flat)
    kept = {c for c in set(flat) if _is_bare(c)}
    offsets = [at for at, c in enumerate(flat) if c in kept]
    return Bare(fold("".join(flat[at] for at in offsets)), offsets, stream)


def is_stand_in(character: str) -> bool:
    """Tell whether a bare character stands for one without a code."""
    return ord(character) >= 0xF0000


@lru_cache(maxsize=20_000)
def stand_in(entity: str) -> str:
    """Give the one character that stands for an uncoded one, the same everywhere."""
    if known := _KR.fullmatch(entity):
        return chr(0xF0000 + int(known[1]) % 0xFFF0)
    return chr(0x100000 + crc32(entity.encode()) % 0xFFF0)


def _is_bare(character: str) -> bool:
    if character == LACUNA or is_stand_in(character) or is_han(character):
        return True
    return character.isalnum() and character != _GONE
