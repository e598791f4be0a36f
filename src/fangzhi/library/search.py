"""Search: exact totals, keyword in context, by work."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from fangzhi.library.index import CONTEXT, REACH, Chunk, Library
from fangzhi.library.stream import drop_space
from fangzhi.zh.fold import fold

WIDTH = 24
"""Characters of context shown on each side."""


class Hit(msgspec.Struct, frozen=True):
    """One occurrence: the work's title, its citation, and the words as they stand, in context."""

    work: str
    cite: str
    before: str
    match: str
    after: str


class Found(msgspec.Struct, frozen=True):
    """`total` counts overlapping occurrences; `works` the same by title; `hits` the first of them."""

    total: int
    hits: tuple[Hit, ...]
    works: dict[str, int] = {}


class BadQuery(ValueError):
    """Raised for a query that cannot be searched; says in Chinese why."""


def search(library: Library, query: str, *, exact: bool = False, limit: int = 20) -> Found:
    """Find every occurrence of the words; white space and breaks do not count.

    Simplified, traditional and variant forms find each other unless `exact`. `limit` 0 gives all
    hits. Raises BadQuery for an empty query or one longer than 64 characters.
    """
    words = drop_space(query)
    if not words:
        raise BadQuery("没有要找的字词。")
    if len(words) > REACH:
        raise BadQuery(f"要找的字词太长（{len(words)}字），请不要超过{REACH}字。")
    titles = {work.id: work.title for work in library.register}
    wanted = words if exact else fold(words)
    total = 0
    works: dict[str, int] = {}
    hits: list[Hit] = []
    for chunk in library.chunks(words):
        searched = chunk.text if exact else fold(chunk.text)
        title = titles.get(chunk.work, chunk.work)
        for position in _occurrences(searched, wanted, chunk):
            total += 1
            works[title] = works.get(title, 0) + 1
            if limit == 0 or len(hits) < limit:
                hits.append(_hit(title, chunk, position, len(wanted)))
    return Found(total, tuple(hits), works)


def _occurrences(text: str, wanted: str, chunk: Chunk) -> Iterator[int]:
    position = text.find(wanted, chunk.start)
    while 0 <= position < chunk.end:
        yield position
        position = text.find(wanted, position + 1)


def _hit(title: str, chunk: Chunk, position: int, length: int) -> Hit:
    end = position + length
    cite = chunk.cites[max(0, bisect_right(chunk.offsets, position) - 1)] if chunk.cites else ""
    return Hit(
        work=title,
        cite=cite,
        before=chunk.text[max(0, position - WIDTH) : position],
        match=chunk.text[position:end],
        after=chunk.text[end : end + min(WIDTH, CONTEXT)],
    )
