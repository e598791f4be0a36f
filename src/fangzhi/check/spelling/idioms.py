"""Idioms (成语) with one character wrong: what is one character off a known phrase of four."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation

from fangzhi.check.lookup import Lookup, codes_of
from fangzhi.check.spelling.confusion import alike
from fangzhi.check.spelling.words import frequencies

_READ_AS_TWO = 20
_COMMON = 200  # as 掌握 in 其所掌握 (not 用其所长)
_EVERYWHERE = 1000  # a half that is a common word (组织, 国家) is looked at in vain
_LINKS = frozenset("的地得和与及或")
_MOST_SHARED = 2  # a half of many idioms (不可, 一心) stands in too many texts to look at


_FEW = 5_000
"""Characters up to which the automaton is quicker than looking everywhere at once."""
_FIRST_HAN, _LAST_HAN = ord("一"), ord("鿿")


class NearMiss(NamedTuple):
    """The character at `at` should be `right`, for the words start..end to read `idiom`."""

    at: int
    right: str
    start: int
    idiom: str


@cache
def _idioms() -> tuple[str, ...]:
    text = (files(__package__) / "data" / "idioms.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and line[0] != "#")


class _Rows(NamedTuple):
    """For each piece and idiom: where the wrong character stands (`wrong`, `meant`), where the
    piece begins in the idiom, and the one character it does not hold (`sure`, `right`)."""

    wrong: Any
    meant: Any
    begins: Any
    sure: Any
    right: Any


class _Pieces(NamedTuple):
    """Pieces of idioms looked for everywhere at once, their sizes, and which rows are of each."""

    lookup: Lookup
    sizes: Any
    first: Any
    count: Any
    rows: _Rows
    idioms: tuple[str, ...]


_Told = tuple[tuple[int, str], ...]
"""Where the wrong character stands in each idiom of a piece, and the idiom."""


@cache
def _told() -> dict[str, _Told]:
    pieces: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for idiom in _idioms():
        pieces[idiom[:3]].append((3, idiom))
        pieces[idiom[1:]].append((0, idiom))
    halves: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for idiom in _idioms():
        halves[idiom[:2]].append((2, idiom))
        halves[idiom[2:]].append((1, idiom))
    known = frequencies()
    pieces.update(
        (half, rows)
        for half, rows in halves.items()
        if len(rows) <= _MOST_SHARED and known.get(half, 0) < _EVERYWHERE
    )
    return {piece: tuple(rows) for piece, rows in pieces.items()}


@cache
def _pieces() -> _Pieces:
    pieces = _told()
    told = [row for rows in pieces.values() for row in rows]
    columns = np.array([_row(*row) for row in told], dtype=np.int64)
    count = np.array([len(rows) for rows in pieces.values()], dtype=np.int64)
    sizes = np.array([len(piece) for piece in pieces], dtype=np.int64)
    idioms = tuple(idiom for _, idiom in told)
    first = np.cumsum(count) - count
    return _Pieces(Lookup(tuple(pieces)), sizes, first, count, _Rows(*columns.T), idioms)


@cache
def _automaton() -> tuple[AhoCorasick, tuple[tuple[tuple[int, int, int, str], ...], ...]]:
    """The same pieces for short texts: where the wrong character stands, where the piece begins,
    the place of the one character it does not hold, the idiom."""
    found = AhoCorasick(list(_told()), implementation=Implementation.ContiguousNFA)
    rows = (
        ((wrong, *_row(wrong, idiom)[2:4], idiom) for wrong, idiom in rows)
        for rows in _told().values()
    )
    return found, tuple(map(tuple, rows))


def _row(wrong: int, idiom: str) -> tuple[int, int, int, int, int]:
    begins = 0 if wrong >= 2 else 1 if wrong == 0 else 2
    sure = {1: 0, 2: 3}.get(wrong, begins)  # the one character the piece does not hold
    return wrong, ord(idiom[wrong]), begins, sure, ord(idiom[sure])


def near_misses(text: str) -> Iterator[NearMiss]:
    """Give the phrases of a text that are one like character off an idiom and no known words."""
    done = -1
    for begin, wrong, idiom in (_off_by_one if len(text) > _FEW else _off_by_one_of_few)(text):
        at = begin + wrong
        if at > done and alike(text[at], idiom[wrong]):
            if _reads_otherwise(text, begin, wrong) or _links(text, begin, wrong):
                continue
            done = begin + 3
            yield NearMiss(at, idiom[wrong], begin, idiom)


def _off_by_one(text: str) -> Iterator[tuple[int, int, str]]:
    """Give where four characters begin that are an idiom but for one, which one, and the idiom."""
    pieces, codes = _pieces(), codes_of(text)
    starts, found = pieces.lookup.find(codes)
    order = np.lexsort((starts, starts + pieces.sizes[found]))
    starts, found = starts[order], found[order]
    count = pieces.count[found]
    row = np.repeat(pieces.first[found] - np.cumsum(count) + count, count) + np.arange(count.sum())
    begin = np.repeat(starts, count) - pieces.rows.begins[row]
    inside = (begin >= 0) & (begin + 4 <= len(codes))
    row, begin = row[inside], begin[inside]
    wrong, meant, _, sure, right = (column[row] for column in pieces.rows)
    char = codes[begin + wrong]
    here = (codes[begin + sure] == right) & (char != meant)
    here &= (char >= _FIRST_HAN) & (char <= _LAST_HAN)
    told = zip(begin[here].tolist(), wrong[here].tolist(), row[here].tolist(), strict=True)
    return ((begin, wrong, pieces.idioms[row]) for begin, wrong, row in told)


def _off_by_one_of_few(text: str) -> Iterator[tuple[int, int, str]]:
    automaton, rows = _automaton()
    size = len(text)
    whole = text.encode("utf-8", "replace").decode("utf-8")  # half a pair of surrogates is none
    for number, start, _ in automaton.find_matches_as_indexes(whole, overlapping=True):
        for wrong, begins, sure, idiom in rows[number]:
            begin = start - begins
            if begin < 0 or begin + 4 > size or text[begin + sure] != idiom[sure]:
                continue
            char = text[begin + wrong]
            if char != idiom[wrong] and "一" <= char <= "鿿":
                yield begin, wrong, idiom


def _reads_otherwise(text: str, begin: int, wrong: int) -> bool:
    """Tell whether the four characters are known words themselves, or parts of words beside."""
    known = frequencies()
    words = text[begin : begin + 4]
    if words in known:
        return True
    first, last = known.get(words[:2], 0), known.get(words[2:], 0)
    if first >= _READ_AS_TWO and last >= _READ_AS_TWO:
        return True
    before = known.get(text[begin - 1 : begin + 1], 0) if begin else 0
    after = known.get(text[begin + 3 : begin + 5], 0)
    if (before >= _COMMON and not first) or (after >= _COMMON and not last):
        return True
    runs_on = (text[at : at + 3] for at in (begin + 2, begin + 3))
    return (first >= _READ_AS_TWO or wrong == 3) and any(
        len(word) == 3 and known.get(word, 0) >= _READ_AS_TWO for word in runs_on
    )


def _links(text: str, begin: int, wrong: int) -> bool:
    """Tell whether the doubtful character only links words that stand by themselves (设备和反应堆)."""
    if text[begin + wrong] not in _LINKS:
        return False
    known = frequencies()
    if wrong == 0:
        return known.get(text[begin + 1 : begin + 4], 0) > 0
    before = known.get(text[begin + wrong - 2 : begin + wrong], 0) if begin + wrong >= 2 else 0
    after = known.get(text[begin + wrong + 1 : begin + wrong + 3], 0)
    return before >= _COMMON and after > 0
