"""The turns of double rows (小注换行): exact words are found as the transcript writes them, 甲/乙.

The text itself holds no turns, so that words run over them; where they stand is kept beside it.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from fangzhi.library.stream import TURN
from fangzhi.library.texted import Places, Texted

Characters = tuple[str | None, ...]


def without(characters: Characters) -> tuple[Characters, tuple[int, ...]]:
    """Part words from the turns in them: the characters, and before which of them a turn stands."""
    kept: list[str | None] = []
    turns: list[int] = []
    for character in characters:
        if character == TURN:
            turns.append(len(kept))
        else:
            kept.append(character)
    return tuple(kept), tuple(turns)


def as_written(segment: Texted, starts: Places, length: int, turns: tuple[int, ...]) -> Places:
    """Keep the places where these turns stand, and no others within."""
    known = segment.turns
    for turn in turns:
        at = np.searchsorted(known, starts + turn)
        starts = starts[known[np.minimum(at, len(known) - 1)] == starts + turn]
    inner = np.searchsorted(known, starts + length) - np.searchsorted(known, starts, "right")
    kept: Places = starts[inner == sum(0 < turn < length for turn in turns)]
    return kept


def shown(segment: Texted, start: int, end: int) -> str:
    """Give the text between two positions with its turns, as the transcript writes it."""
    first, last = np.searchsorted(segment.turns, (start + 1, end))
    places = [start, *segment.turns[first:last].tolist(), end]
    return TURN.join(segment.words(a, b) for a, b in pairwise(places))
