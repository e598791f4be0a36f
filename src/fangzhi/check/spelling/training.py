"""Training (训练): counts read off an office's own finished volumes, in seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fangzhi.check.spelling.counts import END, ORDERS, RUN, START, Counts, table_of
from fangzhi.model.value import Value


class Trained(Value, frozen=True):
    """What was read: characters, lines, lines that stood there before and were left out, n-grams."""

    characters: int
    lines: int
    repeated: int
    grams: int


def train(
    lines: Iterable[str], least: tuple[int, int, int, int] = (1, 1, 1, 1)
) -> tuple[Counts, Trained]:
    """Count the n-grams of lines of text; those of order n read under `least[n-1]` times fall out.

    A line that stands there twice (a running head, a repeated clause) counts once.
    """
    counted: list[Counter[str]] = [Counter() for _ in ORDERS]
    seen: set[str] = set()
    repeated = 0
    for line in lines:
        if line in seen:
            repeated += 1
            continue
        seen.add(line)
        for run in RUN.findall(line):
            marked = START + run + END
            for order, counter in zip(ORDERS, counted, strict=True):
                counter.update([marked[i : i + order] for i in range(len(marked) - order + 1)])
    characters = sum(n for gram, n in counted[0].items() if gram not in (START, END))
    kept = sorted(
        (gram, n)
        for counter, floor in zip(counted, least, strict=True)
        for gram, n in counter.items()
        if n >= floor
    )
    report = Trained(characters, len(seen), repeated, len(kept))
    return table_of(kept, len(kept), characters), report
