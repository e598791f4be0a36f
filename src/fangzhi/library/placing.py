"""Under which places a work counts: its own and those above it at the time (隶属), as told."""

from __future__ import annotations

from fangzhi.authority.above import Above, above
from fangzhi.library.shelf import Shelved


def years_of(work: Shelved) -> tuple[int, int] | None:
    """Give the years of a work's contents, else the year it was made; None where unknown."""
    if work.start or work.end:
        return work.start or work.end, work.end or work.year or work.start
    return (work.year, work.year) if work.year else None


def standing_of(work: Shelved) -> Above | None:
    """Give the names and codes of a work's place and of those above it in the years it tells of;
    None where the division tables do not know."""
    if not work.place and not work.place_code:
        return None
    return above(work.place, work.place_code, years_of(work))


def places_of(work: Shelved) -> tuple[str, ...]:
    """Give every place under which a work counts; only the one that was typed where no more is known."""
    told = standing_of(work)
    return told.names if told is not None else (work.place,)


def within(work: Shelved, place: str) -> bool:
    """Tell whether a work treats a place or a part of it, by name or by code."""
    told = standing_of(work)
    if not place.isdigit():
        return place == work.place or (told is not None and place in told.names)
    significant = place.rstrip("0")
    significant += "0" * (len(significant) % 2)
    codes = (work.place_code, *(told.codes if told is not None else ()))
    return any(code.startswith(significant) for code in codes if code)
