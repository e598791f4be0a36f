"""Many texts in one table (progressive multiple alignment): what stands at the same place in each.

The texts join one by one, the most alike first, each aligned with the table so far
(Needleman–Wunsch with affine gaps, Gotoh 1982, between long equal stretches), as collation does
with characters for tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fangzhi.align.diff import align

ANCHOR = 5
"""Equal stretches of so many characters are taken as they are; what lies between is scored."""
_CELLS = 400_000
"""Of larger gaps only the equal stretches of two characters and more are paired."""
_SAME, _OTHER, _OPEN, _ON = 2.0, -1.0, -1.5, -0.4
_GRAM = 4

Column = tuple[int, ...]
"""For each text the place of its character in this column, -1 where it has none."""


def columns(texts: Sequence[str]) -> list[Column]:
    """Align texts; the columns hold every character of every text once, in its order."""
    table: list[list[int]] = [[-1] * len(texts) for _ in texts[0]]
    for at, column in enumerate(table):
        column[0] = at
    for number in _order(texts):
        table = _joined(table, texts, number)
    return [tuple(column) for column in table]


def _order(texts: Sequence[str]) -> Iterator[int]:
    """Give the texts after the first, each time the one most alike to any that has joined."""
    grams = [Counter(text[at : at + _GRAM] for at in range(len(text))) for text in texts]
    joined, waiting = [0], list(range(1, len(texts)))
    while waiting:
        best = max(waiting, key=lambda n: (max(_common(grams[n], grams[j]) for j in joined), -n))
        waiting.remove(best)
        joined.append(best)
        yield best


def _common(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(1, min(one.total(), other.total()))


def _joined(table: list[list[int]], texts: Sequence[str], number: int) -> list[list[int]]:
    """Add one text to the table."""
    text = texts[number]
    joined = sum(any(column[n] >= 0 for column in table) for n in range(len(texts)))
    profile = [_held(column, texts, joined) for column in table]
    line = "".join(held.most for held in profile)
    made: list[list[int]] = []
    for left, right in _steps(line, text, profile):
        column = table[left] if left >= 0 else [-1] * len(texts)
        if right >= 0:
            column[number] = right
        made.append(column)
    return made


class _Held(NamedTuple):
    """The characters of a column: the most common one, the share of each, and that of gaps."""

    most: str
    shares: dict[str, float]
    gaps: float


def _held(column: Sequence[int], texts: Sequence[str], joined_so_far: int) -> _Held:
    counts = Counter(text[at] for text, at in zip(texts, column, strict=True) if at >= 0)
    most = max(counts, key=lambda c: (counts[c], -ord(c)))
    joined = counts.total()
    gaps = 1 - joined / max(joined_so_far, joined)
    return _Held(most, {c: n / joined for c, n in counts.items()}, gaps)


Step = tuple[int, int]


def _steps(line: str, text: str, profile: Sequence[_Held]) -> Iterator[Step]:
    """Give the pairs of places of table and text, -1 for a gap, in order."""
    a = b = 0
    for change in align(line, text):
        size = change.end - change.start
        if change.kind != "equal" or (size < ANCHOR and not _is_end(change, line, text)):
            continue
        yield from _between(text, profile, a, change.start, b, change.other_start)
        yield from zip(
            range(change.start, change.end),
            range(change.other_start, change.other_end),
            strict=True,
        )
        a, b = change.end, change.other_end
    yield from _between(text, profile, a, len(line), b, len(text))


def _is_end(change: tuple[str, int, int, int, int], line: str, text: str) -> bool:
    """Tell whether an equal stretch begins or ends both texts."""
    _, start, end, other, other_end = change
    return (start, other) == (0, 0) or (end, other_end) == (len(line), len(text))


def _between(
    text: str, profile: Sequence[_Held], a0: int, a1: int, b0: int, b1: int
) -> Iterator[Step]:
    if a0 == a1 or b0 == b1:
        yield from ((at, -1) for at in range(a0, a1))
        yield from ((-1, at) for at in range(b0, b1))
    elif (a1 - a0) * (b1 - b0) > _CELLS:
        yield from _coarse(text, profile, a0, a1, b0, b1)
    else:
        yield from _scored(text, profile, a0, a1, b0, b1)


def _coarse(
    text: str, profile: Sequence[_Held], a0: int, a1: int, b0: int, b1: int
) -> Iterator[Step]:
    line = "".join(held.most for held in profile[a0:a1])
    a, b = a0, b0
    for change in align(line, text[b0:b1]):
        if change.kind != "equal" or change.end - change.start < 2:
            continue
        yield from ((at, -1) for at in range(a, a0 + change.start))
        yield from ((-1, at) for at in range(b, b0 + change.other_start))
        a, b = a0 + change.end, b0 + change.other_end
        size = change.end - change.start
        yield from ((a - size + n, b - size + n) for n in range(size))
    yield from ((at, -1) for at in range(a, a1))
    yield from ((-1, at) for at in range(b, b1))


def _scored(
    text: str, profile: Sequence[_Held], a0: int, a1: int, b0: int, b1: int
) -> Iterator[Step]:
    """Align a small gap by score; three states: paired, table alone, text alone."""
    rows, width = a1 - a0, b1 - b0
    low = float("-inf")
    first = [0.0, *(_OPEN + _ON * n for n in range(1, width + 1))]
    paired, above, beside = [0.0] + [low] * width, [low] * (width + 1), [low, *first[1:]]
    trace: list[list[tuple[int, int, int]]] = [[(0, 0, 2)] * (width + 1)]
    for row in range(1, rows + 1):
        _, shares, gaps = profile[a0 + row - 1]
        new_paired, new_above, new_beside = [low], [_OPEN + _ON * row], [low]
        ways: list[tuple[int, int, int]] = [(0, 1 if row > 1 else 0, 0)]
        for column in range(1, width + 1):
            share = shares.get(text[b0 + column - 1])
            fit = _OTHER if share is None else _SAME * (0.5 + share / 2)
            from_paired, score = _best(paired[column - 1], above[column - 1], beside[column - 1])
            new_paired.append(score + fit)
            from_above, score = _best(paired[column] + _OPEN, above[column], beside[column] + _OPEN)
            new_above.append(score + _ON + gaps)  # where others lack it too, a gap is likely
            from_beside, score = _best(
                new_paired[column - 1] + _OPEN,
                new_above[column - 1] + _OPEN,
                new_beside[column - 1],
            )
            new_beside.append(score + _ON)
            ways.append((from_paired, from_above, from_beside))
        trace.append(ways)
        paired, above, beside = new_paired, new_above, new_beside
    state, _ = _best(paired[width], above[width], beside[width])
    yield from _traced(trace, state, a0, b0, rows, width)


def _best(one: float, two: float, three: float) -> tuple[int, float]:
    if one >= two and one >= three:
        return 0, one
    return (1, two) if two >= three else (2, three)


def _traced(
    trace: list[list[tuple[int, int, int]]], state: int, a0: int, b0: int, row: int, column: int
) -> list[Step]:
    steps: list[Step] = []
    while row or column:
        before = trace[row][column][state]
        if state == 0:
            row, column = row - 1, column - 1
            steps.append((a0 + row, b0 + column))
        elif state == 1:
            row -= 1
            steps.append((a0 + row, -1))
        else:
            column -= 1
            steps.append((-1, b0 + column))
        state = before
        if not row and column:
            state = 2
        elif row and not column:
            state = 1
    return steps[::-1]
