"""An office's table of 20,000 words: made of pairs of known words, the same on every run."""

from __future__ import annotations

import random
from typing import Any

from fangzhi.check.spelling.words import frequencies

COUNT = 20_000


def office_terms(count: int = COUNT) -> list[dict[str, Any]]:
    """Give rows of `[authority] words`: words of four characters, as names of places and bodies."""
    chance = random.Random(20_000)
    words = sorted(word for word in frequencies() if len(word) == 2)
    found: dict[str, None] = {}
    while len(found) < count:
        found[chance.choice(words) + chance.choice(words)] = None
    return [
        {"word": word, "right": word[::-1], "note": f"本室{n}号"} for n, word in enumerate(found)
    ]
