"""Passages: the words as they stand at a place that is known, with their citations."""

from __future__ import annotations

import msgspec

from fangzhi.library.filters import PUBLIC, Audience
from fangzhi.library.index import Library
from fangzhi.library.shelf import Shelved
from fangzhi.library.view import open_units


class Cited(msgspec.Struct, frozen=True):
    """A stretch of a passage with its citation, and where it stands in the stream of the work."""

    cite: str
    start: int
    end: int


class Passage(msgspec.Struct, frozen=True):
    """Words of a work, `start`..`end` in its stream, as they stand; `cites` in text order."""

    work: Shelved
    start: int
    end: int
    text: str
    cites: tuple[Cited, ...]


class NoPassage(LookupError):
    """Raised when there is no such passage for this audience; says so in Chinese, never why."""


def passage(
    library: Library, work_id: str, start: int, end: int, audience: Audience = PUBLIC
) -> Passage:
    """Give the words between two positions of a work's stream; raise NoPassage."""
    work = library.by_id.get(work_id)
    if work is None or not 0 <= start < end:
        raise NoPassage("资料库里没有这一段。")
    for part, (segment, places, units) in zip(
        library.parts, open_units(library, audience), strict=True
    ):
        if work_id not in part.works:
            continue
        number = part.works.index(work_id)
        if places[number] < 0:
            continue
        first, last = segment.bounds(number)
        begin, after = first + start, first + end
        if after > last:
            break
        opening, closing = segment.unit_at_both(begin, after - 1)
        own = range(opening, closing + 1)
        if units is not None and not units[opening : closing + 1].all():
            break
        limits = [*segment.units[opening + 1 : closing + 1].tolist(), after]
        begins = [begin, *limits[:-1]]
        cites = tuple(
            Cited(segment.cite(unit), a - first, b - first)
            for unit, a, b in zip(own, begins, limits, strict=True)
        )
        return Passage(work, start, end, segment.words(begin, after), cites)
    raise NoPassage("资料库里没有这一段。")
