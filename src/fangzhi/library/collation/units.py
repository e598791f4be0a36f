"""Units of variation: neighboring columns of the table in which witnesses differ, as one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from fangzhi.align.columns import Column
from fangzhi.align.diff import similarity
from fangzhi.library.collation.kinds import kind_of
from fangzhi.library.collation.witness import Told

NEAR = 4
"""Two differences with at most so many equal characters between may be one change of order."""
MOVED = 5
"""Words of at least so many characters that one place lacks and another has were moved."""
_ALIKE = 0.75
_NOTED = 3
"""So many characters in a row set as note here and as text there are a difference of their own."""


class Unit(msgspec.Struct, frozen=True):
    """A stretch of the table: its columns, and for each text its span and kind of difference.

    `kinds` holds "" for the base text and for those that agree with it.
    """

    first: int
    last: int
    spans: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]


def units(texts: Sequence[Told], table: Sequence[Column]) -> list[Unit]:
    """Give the units in order; they do not overlap."""
    states = [_state(texts, column) for column in table]
    stretches = _joined(texts, table, list(_stretches(states)))
    places = _places(texts, table)
    made = [_unit(texts, places, first, last) for first, last, _ in stretches]
    return _moved(texts, [unit for unit in made if any(unit.kinds)])


def _state(texts: Sequence[Told], column: Column) -> str:
    """Name a column: "differs", "form" (written otherwise), "note" (text here, note there) or ""."""
    likes = {text.like[at] if at >= 0 else "" for text, at in zip(texts, column, strict=True)}
    if len(likes) > 1:
        return "differs"
    if len({text.bare.shown(at) for text, at in zip(texts, column, strict=True)}) > 1:
        return "form"
    if len({text.in_note(at) for text, at in zip(texts, column, strict=True)}) > 1:
        return "note"
    return ""


Stretch = tuple[int, int, str]


def _stretches(states: Sequence[str]) -> Iterator[Stretch]:
    begin = 0
    for at in range(1, len(states) + 1):
        if at == len(states) or states[at] != states[begin]:
            state = states[begin]
            if state and (state != "note" or at - begin >= _NOTED):
                yield begin, at, state
            begin = at


def _joined(
    texts: Sequence[Told], table: Sequence[Column], stretches: list[Stretch]
) -> list[Stretch]:
    """Join two near differences where together they are one change of order."""
    made: list[Stretch] = []
    for one in stretches:
        before = next((m for m in reversed(made) if m[2] == "differs"), None)
        if (
            one[2] == "differs"
            and before is not None
            and one[0] - before[1] <= NEAR
            and _is_order(texts, table[before[0] : one[1]])
        ):
            made = [m for m in made if m[0] < before[0]]
            one = before[0], one[1], "differs"
        made.append(one)
    return made


def _is_order(texts: Sequence[Told], columns: Sequence[Column]) -> bool:
    """Tell whether some text has here the base text's characters in another order."""
    wordings = [
        "".join(text.like[column[n]] for column in columns if column[n] >= 0)
        for n, text in enumerate(texts)
    ]
    base = wordings[0]
    return any(w != base and sorted(w) == sorted(base) for w in wordings[1:])


def _places(texts: Sequence[Told], table: Sequence[Column]) -> list[list[int]]:
    """Give for each column and text how many of its characters stand before the column."""
    places = [[0] * len(texts)]
    for column in table:
        places.append([at + 1 if at >= 0 else places[-1][n] for n, at in enumerate(column)])
    return places


def _unit(texts: Sequence[Told], places: Sequence[Sequence[int]], first: int, last: int) -> Unit:
    spans = tuple((places[first][n], places[last][n]) for n in range(len(texts)))
    base, (start, end) = texts[0], spans[0]
    kinds = [""]
    for text, (begin, stop) in zip(texts[1:], spans[1:], strict=True):
        kinds.append(
            kind_of(base.like[start:end], text.like[begin:stop])
            or _written(base, start, end, text, begin)
        )
    return Unit(first, last, spans, tuple(kinds))


def _written(base: Told, start: int, end: int, text: Told, begin: int) -> str:
    """Name a difference of writing between equal characters."""
    for n in range(end - start):
        one, other = base.bare.shown(start + n), text.bare.shown(begin + n)
        if one != other:
            return "未编码" if len(one) > 1 or len(other) > 1 else "异体"
    if any(base.in_note(start + n) != text.in_note(begin + n) for n in range(end - start)):
        return "注文"
    return ""


def _moved(texts: Sequence[Told], found: list[Unit]) -> list[Unit]:
    """Call a 脱 and a 衍 of the same words in one witness 移, up to small differences."""
    made = [list(unit.kinds) for unit in found]
    for n in range(1, len(texts)):
        lacking = [
            (number, texts[0].like[slice(*unit.spans[0])])
            for number, unit in enumerate(found)
            if unit.kinds[n] == "脱" and _longer(unit.spans[0], unit.spans[n]) >= MOVED
        ]
        for number, unit in enumerate(found):
            if unit.kinds[n] != "衍" or _longer(unit.spans[n], unit.spans[0]) < MOVED:
                continue
            words = texts[n].like[slice(*unit.spans[n])]
            for other, gone in lacking:
                if similarity(gone, words) >= _ALIKE:
                    made[number][n] = made[other][n] = "移"
    return [
        msgspec.structs.replace(unit, kinds=tuple(kinds))
        for unit, kinds in zip(found, made, strict=True)
    ]


def _longer(span: tuple[int, int], other: tuple[int, int]) -> int:
    return span[1] - span[0] - (other[1] - other[0])
