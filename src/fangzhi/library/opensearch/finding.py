"""Searching a cluster: the counts from the cluster, the occurrences shown evaluated here."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from fangzhi.library.filters import NEVER, PUBLIC, Audience, Filters
from fangzhi.library.opensearch.counting import countable, counts
from fangzhi.library.opensearch.library import ClusterLibrary
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
    words = countable(asked.root, exact=exact)
    plain = (
        bool(words)
        and order == "text"
        and not filters.fields
        and not filters.by_told_year
        and limit > 0
    )

    def answer() -> Found:
        asking: dict[str, Any] = {
            "exact": exact, "limit": limit, "offset": offset, "order": order, "filters": filters,
            "audience": audience, **more,
        }  # fmt: skip
        if not plain:
            return search(_Some(library), asked, **asking)
        found = _counted(library, asked, words, filters, audience)
        shown = search(_Some(library, found, offset + limit), asked, **asking)
        return msgspec.structs.replace(
            shown,
            total=int(found.sum()),
            works=library.shelves.works(found),
            facets=library.shelves.facets(found),
            years=library.shelves.years(found),
            rates=library.shelves.per_million(found, library.shelves.seen(filters, audience)),
            unplaced=library.shelves.unplaced(found),
            recorded={},  # the cluster counts by piece, and does not know where the words stand
            undated=-1,
        )

    return library.steady(answer)


def _counted(
    library: ClusterLibrary,
    asked: Query,
    words: tuple[str, ...],
    filters: Filters,
    audience: Audience,
) -> Places:
    """Count in the cluster; works of which a part is closed are evaluated instead."""
    found = counts(library, words) * library.shelves.seen(filters, audience)
    if audience.day() >= NEVER:
        return found
    partly = np.array([one.restricted for one in library.standing], dtype=bool) & (found > 0)
    if partly.any():
        some = _Some(library, partly.astype(np.int64))
        evaluated = np.zeros(len(found), dtype=np.int64)
        for part in answers(some, asked.root, exact=False, filters=filters, audience=audience):
            own = np.bincount(part.segment.work_at(part.spans.starts), minlength=len(part.places))
            evaluated[part.places] += own
        found = np.where(partly, evaluated, found)
    return found


class _Some(ClusterLibrary):
    """The works of a library, or those in which something is found, as many as are shown."""

    def __init__(
        self, library: ClusterLibrary, found: Places | None = None, shown: int = 0
    ) -> None:
        known = {"shelves": library.shelves, "texts": library.texts}
        self.__dict__.update(library.__dict__ | known)
        if found is None:
            return
        chosen, before = [], 0
        for places in library.places:
            here = int(found[places].sum())
            if here and (before < shown or not shown):
                chosen.append(places[found[places] > 0])
            before += here
        standing = library.standing
        self.__dict__["groups"] = tuple(tuple(standing[p] for p in own.tolist()) for own in chosen)
        self.__dict__["places"] = tuple(chosen)
        self.__dict__["most"] = shown

    @property
    def elsewhere(self) -> None:
        """Searched as it stands."""
