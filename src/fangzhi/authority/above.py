"""What a place belonged to at a time (隶属): its own names and the divisions above it, by the tables.

The tables begin in 1981. For earlier years, for a name that is not in them, and for a name that
several divisions bore at the time, nothing is known: None, never a guess from today's map.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from fangzhi.authority.divisions import Division, find, history
from fangzhi.zh.fold import to_simplified

Years = tuple[int, int]
"""First and last year of what is told of a place."""
_CODE = 6


class Above(msgspec.Struct, frozen=True):
    """The names of a place in its years, then of every division above it; and all their codes."""

    names: tuple[str, ...]
    codes: tuple[str, ...]


@lru_cache(maxsize=65536)
def above(name: str, code: str = "", years: Years | None = None) -> Above | None:
    """Give a place's names and those above it in these years; None where the tables do not tell.

    A code says which division is meant, also without years; a town's code stands under its county's.
    """
    rows = history(code[:_CODE]) if code else find(to_simplified(name))
    if years is not None:
        rows = tuple(row for row in rows if _held(row, years))
    if not rows or (not code and (years is None or not _one_place(rows))):
        return None
    rows = tuple(sorted(rows, key=lambda row: row.valid_from))
    own = [row.name for row in rows]
    plain = to_simplified(name)
    typed = () if any(one.startswith(plain) for one in own) else (name,)  # a town of the county
    higher = [up for depth in (2, 1) for row in rows if (up := _up(row, depth))]
    codes = [row.code for row in rows] + [up for row in rows for up in _codes_above(row)]
    return Above(tuple(dict.fromkeys((*typed, *own, *higher))), tuple(dict.fromkeys(codes)))


def _held(row: Division, years: Years) -> bool:
    return row.valid_from <= years[1] and (row.valid_to is None or row.valid_to >= years[0])


def _up(row: Division, depth: int) -> str:
    """Give the name of the prefecture (2) or the province (1) above, "" where there is none."""
    return row.path[depth - 1] if len(row.path) >= depth else ""


def _codes_above(row: Division) -> tuple[str, ...]:
    return tuple(code for code in (row.parent, f"{row.code[:2]}0000") if code and code != row.code)


def _one_place(rows: Sequence[Division]) -> bool:
    """Tell whether divisions of one name are one place: of one province and rank, one after another."""
    if len({(row.code[:2], row.level) for row in rows}) > 1:
        return False
    in_time = sorted(rows, key=lambda row: (row.valid_from, row.valid_to or 9999))
    return all(a.valid_to is not None and a.valid_to <= b.valid_from for a, b in pairwise(in_time))
