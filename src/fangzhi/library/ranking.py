"""Ranking: the leaves and entries that treat most of what was asked, most densely, come first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from fangzhi.library.query.tree import Field, Node, shown
from fangzhi.library.texted import Places
from fangzhi.library.view import Part

_SOFT = 1.2
"""How slowly further occurrences on one leaf add to its score."""


def best_first(parts: list[Part], root: Node) -> Iterator[tuple[Part, int]]:
    """Give occurrences by the score of the leaf or entry they stand in, then in text order."""
    leaves = [leaf for leaf in dict.fromkeys(shown(root)) if not isinstance(leaf, Field)]
    units = [part.segment.unit_at(part.spans.starts) for part in parts]
    scores = [np.zeros(len(own)) for own in units]
    for leaf in leaves:
        counted = [_counts(part, leaf) for part in parts]
        holding = sum(int((counts > 0).sum()) for counts in counted)
        whole = sum(len(counts) for counts in counted)
        rarity = np.log(1 + whole / (1 + holding))
        for score, own, counts in zip(scores, units, counted, strict=True):
            score += rarity * counts[own] / (counts[own] + _SOFT)
    columns = [
        (-score, np.full(len(score), number), np.arange(len(score)))
        for number, score in enumerate(scores)
    ]
    if not columns:
        return
    keys = [np.concatenate([column[i] for column in columns]) for i in range(3)]
    for place in np.lexsort((keys[2], keys[1], keys[0])).tolist():
        yield parts[int(keys[1][place])], int(keys[2][place])


def _counts(part: Part, leaf: Node) -> Places:
    starts = part.evaluation.spans(leaf).starts
    return np.bincount(part.segment.unit_at(starts), minlength=len(part.segment.units))
