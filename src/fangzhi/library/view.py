"""A library as one audience, with its filters, may see it: which works, leaves and entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from fangzhi.library.budget import LIMIT, Budget
from fangzhi.library.dates import years_at
from fangzhi.library.evaluate import Evaluation, Mask, Spans
from fangzhi.library.filters import NEVER, Audience, Filters, people
from fangzhi.library.index import Library
from fangzhi.library.placing import within, years_of
from fangzhi.library.query.tree import Field, Node
from fangzhi.library.query.years import year_range
from fangzhi.library.scanning import scanner
from fangzhi.library.shelf import Shelved
from fangzhi.library.texted import Places, Texted
from fangzhi.zh.fold import fold


class Part(NamedTuple):
    """One segment's answer: its occurrences, the units open to the audience (None: all), and for
    each of its works the place in the register (-1: gone)."""

    segment: Texted
    spans: Spans
    open_units: Mask | None
    places: Places
    evaluation: Evaluation


def answers(
    library: Library, root: Node, *, exact: bool, filters: Filters, audience: Audience
) -> Iterator[Part]:
    """Evaluate a tree over every segment; what may not be seen or is filtered out never counts."""
    seen = library.shelves.seen(filters, audience)
    budget = Budget(getattr(library, "patience", LIMIT))  # a cluster may be waited for longer
    for segment, places in zip(library.segments, library.places, strict=True):
        wanted = places >= 0
        wanted[wanted] = seen[places[wanted]]
        if not wanted.any():
            continue
        units = _open_units(segment, wanted, audience)

        def field(limit: Field, segment: Texted = segment, places: Places = places) -> Mask:
            return _units_of(library, limit, segment, places)

        evaluation = Evaluation(
            segment,
            exact=exact,
            open_units=units,
            field=field,
            scan=scanner(segment, exact, budget, np.flatnonzero(wanted)),
            budget=budget,
        )
        spans = _told_within(segment, evaluation.spans(root), filters)
        yield Part(segment, spans, units, places, evaluation)


def _told_within(segment: Texted, spans: Spans, filters: Filters) -> Spans:
    if not filters.by_told_year:
        return spans
    years = years_at(segment, spans.starts)
    kept = (
        (years != 0)
        & (years >= (filters.told_from or -NEVER))
        & (years <= (filters.told_to or NEVER))
    )
    return Spans(spans.starts[kept], spans.ends[kept])


def open_units(
    library: Library, audience: Audience
) -> Iterator[tuple[Texted, Places, Mask | None]]:
    """Give each segment with the places of its works and what of it may be seen (None: all)."""
    seen = library.shelves.seen(Filters(), audience)
    for segment, places in zip(library.segments, library.places, strict=True):
        wanted = places >= 0
        wanted[wanted] = seen[places[wanted]]
        yield segment, places, _open_units(segment, wanted, audience)


def _open_units(segment: Texted, wanted: Mask, audience: Audience) -> Mask | None:
    day = audience.day()
    closed = segment.restricted and day < NEVER
    if wanted.all() and not closed:
        return None
    units = wanted[segment.unit_works]
    return units & (segment.closed <= day) if closed else units


def _units_of(library: Library, limit: Field, segment: Texted, places: Places) -> Mask:
    if limit.name == "条目":
        return segment.cited(fold(limit.words))
    kept = np.array(
        [place >= 0 and _has(library.register[place], limit) for place in places.tolist()],
        dtype=bool,
    )
    return kept[segment.unit_works]


def _has(work: Shelved, limit: Field) -> bool:
    words = fold(limit.words)
    match limit.name:
        case "题":
            return words in fold(work.title)
        case "地":
            return within(work, limit.words) or words in fold(work.place)
        case "体":
            return words in fold(work.genre)
        case "类":
            return words in fold(work.kind)
        case "人":
            return any(words in fold(name) for name in people(work))
    first, last = year_range(limit.words)
    years = years_of(work)
    return years is not None and years[0] <= last and years[1] >= first
