"""A place is found among many runs as it is among few."""

from __future__ import annotations

import random

from fangzhi.check.places import place_of
from fangzhi.model.place import Run


def slow(runs: tuple[Run, ...], start: int, end: int) -> str | None:
    """Look at every run: the first that holds most of the words."""
    shares = [
        (min(end, r.end) - max(start, r.start), -n, r.address)
        for n, r in enumerate(runs)
        if min(end, r.end) > max(start, r.start) or (start == end and r.start <= start <= r.end)
    ]
    return max(shares)[2] if shares else None


def test_the_run_that_holds_most_of_the_words_is_found_among_many() -> None:
    draw = random.Random(7)
    for _ in range(40):
        runs, at = [], 0
        for number in range(draw.randrange(1, 60)):
            at += draw.choice((0, 0, 0, 3))
            size = draw.choice((0, 1, 2, 9))
            runs.append(Run(at, at + size, "f", "", f"L{number}", 100 * number))
            at += size
        text = "志" * at
        for start in range(at):
            for end in range(start, min(at, start + 12)):
                place = place_of(tuple(runs), text, start, end, "稿")
                assert place.block == slow(tuple(runs), start, end)
