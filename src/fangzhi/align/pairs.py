"""Which blocks of an earlier import live on as which blocks of a later one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fangzhi.align.diff import align_items, similarity
from fangzhi.model.manuscript import Block, Figure, Note, Table, Utterance
from fangzhi.model.text import Text

_ALIKE = 0.5
_NAMED_ALIKE = 0.3
_GAP = 2_500
"""In a gap of more pairs than this only blocks at the same place in it are compared."""
_SAMPLE = 2_000

Item = Block | Note | Text


def pairs(old: Sequence[Item], new: Sequence[Item]) -> dict[int, Item]:
    """Pair items of two lists: position in `new` to the item of `old` that it continues.

    Equal ids first, then equal texts in order, then moved texts that stand once on both sides,
    then similar texts in order.
    """
    found = _same_ids(old, new)
    used = set(found.values())
    left = [at for at in range(len(old)) if at not in used]
    fresh = [at for at in range(len(new)) if at not in found]
    gaps: list[tuple[Sequence[int], Sequence[int]]] = []
    changes = align_items([_key(old[at]) for at in left], [_key(new[at]) for at in fresh])
    for change in changes:
        mine = left[change.start : change.end]
        yours = fresh[change.other_start : change.other_end]
        if change.kind == "equal":
            found.update(zip(yours, mine, strict=True))
        else:
            gaps.append((mine, yours))
    _pair_moved(old, new, found, gaps)
    for gone, came in gaps:
        _pair_similar(old, new, found, gone, came)
    return {at: old[mine] for at, mine in found.items()}


def _same_ids(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """Pair items that carry the same id already (an edited copy), unless their words differ."""
    places = {item.id: at for at, item in enumerate(old)}
    found: dict[int, int] = {}
    for at, item in enumerate(new):
        mine = places.pop(item.id, None)
        if mine is not None and (
            _key(item) == _key(old[mine]) or _alike(old[mine], item) >= _NAMED_ALIKE
        ):
            found[at] = mine
    return found


def _pair_moved(
    old: Sequence[Item], new: Sequence[Item], found: dict[int, int],
    gaps: Sequence[tuple[Sequence[int], Sequence[int]]],
) -> None:  # fmt: skip
    mine = _once(old, (at for gap, _ in gaps for at in gap))
    yours = _once(new, (at for _, gap in gaps for at in gap))
    for key, at in yours.items():
        if key in mine and key[1]:
            found[at] = mine[key]


def _once(items: Sequence[Item], places: Iterable[int]) -> dict[tuple[str, str], int]:
    seen: dict[tuple[str, str], int] = {}
    for at in places:
        key = _key(items[at])
        seen[key] = -1 if key in seen else at
    return {key: at for key, at in seen.items() if at >= 0}


def _pair_similar(
    old: Sequence[Item], new: Sequence[Item], found: dict[int, int],
    mine: Sequence[int], yours: Sequence[int],
) -> None:  # fmt: skip
    """Pair what is left of one gap so that the sum of likeness is greatest and order is kept."""
    used = set(found.values())
    left = [at for at in mine if at not in used]
    right = [at for at in yours if at not in found]
    if len(left) * len(right) > _GAP:
        for one, other in zip(left, right, strict=False):
            if _alike(old[one], new[other]) >= _ALIKE:
                found[other] = one
        return
    likeness = [[_alike(old[one], new[other]) for other in right] for one in left]
    for row, column in _best_path(likeness):
        found[right[column]] = left[row]


def _best_path(likeness: list[list[float]]) -> list[tuple[int, int]]:
    rows, columns = len(likeness), len(likeness[0]) if likeness else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            value = likeness[row][column]
            paired = value + best[row + 1][column + 1] if value >= _ALIKE else 0.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    path: list[tuple[int, int]] = []
    row = column = 0
    while row < rows and column < columns:
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            path.append((row, column))
            row, column = row + 1, column + 1
    return path


def _alike(one: Item, other: Item) -> float:
    kind, words = _key(one)
    other_kind, other_words = _key(other)
    if kind != other_kind or not words or not other_words:
        return 0.0
    shorter, longer = sorted((len(words), len(other_words)))
    if shorter * 3 < longer:
        return 0.0
    return similarity(words[:_SAMPLE], other_words[:_SAMPLE])


def _key(item: Item) -> tuple[str, str]:
    """Give what an item is and the words it is known by."""
    match item:
        case Text():
            return "text", item.text
        case Table():
            return "table", "\t".join(cell.text.text for cell in item.cells)
        case Figure():
            return "figure", item.asset
        case Utterance():
            return "utterance", item.body.text
        case Note():
            return item.kind, item.body.text
