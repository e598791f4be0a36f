"""Counting in the cluster: nothing but numbers comes back, however often the words stand there."""

from __future__ import annotations

from typing import Any

import numpy as np

from fangzhi.library.opensearch import beside
from fangzhi.library.opensearch.layout import COUNT, TAIL
from fangzhi.library.opensearch.library import ClusterLibrary
from fangzhi.library.opensearch.segment import Folded
from fangzhi.library.opensearch.texts import CLAUSES, phrase, runs
from fangzhi.library.query.tree import Either, Node, Phrase
from fangzhi.library.stream import TURN
from fangzhi.library.texted import Places
from fangzhi.zh.fold import fold

_MANY = 64
"""Phrases that are counted one by one; more are evaluated."""


def countable(root: Node, *, exact: bool) -> tuple[Folded, ...]:
    """Give the words, of a query that is nothing but words; () when it is more than that.

    They are folded unless `exact`. Two different words never have an occurrence in common, so their
    counts add up; words with any one character in them are counted only when they stand alone.
    """
    parts = root.parts if isinstance(root, Either) else (root,)
    if len(parts) > _MANY:
        return ()
    words = []
    for part in parts:
        if not isinstance(part, Phrase) or len(part.characters) > TAIL or TURN in part.characters:
            return ()
        if None in part.characters and (len(parts) > 1 or part.characters[0] is None):
            return ()
        own = part.characters
        words.append(own if exact else tuple(c and fold(c) for c in own))
    return tuple(dict.fromkeys(words))


def counts(library: ClusterLibrary, words: tuple[Folded, ...], *, exact: bool) -> Places:
    """Give how often the words stand in each work of the register."""
    found = np.zeros(len(library.standing), dtype=np.int64)
    order = {one.text: place for place, one in enumerate(library.standing)}
    for each in words:
        if exact or None in each:
            told = beside.asked(each, exact=exact)
            query, script = _holding(each), beside.count(told)
        else:
            known = "".join(c or "" for c in each)
            query = {
                "bool": {"must": [phrase("folded", known)], "should": [phrase("tail", known)]},
            }
            script = {"source": COUNT}
        for text, count in library.wire.totals(library.state.where, query, script).items():
            if (place := order.get(text)) is not None:
                found[place] += count
    return found


def recorded(
    library: ClusterLibrary, words: tuple[Folded, ...], counted: Places, *, exact: bool
) -> dict[int, int] | None:
    """Give how often the words stand by the year told of them, in the works where anything was
    `counted`; None where these are too many to name."""
    texts = [
        one.text for one, number in zip(library.standing, counted.tolist(), strict=True) if number
    ]
    if len(texts) > CLAUSES:
        return None
    found: dict[int, int] = {}
    for each in words if texts else ():
        query = _holding(each, {"exists": {"field": "years"}}, {"terms": {"text": texts}})
        body = {
            "size": 0,
            "query": query,
            "aggs": {"years": beside.years(beside.asked(each, exact=exact))},
        }
        told = library.wire.search(library.state.where, body)["aggregations"]["years"]["value"]
        for year, count in beside.read_years(told or {}).items():
            found[year] = found.get(year, 0) + count
    return found


def _holding(words: Folded, *more: dict[str, Any]) -> dict[str, Any]:
    """Give the filter that keeps pieces with words of these forms."""
    folded = tuple(c and fold(c) for c in words)
    return {"bool": {"filter": [*(phrase("folded", run) for run in runs(folded)), *more]}}
