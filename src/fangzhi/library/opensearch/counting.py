"""Counting in the cluster: nothing but numbers comes back, however often the words stand there."""

from __future__ import annotations

import numpy as np

from fangzhi.library.opensearch.layout import COUNT, TAIL
from fangzhi.library.opensearch.library import ClusterLibrary
from fangzhi.library.opensearch.texts import phrase
from fangzhi.library.query.tree import Either, Node, Phrase
from fangzhi.library.stream import TURN
from fangzhi.library.texted import Places
from fangzhi.zh.fold import fold

_MANY = 64
"""Phrases that are counted one by one; more are evaluated."""


def countable(root: Node, *, exact: bool) -> tuple[str, ...]:
    """Give the folded words, of a query that is nothing but words; () when it is more than that.

    Two different words never have an occurrence in common, so their counts add up.
    """
    parts = root.parts if isinstance(root, Either) else (root,)
    if exact or len(parts) > _MANY:
        return ()
    words = []
    for part in parts:
        if not isinstance(part, Phrase) or len(part.characters) > TAIL:
            return ()
        if None in part.characters or TURN in part.characters:
            return ()
        words.append(fold("".join(c or "" for c in part.characters)))
    return tuple(dict.fromkeys(words))


def counts(library: ClusterLibrary, words: tuple[str, ...]) -> Places:
    """Give how often the words stand in each work of the register."""
    found = np.zeros(len(library.standing), dtype=np.int64)
    order = {one.text: place for place, one in enumerate(library.standing)}
    for each in words:
        query = {
            "bool": {"must": [phrase("folded", each)], "should": [phrase("tail", each)]},
        }
        totals = library.wire.totals(library.state.where, query, COUNT)
        for text, count in totals.items():
            if (place := order.get(text)) is not None:
                found[place] += count
    return found
