"""Where any of many words stand in a long text: all places at once, by arithmetic on its characters.

A tree of the words is walked from every character together: which pairs of characters begin a
word is one look into a table; what goes on from there is sought among the few that are left.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]
_MARKED = 19
"""Bits of the table of pairs: half a megabyte, of which 50,000 words mark about one in ten."""
_WHOLE, _OPENS, _NEXT = 1, 2, 4
"""Of a pair of characters: a word by itself, the beginning of a longer one, what follows there."""
_SPREAD = 2_654_435_761


def codes_of(text: str) -> Codes:
    """Give the numbers of the characters of a text, halves of surrogate pairs among them."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


class Lookup:
    """Finds every place of every one of these words, overlapping or not; no word twice or empty."""

    def __init__(self, words: Sequence[str]) -> None:
        sizes = np.array([len(word) for word in words], dtype=np.int64)
        width = int(sizes.max(initial=1))
        codes = codes_of("".join(word.ljust(width, "\0") for word in words))
        spelled = codes.reshape(len(words), width)
        self._top = int(codes.max(initial=0)) + 1
        known = np.unique(codes)
        ids = np.zeros(self._top + 1, dtype=np.int64)
        ids[known] = np.arange(1, len(known) + 1)
        self._ids, self._count = ids, len(known) + 1
        self._single = np.full(self._count, -1, dtype=np.int64)
        alone = np.flatnonzero(sizes == 1)
        self._single[ids[spelled[alone, 0]]] = alone
        self._alone = self._single >= 0
        self._levels: list[tuple[Numbers, Numbers, npt.NDArray[np.bool_]]] = []
        state = ids[spelled[:, 0]]
        for at in range(1, width):
            longer = np.flatnonzero(sizes > at)
            keys, own = np.unique(
                state[longer] * self._count + ids[spelled[longer, at]], return_inverse=True
            )
            ending = np.full(len(keys), -1, dtype=np.int64)
            goes_on = np.zeros(len(keys), dtype=np.bool_)
            ends = sizes[longer] == at + 1
            ending[own[ends]] = longer[ends]
            goes_on[own[~ends]] = True
            self._levels.append((keys, ending, goes_on))
            state[longer] = own
        first, second = self._spread(1), self._spread(7)
        self._first, self._second, self._lone = first[ids], second[ids], self._alone[ids]
        self._marked = np.zeros(1 << _MARKED, dtype=np.uint8)
        for at, bit, some in (
            (0, _WHOLE, sizes == 2),
            (0, _OPENS, sizes > 2),
            (1, _NEXT, sizes > 2),
        ):
            pairs = ids[spelled[some, at : at + 2]]
            if len(pairs):
                self._marked[first[pairs[:, 0]] ^ second[pairs[:, 1]]] |= bit

    def _spread(self, turn: int) -> Numbers:
        spread = (np.arange(self._count) + turn) * (_SPREAD * turn) % (1 << 32)
        return spread >> (32 - _MARKED)

    def find(self, codes: Codes) -> tuple[Numbers, Numbers]:
        """Give where words begin and the numbers of these words, shorter words first."""
        signs = codes.astype(np.intp)
        if len(codes) and int(codes.max()) > self._top:
            np.minimum(signs, self._top, out=signs)
        ids = self._ids
        at = np.flatnonzero(self._lone.take(signs, mode="clip"))
        starts, words = [at], [self._single[ids[signs[at]]]]
        if len(signs) > 1 and self._levels:
            at = self._begun(signs)
            state = ids[signs[at]]
            for depth, (keys, ending, goes_on) in enumerate(self._levels, 1):
                wanted = state * self._count + ids[signs[at + depth]]
                state = np.searchsorted(keys, wanted)
                state[state == len(keys)] = 0
                held = keys[state] == wanted
                at, state = at[held], state[held]
                ended = ending[state]
                here = ended >= 0
                starts.append(at[here])
                words.append(ended[here])
                more = goes_on[state] & (at + depth + 1 < len(signs))
                at, state = at[more], state[more]
                if not len(at):
                    break
        return np.concatenate(starts), np.concatenate(words)

    def _begun(self, signs: npt.NDArray[np.intp]) -> Numbers:
        """Where a word of two characters or more may begin."""
        pairs = self._first.take(signs[:-1], mode="clip")
        pairs ^= self._second.take(signs[1:], mode="clip")
        marks = self._marked.take(pairs, mode="clip")
        begun = marks & _WHOLE
        begun[:-1] |= (marks[:-1] & _OPENS) & (marks[1:] >> 1)
        return np.flatnonzero(begun)
