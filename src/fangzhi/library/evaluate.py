"""From a query's tree to the places in one segment, exactly."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fangzhi.library.budget import MOST, Budget, too_many
from fangzhi.library.query.tree import Both, But, Either, Field, Near, Node, Pattern, Phrase
from fangzhi.library.texted import Places, Texted
from fangzhi.library.turns import as_written, without
from fangzhi.zh.fold import fold

Mask = NDArray[np.bool_]
_LENGTH = 24
"""Bits for the length of an occurrence; a chain of 近 can be long."""
EMPTY: Places = np.zeros(0, dtype=np.int64)


class Spans(NamedTuple):
    """Occurrences in text order: where each begins and ends (exclusive)."""

    starts: Places
    ends: Places


NOTHING = Spans(EMPTY, EMPTY)


class Evaluation:
    """Evaluates trees over one segment for one audience.

    `open_units` is None when every leaf and entry may be seen; `field` gives the units that a
    field's limit keeps; `scan` finds regular expressions.
    """

    def __init__(
        self,
        segment: Texted,
        *,
        exact: bool,
        open_units: Mask | None,
        field: Callable[[Field], Mask],
        scan: Callable[[Pattern], Spans],
        budget: Budget,
    ) -> None:
        self.segment = segment
        self.exact = exact
        self.open_units = open_units
        self._field = field
        self._scan = scan
        self._budget = budget

    def spans(self, node: Node) -> Spans:
        """Give the occurrences a tree asks for, each once."""
        match node:
            case Phrase(characters):
                return self.visible(self._phrase(characters))
            case Pattern():
                return self.visible(self._scan(node))
            case Either(parts):
                return self._either(parts)
            case Both(parts):
                return self._both(parts)
            case But(keep, drop):
                spans = self.spans(keep)
                return self._within(spans, ~self.units(drop)) if len(spans.starts) else spans
            case Near():
                return self.visible(self._near(node))
            case Field():
                return NOTHING
        raise AssertionError(node)

    def units(self, node: Node) -> Mask:
        """Give the leaves and entries where a tree holds."""
        match node:
            case Field():
                return self._field(node)
            case Either(parts):
                return self._any(parts)
            case Both(parts):
                return ~self._any(parts, reverse=True)
            case But(keep, drop):
                return self.units(keep) & ~self.units(drop)
        mask = np.zeros(len(self.segment.units), dtype=bool)
        mask[self.segment.unit_at(self.spans(node).starts)] = True
        return mask

    def _any(self, parts: tuple[Node, ...], *, reverse: bool = False) -> Mask:
        """Give the units where any part holds; or, `reverse`, where any does not."""
        mask = np.zeros(len(self.segment.units), dtype=bool)
        for part in parts:
            self._budget.left()
            own = self.units(part)
            mask |= ~own if reverse else own
        return mask

    def visible(self, spans: Spans) -> Spans:
        """Drop occurrences that touch what this audience may not see."""
        if self.open_units is None or not len(spans.starts):
            return spans
        shut = np.concatenate(([0], np.cumsum(~self.open_units)))
        first = self.segment.unit_at(spans.starts)
        last = self.segment.unit_at(spans.ends - 1)
        keep = shut[last + 1] == shut[first]
        return Spans(spans.starts[keep], spans.ends[keep])

    def _either(self, parts: tuple[Node, ...]) -> Spans:
        found: list[Spans] = []
        size = 0
        for part in parts:
            self._budget.left()
            found.append(self.spans(part))
            size += len(found[-1].starts)
            if size > MOST:
                raise too_many()
        return united(found)

    def _phrase(self, characters: tuple[str | None, ...]) -> Spans:
        """Give where words stand; over the turns of double rows, unless the exact words are asked
        for: then a turn counts where the words have one, and only there."""
        bare, turns = without(characters)
        found = [self._at(characters, bool(self.exact), ())]
        if turns and len(self.segment.turns):
            if bare:
                found.append(self._at(bare, bool(self.exact), turns))
            elif self.exact and turns == (0,):
                found.append(Spans(self.segment.turns, self.segment.turns))
        return united(found) if len(found) > 1 else found[0]

    def _at(self, characters: tuple[str | None, ...], exact: bool, turns: tuple[int, ...]) -> Spans:
        starts = self.segment.phrase(tuple(None if c is None else fold(c) for c in characters))
        if exact:
            starts = self.segment.exactly(starts, characters)
            if len(self.segment.turns):
                starts = as_written(self.segment, starts, len(characters), turns)
        return Spans(starts, starts + len(characters))

    def _both(self, parts: tuple[Node, ...]) -> Spans:
        mask = self.units(Both(parts))
        if not mask.any():
            return NOTHING
        return self._within(self._either(parts), mask)

    def _within(self, spans: Spans, mask: Mask) -> Spans:
        if not len(spans.starts):
            return spans
        keep = mask[self.segment.unit_at(spans.starts)]
        return Spans(spans.starts[keep], spans.ends[keep])

    def _near(self, node: Near) -> Spans:
        left, right = self.spans(node.left), self.spans(node.right)
        if not len(left.starts) or not len(right.starts):
            return NOTHING
        return near(left, right, node.within, node.ordered, self.segment)


def near(left: Spans, right: Spans, within: int, ordered: bool, segment: Texted) -> Spans:
    """Give each left occurrence, stretched to the nearest right one that does not overlap it, lies
    in the same work and at most `within` characters away; of two as near, the one after."""
    far = np.int64(1 << 40)
    work = segment.work_at(left.starts)
    after = np.searchsorted(right.starts, left.ends)
    has_after = after < len(right.starts)
    following = np.minimum(after, len(right.starts) - 1)
    gap_after = np.where(has_after, right.starts[following] - left.ends, far)
    gap_after[segment.work_at(right.starts[following]) != work] = far
    if ordered:
        keep = gap_after <= within
        return united([Spans(left.starts[keep], right.ends[following][keep])])
    # spans before: sorted by their ends, the last one that ends by the left's start
    by_end = np.argsort(right.ends, kind="stable")
    before = np.searchsorted(right.ends[by_end], left.starts, "right") - 1
    has_before = before >= 0
    leading = by_end[np.maximum(before, 0)]
    gap_before = np.where(has_before, left.starts - right.ends[leading], far)
    gap_before[segment.work_at(right.starts[leading]) != work] = far
    use_after = gap_after <= gap_before
    keep = np.minimum(gap_after, gap_before) <= within
    starts = np.where(use_after, left.starts, right.starts[leading])
    ends = np.where(use_after, right.ends[following], left.ends)
    return united([Spans(starts[keep], ends[keep])])


def united(many: list[Spans]) -> Spans:
    """Give all occurrences in text order, those found twice once."""
    if not many:
        return NOTHING
    # one number for both sorts and compares faster than two
    pairs = np.concatenate([spans.starts << _LENGTH | spans.ends - spans.starts for spans in many])
    pairs.sort(kind="stable")
    fresh = np.ones(len(pairs), dtype=bool)
    fresh[1:] = pairs[1:] != pairs[:-1]
    pairs = pairs[fresh]
    starts = pairs >> _LENGTH
    return Spans(starts, starts + (pairs & (1 << _LENGTH) - 1))
