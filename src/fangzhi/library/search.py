"""Search: exact totals, keyword in context, by work; what an audience may not see never counts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from time import perf_counter
from typing import Literal

import msgspec
import numpy as np

from fangzhi.library.dates import years_at
from fangzhi.library.facets import by_period
from fangzhi.library.filters import EVERY_WORK, PUBLIC, Audience, Filters
from fangzhi.library.index import Library
from fangzhi.library.matching import AS_TYPED, Forms
from fangzhi.library.query.parse import limit_of, parse
from fangzhi.library.query.tree import BadQuery, Both, Node, Query
from fangzhi.library.ranking import best_first
from fangzhi.library.stream import TURN
from fangzhi.library.texted import Places, Texted
from fangzhi.library.turns import shown
from fangzhi.library.view import Part, answers

__all__ = ["BadQuery", "Found", "Hit", "search"]

WIDTH = 24
"""Characters of context shown on each side."""
WIDEST = 500
Order = Literal["text", "rank"]


class Hit(msgspec.Struct, frozen=True):
    """One occurrence: the work, its citation, and the words as they stand, in context.

    `position` is the offset in the work's stream; `how` says in which form the words were found.
    `words` are those of the stream; `match` differs from them where exact words hold a turn. `year`
    is the one told of it exactly (see `dates.years_at`), 0 where none is.
    """

    work: str
    cite: str
    before: str
    match: str
    after: str
    work_id: str = ""
    position: int = 0
    how: str = ""
    words: str = ""
    year: int = 0


class Found(msgspec.Struct, frozen=True):
    """What was found: `total` counts overlapping occurrences, `works` the same by work id.

    `facets` are counts by field and value, `years` by the year a work was made, `rates` the same
    fields per million characters of the works asked for; `took` is in seconds. Under "place" a
    work counts for its own place and each above it at the time; `unplaced` are the counts by places
    of which the division tables do not tell what was above them then. `recorded` are counts by the
    year told of an occurrence, `undated` is how many have none (-1: a cluster did not count them).
    """

    total: int
    hits: tuple[Hit, ...]
    works: dict[str, int] = {}
    facets: dict[str, dict[str, int]] = {}
    years: dict[int, int] = {}
    rates: dict[str, dict[str, float]] = {}
    unplaced: dict[str, int] = {}
    recorded: dict[int, int] = {}
    undated: int = -1
    notes: tuple[str, ...] = ()
    took: float = 0.0


def search(
    library: Library,
    query: str | Query,
    *,
    exact: bool = False,
    limit: int = 20,
    offset: int = 0,
    order: Order = "text",
    width: int = WIDTH,
    filters: Filters = EVERY_WORK,
    audience: Audience = PUBLIC,
) -> Found:
    """Find every occurrence; white space and breaks do not count.

    Simplified, traditional and variant forms find each other unless `exact`. `limit` 0 gives all
    hits from `offset` on. Raises BadQuery for what cannot be searched.
    """
    if library.elsewhere is not None:
        found: Found = library.elsewhere(
            query, exact=exact, limit=limit, offset=offset, order=order, width=width,
            filters=filters, audience=audience,
        )  # fmt: skip
        return found
    began = perf_counter()
    asked = parse(query, exact=exact) if isinstance(query, str) else query
    root = _narrowed(asked.root, filters)
    counts = np.zeros(len(library.register), dtype=np.int64)
    parts = list(answers(library, root, exact=exact, filters=filters, audience=audience))
    for part in parts:
        numbers = part.segment.work_at(part.spans.starts)
        own = np.bincount(numbers, minlength=len(part.places))
        stands = part.places >= 0
        counts[part.places[stands]] += own[stands]
    years = {id(part): years_at(part.segment, part.spans.starts) for part in parts}
    recorded, undated = _by_year(list(years.values()))
    tally = library.shelves.tally(counts, library.shelves.seen(filters, audience))
    total = int(counts.sum())
    last = total if limit == 0 else min(offset + limit, total)
    places = (best_first if order == "rank" else _in_text_order)(parts, root)
    forms = Forms(root)
    width = min(max(width, 0), WIDEST)
    return Found(
        total=total,
        hits=tuple(
            _hit(library, part, number, forms, width, audience, exact, years[id(part)])
            for part, number in islice(places, max(0, offset), last)
        ),
        works=tally.works,
        facets=tally.facets | {"recorded": by_period(recorded)},
        years=tally.years,
        rates=tally.rates,
        unplaced=tally.unplaced,
        recorded=recorded,
        undated=undated,
        notes=asked.notes,
        took=perf_counter() - began,
    )


def _by_year(years: list[Places]) -> tuple[dict[int, int], int]:
    """Count occurrences by the year told of them, and those of which none is."""
    every = np.concatenate(years) if years else np.zeros(0, dtype=np.int64)
    if not len(every):
        return {}, 0
    first = int(every.min())
    counts = np.bincount(every - first)
    some = counts.nonzero()[0]
    found = dict(zip((some + first).tolist(), counts[some].tolist(), strict=True))
    return found, found.pop(0, 0)


def _narrowed(root: Node, filters: Filters) -> Node:
    limits = tuple(limit_of(name, words) for name, words in filters.fields)
    return Both((root, *limits)) if limits else root


def _in_text_order(parts: list[Part], root: Node) -> Iterator[tuple[Part, int]]:
    for part in parts:
        for number in range(len(part.spans.starts)):
            yield part, number


def _hit(
    library: Library, part: Part, number: int, forms: Forms, width: int, audience: Audience,
    exact: bool, years: Places,
) -> Hit:  # fmt: skip
    segment = part.segment
    start, end = int(part.spans.starts[number]), int(part.spans.ends[number])
    own = segment.work_of(start)
    work = library.register[int(part.places[own])]
    first, last = segment.shown_around(start, end, audience.day())
    first, last = max(first, start - width), min(last, end + width)
    text = segment.words(first, last)
    words = text[start - first : end - first]
    match = _as_asked(segment, start, end, forms) if exact and len(segment.turns) else words
    return Hit(
        work=work.title,
        cite=segment.cite(segment.unit_of(start)),
        before=text[: start - first],
        match=match,
        after=text[end - first :],
        work_id=work.id,
        position=start - segment.bounds(own)[0],
        how=forms.how(match),
        words=words,
        year=int(years[number]),
    )


def _as_asked(segment: Texted, start: int, end: int, forms: Forms) -> str:
    """Give a match as the transcript writes it, with a turn at its ends where one was asked for."""
    inside = shown(segment, start, end)
    for words in (inside, TURN + inside, inside + TURN, TURN + inside + TURN, TURN):
        if forms.how(words) == AS_TYPED:
            return words
    return inside
