"""Searching a cluster: the counts from the cluster, the occurrences shown evaluated here."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from fangzhi.library.dates import years_at
from fangzhi.library.facets import by_period
from fangzhi.library.filters import NEVER, PUBLIC, Audience, Filters
from fangzhi.library.opensearch.counting import countable, counts, recorded
from fangzhi.library.opensearch.library import ClusterLibrary
from fangzhi.library.opensearch.segment import Folded
from fangzhi.library.query.parse import parse
from fangzhi.library.query.tree import Query
from fangzhi.library.search import Found, Order, search
from fangzhi.library.texted import Places
from fangzhi.library.view import answers

_ALL = Filters()


def find(
    library: ClusterLibrary,
    query: str | Query,
    *,
    exact: bool = False,
    limit: int = 20,
    offset: int = 0,
    order: Order = "text",
    filters: Filters = _ALL,
    audience: Audience = PUBLIC,
    **more: Any,
) -> Found:
    """Search as `search` does, with the same answer; raise Unsure rather than count too few."""
    asked = parse(query, exact=exact) if isinstance(query, str) else query
    evaluated = order != "text" or bool(filters.fields) or filters.by_told_year
    if not limit and not exact:
        evaluated = True  # every occurrence is read anyway
    wanted = () if evaluated else countable(asked.root, exact=exact)

    def answer() -> Found:
        asking: dict[str, Any] = {
            "exact": exact, "limit": limit, "offset": offset, "order": order, "filters": filters,
            "audience": audience, **more,
        }  # fmt: skip
        words = () if library.is_older else wanted
        if not words:
            return search(_Some(library), asked, **asking)
        found, years = _counted(library, asked, words, filters, audience, exact)
        total = int(found.sum())
        tally = library.shelves.tally(found, library.shelves.seen(filters, audience))
        shown = search(_Some(library, found, offset, limit, words, exact), asked, **asking)
        return msgspec.structs.replace(
            shown,
            total=total,
            works=tally.works,
            facets=tally.facets | {"recorded": by_period(years or {})},
            years=tally.years,
            rates=tally.rates,
            unplaced=tally.unplaced,
            recorded=years or {},
            undated=-1 if years is None else total - sum(years.values()),
        )

    return library.steady(answer)


def _counted(
    library: ClusterLibrary,
    asked: Query,
    words: tuple[Folded, ...],
    filters: Filters,
    audience: Audience,
    exact: bool,
) -> tuple[Places, dict[int, int] | None]:
    """Count by work and by the year told in the cluster; works of which a part is closed are
    evaluated instead."""
    found = counts(library, words, exact=exact) * library.shelves.seen(filters, audience)
    partly = np.array([one.restricted for one in library.standing], dtype=bool) & (found > 0)
    partly &= audience.day() < NEVER
    years = recorded(library, words, np.where(partly, 0, found), exact=exact)
    if partly.any():
        some = _Some(library, partly.astype(np.int64))
        evaluated = np.zeros(len(found), dtype=np.int64)
        for part in answers(some, asked.root, exact=exact, filters=filters, audience=audience):
            own = np.bincount(part.segment.work_at(part.spans.starts), minlength=len(part.places))
            evaluated[part.places] += own
            for year in years_at(part.segment, part.spans.starts).tolist():
                if year and years is not None:
                    years[year] = years.get(year, 0) + 1
        found = np.where(partly, evaluated, found)
    return found, None if years is None else dict(sorted(years.items()))


class _Some(ClusterLibrary):
    """The works of a library, or those in which something is found, as many as are shown."""

    def __init__(
        self,
        library: ClusterLibrary,
        found: Places | None = None,
        offset: int = 0,
        limit: int = 0,
        words: tuple[Folded, ...] = (),
        exact: bool = False,
    ) -> None:
        known = {"shelves": library.shelves, "texts": library.texts}
        self.__dict__.update(library.__dict__ | known)
        if found is None:
            return
        last = offset + limit if limit else 0
        chosen, before = [], 0
        for places in library.places:
            here = int(found[places].sum())
            if here and (before < last or not last):
                chosen.append(places[found[places] > 0])
            before += here
        standing = library.standing
        self.__dict__["groups"] = tuple(tuple(standing[p] for p in own.tolist()) for own in chosen)
        self.__dict__["places"] = tuple(chosen)
        closed = any(one.restricted for group in self.groups for one in group)
        self.__dict__["most"] = (
            0 if closed else last
        )  # what is closed counts there and is not shown
        self.__dict__["typed"] = words if exact else ()

    @property
    def elsewhere(self) -> None:
        """Searched as it stands."""
