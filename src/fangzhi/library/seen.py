"""Whole works as one audience may read them: everything to an editor with the right, to others
nothing of what is closed, and no word of its citations."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from fangzhi.library.filters import Audience
from fangzhi.library.index import Library
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream

BLANK = "□"
"""Stands for each character that may not be seen; places and lengths stay."""


def works_for(library: Library, audience: Audience) -> Iterator[Shelved]:
    """Give the works that an audience may know of, in the order of the shelf."""
    return (work for work in library.register if audience.may_see(work.rights))


def stream_for(library: Library, work_id: str, audience: Audience) -> Stream:
    """Give a work's stream; raise KeyError for one that is not there for this audience.

    Leaves and entries that are closed to it are blank. `Stream.closed` says until when each is
    closed, so that whoever may see them knows that others may not.
    """
    work = library.by_id.get(work_id)
    if work is None or not audience.may_see(work.rights):
        raise KeyError(work_id)
    whole = library.stream(work_id)
    return _blanked(whole, [day <= audience.day() for day in whole.closed])


def _blanked(whole: Stream, seen: list[bool]) -> Stream:
    if all(seen):
        return whole
    text = list(whole.text)
    ends = (*whole.offsets[1:], len(whole.text))
    for begin, end, may in zip(whole.offsets, ends, seen, strict=True):
        if not may:
            text[begin:end] = BLANK * (end - begin)
    cites = tuple(cite if may else "" for cite, may in zip(whole.cites, seen, strict=True))
    turns = tuple(turn for turn in whole.turns if text[turn] != BLANK)
    return msgspec.structs.replace(whole, text="".join(text), cites=cites, turns=turns)
